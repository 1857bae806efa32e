"""Filters: terms between semicolons, resolved to the ids they select."""

import pytest

from planner.workbook.expand.selections import for_decision, for_metric
from planner.workbook.filters import Term, parse
from tests.workbook.sheets import changed, example


def faults(text: str, metric: str = "units") -> tuple[str, ...]:
    """Return what is wrong with a policy's filter in the example."""
    return for_metric(changed(), text, metric).faults


def test_terms_stand_between_semicolons_and_values_between_commas() -> None:
    assert parse("chip = H20, A100 ; period>=2026;region=West;").terms == (
        Term("chip", "=", ("H20", "A100")),
        Term("period", ">=", ("2026",)),
        Term("region", "=", ("West",)),
    )


@pytest.mark.parametrize("text", ["", " ", "*", ";"])
def test_a_blank_filter_and_a_star_select_everything(text: str) -> None:
    assert parse(text).terms == ()
    assert parse(text).faults == ()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("West", "'West' is not a condition; write key=value, such as region=West"),
        ("region=", "the condition 'region=' has no value; write key=value, such as region=West"),
        ("=West", "the condition '=West' has no key; write key=value, such as region=West"),
        ("period>=2026,2027", "the condition 'period>=2026,2027' compares with 2 values; write one"),
    ],
)
def test_what_is_no_condition_is_said(text: str, fault: str) -> None:
    assert parse(text).faults == (fault,)


def test_a_region_may_be_a_group() -> None:
    assert for_metric(changed(), "region=West,Beijing", "units").selection.regions == ("Guizhou", "Gansu", "Beijing")


def test_terms_hold_together() -> None:
    found = for_metric(changed(), "region=West; party=Telecom; chip=A100,910B; domestic=yes; period>2026", "units")
    assert found.faults == ()
    assert found.selection.regions == ("Guizhou",)
    assert found.selection.chips == ("910B",)
    assert found.selection.periods == ("2027",)
    assert found.selection.text == "region=West; party=Telecom; chip=A100,910B; domestic=yes; period>2026"


@pytest.mark.parametrize(
    ("text", "chips"),
    [
        ("stack=cuda", ("A100",)),
        ("vendor!=N", ("910B",)),
        ("class=gpu,npu", ("A100", "910B")),
        ("chip!=A100", ("910B",)),
        ("domestic=是", ("910B",)),
        ("chip=*", ("A100", "910B")),
    ],
)
def test_chips_are_selected_by_what_they_are(text: str, chips: tuple[str, ...]) -> None:
    assert for_metric(changed(), text, "new_units").selection.chips == chips


def test_class_is_that_of_the_workload_where_work_is_counted() -> None:
    selection = for_metric(changed(), "class=AI; origin=Beijing; host=West; tier=basic", "served").selection
    assert selection.workloads == ("training",)
    assert selection.chips is None
    assert (selection.regions, selection.hosts, selection.tiers) == (("Beijing",), ("Guizhou", "Gansu"), ("basic",))


def test_periods_are_compared_by_their_first_year() -> None:
    periods = [
        {"period": "near", "first_year": 2026, "years": 2},
        {"period": "far", "first_year": 2028, "years": 3},
    ]
    book = changed(Periods=periods, Demand=[], ChipSupply=[])
    assert for_metric(book, "period>=2028", "units").selection.periods == ("far",)
    assert for_metric(book, "period<far", "units").selection.periods == ("near",)
    assert for_metric(book, "period=2028", "units").faults == (
        "there is no period called '2028' for the filter; use near or far",
    )


def test_costs_of_a_region_have_no_part_in_those_of_a_link() -> None:
    selection = for_metric(changed(), "link=G-B", "capex").selection
    assert (selection.regions, selection.links) == ((), ("G-B",))
    selection = for_metric(changed(), "region=West", "opex").selection
    assert (selection.regions, selection.links) == (("Guizhou", "Gansu"), ())
    selection = for_metric(changed(), "period=2026", "opex").selection
    assert (selection.regions, selection.links) == (None, None)


def test_a_party_has_its_regions_and_its_links() -> None:
    links = [dict(row, party="Carrier") for row in example("Links")]
    book = changed(Links=links)
    selection = for_metric(book, "party=Carrier", "capex").selection
    assert (selection.regions, selection.links) == ((), ("G-B", "S-B"))
    assert for_metric(book, "party=Carrier", "units").faults == ("the filter 'party=Carrier' selects nothing",)


def test_circuits_are_selected_by_size_and_retirement_by_year() -> None:
    sizes = [{"link": "*", "module": size, "gbps": 400} for size in ("400G", "800G")]
    fleet = [{"region": "Guizhou", "chip": "A100", "year": year, "units": 5} for year in (2022, 2024)]
    book = changed(LinkModules=sizes, Fleet=fleet)
    assert for_decision(book, "link=G-B; module=800G", "circuits_added").selection.modules == ("800G",)
    assert for_decision(book, "链路模块=400G", "circuits_added").selection.modules == ("400G",)
    assert for_decision(book, "year!=2022", "retired_units").selection.years == (2024,)
    assert for_decision(book, "year=1999", "retired_units").faults == (
        "there is no year called '1999' for the filter; use 2022 or 2024",
    )
    assert (
        for_decision(book, "year=2022", "bought_units")
        .faults[0]
        .startswith("the filter key 'year' is not known for the decision bought_units")
    )


def test_a_stack_is_selected_itself_where_it_is_ported() -> None:
    found = for_decision(changed(), "stack=cann; workload=training", "stack_ported")
    assert found.stacks == ("cann",)
    assert found.selection.workloads == ("training",)
    assert found.selection.chips is None


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            "regio=West",
            "the filter key 'regio' is not known for the metric units; did you mean 'region'?",
        ),
        ("region=Guizho", "there is no region called 'Guizho' for the filter; did you mean 'Guizhou'?"),
        ("chip=zzz", "there is no chip called 'zzz' for the filter; use A100 or 910B"),
        ("chip>A100", "the condition 'chip>A100' compares names; use = or != with chip"),
        ("period>=soon", "there is no period called 'soon' for the filter; use 2026 or 2027"),
        ("chip=A100; domestic=yes", "the filter 'chip=A100; domestic=yes' selects nothing"),
        ("region=West; chip=A100; domestic=yes", "the filter 'region=West; chip=A100; domestic=yes' selects no chip"),
    ],
)
def test_a_filter_that_selects_nothing_known_is_a_fault(text: str, fault: str) -> None:
    assert faults(text) == (fault,)


def test_a_metric_has_its_own_keys() -> None:
    assert faults("workload=training", "carbon_t") == (
        "the filter key 'workload' is not known for the metric carbon_t; use party, period or region",
    )
