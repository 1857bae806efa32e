"""Generated instances are what they say: the same for a seed, in proportion, and readable as a workbook."""

from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from models.instance import Case
from planner import read_workbook
from planner.solve import SolveOptions, solve
from tests.benchmarks.book import write_book
from tests.benchmarks.generator import Scale, generate
from tests.benchmarks.proportions import NATIONAL, proportions, shape


def test_a_seed_always_gives_the_same_instance() -> None:
    assert generate(Scale(8), 1) == generate(Scale(8), 1)
    assert generate(Scale(8), 1) != generate(Scale(8), 2)


def test_every_fixed_charge_weighs_within_half_and_double_of_what_it_weighs_in_the_national_sample() -> None:
    national = proportions(read_workbook(NATIONAL).first_case)
    for regions in (31, 100):
        generated = proportions(generate(Scale(regions), 1).first_case)
        for charge, share in national.items():
            assert share / 2 < generated[charge] < share * 2, charge


def test_demand_and_fibre_are_spread_as_in_the_national_sample() -> None:
    national, generated = (
        shape(case) for case in (read_workbook(NATIONAL).first_case, generate(Scale(31), 1).first_case)
    )
    for name, value in national.items():
        assert value / 2 < generated[name] < value * 2, name


def test_ten_times_the_charges_are_ten_times_as_dear_and_nothing_else_is() -> None:
    once, ten = (proportions(generate(Scale(8, charges=charges), 1).first_case) for charges in (1.0, 10.0))
    for charge, share in once.items():
        factor = 1.0 if charge in ("a hall module", "a circuit") else 10.0
        assert ten[charge] == pytest.approx(factor * share, rel=1e-3), charge


def test_a_workbook_of_a_generated_instance_reads_as_the_instance(tmp_path: Path) -> None:
    inst = generate(Scale(8), 1)
    write_book(inst, tmp_path / "eight.xlsx")
    read = read_workbook(tmp_path / "eight.xlsx")
    assert read.name == inst.name
    for field in fields(Case):
        wanted, found = (getattr(which.first_case, field.name) for which in (inst, read))
        if field.name == "chip_price_m":  # a price in the currency and its trend, multiplied out: all but for rounding
            wanted, found = (_approximately(which) for which in (wanted, found))
        assert found == wanted, field.name


def _approximately(prices: dict[Any, float]) -> dict[Any, Any]:
    return {key: pytest.approx(price, rel=1e-12) for key, price in prices.items()}


@pytest.mark.slow
def test_a_small_generated_instance_has_a_plan_in_which_nearly_all_work_is_done() -> None:
    outcome = solve(generate(Scale(3, periods=2), 1), SolveOptions(gap=0.01, threads=1, prices=False))
    assert outcome.gap is not None
    assert outcome.gap <= 0.01
