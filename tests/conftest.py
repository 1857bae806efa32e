"""How many random instances the tests of properties try, and what the machine lacks for other tests."""

from hypothesis import HealthCheck, Phase, settings

from tests.benchmarks.known.collection import NO_FOLDER, folder
from tests.programs import LIBREOFFICE

# A random instance is solved, which takes no fixed time; its values come from a seed, so that only its size shrinks.
_USUAL = settings(
    deadline=None,
    derandomize=True,
    database=None,
    max_examples=4,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
)
settings.register_profile("usual", _USUAL)
settings.register_profile("more", _USUAL, derandomize=False, max_examples=100, print_blob=True)
settings.load_profile("usual")


def pytest_report_header() -> list[str]:
    """Say which tests cannot look at anything, for want of a program."""
    lacking = []
    if LIBREOFFICE is None:
        lacking.append("LibreOffice is not installed: what it makes of our workbooks is NOT looked at")
    if folder() is None:
        lacking.append(f"No published optimum is looked at: {NO_FOLDER}")
    return lacking
