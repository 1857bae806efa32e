"""Checks of workloads: what they ask for must be there to be had."""

from collections import Counter
from collections.abc import Iterator

from planner.workbook.expand.book import Book
from planner.workbook.problems import Problem


def arcs_have_no_latency_limit(book: Book) -> Iterator[Problem]:
    """Report workloads routed by arcs that have a latency limit: only a path has a latency."""
    for row in book.rows("Workloads"):
        if row.text("routing") == "arcs" and row.values["max_latency_ms"] is not None:
            text = "routing is arcs, but a workload with max_latency_ms is routed by paths; change one of the two"
            yield Problem("Workloads", row.cell("routing"), text)


def deferred_work_has_a_slice_to_go_to(book: Book) -> Iterator[Problem]:
    """Warn of workloads that may be deferred while no two slices take over each other's work."""
    groups = [row.text("deferral_group") for row in book.rows("Slices") if row.text("deferral_group")]
    if len(set(groups)) < len(groups):
        return
    for row in book.rows("Workloads"):
        if row.number_in("deferrable_fraction"):
            text = (
                "deferrable_fraction has no effect, as no two slices have the same deferral_group; name one on the "
                f"sheet {book.tab('Slices')}"
            )
            yield Problem("Workloads", row.cell("deferrable_fraction"), text, "warning")


def deferral_groups_have_several_slices(book: Book) -> Iterator[Problem]:
    """Warn of slices that are alone in their deferral group while others take over each other's work."""
    rows = [row for row in book.rows("Slices") if row.text("deferral_group")]
    slices = Counter(row.text("deferral_group") for row in rows)
    deferrable = any(row.number_in("deferrable_fraction") for row in book.rows("Workloads"))
    if not deferrable or max(slices.values(), default=0) < 2:
        return
    for row in rows:
        group = row.text("deferral_group")
        if slices[group] == 1:
            text = (
                f"no other slice has the deferral_group '{group}', so that no work moves to or from it; name the group "
                "of another slice, unless that is meant"
            )
            yield Problem("Slices", row.cell("deferral_group"), text, "warning")


CHECKS = (arcs_have_no_latency_limit, deferred_work_has_a_slice_to_go_to, deferral_groups_have_several_slices)
