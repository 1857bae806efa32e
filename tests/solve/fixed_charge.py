"""Small random models with fixed charges, made by hand in Pyomo: sites to open, modules to build, flows to route."""

import random

import pyomo.environ as pyo

from planner.solve.decisions import Cumulation

TIMES = ("t1", "t2", "t3")
CUMULATION = Cumulation(("opened", "modules_built"), lambda t: TIMES[: TIMES.index(t) + 1])


def facilities(seed: int = 1, sites: int = 5, customers: int = 8) -> pyo.ConcreteModel:
    """Return a location model over three times: a site is opened once, then modules of 40 are built in it."""
    draw = random.Random(seed)
    m = pyo.ConcreteModel()
    places, clients = range(sites), range(customers)
    demand = {(j, t): draw.uniform(5.0, 20.0) * (1 + i) for j in clients for i, t in enumerate(TIMES)}
    distance = {(i, j): draw.uniform(1.0, 10.0) for i in places for j in clients}
    m.opened = pyo.Var(places, TIMES, domain=pyo.Binary)
    m.modules_built = pyo.Var(places, TIMES, domain=pyo.NonNegativeIntegers, bounds=(0, 5))
    m.served = pyo.Var(places, clients, TIMES, domain=pyo.NonNegativeReals)
    m.unmet = pyo.Var(clients, TIMES, domain=pyo.NonNegativeReals)

    def so_far(t: str) -> tuple[str, ...]:
        return TIMES[: TIMES.index(t) + 1]

    m.demand_balance = pyo.Constraint(
        clients,
        TIMES,
        rule=lambda m, j, t: sum(m.served[i, j, t] for i in places) + m.unmet[j, t] == demand[j, t],
    )
    m.capacity = pyo.Constraint(
        places,
        TIMES,
        rule=lambda m, i, t: (
            sum(m.served[i, j, t] for j in clients) <= 40 * sum(m.modules_built[i, u] for u in so_far(t))
        ),
    )
    m.module_limit = pyo.Constraint(
        places,
        TIMES,
        rule=lambda m, i, t: (
            sum(m.modules_built[i, u] for u in so_far(t)) <= 5 * sum(m.opened[i, u] for u in so_far(t))
        ),
    )
    m.opened_once = pyo.Constraint(places, rule=lambda m, i: sum(m.opened[i, t] for t in TIMES) <= 1)
    weight = {t: 0.9**i for i, t in enumerate(TIMES)}
    m.cost = pyo.Objective(
        expr=sum(
            weight[t]
            * (
                sum(300 * m.opened[i, t] + 90 * m.modules_built[i, t] for i in places)
                + sum(distance[i, j] * m.served[i, j, t] for i in places for j in clients)
                + sum(60 * m.unmet[j, t] for j in clients)
            )
            for t in TIMES
        )
    )
    return m


def knapsack() -> pyo.ConcreteModel:
    """Return: take the two of three things that are worth most.

    Worth 10, 6, 4; weight 5, 4, 3; 8 may be carried. 10 + 4 with weight 8 is best: cost -14. The relaxation takes
    10 + 6 * 3/4 = 14.5.
    """
    m = pyo.ConcreteModel()
    m.taken = pyo.Var(range(3), domain=pyo.Binary)
    worth, weight = (10, 6, 4), (5, 4, 3)
    m.carried = pyo.Constraint(expr=sum(weight[i] * m.taken[i] for i in range(3)) <= 8)
    m.cost = pyo.Objective(expr=-sum(worth[i] * m.taken[i] for i in range(3)))
    return m


def blend() -> pyo.ConcreteModel:
    """Return an LP: 10 units from a plant at 2 that makes 6 at most, and a dearer one at 5.

    6 * 2 + 4 * 5 = 32. One more unit of demand costs 5; one more of the cheap plant's limit saves 3.
    """
    m = pyo.ConcreteModel()
    m.made = pyo.Var(["cheap", "dear"], domain=pyo.NonNegativeReals)
    m.demand = pyo.Constraint(expr=m.made["cheap"] + m.made["dear"] == 10)
    m.limit = pyo.Constraint(expr=1000 * m.made["cheap"] <= 6000)
    m.cost = pyo.Objective(expr=2 * m.made["cheap"] + 5 * m.made["dear"])
    return m
