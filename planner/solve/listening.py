"""What a tree search says while it runs, and what it is told: solutions and bounds, and solutions found elsewhere."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import highspy
import numpy as np

from planner.solve.compile import Floats
from planner.solve.scaling import Scaling

Feed = Callable[[], Floats | None]
"""Asked now and then for a solution found elsewhere; None: there is none."""
OnSolution = Callable[[Floats], None]
OnBound = Callable[[float], None]


@contextmanager
def listening(
    highs: highspy.Highs,
    scaling: Scaling,
    *,
    feed: Feed | None,
    on_solution: OnSolution | None,
    on_bound: OnBound | None,
) -> Iterator[None]:
    """Pass on what the search says, in the units of the model, for as long as this lasts.

    All three are called from the thread of the search.
    """

    def tell_solution(event: Any) -> None:
        if on_solution is not None:
            on_solution(np.array(event.data_out.mip_solution, dtype=float) * scaling.column)

    def tell_bound(event: Any) -> None:
        bound = float(event.data_out.mip_dual_bound)
        if on_bound is not None and np.isfinite(bound):
            on_bound(bound / scaling.objective)

    def ask(event: Any) -> None:
        if feed is not None and (x := feed()) is not None:
            event.data_in.setSolution(x / scaling.column)

    hooks = (
        (highs.cbMipImprovingSolution, tell_solution),
        (highs.cbMipLogging, tell_bound),
        (highs.cbMipUserSolution, ask),
    )
    for callback, hook in hooks:
        callback.subscribe(hook)
    try:
        yield
    finally:
        for callback, hook in hooks:
            callback.unsubscribe(hook)
