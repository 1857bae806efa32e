"""Each form of file is read as it is meant, and its tiny instance has the plan that one finds in the head."""

from itertools import product
from math import ceil

import pytest

from tests.benchmarks.known import canad, fcnet, gap, mpflp, netdes, orlib_cfl, pmed, siplib, smps, sndlib, sscfl
from tests.benchmarks.known.tiny import (
    CAPACITY,
    CUSTOMERS_FIRST,
    DETOUR,
    GAMS,
    JOBS,
    NETWORK,
    PATH,
    SERVERS,
    SITES_FIRST,
    STOCHASTIC,
    TINY,
    WAREHOUSES,
    YEARS,
)
from tests.solving import cost


@pytest.mark.parametrize("family", TINY)
def test_the_tiny_instance_of_a_family_costs_what_the_sum_says(family: str) -> None:
    assert cost(TINY[family].instance) == pytest.approx(TINY[family].cost, abs=1e-6)


def test_costs_of_warehouses_are_for_all_that_a_customer_wants() -> None:
    found = orlib_cfl.parse(WAREHOUSES)
    link = orlib_cfl.instance_of(found).first_case.links["customer2-site2"]
    assert found.demand == (4.0, 6.0)
    assert link.carrying_cost_m_per_gbps * 6.0 == pytest.approx(12.0)


def test_a_warehouse_may_serve_half_a_customer_and_a_single_source_may_not() -> None:
    found = sscfl.parse_sites_first(SITES_FIRST)
    assert found == sscfl.parse_customers_first(CUSTOMERS_FIRST)
    assert cost(orlib_cfl.instance_of(found)) == pytest.approx(20.0)
    assert cost(sscfl.instance_of(found)) == pytest.approx(22.0)


def test_instances_of_one_file_differ_in_capacity_and_fixed_cost() -> None:
    assert orlib_cfl.series_of("cap44") == orlib_cfl.Series(5000, 25000, in_file=False)
    assert orlib_cfl.series_of("cap83") == orlib_cfl.Series(5000, 17500, in_file=False)
    assert orlib_cfl.series_of("cap134") == orlib_cfl.Series(58268, 25000, in_file=False)
    assert orlib_cfl.series_of("capb3") == orlib_cfl.Series(7000, 0.0, in_file=True)
    assert orlib_cfl.series_of("warehouse") is None
    free = orlib_cfl.parse("2 1\n 9 7.\n 9 0.\n 4\n 1 1\n").with_sites(5.0, 8.0)
    assert (free.capacity, free.fixed_cost) == ((5.0, 5.0), (8.0, 0.0))


def test_a_file_without_capacities_is_given_one() -> None:
    assert orlib_cfl.parse("1 1\n capacity 5.\n 4\n 7\n", 9.0).capacity == (9.0,)


def test_gains_are_costs_below_a_constant() -> None:
    found = gap.parse(JOBS)
    # three jobs of at most 6 are 18; the most that can be gained is 15
    assert gap.largest_gain(found) == 18.0
    assert cost(gap.instance_of(found, maximise=True)) == pytest.approx(18.0 - 15.0)


def test_of_an_edge_that_is_listed_twice_the_last_length_counts() -> None:
    assert pmed.parse(PATH).length == {(1, 2): 4.0, (2, 3): 1.0}


def test_an_arc_of_a_design_has_tail_head_unit_cost_capacity_and_fixed_cost() -> None:
    assert canad.parse(DETOUR).arcs[2] == canad.DesignArc(1, 3, 5.0, 3.0, 4.0)


def test_statements_change_the_tables_and_a_negative_fixed_cost_frees_its_arc() -> None:
    flow = fcnet.parse(GAMS)
    assert [(arc.fixed_cost, arc.unit_cost, arc.capacity) for arc in flow.arcs] == [(100, 1, 4), (30, 2, 4), (0, 0, 4)]


def test_a_statement_that_is_not_understood_is_refused() -> None:
    with pytest.raises(ValueError, match="not understood"):
        fcnet.parse(GAMS + "vcost(m,n,s) = sqrt(vcost(m,n,s));\n")
    with pytest.raises(ValueError, match="rows beyond the flow"):
        fcnet.parse(GAMS + "usetree = 1;\n")


def test_capacities_may_stand_in_a_table() -> None:
    text = GAMS.replace("xupp(m,n,s)$(fcost(m,n,s) or vcost(m,n,s)) = u;", "")
    table = "Parameter xupp(m,n,s) /\n n1 n3 a1 9\n n1 n2 a1 3\n/;\n"
    flow = fcnet.parse(text.replace("Parameter demand", table + "Parameter demand"))
    # no more than all that flows, and no arc without a capacity
    assert [(arc.head, arc.capacity) for arc in flow.arcs] == [("n3", 4.0), ("n2", 3.0)]


def test_openings_and_services_are_counted_by_period() -> None:
    found = mpflp.parse(YEARS)
    assert (found.openings, found.served) == ((1, 0), (1, 1))
    assert found.cost[0][0] == (1.0, 9.0)


def test_each_future_of_a_design_has_its_costs_capacities_and_flows() -> None:
    found = netdes.parse(STOCHASTIC)
    assert found.fixed_cost == {(0, 1): 10.0, (0, 2): 3.0, (2, 1): 3.0}
    assert [one.probability for one in found.futures] == [0.25, 0.75]
    assert found.futures[1].outflow == (2.0, -2.0, 0.0)
    assert found.futures[1].capacity[0][2] == 1.0


def test_the_payments_of_clients_are_a_constant_less_costs() -> None:
    problem = smps.parse(*SERVERS)
    # the largest payment, 6, of client 1 always and of client 2 in half of the futures
    assert siplib.payments_left_out(problem) == pytest.approx(9.0)
    assert siplib.servers(problem).most_servers == 1.0


def test_purchases_are_told_apart_by_where_they_stand() -> None:
    found = siplib.acquisition(smps.parse(*CAPACITY))
    assert [(one.resource, one.period, one.fixed_cost, one.most) for one in found.purchases] == [
        (0, 0, 3.0, 1.0),
        (0, 1, 9.0, 1.0),
    ]
    assert [task.period for task in found.tasks.values()] == [0, 1]


def least_cost(shared: bool, charged: bool, one_module: bool) -> float:
    """Return the least cost of the tiny network by trying all numbers of modules, as there are two ways only.

    What goes directly, 1 a unit, is best as little as the modules on the way round allow.
    """
    found = float("inf")
    for small, big, middle, direct in product(range(4), range(3), range(4), range(4)):
        if one_module and max(small + big, middle, direct) > 1:
            continue
        round_about, straight = min(1 + 2 * small + 5 * big, 4 * middle), 2 * direct
        if shared:
            left = max(0.0, 3 + 2 - round_about)
            fits = left <= straight
        else:
            ways = [max(0.0, amount - round_about) for amount in (3, 2)]
            left, fits = sum(ways), max(ways) <= straight
        if fits:
            fixed = 5 if charged and middle else 0
            found = min(found, 2 + 3 * small + 6 * big + 4 * middle + fixed + 10 * direct + left)
    return found


@pytest.mark.parametrize("links", ["U", "B"])
@pytest.mark.parametrize("charge", ["Y", "N"])
@pytest.mark.parametrize("capacities", ["M", "E"])
def test_a_network_costs_what_trying_all_modules_gives(links: str, charge: str, capacities: str) -> None:
    network = sndlib.parse(NETWORK)
    inst = sndlib.instance_of(network, f"D-{links}-{capacities}-{charge}-C-A-N-N")
    expected = least_cost(links == "U", charge == "Y", capacities == "E")
    assert cost(inst) == pytest.approx(expected)


def test_links_of_one_direction_bring_nothing_back() -> None:
    assert cost(sndlib.instance_of(sndlib.parse(NETWORK), "D-D-M-N-C-A-N-N")) is None


def test_only_the_smallest_module_is_there_in_single_modular_networks() -> None:
    inst = sndlib.instance_of(sndlib.parse(NETWORK), "D-B-S-N-C-A-N-N")
    modules = inst.first_case.links["AB"].modules
    assert [(module.gbps, module.max_modules) for module in modules.values()] == [(2.0, ceil(5 / 2))]


@pytest.mark.parametrize(
    ("code", "what"),
    [
        ("D-B-L-N-C-A-N-N", "capacities L"),
        ("D-B-M-N-I-A-N-N", "routing I"),
        ("D-B-M-N-C-L-N-N", "paths L"),
        ("D-B-M-N-C-A-Y-N", "hop limit Y"),
        ("U-B-M-N-C-A-N-N", "undirected demands"),
        ("D-B-M", "8 letters"),
    ],
)
def test_networks_that_the_planner_has_no_counterpart_for_are_refused(code: str, what: str) -> None:
    with pytest.raises(ValueError, match=what):
        sndlib.instance_of(sndlib.parse(NETWORK), code)
