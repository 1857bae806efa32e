"""How many random instances the tests of properties try."""

from hypothesis import HealthCheck, Phase, settings

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
