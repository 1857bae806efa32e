"""The tutorial's sample: the planner finds what docs/tutorial.md works out by hand, figure for figure."""

import copy
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from openpyxl import load_workbook

from inputs.build_three_regions import PATH, PERIODS, Row, three_regions_rows
from models.account.account import Account, account
from models.audit.audit import audit
from models.plan import Plan
from planner import read_workbook, solve
from planner.report.vocabulary import categories
from planner.report.words import ENGLISH
from planner.solve.ending import Ending
from planner.solve.outcome import SolveOptions
from planner.workbook.template import write_workbook
from tests.cli.command import ROOT, planner

TUTORIAL = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
SETTLED_M = (38.71, 60.66)
"""Everything but Harbour's training, in the two years."""

Rows = dict[str, list[Row]]


class Solved(NamedTuple):
    plan: Plan
    account: Account

    @property
    def cost_m(self) -> float:
        return self.account.objective_m

    def by_category(self) -> dict[str, tuple[float, float]]:
        """Return what each category is charged in the two years."""
        sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
        for line in self.account.lines:
            for year, charge_m in line.charge_m.items():
                sums[line.category][year - 2027] += charge_m
        return {category: (first, second) for category, (first, second) in sums.items()}

    def by_year(self) -> tuple[float, ...]:
        """Return what the two years cost."""
        return tuple(map(sum, zip(*self.by_category().values(), strict=True)))

    def remote(self) -> dict[tuple[str, ...], float]:
        """Return what is served in another region, by origin, host, workload and period."""
        found: dict[tuple[str, ...], float] = defaultdict(float)
        for (o, h, _, w, _, e, _), pflops in self.plan.served.items():
            if o != h:
                found[o, h, w, str(e)] += pflops
        return dict(found)


def solved(path: Path, scenario: str | None = None, tree: bool = False) -> Solved:
    inst = read_workbook(path, scenario=scenario, tree=tree)
    outcome = solve(inst, SolveOptions(gap=0.0, threads=1, prices=False))
    assert outcome.ending is Ending.OPTIMAL
    assert outcome.plan is not None
    checked = audit(inst, outcome.plan)
    assert checked.passed, checked.findings
    return Solved(outcome.plan, account(inst, outcome.plan))


@cache
def sample(scenario: str | None = None, tree: bool = False) -> Solved:
    """Solve the workbook as it is."""
    return solved(PATH, scenario, tree)


def changed(folder: Path, change: Callable[[Rows], object], scenario: str | None = None) -> Solved:
    """Solve the workbook after a change of its rows."""
    rows = copy.deepcopy(three_regions_rows())
    change(rows)
    write_workbook(folder / "changed.xlsx", rows, PERIODS)
    return solved(folder / "changed.xlsx", scenario)


def committing(decision: str, condition: str) -> Callable[[Rows], object]:
    """Return the change that rules these decisions out."""
    row: Row = {"commitment": "no", "decision": decision, "filter": condition, "sense": "=", "value": 0}
    return lambda rows: rows.update(Commitments=[row])


def national_cost(cost: float) -> Callable[[Rows], object]:
    return lambda rows: rows["PlatformTiers"][0].update(national_cost=cost)


def decided(values: Mapping[tuple[object, ...], float]) -> dict[tuple[str, ...], float]:
    return {tuple(map(str, key)): pytest.approx(value) for key, value in values.items()}


def said(lines: Iterable[str]) -> None:
    """Each of these lines stands in the tutorial."""
    known = set(TUTORIAL.splitlines())
    assert [line for line in lines if line not in known] == []


def cells(path: Path) -> list[tuple[str, str, object]]:
    return [
        (worksheet.title, cell.coordinate, cell.value)
        for worksheet in load_workbook(path)
        for line in worksheet.iter_rows()
        for cell in line
        if cell.value is not None
    ]


def test_workbook_is_what_the_script_writes(tmp_path: Path) -> None:
    again = tmp_path / "three-regions.xlsx"
    write_workbook(again, three_regions_rows(), PERIODS)
    assert cells(again) == cells(PATH)


def test_tutorial_shows_the_demand_of_the_workbook() -> None:
    demand = {(row["region"], row["workload"]): row for row in three_regions_rows()["Demand"]}
    for region in ("Harbour", "Plain", "Ridge"):
        values = [demand[region, w][period] for w in ("training", "inference") for period in PERIODS]
        said(["| " + " | ".join([region, *map(str, values)]) + " |"])


def test_a_year_costs_what_the_tutorial_says() -> None:
    rows = three_regions_rows()
    regions = {row["region"]: row for row in rows["Regions"]}
    yearly = {
        r: (row["hall_module_cost"] / row["hall_life_years"], row["opening_cost"] / 10) for r, row in regions.items()
    }
    assert yearly == {"Harbour": (4, 5), "Ridge": (1.5, 2), "Plain": (1, 2)}
    per_mw = {r: row["electricity_price"] * row["pue_new"] * 8760 / 1000 for r, row in regions.items()}
    assert per_mw == pytest.approx({"Harbour": 8.76, "Ridge": 4.38, "Plain": 2.19})
    assert {row["chip"]: row["price"] / row["lifetime_years"] / 1e6 for row in rows["Chips"]} == {
        "Alpha": 0.1,
        "Beta": 0.06,
    }
    assert [row["cost"] / 20 for row in rows["LinkModules"]] == [1]  # the life of links where none is given
    assert [row["cost"] / 10 for row in rows["Porting"]] == [20]
    tier = rows["PlatformTiers"][0]
    assert (tier["national_cost"] / 10, tier["joining_cost"] / 10 + tier["yearly_fee"]) == (3, 1.5)


def test_plain_builds_and_harbour_sends_its_training_there() -> None:
    plan = sample().plan
    assert decided(plan.opened) == {("Plain", "2027"): 1}
    assert decided(plan.modules_built) == {("Plain", "2027"): 1, ("Plain", "2028"): 1}
    assert decided(plan.tier_joined) == {("Harbour", "platform", "2027"): 1, ("Plain", "platform", "2027"): 1}
    assert decided(plan.bought_units) == {
        ("Plain", "Alpha", "2027"): 300,
        ("Plain", "Beta", "2027"): 100,
        ("Ridge", "Beta", "2027"): 50,
        ("Plain", "Alpha", "2028"): 200,
        ("Ridge", "Alpha", "2028"): 50,
        ("Harbour", "Beta", "2028"): 100,
    }
    assert decided(plan.circuits_added) == {
        ("inland line", "100G", "2027"): 1,
        ("inland line", "100G", "2028"): 1,
        ("coast line", "100G", "2028"): 1,
    }
    assert plan.stack_ported == {}
    assert plan.unmet == {}
    assert decided(sample().remote()) == {
        ("Harbour", "Plain", "training", "2027"): 400,
        ("Harbour", "Plain", "training", "2028"): 800,
    }


def test_costs_by_category_are_those_of_the_tutorial() -> None:
    expected = {
        "opening": (2, 2),
        "hall": (1, 2),
        "chip": (39, 70),
        "platform": (5, 5),
        "link": (1, 3),
        "electricity": (24.09, 39.42),
        "platform_fee": (1, 1),
    }
    found = sample().by_category()
    assert found == {category: pytest.approx(costs) for category, costs in expected.items()}
    rows = [(categories(ENGLISH)[category], *costs) for category, costs in expected.items()]
    rows.append(("Total", *map(sum, zip(*expected.values(), strict=True))))
    said(f"| {name} | {first:g} | {second:g} | {first + second:g} |" for name, first, second in rows)
    assert sample().cost_m == pytest.approx(195.51)
    assert sum(cash for line in sample().account.lines for cash in line.cash_m.values()) == pytest.approx(520 + 65.51)


def test_the_policy_is_met_with_room_and_costs_nothing(tmp_path: Path) -> None:
    assert [position.ratio for position in sample().account.policies] == pytest.approx([800 / 1300, 0.6])
    assert changed(tmp_path, lambda rows: rows.pop("Policies")).cost_m == pytest.approx(195.51)


def test_training_at_home_costs_134_56(tmp_path: Path) -> None:
    home = changed(tmp_path, committing("tier_established", ""))
    assert home.by_year() == pytest.approx((SETTLED_M[0] + 46.52, SETTLED_M[1] + 88.04))
    assert decided(home.plan.modules_built) == {("Harbour", "2027"): 1, ("Harbour", "2028"): 1}


def test_training_in_ridge_costs_107_78(tmp_path: Path) -> None:
    halfway = changed(tmp_path, committing("tier_joined", "region=Plain"))
    assert halfway.by_year() == pytest.approx((SETTLED_M[0] + 38.26, SETTLED_M[1] + 69.52))
    assert halfway.remote()["Harbour", "Ridge", "training", "2028"] == pytest.approx(800)


def test_training_in_plain_costs_96_14() -> None:
    assert sample().by_year() == pytest.approx((SETTLED_M[0] + 34.38, SETTLED_M[1] + 61.76))
    assert sample().cost_m == pytest.approx(99.37 + 96.14)


def test_what_is_settled_costs_99_37() -> None:
    costs: dict[object, float] = defaultdict(float)
    for line in sample().account.lines:
        costs[line.region] += line.present_value_m
    assert costs["Ridge"] == pytest.approx(26.33)
    assert costs["Harbour"] == pytest.approx(32.28 + 3)  # as a member of the platform
    assert sum(SETTLED_M) == pytest.approx(32.28 + 40.76 + 26.33)


def test_what_ridge_needs_more_is_dearer_in_plain(tmp_path: Path) -> None:
    sent = changed(tmp_path, committing("bought_units", "region=Ridge;chip=Alpha"))
    assert sent.remote()["Ridge", "Plain", "training", "2028"] == pytest.approx(100)
    assert sent.cost_m == pytest.approx(195.51 + 9.595 - 7.19)


def test_half_the_alphas_make_the_port_worth_its_price() -> None:
    tight = sample("tight")
    assert decided(tight.plan.stack_ported) == {("beta stack", "training", "2027"): 1}
    assert decided(tight.plan.bought_units) == {
        ("Plain", "Alpha", "2027"): 200,
        ("Plain", "Beta", "2027"): 300,
        ("Ridge", "Beta", "2027"): 50,
        ("Plain", "Alpha", "2028"): 150,
        ("Ridge", "Alpha", "2028"): 50,
        ("Plain", "Beta", "2028"): 100,
        ("Harbour", "Beta", "2028"): 100,
    }
    trained = {str(e): v for (r, k, w, e, _), v in tight.plan.run.items() if (r, k, w) == ("Plain", "Beta", "training")}
    assert trained == {"2027": pytest.approx(200), "2028": pytest.approx(300)}
    assert decided(tight.plan.modules_built) == {("Plain", "2027"): 2, ("Plain", "2028"): 1}
    assert tight.remote() == pytest.approx(sample().remote())


def test_half_the_alphas_cost_52_million_more() -> None:
    usual, tight = sample().by_category(), sample("tight").by_category()
    assert tight["porting"] == pytest.approx((20, 20))
    more = {category: tuple(b - a for a, b in zip(usual[category], tight[category], strict=True)) for category in usual}
    assert {category: costs for category, costs in more.items() if max(costs) > 1e-6} == {
        "chip": pytest.approx((2, 3)),
        "electricity": pytest.approx((2.19, 3.285)),
        "hall": pytest.approx((1, 1)),
    }
    assert sample("tight").cost_m == pytest.approx(195.51 + 25.19 + 27.285)


def test_half_the_alphas_without_the_port_leave_work_undone(tmp_path: Path) -> None:
    undone = changed(tmp_path, committing("stack_ported", ""), "tight")
    assert undone.by_category()["unmet"] == pytest.approx((200, 300))


def test_on_a_dear_platform_nothing_is_shared(tmp_path: Path) -> None:
    alone = changed(tmp_path, national_cost(300))
    assert alone.remote() == {}
    assert alone.plan.tier_joined == {}
    assert alone.cost_m == pytest.approx(99.37 + 134.56)


def test_the_platform_pays_up_to_a_national_cost_of_222(tmp_path: Path) -> None:
    shared = changed(tmp_path, national_cost(222))
    assert shared.remote() == pytest.approx(sample().remote())
    assert shared.cost_m == pytest.approx(195.51 + 2 * 19.2)
    assert changed(tmp_path, national_cost(222.2)).remote() == {}


def test_patient_inference_moves_until_the_policy_stops_it(tmp_path: Path) -> None:
    patient = changed(tmp_path, lambda rows: rows["Workloads"][1].update(max_latency_ms=12))
    assert patient.cost_m == pytest.approx(195.51 + 3 - 3.285)
    assert patient.remote()["Harbour", "Plain", "inference", "2028"] == pytest.approx(100)
    assert patient.plan.bought_units["Plain", "Beta", "2028"] == pytest.approx(50)
    last = [position for position in patient.account.policies if position.outcome == "2028"]
    assert [(position.value, position.limit) for position in last] == [pytest.approx((1300, 1300))]


def test_not_knowing_the_supply_costs_25_million() -> None:
    tree = sample(tree=True)
    assert sorted(tree.account.leaf_cost_m.values()) == pytest.approx([245.89, 247.985])
    assert tree.cost_m == pytest.approx(246.9375)
    alphas: dict[str, float] = defaultdict(float)
    for (_, k, n), units in tree.plan.bought_units.items():
        alphas[str(n)] += units if k == "Alpha" else 0
    assert sorted(alphas.values()) == pytest.approx([200, 200, 250])
    assert tree.cost_m - (sample().cost_m + sample("tight").cost_m) / 2 == pytest.approx(25.19)


@pytest.mark.slow
def test_commands_of_readme_and_tutorial_do_what_the_tutorial_shows(tmp_path: Path) -> None:
    made = planner("template", "my.xlsx", "--example", "three-regions", cwd=tmp_path)
    checked = planner("check", "my.xlsx", cwd=tmp_path)
    solves = [planner("solve", "my.xlsx", *more, cwd=tmp_path) for more in ((), ("--scenario", "tight"), ("--tree",))]
    assert [made.status, checked.status, *(done.status for done in solves)] == [0] * 5
    said(made.out.splitlines() + checked.out.splitlines())
    said(shown(solves[0].out, figures=True) + shown(solves[1].out, figures=True) + shown(solves[2].out))


@pytest.mark.slow
@pytest.mark.parametrize(("sheet", "cell", "value"), [("PlatformTiers", "E3", 300), ("Workloads", "D4", 12)])
def test_changed_cells_lead_to_what_the_tutorial_shows(tmp_path: Path, sheet: str, cell: str, value: float) -> None:
    book = load_workbook(PATH)
    book[sheet][cell] = value
    book.save(tmp_path / "my.xlsx")
    done = planner("solve", "my.xlsx", cwd=tmp_path)
    assert done.status == 0
    said(shown(done.out))


def shown(out: str, figures: bool = False) -> list[str]:
    """Return what a solve prints, but for the audit and the run folder, whose figures are not the sample's."""
    sentences, gap, table = out.partition("\n" + " " * 20)
    lines = (sentences + (gap + table if figures else "")).splitlines()
    return [line.rstrip() for line in lines if not line.startswith(("Audit", "Run folder"))]
