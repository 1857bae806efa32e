"""HTML made of parts: what comes in as text goes out as text, whatever characters are in it."""

import html
import json
from typing import Any, NewType

Html = NewType("Html", str)
"""Markup that may stand on a page as it is."""

NOTHING = Html("")
VOID = frozenset({"br", "input", "meta"})
"""Elements without content."""


def text(content: object) -> Html:
    """Return text as markup that shows it."""
    return Html(html.escape(str(content)))


def element(name: str, /, *content: Html, **attributes: str | bool | None) -> Html:
    """Return an element with its content one after the other.

    Parameters
    ----------
    attributes
        By name, `_` for `-`; a last `_` keeps clear of Python's words (`class_`). True: without value; False, None:
        left out.
    """
    opened = "".join(_attribute(key, value) for key, value in attributes.items())
    inner = "".join(content)
    return Html(f"<{name}{opened}>" if name in VOID else f"<{name}{opened}>{inner}</{name}>")


def _attribute(key: str, value: str | bool | None) -> str:
    name = key.rstrip("_").replace("_", "-")
    if value is None or value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{html.escape(value)}"'


def join(*parts: Html) -> Html:
    """Return parts one after the other."""
    return Html("".join(parts))


def data_script(identity: str, data: object) -> Html:
    """Return a block of JSON that a script may read; nothing in it can end the block or is run."""
    return Html(f'<script type="application/json" id="{html.escape(identity)}">{json_text(data)}</script>')


def json_text(data: object) -> str:
    """Return JSON that may stand inside a script element: no `<`, `>` or `&`, no line ends of JavaScript alone.

    A number keeps six significant digits, which no chart shows.
    """
    written = json.dumps(_short(data), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character in "<>&\u2028\u2029":
        written = written.replace(character, f"\\u{ord(character):04x}")
    return written


def _short(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _short(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_short(value) for value in data]
    if isinstance(data, float):
        short = float(f"{data:.6g}")
        return int(short) if short.is_integer() else short
    return data


def label(content: object) -> str:
    """Return text for a chart; the plotting library reads tags and entities in its labels."""
    return html.escape(str(content), quote=False)
