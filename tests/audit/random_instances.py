"""Small random instances with every feature in some of them, so that model and audit meet in odd corners."""

from dataclasses import dataclass, replace
from random import Random
from typing import Any, get_args

from models.costs import CAPITAL, RUNNING
from models.ids import LinkId, ScenarioId
from models.instance import Case, Instance, single
from models.records import (
    Budget,
    Chip,
    Commitment,
    FleetLine,
    HostRule,
    Link,
    LinkModule,
    Offer,
    Outage,
    Period,
    Pipeline,
    Policy,
    Region,
    RegionPeriod,
    RiskMeasure,
    Selection,
    Settings,
    Slice,
    Supply,
    Tier,
    Workload,
)
from models.tree import Branch, grow

METRICS = (
    *("counted_capacity", "new_capacity", "units", "new_units", "chip_types", "regions_opened", "modules", "it_mw"),
    *("energy_mwh", "green_mwh", "pue", "carbon_t", "capex", "opex", "served", "served_remotely", "rented", "unmet"),
    "utilisation",
    "green_share",
)
DECISIONS = (
    *("opened", "modules_built", "bought_units", "retired_units", "chip_adopted", "trained_staff", "circuits_added"),
    *("tier_joined", "tier_established", "stack_ported", "link_opened"),
)


@dataclass(frozen=True)
class Size:
    """How many things a random instance has of each kind; None: drawn."""

    regions: int | None = None
    workloads: int | None = None
    chips: int | None = None
    tiers: int | None = None
    slices: int | None = None
    periods: int | None = None


ANY_SIZE = Size()


def random_instance(seed: int, size: Size = ANY_SIZE) -> Instance:
    """Return the instance of a seed: a chain, or a tree of two scenarios."""
    draw = Random(seed)
    case = _Maker(draw, size).case()
    if len(case.periods) == 1 or draw.random() < 0.6:
        return single(case)
    return random_tree(draw, case, draw.randrange(len(case.periods)))


def random_case(seed: int, size: Size = ANY_SIZE) -> Case:
    """Return the data of a seed without a second scenario."""
    return _Maker(Random(seed), size).case()


def random_tree(draw: Random, case: Case, start: int) -> Instance:
    """Let prices and demand differ in a second scenario from a period on, decisions then or later."""
    order = list(case.periods)
    apart, then = draw.choice(order[start:]), set(order[start:])
    other = case.replace(
        demand_pflops={k: v * draw.uniform(0.5, 1.5) if k[2] in then else v for k, v in case.demand_pflops.items()},
        chip_price_m={k: v * draw.uniform(0.5, 2.0) if k[2] in then else v for k, v in case.chip_price_m.items()},
    )
    first, second = ScenarioId("a"), ScenarioId("b")
    tree = grow(order, [Branch(first, 0.4), Branch(second, 0.6, first, order[start], apart)])
    measure = draw.choice(get_args(RiskMeasure))
    cases = {
        name: one.replace(settings=replace(one.settings, risk_measure=measure))
        for name, one in ((first, case), (second, other))
    }
    return Instance("random", tree, cases, {leaf: draw.uniform(0, 10) for leaf in tree.leaves})


def _given(value: int | None, drawn: int) -> int:
    return drawn if value is None else value


@dataclass
class _Maker:
    """Draws the things of a case one after the other."""

    draw: Random
    size: Size

    def __post_init__(self) -> None:
        draw, size = self.draw, self.size
        self.regions = [f"r{i}" for i in range(_given(size.regions, draw.randint(2, 4)))]
        self.workloads = [f"w{i}" for i in range(_given(size.workloads, draw.randint(1, 3)))]
        self.chips = [f"k{i}" for i in range(_given(size.chips, draw.randint(1, 3)))]
        self.tiers = [f"q{i}" for i in range(_given(size.tiers, draw.choice([0, 1, 1, 2, 2])))]
        self.slices = ["day", "night", "weekend"][: _given(size.slices, draw.randint(1, 3))]
        self.periods: dict[str, Period] = {}
        year = 2026
        for _ in range(_given(size.periods, draw.randint(1, 3))):
            self.periods[str(year)] = Period(str(year), year, draw.randint(1, 3))
            year += self.periods[str(year)].years

    def upto(self, most: float, least: float = 0.0) -> float:
        """Return a number between two."""
        return self.draw.uniform(least, most)

    def maybe(self, value: Any, share: float = 0.5, otherwise: Any = None) -> Any:
        """Return a value, or nothing."""
        return value if self.draw.random() < share else otherwise

    def some(self, things: list[str], least: int = 1) -> tuple[Any, ...]:
        """Return some of the things."""
        return tuple(self.draw.sample(things, self.draw.randint(least, len(things))))

    def case(self) -> Case:
        """Return a case."""
        pick, links = self.draw.choice, self._links()
        pairs = [(o, h) for o in self.regions for h in self.regions if o != h]
        where = [(w, r) for w in self.workloads for r in self.regions]
        kinds = [(k, r) for k in self.chips for r in self.regions]
        return Case(
            settings=Settings(
                discount_rate=pick([0.0, 0.08]),
                one_off_life_years=pick([5.0, 10.0, 2.5]),
                paths_per_pair=pick([1, 2, 3]),
                risk_weight=pick([0.0, 0.0, 0.5]),
                cvar_level=pick([0.5, 0.9]),
            ),
            periods=self.periods,
            slices=self._slices(),
            regions={r: self._region(r) for r in self.regions},
            workloads={w: self._workload(w) for w in self.workloads},
            chips={k: self._chip(k) for k in self.chips},
            demand_pflops={
                (r, w, t): self.upto(12, 1) for w, r in where for t in self.periods if self.maybe(True, 0.7)
            },
            performance_pflops={
                (k, w, r): self.upto(2, 0.3) for w, r in where for k in self.chips if self.maybe(True, 0.8)
            },
            chip_price_m={
                (k, r, t): self.upto(3, 0.5) for k, r in kinds for t in self.periods if self.maybe(True, 0.85)
            },
            host_rules={
                (w, o, h): HostRule(pick([1.0, self.upto(1)])) for w in self.workloads for o, h in pairs if pick([0, 1])
            },
            remote_fraction={(w, r): self.upto(1) for w, r in where if self.maybe(True, 0.3)},
            tiers=self._tiers(),
            supplies=tuple(
                Supply(
                    k, "nation", tuple(self.regions), {t: self.maybe(float(pick(range(2, 20)))) for t in self.periods}
                )
                for k in self.chips
                if pick([0, 1])
            ),
            porting_cost_m={(g, w): self.maybe(self.upto(2), otherwise=0.0) for g in "gh" for w in self.workloads},
            fleet=tuple(FleetLine(r, k, pick(range(2022, 2028)), self.upto(8, 1)) for k, r in kinds if pick([0, 1])),
            links=links,
            pipeline=(Pipeline("hall", pick(self.regions), pick(list(self.periods)), self.upto(5)),),
            offers=self._offers(where),
            outages={f"cut{i}": self._outage(f"cut{i}", list(links)) for i in range(pick([0, 0, 1, 2]))},
            policies={f"p{i}": self._policy(f"p{i}", list(links)) for i in range(pick([0, 1, 2, 4]))},
            budgets={f"b{i}": self._budget(f"b{i}", list(links)) for i in range(pick([0, 1, 2]))},
            commitments={f"c{i}": self._commitment(f"c{i}") for i in range(pick([0, 0, 1, 2]))},
        )

    def _slices(self) -> dict[Any, Slice]:
        group = self.maybe("all")
        return {
            s: Slice(
                s,
                self.upto(4000, 500),
                self.upto(1, 0.8),
                self.upto(1, 0.8),
                self.upto(2, 0.5),
                self.upto(2, 0.5),
                group,
            )
            for s in self.slices
        }

    def _region(self, r: Any) -> Region:
        pick = self.draw.choice
        at = {
            t: RegionPeriod(
                grid_limit_mw=self.maybe(self.upto(60, 20)),
                electricity_price_m_per_mwh=self.upto(2e-4),
                grid_carbon_t_per_mwh=self.upto(0.8),
                carbon_price_m_per_t=self.maybe(self.upto(1e-4), otherwise=0.0),
                green_premium_m_per_mwh=self.maybe(self.upto(3e-5)),
                opening_cost_m=self.maybe(self.upto(5), otherwise=0.0),
                hall_module_cost_m=self.upto(10, 1),
                max_hall_modules=pick(range(6)),
                staff_limit=self.maybe(self.upto(40, 5)),
                staff_cost_m_per_person=self.upto(0.1),
                training_cost_m_per_person=self.maybe(self.upto(0.1)),
                alone_fraction=self.upto(0.9, 0.4),
                max_chip_types=pick([None, None, 1, 2]),
            )
            for t in self.periods
        }
        return Region(
            r,
            at,
            hall_module_mw=self.upto(10, 3),
            hall_lead_years=pick([0, 0, 1, 2]),
            hall_life_years=pick([2, 3.5, 20]),
            hall_fixed_om_fraction=self.upto(0.05),
            existing_hall_mw=self.upto(25),
            pue_existing=self.upto(1.7, 1.3),
            pue_new=self.upto(1.7, 1.1),
            staff_per_mw=self.maybe(self.upto(2), otherwise=0.0),
            starting_tier=pick([None, None, None, *self.tiers]),
        )

    def _workload(self, w: Any) -> Workload:
        return Workload(
            w,
            gbps_per_pflops=self.maybe(self.upto(1), otherwise=0.0),
            max_latency_ms=self.maybe(self.upto(30, 5)),
            deferrable_fraction=self.maybe(self.upto(0.4), otherwise=0.0),
            single_host=self.maybe(True, 0.25, False),
            routing=self.draw.choice(["paths", "arcs"]),
            unmet_penalty_m_per_pflops=self.maybe(self.upto(30, 3), 0.9),
        )

    def _chip(self, k: Any) -> Chip:
        pick = self.draw.choice
        return Chip(
            k,
            pick("gh"),
            power_kw=self.upto(1500, 200),
            idle_power_fraction=self.upto(0.6),
            lead_years=pick([0, 0, 1]),
            lifetime_years=pick([2, 3.5, 5]),
            fixed_om_fraction=self.upto(0.1),
            lot_size=pick([None, None, 2]),
            integration_cost_m=self.maybe(self.upto(2), otherwise=0.0),
            counted_pflops=self.upto(2, 0.5),
        )

    def _tiers(self) -> dict[Any, Tier]:
        """The lowest tier is there from the start, since higher ones are reached over it."""
        pooled, loss = self.upto(0.8, 0.6), self.upto(0.3, 0.1)
        first, last = next(iter(self.periods)), list(self.periods)[-1]
        return {
            q: Tier(
                q,
                i + 1,
                self.upto(2),
                self.upto(0.2) * (i + 1),
                self.maybe(self.upto(3), otherwise=0.0),
                pooled + 0.1 * i,
                loss * (1 - 0.8 * i),
                self.maybe(last) if i else first,
            )
            for i, q in enumerate(self.tiers)
        }

    def _links(self) -> dict[Any, Link]:
        pick, found = self.draw.choice, {}
        for i, tail in enumerate(self.regions):
            for head in self.regions[i + 1 :]:
                for number in range(pick([0, 1, 1, 2])):
                    modules = {
                        m: LinkModule(
                            m,
                            self.upto(3, 0.5),
                            {t: self.upto(1, 0.1) for t in self.periods},
                            {t: self.upto(0.1) for t in self.periods},
                            pick(range(4)),
                        )
                        for m in "ab"[: pick([0, 1, 2])]
                    }
                    name = LinkId(f"{tail}{head}{number}")
                    found[name] = Link(
                        name,
                        tail,
                        head,
                        self.upto(15, 2),
                        direction=pick(["one", "both", "shared"]),
                        existing_gbps=self.maybe(self.upto(4), otherwise=0.0),
                        usable_fraction=(1.0, 0.8)[number % 2],
                        existing_yearly_cost_m=self.upto(0.1),
                        carrying_cost_m_per_gbps=self.upto(0.05),
                        opening_cost_m=self.maybe(self.upto(1), otherwise=0.0),
                        lead_years=pick([0, 0, 1]),
                        life_years=pick([2, 20]),
                        modules=modules,
                    )
        return found

    def _offers(self, where: list[tuple[str, str]]) -> dict[Any, Offer]:
        keys = [(w, r, t) for w, r in where for t in self.periods if self.maybe(True, 0.3)]
        return {
            "cloud": Offer("cloud", {k: self.maybe(self.upto(3)) for k in keys}, {k: self.upto(8, 1) for k in keys})
        }

    def _outage(self, name: Any, links: list[Any]) -> Outage:
        pick = self.draw.choice
        return Outage(
            name,
            pick(self.slices),
            {pick(self.regions): pick([0.0, 0.5])},
            {pick(links): pick([0.0, 0.5])} if links else {},
            {w: self.upto(1, 0.3) for w in self.workloads if pick([0, 1])},
            {w: self.upto(5, 0.5) for w in self.workloads},
        )

    def _selection(self, links: list[Any]) -> Selection:
        pick = self.draw.choice
        return Selection(
            regions=self.maybe(self.some(self.regions)),
            hosts=self.maybe(self.some(self.regions), 0.3),
            chips=self.maybe(self.some(self.chips), 0.3),
            workloads=self.maybe(self.some(self.workloads), 0.3),
            tiers=self.maybe(tuple(self.tiers), 0.2) or None,
            links=self.maybe((pick(links),), 0.2) if links else None,
            periods=self.maybe((pick(list(self.periods)),), 0.3),
        )

    def _policy(self, name: Any, links: list[Any]) -> Policy:
        pick = self.draw.choice
        share = self.maybe(Selection(regions=self.maybe(self.some(self.regions))), 0.4)
        return Policy(
            name,
            pick(METRICS),
            self._selection(links),
            share,
            pick(["each period", "each region", "total"]),
            pick(["<=", ">=", "="]),
            self.upto(1.5) if share else self.upto(20),
            price_m=self.maybe(self.upto(0.5, 0.001), 0.85),
        )

    def _budget(self, name: Any, links: list[Any]) -> Budget:
        pick = self.draw.choice
        return Budget(
            name,
            name,
            self.some(self.regions),
            tuple(links) if pick([0, 1]) else (),
            pick([True, False]),
            {t: self.maybe(self.upto(80, 20)) for t in self.periods},
            pick([CAPITAL, CAPITAL + RUNNING, ("chip", "hall")]),
            pick([True, False]),
            self.maybe(self.upto(0.5), otherwise=0.0),
            {t: self.upto(3) for t in self.periods},
            "b0" if name != "b0" else None,
        )

    def _commitment(self, name: Any) -> Commitment:
        pick = self.draw.choice
        selection = Selection(
            regions=self.maybe(self.some(self.regions)), periods=self.maybe(self.some([*self.periods]))
        )
        apply, price_m = pick(["each", "total"]), self.maybe(self.upto(0.2, 0.01), 0.8)
        return Commitment(
            name, pick(DECISIONS), selection, None, pick(["<=", ">=", "="]), pick([0, 1, 2]), apply, price_m
        )
