"""What lies between two workbooks: the first one with some groups of its changes made as in the second."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from models.ids import PeriodId
from models.instance import Instance
from planner.workbook.change_groups import NO_EFFECT, SCENARIOS, SEARCH, Grouping, grouping, names_of
from planner.workbook.differences import WHOLE_ROW, Difference, columns_of, differences, matched
from planner.workbook.inherit import value_in
from planner.workbook.overrides import in_scenario
from planner.workbook.reader import instance_of
from planner.workbook.schema import SHEETS
from planner.workbook.tables import Row, Tables


@dataclass(frozen=True)
class Inputs:
    """What a plan was made from: the tables of a workbook, and what of them was planned for."""

    tables: Tables
    scenario: str | None = None
    """None: the tables as they stand."""
    tree: bool = False

    def instance(self, name: str) -> Instance:
        """Return the planning problem.

        Raises
        ------
        WorkbookError
            When the tables cannot be used.
        """
        return instance_of(self.tables, name=name, scenario=self.scenario, tree=self.tree)


@dataclass(frozen=True)
class Pair:
    """Two workbooks side by side."""

    a: Inputs
    b: Inputs
    groups: Grouping
    changes: dict[str, list[Difference]]
    """By group."""

    @property
    def is_unrelated(self) -> bool:
        """Whether the two have no region, no workload or no period in common."""
        return any(
            not names_of(self.a.tables, sheet) & names_of(self.b.tables, sheet)
            for sheet in ("Regions", "Workloads", "Periods")
        )

    @property
    def causes(self) -> tuple[str, ...]:
        """The groups of changes that can change the cost."""
        return tuple(group for group in self.changes if group not in (SEARCH, NO_EFFECT))

    def between(self, groups: Collection[str]) -> Inputs:
        """Return the first workbook with the changes of these groups made as in the second."""
        tables = {
            name: _blended(name, self.a.tables.get(name, ()), self.b.tables.get(name, ()), self.groups, groups)
            for name in SHEETS
        }
        basis = self.b if SCENARIOS in groups else self.a
        return Inputs(replace(self.a.tables, rows=tables), basis.scenario, basis.tree)


def side_by_side(a: Inputs, b: Inputs) -> Pair:
    """Return two workbooks ready to be compared.

    Where each was planned for without a tree, its scenario's overrides are made in the tables first, so that two
    scenarios differ in what they override.
    """
    if not (a.tree or b.tree):
        a, b = _overridden(a), _overridden(b)
    groups = grouping(a.tables, b.tables)
    changes = groups.grouped(differences(a.tables, b.tables))
    if (a.scenario, a.tree) != (b.scenario, b.tree):
        changes.setdefault(SCENARIOS, [])
    return Pair(a, b, groups, changes)


def _overridden(inputs: Inputs) -> Inputs:
    """Return the tables as the scenario has them, without any scenario."""
    tables = in_scenario(inputs.tables, inputs.scenario).tables
    return Inputs(tables.changed("Scenarios", ()).changed("Overrides", ()))


def _blended(
    name: str, a: tuple[Row, ...], b: tuple[Row, ...], groups: Grouping, chosen: Collection[str]
) -> tuple[Row, ...]:
    """Return the rows of a sheet with the changes of the chosen groups."""
    found: list[Row] = []
    for row_a, row_b in matched(SHEETS[name], a, b):
        if row_a is not None and row_b is not None:
            found.append(_mixed(name, row_a, row_b, groups, chosen))
            continue
        is_chosen = groups.group_of(Difference(name, WHOLE_ROW, row_a, row_b)) in chosen
        row = row_b if is_chosen else row_a
        if row is not None:
            found.append(row)
    return tuple(found)


def _mixed(name: str, a: Row, b: Row, groups: Grouping, chosen: Collection[str]) -> Row:
    """Return the row of the first workbook with the cells of the chosen groups as in the second."""
    for column in columns_of(SHEETS[name], a, b):
        value = value_in(b, column)
        if value_in(a, column) == value or groups.group_of(Difference(name, column, a, b)) not in chosen:
            continue
        if column in a.values:
            a = replace(a, values={**a.values, column: value})
        else:
            amount = None if value is None or isinstance(value, str) else float(value)
            a = replace(a, periods={**a.periods, PeriodId(column): amount})
    return a
