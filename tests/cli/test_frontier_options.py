"""The metrics that `planner study frontier` is asked for: what they are, and what is said of those that cannot be."""

import pytest

from planner.cli.study.frontier import Wanted
from planner.errors import UsageError
from tests.workbook.whole_book import whole_book


def test_a_metric_and_the_one_it_is_set_against_are_named_alike() -> None:
    for prefix in ("", "against-"):
        found = Wanted("new_capacity", "domestic=yes", "*", "high", prefix).measure(whole_book())
        assert found is not None
        assert (found.metric, found.is_share, found.better) == ("new_capacity", True, "high")
        assert found.selection.chips == ("A1",)
    assert Wanted(None, "", "", "low", "against-").measure(whole_book()) is None


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (
            Wanted(None, "region=West", "", "low", "against-"),
            "--against-filter is for a metric, and none is named; add ",
        ),
        (Wanted(None, "", "*", "low", "against-"), "--against-share-of is for a metric, and none is named; add "),
        (
            Wanted(None, "", "", "high", "against-"),
            "--against-better is for a metric, and none is named; add --against",
        ),
        (
            Wanted("carbon", "", "", "low", "against-"),
            "--against is 'carbon', which is no metric of the sheet Policies; ",
        ),
        (
            Wanted("carbon", "", "", "low"),
            "--metric is 'carbon', which is no metric of the sheet Policies; did you mean ",
        ),
        (
            Wanted("served", "chip=A1", "", "low", "against-"),
            "--against-filter: the filter key 'chip' is not known for ",
        ),
        (
            Wanted("served", "", "chip=A1", "low"),
            "--share-of: the filter key 'chip' is not known for the metric served",
        ),
        (
            Wanted("pue", "", "*", "low", "against-"),
            "--against-share-of: the metric pue is a ratio by itself; leave it",
        ),
        (
            Wanted("served", "", "", "high", "against-"),
            "--against-better is high, but there is no end to more of served",
        ),
    ],
)
def test_a_metric_that_cannot_be_names_its_option(wanted: Wanted, said: str) -> None:
    with pytest.raises(UsageError) as told:
        wanted.measure(whole_book())
    assert str(told.value).startswith(said)
