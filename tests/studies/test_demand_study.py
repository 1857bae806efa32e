"""A plan for drawn demand, held against the cost that can be worked out."""

from math import exp, log

import pytest
from scipy.stats import norm

from models.ids import PeriodId
from models.instance import Instance
from models.records import Supply
from planner.report.html.document import document_html
from planner.report.words import Language, Words
from planner.solve import SolveOptions, solve
from planner.studies.demand import DemandStudy, Sizes, estimate, study_demand
from planner.studies.documents.demand import figures, tell
from planner.studies.solves import Solver
from tests.cases import one_region

EXACT = SolveOptions(gap=0.0, threads=1)
SIZES = Sizes(draws=200, futures=5, fresh=30, batches=3, seed=1)
SPREAD = 0.4


def newsvendor(**changes: object) -> Instance:
    """Return 5 units needed in 2026, and in 2027 10 on average: at 1 million each in 2026, or at 4 in 2027."""
    return one_region(
        {"2026": 10.0, "2027": 20.0},
        years=(2026, 2027),
        price_m={"2026": 1.0, "2027": 8.0},
        chip={"lifetime_years": 2.0},
        workload={"volatility": SPREAD},
        **changes,
    )


def expected_m(units: float) -> float:
    """Return the mean cost of that many units in 2026: units + 4 * E max(0, D - units), D lognormal with mean 10."""
    upper = (log(10.0 / units) + SPREAD**2 / 2) / SPREAD
    return units + 4 * (10.0 * float(norm.cdf(upper)) - units * float(norm.cdf(upper - SPREAD)))


@pytest.fixture(scope="module")
def found() -> DemandStudy:
    return study_demand(newsvendor(), PeriodId("2027"), SIZES, Solver(solve), EXACT)


@pytest.mark.slow
def test_fresh_draws_tell_what_a_plan_costs_on_average(found: DemandStudy) -> None:
    assert found.plan.plan is not None
    for judged, plan in ((found.fresh, found.plan.plan), (found.fresh_forecast, found.forecast.plan)):
        assert plan is not None
        known = judged.estimate
        assert known is not None
        assert known.count == SIZES.fresh
        assert known.low_m <= expected_m(plan.bought_units["west", "a", "2026"]) <= known.high_m


@pytest.mark.slow
def test_a_plan_for_drawn_futures_buys_more_than_one_for_the_forecast(found: DemandStudy) -> None:
    # best are 10 * exp(0.4 * 0.674 - 0.08) = 12.1 units, which one future in four exceeds; the forecast asks for 10
    best = 10 * exp(SPREAD * float(norm.ppf(0.75)) - SPREAD**2 / 2)
    assert best == pytest.approx(12.1, abs=0.05)
    assert found.forecast.plan is not None
    assert found.plan.plan is not None
    assert found.forecast.plan.bought_units["west", "a", "2026"] == pytest.approx(10.0)
    assert 10.5 < found.plan.plan.bought_units["west", "a", "2026"] < 14.0


@pytest.mark.slow
def test_the_gap_that_batches_tell_covers_the_true_one(found: DemandStudy) -> None:
    assert found.plan.plan is not None
    best_m = min(expected_m(units / 10) for units in range(50, 300))
    true_m = expected_m(found.plan.plan.bought_units["west", "a", "2026"]) - best_m
    assert found.gap is not None
    mean_m, most_m = found.gap
    assert 0 <= mean_m <= most_m
    assert true_m <= most_m


@pytest.mark.slow
def test_draws_in_which_the_decisions_of_here_and_now_do_not_do_are_counted() -> None:
    # at most 2 more units in 2027: the forecast's 10 units do not do where more than 12 are needed
    supply = (Supply("a", "nation", ("west",), {"2026": 100.0, "2027": 2.0}),)
    found = study_demand(newsvendor(supplies=supply), PeriodId("2027"), SIZES, Solver(solve), EXACT)
    assert found.fresh_forecast.failing > found.fresh.failing >= 0
    assert found.fresh_forecast.failing + found.fresh_forecast.estimate.count == SIZES.fresh  # type: ignore[union-attr]


def test_an_interval_is_that_of_students_distribution() -> None:
    # 1, 2, 3: deviation 1, so 4.303 / sqrt(3) on either side of 2
    known = estimate([1.0, 2.0, 3.0])
    assert known is not None
    assert (known.low_m, known.mean_m, known.high_m) == pytest.approx(
        (2 - 4.303 / 3**0.5, 2.0, 2 + 4.303 / 3**0.5), abs=1e-3
    )
    assert estimate([1.0]) is None


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_document_says_what_the_plan_costs_and_what_it_saves(found: DemandStudy, language: Language) -> None:
    words = Words(language)
    document = tell(newsvendor(), found, "", "one.xlsx", words)
    known = found.fresh.estimate
    assert known is not None
    told = "".join(document.summary.sections[0].sentences)
    assert f"{known.mean_m:.3g}" in told
    judged = next(table.frame for table in document.tables if table.name == "judged")
    assert judged["mean_m"].iloc[0] == pytest.approx(known.mean_m)
    assert len(next(table.frame for table in document.tables if table.name == "draws")) == SIZES.fresh
    assert ("On 30 fresh draws" in told) == (language == "en")
    assert document_html(document, figures(newsvendor(), found, words))
