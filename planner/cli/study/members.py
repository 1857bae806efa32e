"""Who the parties of a study are, as the command line names them."""

from typing import Literal

from models.ids import RegionId
from models.instance import Instance
from planner.errors import UsageError
from planner.studies.members import Members, owners_alone, parties_alone, regions_alone
from planner.workbook.cells import split_list
from planner.workbook.expand.book import Book

By = Literal["region", "party", "owner"]
_REST = "rest"


def members_of(inst: Instance, book: Book, by: By, groups: str | None) -> Members:
    """Return the regions, the parties, all owners, or the named groups with the rest, as members.

    Raises
    ------
    UsageError
        When a group is unknown or shares a region with another.
    """
    if groups is not None:
        return _grouped(inst, book, split_list(groups))
    return {"region": regions_alone, "party": parties_alone, "owner": owners_alone}[by](inst)


def _grouped(inst: Instance, book: Book, names: tuple[str, ...]) -> Members:
    """Return the groups as members, and the regions in none of them as one more."""
    known: dict[str, list[RegionId]] = {}
    for row in book.rows("Groups"):
        known.setdefault(row.text("group"), []).append(RegionId(row.text("region")))
    owner: dict[RegionId, str] = {}
    for name in names:
        if name not in known:
            there_are = f"the groups {', '.join(known)}" if known else "no groups; list them on the sheet Groups"
            raise UsageError(f"--groups names '{name}', but the workbook has {there_are}")
        for r in known[name]:
            if r in owner:
                raise UsageError(f"--groups: {r} is in '{owner[r]}' and in '{name}'; name groups that share no region")
            owner[r] = name
    rest = tuple(r for r in inst.first_case.regions if r not in owner)
    members = {name: tuple(known[name]) for name in names}
    return {**members, _REST: rest} if rest else members
