"""Generalised assignment: each job goes to one agent, of whose capacity it takes what that agent needs for it.

A file has the number of agents m and of jobs n; the value of each job to each agent, agent by agent; what each job
takes of each agent, agent by agent; and the capacity of each agent. Values are costs to be kept small or, over the same
data, gains to be made large. (J. E. Beasley, OR-Library, files gap*; the classes a to e have the same form.)
"""

from dataclasses import dataclass

from models.instance import Instance, single
from tests.benchmarks.known.numbers import Numbers
from tests.benchmarks.known.sketch import Sketch


@dataclass(frozen=True)
class Assignment:
    """Agents and jobs."""

    value: tuple[tuple[float, ...], ...]
    """By agent and job."""
    need: tuple[tuple[float, ...], ...]
    """By agent and job."""
    capacity: tuple[float, ...]


def parse(text: str) -> Assignment:
    """Return the instance of a file."""
    numbers = Numbers(text)
    m, n = numbers.whole(), numbers.whole()
    value = tuple(map(tuple, numbers.table(m, n)))
    need = tuple(map(tuple, numbers.table(m, n)))
    return Assignment(value, need, tuple(numbers.many(m)))


def largest_gain(found: Assignment) -> float:
    """Return the constant that the gains of all jobs together fall short of: cost = constant - gain."""
    return len(found.value[0]) * max(map(max, found.value))


def instance_of(found: Assignment, name: str = "assignment", *, maximise: bool = False) -> Instance:
    """Return the planning problem: a job is single-host work, an agent a region whose units differ in performance.

    Where gains are to be made large, a job costs the largest gain of any less its own.
    """
    sketch = Sketch()
    sketch.chip(power_mw=0.0, price=None)
    agents = [f"agent{i}" for i in range(1, len(found.capacity) + 1)]
    for agent, capacity in zip(agents, found.capacity, strict=True):
        sketch.region(agent)
        sketch.stands(agent, capacity)
    largest = max(map(max, found.value))
    for j in range(len(found.value[0])):
        job = f"job{j + 1}"
        sketch.region(job)
        sketch.work(job, single_host=True)
        sketch.demand(job, job, 1.0, agents)
        for i, agent in enumerate(agents):
            sketch.runs(job, agent, 1.0 / found.need[i][j])
            cost = largest - found.value[i][j] if maximise else found.value[i][j]
            sketch.link(f"{job}-{agent}", job, agent, gbps=1.0, carrying=cost)
    return single(sketch.case(), name)
