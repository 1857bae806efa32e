"""Every family of the model has its record, and every record its family."""

from pathlib import Path

import pyomo.environ as pyo
import pytest

from models.build import build
from models.catalogue import DECISIONS, FAMILIES, ROWS, Family
from tests.cases import one_region

FORMULATION = Path(__file__).parent.parent / "models"


def test_each_family_of_a_model_has_a_record() -> None:
    model = build(one_region()).pyomo
    found = {part.local_name for part in model.component_objects((pyo.Var, pyo.Constraint))}
    assert found <= set(FAMILIES)


@pytest.mark.parametrize("family", [*DECISIONS, *ROWS], ids=lambda family: family.name)
def test_each_record_has_a_family_in_the_formulation(family: Family) -> None:
    code = "".join(path.read_text() for path in FORMULATION.rglob("*.py"))
    assert f"m.{family.name} = pyo." in code


@pytest.mark.parametrize("family", [*DECISIONS, *ROWS], ids=lambda family: family.name)
def test_each_record_says_something_in_a_sentence(family: Family) -> None:
    assert family.sentence.endswith(".")
    assert len(family.sentence.split()) > 3


@pytest.mark.parametrize("family", [*DECISIONS, *ROWS], ids=lambda family: family.name)
def test_each_family_stands_in_the_written_formulation(family: Family) -> None:
    assert family.name in (FORMULATION / "README.md").read_text(encoding="utf-8")
