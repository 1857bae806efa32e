"""A part of a model: all of its rows and some of its columns, the others at 0."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from planner.solve.compile import Floats, Integers, LinearModel, Mask


@dataclass(eq=False)
class Part:
    """Some columns of a model. Every solution of the part is one of the whole."""

    whole: LinearModel
    has: Mask
    """For each column of the whole, whether the part has it. The others must be allowed to be 0."""

    @cached_property
    def columns(self) -> Integers:
        """Numbers of its columns in the whole."""
        return np.flatnonzero(self.has)

    @cached_property
    def model(self) -> LinearModel:
        """The part as a model of its own."""
        whole, columns = self.whole, self.columns

        def of(items: Sequence[Any]) -> Sequence[Any]:
            return tuple(items[j] for j in columns.tolist()) if items else ()

        return replace(
            whole,
            cost=whole.cost[columns],
            matrix=whole.matrix[:, columns],
            lower=whole.lower[columns],
            upper=whole.upper[columns],
            integer=whole.integer[columns],
            column_families=of(whole.column_families),
            columns=of(whole.columns),
        )

    def of(self, x: Floats) -> Floats:
        """Return the values of the part's columns in a solution of the whole."""
        return x[self.columns]

    def in_whole(self, x: Floats) -> Floats:
        """Return a solution of the part as one of the whole."""
        found = np.zeros(self.whole.column_count)
        found[self.columns] = x
        return found

    def with_columns(self, more: Mask) -> "Part":
        """Return the part with more columns of the whole."""
        return Part(self.whole, self.has | more)
