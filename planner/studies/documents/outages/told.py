"""What the document tells of the screening: its first and last plan laid open, and what losses are called."""

from dataclasses import dataclass
from functools import cached_property

from models.ids import OutageId
from models.instance import Instance
from planner.report.names import Names, readable_names
from planner.report.view import View, money_text, view
from planner.report.words import Words
from planner.studies.outages import Loss, Round, Screening


@dataclass(frozen=True)
class Told:
    """The screening, ready to be told in a language."""

    inst: Instance
    found: Screening
    words: Words

    @property
    def money(self) -> str:
        """The unit of money."""
        return money_text(self.inst, self.words)

    @cached_property
    def names(self) -> Names:
        """What things are called."""
        return readable_names(self.inst.first_case, self.words)

    def loss(self, loss: Loss) -> str:
        """Return what a loss is called."""
        return self.names.regions[loss.region] if loss.region is not None else self.names.links[loss.link or ""]

    def by_id(self, i: OutageId) -> Loss:
        """Return a loss."""
        return next(loss for loss in self.found.losses if loss.id == i)

    @property
    def first(self) -> Round:
        """The plan that does not look at losses."""
        return self.found.rounds[0]

    @cached_property
    def views(self) -> tuple[View, ...]:
        """The first plan and the last one, laid open; () without a plan."""
        plans = [(one.inst, one.plan) for one in (self.first, self.found.last)]
        return tuple(view(inst, plan, self.words.language) for inst, plan in plans if plan is not None)
