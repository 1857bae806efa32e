"""The share nearest to what a policy asks for that works."""

import pytest

from planner.solve.shares import nearest_share


@pytest.mark.parametrize(
    ("now", "works", "least", "found"),
    [(0.7, 0.5, 0.55, 0.55), (0.7, 0.5, 0.5, 0.5), (0.2, 0.9, 0.3, 0.3), (0.7, 0.5, 0.6999, 0.6999)],
)
def test_the_last_share_on_the_way_that_works_is_found(now: float, works: float, least: float, found: float) -> None:
    def fits(share: float) -> bool:
        return share <= least if works < now else share >= least

    assert nearest_share(now, works, 1e-4, fits, tries=20) == (found, True)


def test_with_few_tries_it_works_and_is_not_said_to_be_the_nearest() -> None:
    share, nearest = nearest_share(0.7, 0.5, 1e-4, lambda share: share <= 0.55, tries=4)
    assert 0.5 <= share <= 0.55
    assert not nearest


def test_what_is_not_settled_ends_the_search_with_what_works() -> None:
    assert nearest_share(0.7, 0.5, 1e-4, lambda share: None, tries=20) == (0.5, False)
