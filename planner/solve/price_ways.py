"""The ways of work that is routed by flows: from origin to host over arcs that carry some of it."""

from collections import defaultdict, deque
from collections.abc import Hashable

from planner.solve.price_rows import PricedRows

Flow = tuple[Hashable, Hashable, Hashable]
"""Origin, outcome and state."""


class Ways:
    """Finds arcs in use from an origin to a host; at the duals all such ways are worth the same."""

    def __init__(self, rows: PricedRows) -> None:
        self._arcs: dict[Flow, dict[Hashable, list[tuple[Hashable, int]]]] = defaultdict(lambda: defaultdict(list))
        for j in rows.model.columns_of("carried_gbps").tolist():
            if rows.is_used(j):
                o, _, _, e, s = rows.model.columns[j].index()
                ends = {rows.at(j, i) > 0: rows.keys[i][1] for i in rows.rows_of(j) if rows.family(i) == "flow_balance"}
                tail, head = (_region(ends[way]) for way in (True, False))
                self._arcs[o, e, s][tail].append((head, j))

    def columns(self, o: Hashable, h: Hashable, e: Hashable, s: Hashable) -> list[int] | None:
        """Return the flows on a way with the fewest arcs; None: there is none."""
        arcs = self._arcs.get((o, e, s), {})
        came: dict[Hashable, tuple[Hashable, int] | None] = {o: None}
        queue = deque([o])
        while queue and h not in came:
            here = queue.popleft()
            for there, j in arcs.get(here, []):
                if there not in came:
                    came[there] = (here, j)
                    queue.append(there)
        if h not in came:
            return None
        found, step = [], came[h]
        while step is not None:
            found.append(step[1])
            step = came[step[0]]
        return found


def _region(index: Hashable) -> Hashable:
    """Return the region of a row of flow balance."""
    assert isinstance(index, tuple)
    region: Hashable = index[1]
    return region
