"""The log of a command: kept in memory until it has a folder to go to."""

import io
import logging
import time

_LINES = io.StringIO()


def start_log() -> None:
    """Begin to keep what planner and models log, with the time in UTC."""
    _LINES.seek(0)
    _LINES.truncate()
    formatter = logging.Formatter("%(asctime)s.%(msecs)03dZ %(levelname)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%S")
    formatter.converter = time.gmtime
    handler = logging.StreamHandler(_LINES)
    handler.setFormatter(formatter)
    for name in ("planner", "models"):
        logger = logging.getLogger(name)
        logger.handlers = [handler]
        logger.setLevel(logging.DEBUG)
        logger.propagate = False
    # Libraries may warn of things that no user can act upon: these go to the log alone.
    logging.captureWarnings(True)
    logging.getLogger("py.warnings").handlers = [handler]
    logging.getLogger("py.warnings").propagate = False


def log_text() -> str:
    """Return all lines so far."""
    return _LINES.getvalue()
