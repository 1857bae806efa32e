"""What a reader calls the things and codes of a plan; programs get the ids and codes themselves."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from models.instance import Case
from planner.report import vocabulary
from planner.report.rule_words import rules
from planner.report.words import Words


class Called(dict[str, str]):
    """Names by id; what has none is called by its id."""

    def __missing__(self, key: str) -> str:
        """Return the id."""
        return key


@dataclass(frozen=True)
class Names:
    """Names by id or code; empty, as the tables for programs have it: everything is called by its id."""

    regions: Called = field(default_factory=Called)
    chips: Called = field(default_factory=Called)
    links: Called = field(default_factory=Called)
    categories: Called = field(default_factory=Called)
    """Of cost."""
    kinds: Called = field(default_factory=Called)
    """Of cost: capital, running, penalty."""
    metrics: Called = field(default_factory=Called)
    decisions: Called = field(default_factory=Called)
    statuses: Called = field(default_factory=Called)
    """How a policy or a rule stands, and whether it is hard or soft."""
    rules: Called = field(default_factory=Called)
    """Of the audit."""

    def place(self, id_: str) -> str:
        """Return the name of a region or link."""
        return self.regions[id_] if id_ in self.regions else self.links[id_]


def readable_names(case: Case, words: Words) -> Names:
    """Return the names that people read in a language; two things never share one."""
    regions = _regions(case, words)
    return Names(
        regions=regions,
        chips=_told_apart({k: chip.name or k for k, chip in case.chips.items()}),
        links=_links(case, words, regions),
        categories=Called(vocabulary.categories(words)),
        kinds=Called(vocabulary.kinds(words)),
        metrics=Called(vocabulary.metrics(words)),
        decisions=Called(vocabulary.decisions(words)),
        statuses=Called(vocabulary.statuses(words)),
        rules=Called(rules(words)),
    )


def _regions(case: Case, words: Words) -> Called:
    def name(id_: str, name: str, name_zh: str) -> str:
        return (name_zh if words.language == "zh" else "") or name or id_

    return _told_apart({r: name(r, region.name, region.name_zh) for r, region in case.regions.items()})


def _links(case: Case, words: Words, regions: Called) -> Called:
    """Return the links by their ends in a Chinese report, for their ids are in the language of the workbook."""
    if words.language != "zh" or not any(region.name_zh for region in case.regions.values()):
        return Called()
    return _told_apart({l_: f"{regions[link.tail]}—{regions[link.head]}" for l_, link in case.links.items()})


def _told_apart(names: Mapping[str, str]) -> Called:
    """Return the names, with the id behind those that several things share."""
    times = Counter(names.values())
    return Called({id_: name if times[name] == 1 else f"{name} ({id_})" for id_, name in names.items()})
