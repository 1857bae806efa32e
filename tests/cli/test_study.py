"""`planner study` from outside: what it says, what it leaves, and what it keeps."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import ROOT, Ended, planner, write_book

BOOK = ROOT / "inputs" / "three-regions.xlsx"
pytestmark = pytest.mark.slow


def folder_of(ended: Ended) -> Path:
    return Path(ended.out.splitlines()[-1].removeprefix("Study folder: "))


def record_of(ended: Ended) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder_of(ended) / "study.json").read_text(encoding="utf-8"))
    return found


def test_a_study_leaves_a_folder_and_goes_on_from_the_solves_it_kept(tmp_path: Path) -> None:
    first = planner("study", "fragmentation", BOOK, "--gap", 0, "--out", tmp_path)
    assert first.status == 0, first.err
    assert "That each plans alone costs" in " ".join(first.out.split())
    found = {path.name for path in folder_of(first).iterdir()}
    assert found == {"input.xlsx", "study.xlsx", "study.html", "study.json", "tables", "run.log"}
    assert not any(one["kept"] for one in record_of(first)["solves"])
    again = planner("study", "fragmentation", BOOK, "--gap", 0, "--out", tmp_path)
    assert all(one["kept"] for one in record_of(again)["solves"])
    assert record_of(again)["result"] == record_of(first)["result"]


def test_workers_find_what_one_process_finds(tmp_path: Path) -> None:
    options = ("study", "fragmentation", BOOK, "--gap", 0, "--json")
    one = planner(*options, "--out", tmp_path / "one")
    two = planner(*options, "--out", tmp_path / "two", "--workers", 2)
    costs = [json.loads(ended.out)["result"]["markets"] for ended in (one, two)]
    for way in costs[0]:
        assert costs[0][way]["cost"] == pytest.approx(costs[1][way]["cost"])


def test_wrong_options_are_one_sentence_each(tmp_path: Path) -> None:
    def error(*options: object) -> str:
        ended = planner("study", "fragmentation", BOOK, "--out", tmp_path, *options)
        assert ended.status == 2
        assert not ended.out
        return " ".join(ended.err.split())

    assert error("--standard", "gold") == "Error: --standard is 'gold', but the workbook has the tiers platform"
    assert error("--groups", "Moon") == (
        "Error: --groups names 'Moon', but the workbook has no groups; list them on the sheet Groups"
    )
    assert error("--cluster", "tcp://127.0.0.1:9") == (
        "Error: no Dask cluster answers at tcp://127.0.0.1:9; name the address its scheduler shows"
    )
    assert list(tmp_path.iterdir()) == []


def test_alternatives_name_what_plans_near_the_best_can_have(tmp_path: Path) -> None:
    options = ("--within", 0.05, "--of", "regions", "--names", "Plain", "--plans", 2, "--gap", 0.01, "--out", tmp_path)
    ended = planner("study", "alternatives", BOOK, *options)
    assert ended.status == 0, ended.err
    result = record_of(ended)["result"]
    plain = result["ranges"]["Plain"]
    assert plain["least_bound"] <= plain["least"] <= plain["best"] <= plain["most"] <= plain["most_bound"]
    assert all(one["cost"] <= result["cost_limit"] * (1 + 1e-6) for one in result["plans"])
    wrong = planner("study", "alternatives", BOOK, "--names", "Plains", "--out", tmp_path)
    assert " ".join(wrong.err.split()) == (
        "Error: --names has 'Plains', but the workbook has no such region; did you mean 'Plain'?"
    )


def test_sensitivity_moves_an_input_as_overrides_do(tmp_path: Path) -> None:
    options = ("--gap", 0, "--out", tmp_path)
    moved = ("--input", "Regions!electricity_price[region=Plain]=-50%..+50%", "--input", "ChipSupply!*")
    ended = planner("study", "sensitivity", BOOK, *moved, "--break-even", "Chips!price[chip=Beta]", *options)
    assert ended.status == 0, ended.err
    result = record_of(ended)["result"]
    assert {one["input"] for one in result["inputs"]} == {
        "Regions!electricity_price[region=Plain]",
        "ChipSupply!*",
    }
    power = next(one for one in result["inputs"] if one["input"].startswith("Regions"))
    assert power["at_low"] < 0 < power["at_high"]
    assert result["break_even"]["chip"] == "Beta"
    wrong = planner("study", "sensitivity", BOOK, "--input", "Regions!electricity_prize", *options)
    assert " ".join(wrong.err.split()) == (
        "Error: the input 'Regions!electricity_prize': the sheet Regions has no column 'electricity_prize'; did you "
        "mean 'electricity_price'?"
    )


def test_replanning_keeps_what_a_run_has_decided(tmp_path: Path) -> None:
    run = planner("solve", BOOK, "--gap", 0, "--out", tmp_path / "runs")
    assert run.status == 0, run.err
    same = planner("study", "replan", BOOK, "--run", run.folder, "--lock-before", 2028, "--gap", 0, "--out", tmp_path)
    assert same.status == 0, same.err
    result = record_of(same)["result"]
    # with the same data nothing is to be changed, and keeping to it costs nothing
    assert result["changes"] == []
    assert result["price_of_keeping"] == pytest.approx(0.0, abs=1e-4)
    wrong = planner("study", "replan", BOOK, "--run", tmp_path, "--out", tmp_path)
    assert "is not a run folder: it has no run.json" in " ".join(wrong.err.split())


def test_an_allocation_adds_up_and_says_who_would_leave(tmp_path: Path) -> None:
    ended = planner("study", "allocation", BOOK, "--gap", 0, "--json", "--out", tmp_path)
    assert ended.status == 0, ended.err
    found = json.loads(ended.out)["result"]
    assert len(found["coalitions"]) == 7
    assert sum(found["side_payments"].values()) == pytest.approx(0.0, abs=1e-6)
    (total,) = (one["most"] for one in found["coalitions"] if len(one["members"]) == 3)
    for division in found["divisions"].values():
        assert sum(division["cost"].values()) == pytest.approx(total)
    # Plain and Ridge share for 67.09 what an equal division of 195.51 asks 130.34 for.
    tempted = found["divisions"]["equal"]["most_tempted"]
    assert (tempted["members"], tempted["least"]) == (["Plain", "Ridge"], pytest.approx(130.34 - 67.09))
    assert found["divisions"]["nucleolus"]["in_core"] == "yes"


def test_the_business_cases_of_parties_have_the_plan_as_their_cost(tmp_path: Path) -> None:
    ended = planner("study", "business", BOOK, "--gap", 0, "--price", 1.5, "--irr", 0.5, "--json", "--out", tmp_path)
    assert ended.status == 0, ended.err
    (cases,) = json.loads(ended.out)["result"]["scenarios"].values()
    assert set(cases) == {"Harbour", "Plain", "Ridge", "links", "nation"}
    paid = [
        sum(one["cash"].get(item, {}).get(year, 0.0) for one in cases.values())
        for item in ("hosts", "hosting")
        for year in ("2027", "2028")
    ]
    # What one pays to another is received.
    assert paid[:2] == pytest.approx([-amount for amount in paid[2:]])
    assert all(one["subsidy"] >= 0.0 for one in cases.values())


def test_prices_are_set_beside_plans_made_again(tmp_path: Path) -> None:
    ended = planner("study", "prices", BOOK, "--gap", 0, "--most", 2, "--json", "--out", tmp_path)
    assert ended.status == 0, ended.err
    probes = json.loads(ended.out)["result"]["probes"]
    assert {one["kind"] for one in probes} == {"link", "demand"}
    for one in probes:
        saved = one["by_planning_again"]
        assert saved["least"] <= saved["best"] + 1e-6
        assert saved["best"] <= saved["most"] + 1e-6


def test_a_frontier_lies_between_the_cheapest_and_the_best_of_a_metric(tmp_path: Path) -> None:
    of_share = ("--metric", "served", "--filter", "tier=*", "--share-of", "*", "--points", 3)
    ended = planner("study", "frontier", BOOK, *of_share, "--gap", 0, "--out", tmp_path)
    assert ended.status == 0, ended.err
    points = record_of(ended)["result"]["points"]
    shares, costs = [one["value"] for one in points], [one["against"] for one in points]
    assert shares == sorted(shares, reverse=True)
    assert costs == sorted(costs)
    against = ("--against", "served", "--against-filter", "tier=*", "--against-share-of", "*", "--points", 2)
    ended = planner("study", "frontier", BOOK, *against, "--gap", 0, "--out", tmp_path)
    assert ended.status == 0, ended.err
    assert record_of(ended)["result"]["against"]["share_of"] == "*"
    assert all(0.0 <= one["against"] <= 1.0 for one in record_of(ended)["result"]["points"])
    wrong = planner("study", "frontier", BOOK, "--metric", "carbon", "--out", tmp_path)
    assert " ".join(wrong.err.split()) == (
        "Error: --metric is 'carbon', which is no metric of the sheet Policies; did you mean 'carbon_t'?"
    )


def test_a_business_case_at_tariffs_needs_one_for_all_demand(tmp_path: Path) -> None:
    def cases(*, tariffs: list[dict[str, object]]) -> Ended:
        book = write_book(tmp_path / "book.xlsx", Tariffs=tariffs)
        return planner("study", "business", book, "--tariff", "sheet", "--json", "--out", tmp_path)

    # 5 units for 5 million serve 10 PFLOPS at 0.4, then at 0.6, and 5 kW cost 8,760 h * 0.3 * 5 = 0.01314 million a
    # year: 4 - 5 - 0.01314 and 6 - 0.01314.
    ended = cases(tariffs=[{"region": "*", "workload": "*", "2027": 0.4, "2028": 0.6}])
    assert ended.status == 0, ended.err
    (found,) = json.loads(ended.out)["result"]["scenarios"].values()
    assert found["West"]["npv"] == pytest.approx(10 - 5 - 2 * 0.01314)
    ended = cases(tariffs=[{"region": "West", "workload": "training", "2027": 0.4}])
    assert (ended.status, ended.err) == (
        3,
        "Error: Tariffs!D3: there is no tariff for 'training' in West in 2028, and so no business case at tariffs; "
        "fill the cell\n",
    )
    ended = cases(tariffs=[])
    assert (ended.status, ended.err) == (
        3,
        "Error: Tariffs: the workbook states no tariffs; fill the sheet, or use other prices than its own\n",
    )


def test_business_cases_are_made_under_every_scenario(tmp_path: Path) -> None:
    # 5 units serve 10 PFLOPS, sold for 4 million a year: for 5 million, -1 and 4; in the scenario dear for 10 million,
    # -6 and 4. At 100 % the first is worth -1 + 2, the second -6 + 2.
    scenarios: dict[str, list[dict[str, object]]] = {
        "Regions": [{"region": "West", "existing_hall_mw": 100}],
        "Scenarios": [{"scenario": "usual"}, {"scenario": "dear", "overrides": "dear"}],
        "Overrides": [
            {"set": "dear", "order": 1, "sheet": "Chips", "column": "price", "operation": "multiply", "value": 2}
        ],
    }
    book = write_book(tmp_path / "book.xlsx", **scenarios)
    options = ("--price", 0.4, "--irr", 1.0, "--every-scenario", "--out", tmp_path)
    ended = planner("study", "business", book, *options)
    assert ended.status == 0, ended.err
    found = {name: cases["West"] for name, cases in record_of(ended)["result"]["scenarios"].items()}
    assert list(found) == ["usual", "dear"]
    keys = ("npv", "irr", "payback_year", "largest_cash_need", "subsidy")
    assert [found["usual"][key] for key in keys] == [*map(pytest.approx, (3.0, 3.0, 2028, 1.0, 0.0))]
    assert [found["dear"][key] for key in keys] == [
        pytest.approx(-2.0),
        pytest.approx(4 / 6 - 1),
        None,
        pytest.approx(6.0),
        pytest.approx(4.0),
    ]
    said = " ".join(ended.out.split())
    assert (
        "usual: by net present value the plan pays for 1 of 1 party; West needs most cash, 1 million CNY before it "
        "comes back; all have a return of 100.0% or more. dear: by net present value the plan pays for 0 of 1 party; "
        "West needs most cash, 6 million CNY before it comes back; for a return of 100.0%, 4 million CNY are "
        "missing in all (West 4). It depends on the scenario whether the plan pays for West."
    ) in said
    assert [one["cost"] for one in record_of(ended)["solves"]] == [pytest.approx(5.0), pytest.approx(10.0)]
    both = planner("study", "business", book, *options, "--scenario", "dear")
    assert (both.status, both.err) == (
        2,
        "Error: this study takes all scenarios of the workbook; leave out --scenario\n",
    )
    none = planner("study", "business", write_book(tmp_path / "none.xlsx"), *options)
    assert (none.status, none.err) == (
        2,
        "Error: there are not two scenarios to compare; list them on Scenarios\n",
    )
