"""The reports say the same in English and in Chinese."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from models.audit.audit import RULES, audit
from models.audit.checks import Finding
from models.audit.spare import Spare
from models.costs import CAPITAL, PENALTY, RUNNING
from models.instance import Instance
from models.plan import Plan
from planner.report.chinese import CHINESE, TOPICS
from planner.report.names import readable_names
from planner.report.rule_words import reasons, rules
from planner.report.tables import PlanTables, make_tables
from planner.report.vocabulary import categories, metric_units, metrics
from planner.report.words import ENGLISH, Words
from planner.solve import SolveOptions
from planner.workbook.reader import read_workbook
from tests.cases import two_regions
from tests.report.plans import FACTS, solved

PLANNER = Path(__file__).parents[2] / "planner"
FULL_FACTS = replace(
    FACTS,
    gap=0.01,
    stopped_by_default=True,
    options={**dict.fromkeys(field.name for field in fields(SolveOptions)), "heuristics": True, "prices": True},
    seconds={"read": 1.0, "build": 1.0, "search": 1.0, "prices": 1.0, "audit": 1.0},
    versions={"python": "3.11"},
    notes=("the marginal prices could not be worked out",),
)
ENGLISH_SENTENCE = re.compile(r"[A-Za-z]{2,}[,;:]? [A-Za-z]{2,}")


def said(by: str) -> Iterator[tuple[str, ast.Call]]:
    """Yield every call of `words` or `words.counted`, with the file and line it stands in."""
    for path in sorted(PLANNER.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) == by:
                yield f"{path.relative_to(PLANNER)}:{node.lineno}", node


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Name):
        return function.id
    return function.attr if isinstance(function, ast.Attribute) else ""


def literals() -> dict[str, set[str]]:
    """Return each text of the code that has a Chinese one, with the names of the values it is given."""
    found: dict[str, set[str]] = {}
    for where, call in said("counted"):
        one, many = (literal(where, argument) for argument in call.args[1:3])
        names = {keyword.arg for keyword in call.keywords if keyword.arg is not None}
        assert braces(one) <= names | {"count"}, f"{where}: a value of the text about one thing is not given"
        assert braces(many) == names | {"count"}, f"{where}: the values are not those of the text"
        assert "count" not in names, where
        found[many] = braces(many)
    for where, call in said("words"):
        text = call.args[0]
        assert isinstance(text, ast.Constant), f"{where}: words() needs a literal"
        assert isinstance(text.value, str), where
        names = {keyword.arg for keyword in call.keywords if keyword.arg is not None}
        assert names == braces(text.value), f"{where}: the values are not those of the text"
        found[text.value] = names
    return found


def literal(where: str, argument: ast.expr) -> str:
    assert isinstance(argument, ast.Constant), f"{where}: words.counted() needs literals"
    assert isinstance(argument.value, str), where
    return argument.value


def braces(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_one_thing_is_told_of_in_the_singular_where_the_language_has_one() -> None:
    texts = ("1 link", "{count} links")
    assert [Words("en").counted(count, *texts) for count in (0, 1, 2, 1200)] == [
        "0 links",
        "1 link",
        "2 links",
        "1,200 links",
    ]
    assert [Words("zh").counted(count, *texts) for count in (1, 2)] == ["1 条链路", "2 条链路"]


def test_every_text_of_the_code_has_a_chinese_one() -> None:
    assert [text for text in literals() if text not in CHINESE] == []


def test_no_chinese_text_is_left_over() -> None:
    texts = literals()
    assert [text for text in CHINESE if text not in texts] == []


def test_a_text_has_one_translation() -> None:
    times = Counter(text for topic in TOPICS for text in topic)
    assert [text for text, count in times.items() if count > 1] == []


def test_translations_are_given_the_same_values() -> None:
    assert [text for text, chinese in CHINESE.items() if braces(text) != braces(chinese)] == []


def test_every_code_of_the_models_has_words() -> None:
    assert set(categories(ENGLISH)) == {*CAPITAL, *RUNNING, *PENALTY}
    assert set(rules(ENGLISH)) == {"known_ids", "finite_values", *(rule.__name__ for rule in RULES)}
    assert set(metrics(ENGLISH)) == set(metric_units(ENGLISH))


def test_every_reason_of_the_audit_has_words() -> None:
    source = (PLANNER.parent / "models" / "audit" / "spare.py").read_text(encoding="utf-8")
    given = {
        node.value.elts[-1].value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Yield) and isinstance(node.value, ast.Tuple)
        if isinstance(node.value.elts[-1], ast.Constant)
    }
    assert given == set(reasons(ENGLISH))


@pytest.mark.parametrize("name", ["shared", "outage", "futures"])
def test_a_chinese_plan_has_no_english_in_it(name: str) -> None:
    inst, plan, checked, prices = solved(name)
    failed = replace(checked, passed=False, findings=(Finding("grid_limit", "west, 2026", "<=", 1.0, 2.0, 1.0, 0.5),))
    spare = replace(checked, warnings=(Spare("opened", "west, 2026", 1.0, "no hall is built there"),))
    for each in (checked, failed, spare):
        assert english_left(inst, make_tables(inst, plan, each, prices, FULL_FACTS, "zh")) == []
    assert english_left(inst, make_tables(inst, plan, checked, prices, FULL_FACTS, "en"))


@pytest.mark.slow
@pytest.mark.parametrize("sample", ["three-regions", "national"])
def test_a_chinese_plan_of_a_sample_has_no_english_in_it(sample: str) -> None:
    # No plan is needed to say everything of the workbook; what an empty one breaks is told as well.
    inst = read_workbook(PLANNER.parent / "inputs" / f"{sample}.xlsx")
    checked = audit(inst, Plan(0.0))
    assert english_left(inst, make_tables(inst, Plan(0.0), checked, None, FULL_FACTS, "zh")) == []


def english_left(inst: Instance, tables: PlanTables) -> list[str]:
    """Return the texts of a Chinese plan that are English, once the workbook's own names are taken out."""
    own = {FACTS.workbook, inst.name, *workbook_names(inst)}
    found = []
    for text in shown_texts(tables):
        rest = text
        for name in sorted(own, key=len, reverse=True):
            rest = rest.replace(name, "")
        if ENGLISH_SENTENCE.search(rest) or (rest in CHINESE and CHINESE[rest] != rest):
            found.append(text)
    return found


def workbook_names(inst: Instance) -> set[str]:
    """Return every id and name of a workbook."""
    found: set[str] = set()
    for scenario, case in inst.cases.items():
        found |= {scenario, case.settings.currency}
        for things in (case.slices, case.regions, case.workloads, case.chips, case.tiers, case.links, case.offers):
            found |= set(things)
        for things in (case.outages, case.policies, case.budgets, case.commitments):
            found |= set(things)
        found |= set(case.stacks) | {chip.name for chip in case.chips.values()} - {""}
        found |= {chip.chip_class for chip in case.chips.values()} - {""}
        found |= {module for link in case.links.values() for module in link.modules}
        found |= {policy.selection.text for policy in case.policies.values()} - {""}
    return found


def shown_texts(tables: PlanTables) -> list[str]:
    summary = tables.summary
    found: list[Any] = [summary.title, summary.subtitle, *summary.alarms]
    for section in summary.sections:
        found += [section.title, *section.sentences]
        found += [part for figure in section.figures for part in (figure.label, figure.value, figure.unit)]
    for page in tables.pages:
        found += [page.title, page.note]
        for block in page.blocks:
            found += [block.title, block.note, block.empty, *(block.total or ())]
            found += [part for column in block.columns for part in (column.title, column.unit)]
            found += [value for row in block.rows for value in row]
    return [text for text in found if isinstance(text, str)]


def test_every_fact_of_a_run_is_named_in_chinese() -> None:
    inst, plan, checked, prices = solved("futures")
    apart = replace(FULL_FACTS, seconds={**FULL_FACTS.seconds, "futures apart": 1.0, "each future": 1.0})
    tables = make_tables(inst, plan, checked, prices, apart, "zh")
    run = next(table for table in tables.read_tables if table.name == "run")
    assert [name for name in run.frame["name"] if not re.search("[\u4e00-\u9fff]", name)] == []


def test_the_tables_for_programs_are_the_same_in_every_language() -> None:
    inst, plan, checked, prices = solved("shared")
    english, chinese = (make_tables(inst, plan, checked, prices, FACTS, language) for language in ("en", "zh"))
    for one, other in zip(english.tables, chinese.tables, strict=True):
        assert one.name == other.name
        assert one.frame.equals(other.frame)


def test_things_are_called_by_their_names_and_codes_by_words() -> None:
    case = two_regions(regions={"east": {"name": "East coast", "name_zh": "东部"}}).first_case
    english, chinese = readable_names(case, ENGLISH), readable_names(case, Words("zh"))
    assert (english.regions["east"], chinese.regions["east"]) == ("East coast", "东部")
    assert (english.regions["west"], chinese.regions["west"]) == ("west", "west")
    assert english.links["line"] == "line"
    assert chinese.links["line"] == "west—东部"
    assert (english.categories["hall"], chinese.categories["hall"]) == ("Halls", "机房")


def test_two_regions_of_one_name_are_told_apart() -> None:
    case = two_regions(regions={"east": {"name": "Coast"}, "west": {"name": "Coast"}}).first_case
    assert readable_names(case, ENGLISH).regions["east"] == "Coast (east)"
