"""Scopes: the nation, a region, a group or a party, as a budget or a supply names it."""

from collections.abc import Iterable
from dataclasses import dataclass

from models.ids import LinkId, PartyId, RegionId
from planner.workbook.expand.book import Book

NATION = "nation"


@dataclass(frozen=True)
class Scope:
    """What a scope covers."""

    name: str
    regions: tuple[RegionId, ...]
    specific: int
    """A region is more specific than a party, a party more than a group, a group more than the nation."""
    party: PartyId | None = None

    @property
    def is_nation(self) -> bool:
        """Whether it is the whole."""
        return self.specific == 0

    def links(self, book: Book) -> tuple[LinkId, ...]:
        """Return the links in the scope: those of its party; else those that have both ends in its regions."""
        inside = set(self.regions)
        found = []
        for row in book.rows("Links"):
            ends = {row.text("from"), row.text("to")}
            owner = row.text("party")
            mine = owner == self.party if self.party and owner else ends <= inside
            if self.is_nation or mine:
                found.append(LinkId(row.text("link")))
        return tuple(found)


def scope_named(book: Book, text: str) -> Scope | None:
    """Return the scope of this name; None when there is none."""
    if text in ("", "*") or text.casefold() == NATION:
        return Scope(NATION, book.regions, 0)
    if text in book.regions:
        return Scope(text, (RegionId(text),), 3)
    if text in book.groups:
        return Scope(text, book.groups[text], 1)
    if text in book.parties:
        return Scope(text, book.regions_of(PartyId(text)), 2, PartyId(text))
    return None


def scope_names(book: Book) -> Iterable[str]:
    """Return all the names that a scope may have."""
    return (NATION, *book.regions, *book.groups, *book.parties)
