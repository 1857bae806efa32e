"""Inputs that a study moves: how they are addressed, how far they go, and what they do to the data."""

import pytest

from planner.errors import UsageError
from planner.report.words import Words
from planner.workbook.levers import lever_of, moved, of_scenario, usual_levers
from planner.workbook.tables import Tables
from tests.workbook.sheets import changed, example


def tables(**sheets: list[dict[str, object]]) -> Tables:
    """Return the tables of the example with prices of power, and with these sheets."""
    priced = [{**row, "electricity_price": 0.4} for row in example("Regions")]
    return changed(**{"Regions": priced, **sheets}).tables


def test_an_input_without_a_range_goes_a_fifth_down_and_up_as_far_as_its_column_allows() -> None:
    pue = {"Guizhou": 1.1, "Gansu": 1.4, "Beijing": 1.3}
    book = tables(Regions=[{**row, "pue_new": pue[str(row["region"])]} for row in example("Regions")])
    # a PUE is 1 or more: 1.1 can go down by a eleventh
    lever = lever_of("Regions!pue_new", book)
    assert (lever.low, lever.high, lever.operation) == (pytest.approx(1 / 1.1), 1.2, "multiply")
    assert lever_of("Regions!pue_new[region=Gansu]", book).low == 0.8
    assert lever_of("地区!电价", tables()).column == "electricity_price"


def test_ends_are_values_or_changes() -> None:
    book = tables()
    lever = lever_of("Regions!electricity_price = -30%..+50%", book)
    assert (lever.operation, lever.low, lever.high) == ("multiply", 0.7, 1.5)
    assert [lever.value_text(end) for end in (lever.low, lever.high)] == ["-30%", "+50%"]
    book = tables(Settings=[{"key": "discount_rate", "value": 0.08}])
    lever = lever_of("Settings!discount_rate=0.04..0.12", book)
    assert (lever.column, lever.filter, lever.operation) == ("value", "key=discount_rate", "set")
    assert (lever.name(Words("en")), lever.name(Words("zh"))) == ("Discount rate", "折现率")
    assert moved(book, [(lever, 0.05)], "plan").settings.discount_rate == 0.05


def test_demand_moves_in_all_its_periods() -> None:
    book = tables()
    before = moved(book, [], "plan").first_case.demand_pflops
    after = moved(book, [(lever_of("Demand!*", book), 1.1)], "plan").first_case.demand_pflops
    assert before
    assert after == {key: pytest.approx(1.1 * pflops) for key, pflops in before.items()}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("nonsense", "'nonsense' is no input; write Sheet!column, Sheet!column[filter] or "),
        ("Region!pue_new", "the input 'Region!pue_new': there is no sheet called 'Region'; did you mean 'Regions'?"),
        ("Regions!pue", "the input 'Regions!pue': the sheet Regions has no column 'pue'"),
        ("Regions!name", "the input 'Regions!name': name holds no numbers"),
        (
            "Regions!pue_new[region=Mars]",
            "the input 'Regions!pue_new[region=Mars]': there is no region or group called",
        ),
        ("Regions!pue_new=2..1", "the range of 'Regions!pue_new=2..1' must rise"),
        ("Regions!pue_new=a..b", "the range of 'Regions!pue_new=a..b' is no range; write 10..20 or -20%..+20%"),
        ("Periods!years", "the input 'Periods!years': the sheet Periods is the same in all scenarios"),
    ],
)
def test_a_wrong_input_is_told_in_a_sentence(text: str, fault: str) -> None:
    with pytest.raises(UsageError) as told:
        lever_of(text, tables())
    assert str(told.value).startswith(fault)


def test_the_usual_inputs_are_those_that_the_workbook_has() -> None:
    names = {(lever.sheet, lever.column) for lever in usual_levers(tables(LinkModules=[]))}
    assert ("Demand", "*") in names
    assert ("LinkModules", "cost") not in names


def test_a_scenario_is_moved_from_where_its_overrides_put_it() -> None:
    override = {"set": "dear", "sheet": "Regions", "column": "electricity_price", "operation": "set", "value": 0.5}
    book = tables(Scenarios=[{"scenario": "dear", "overrides": "dear"}], Overrides=[override])
    lever = lever_of("Regions!electricity_price", book)
    case = moved(of_scenario(book, "dear"), [(lever, 2.0)], "plan").first_case
    prices = {at.electricity_price_m_per_mwh for region in case.regions.values() for at in region.at.values()}
    # 2 * 0.5 per kWh is 1,000 per MWh
    assert len(prices) == 1
    assert prices.pop() == pytest.approx(1e-3)
