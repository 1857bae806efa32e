"""A tiny file of each family, its optimum worked out in the docstring or beside it."""

from collections.abc import Mapping
from dataclasses import dataclass

from models.instance import Instance
from tests.benchmarks.known import canad, fcnet, gap, mpflp, netdes, orlib_cfl, pmed, siplib, smps, sndlib, sscfl

# Sites of 5 and 3 million; 4 and 6 of goods, at 1 a unit from the first and 2 from the second.
# The first alone: 5 + 4 + 6 = 15; the second alone 3 + 20; both 8 + 10.
WAREHOUSES = "2 2\n 10 5.\n 10 3.\n 4\n 4 8\n 6\n 6 12\n"
# The first site holds 8: split 8 + 8 + 2 * 2 = 20; whole, the smaller customer goes to the second: 8 + 6 + 8 = 22.
SITES_FIRST = "2 2\n8 5\n10 3\n4 6\n4 6\n8 12\n"
CUSTOMERS_FIRST = "2 2\n4 8\n6 12\n4 6\n5 3\n8 10\n"
# Two of three jobs at most go to the first agent, 2 of its 4 each. The second job alone to the second: 3 + 2 + 4 = 9;
# the first and the third to the second, the second to the first: 4 + 5 + 6 = 15, the most there is.
JOBS = "2 3\n3 5 4\n4 2 6\n2 2 2\n1 3 2\n4 3\n"
# A path of length 4 and 1: from the node between, 4 + 1 = 5. The edge of 9 is listed again, as 4.
PATH = "3 3 1\n1 2 9\n2 3 1\n1 2 4\n"
# The short cut takes 3 of 4, so that the way round is needed, and takes all: 10 + 10 + 4 * 2 = 28.
DETOUR = "MULTIGEN\n 3 3 1\n 1 2 1 5 10 1 1\n 2 3 1 5 10 1 1\n 1 3 5 3 4 1 1\n 1 3 4\n"
# After the statement the arc from n1 to n3 costs 30, and 2 for each of 4: 38. By n2 it is 100 + 4, the last arc free.
GAMS = """Set n / n1*n3 /;
Set s / a1 /;
yupp('n1','n1','a1')=0;
Parameter fcost(m,n,s) /
$ondelim
 n1 n2 a1 10
 n1 n3 a1 3
 n2 n3 a1 -1
$offdelim
/;
Parameter vcost(m,n,s) /
$ondelim
 n1 n2 a1 1
 n1 n3 a1 2
 n2 n3 a1 5
$offdelim
/;
Parameter demand(n) /
 n1 -4
 n3 4
/;
fcost(m,n,s) = 10 * fcost(m,n,s);
* Upper bound for flow on any arc
u = -sum(n$(demand(n)<0), demand(n));
xupp(m,n,s)$(fcost(m,n,s) or vcost(m,n,s)) = u;
loop((m,n,s)$(fcost(m,n,s)<0),
   fcost(m,n,s)=0;
   vcost(m,n,s)=0;
);
"""
# One site, 5 to open; the first customer costs 1, then 9, the second 3, then 1. One is served in each period, and is
# served ever after: 5 + 3 + 1 = 9, where it would be 5 + 1 + 1 if one could be dropped.
YEARS = "1 2 2\n1 0\n1 1\n5 5\n1 9\n3 1\n"
# The direct arc alone: 10 + a quarter of 4 * 2 + three quarters of 2 * 4 = 18. The way round bears 1 of 2 in the second
# future; both together: 16 + 2 + three quarters of 4 + 2 = 22.5.
STOCHASTIC = """/ two futures
+
3
0.5
2
0,1,1;0,0,0;0,1,0
0,10,3;0,0,0;0,3,0
2
0.25,0.75
--Scenarios--
0,2,1;0,0,0;0,1,0
0,5,5;0,0,0;0,5,0
4,-4,0
------------- End of Scenario k = 0 -------
0,4,1;0,0,0;0,1,0
0,5,1;0,0,0;0,5,0
2,-2,0
------------- End of Scenario k = 1 -------
"""
# One server at most. The first costs 4 and has room for the first client, who pays 6 in both scenarios: 4 - 6 = -2. The
# second client, there in one of them, would lack 1 unit at 10 with the first server, and goes where nothing is needed.
SERVERS = (
    """NAME tiny
ROWS
 N  obj
 G  limit
 G  room1
 G  room2
 E  client1
 E  client2
COLUMNS
    MARK0 'MARKER' 'INTORG'
    x_1 obj 4 limit -1
    x_1 room1 3
    x_2 obj 5 limit -1
    x_2 room2 3
    y_1_1 obj -6 room1 -2
    y_1_1 client1 1
    y_1_2 obj -5 room2 -2
    y_1_2 client1 1
    y_2_1 obj -3 room1 -2
    y_2_1 client2 1
    y_2_2 client2 1
    MARK1 'MARKER' 'INTEND'
    x_1_0 obj 10 room1 1
    x_2_0 obj 10 room2 1
RHS
    rhs limit -1 client1 1
    rhs client2 1
ENDATA
""",
    "TIME tiny\nPERIODS LP\n    x_1 limit STAGE-1\n    y_1_1 room1 STAGE-2\nENDATA\n",
    """STOCH tiny
SCENARIOS DISCRETE
 SC one 'ROOT' 0.5 STAGE-2
    rhs client2 1
 SC two 'ROOT' 0.5 STAGE-2
    rhs client2 0
ENDATA
""",
)
# A unit bought in the first period, 3 + 2, does both tasks, 1 each: 7. Half a unit would do the second in one of two
# scenarios only: 3 + 1 + 1 + (1 + 10) / 2 = 10.5; in the second period alone 9 + 1 + 10 + 1; nothing at all 20.
CAPACITY = (
    """NAME tiny
ROWS
 N  obj
 L  buy1
 L  buy2
 L  dem1
 L  dem2
 E  task1
 E  task2
COLUMNS
    x_1_1 obj 2 buy1 1
    x_1_1 dem1 -1 dem2 -1
    u_1_1 obj 3 buy1 -1
    x_1_2 obj 1 buy2 1
    x_1_2 dem2 -1
    u_1_2 obj 9 buy2 -1
    y_1_1_1 obj 1 dem1 0.5
    y_1_1_1 task1 1
    z_1_1 obj 10 task1 1
    y_1_1_2 obj 1 dem2 1
    y_1_1_2 task2 1
    z_1_2 obj 10 task2 1
RHS
    rhs task1 1 task2 1
ENDATA
""",
    "TIME tiny\nPERIODS IP\n    x_1_1 buy1 PERIOD1\n    y_1_1_1 dem1 PERIOD2\nENDATA\n",
    """STOCH tiny
SCENARIOS DISCRETE
 SC ONE ROOT 0.5 PERIOD2
    y_1_1_2 dem2 1
 SC TWO ROOT 0.5 PERIOD2
    y_1_1_2 dem2 0.4
ENDATA
""",
)
NETWORK = """?SNDlib native format; type: network; version: 1.0
# two ways from A to C
NODES (
  A ( 0.0 0.0 )
  B ( 1.0 0.0 )
  C ( 2.0 0.0 )
)
LINKS (
  AB ( A B ) 1.00 2.00 0.00 0.00 ( 2.00 3.00 5.00 6.00 )
  BC ( B C ) 0.00 0.00 0.00 5.00 ( 4.00 4.00 )
  AC ( A C ) 0.00 0.00 1.00 0.00 ( 2.00 10.00 )
)
DEMANDS (
  there ( A C ) 1 3.00 UNLIMITED
  back ( C A ) 2 1.00 UNLIMITED
)
ADMISSIBLE_PATHS ( )
"""
"""Three units there and two back, in all plans best over B; what is on AB is paid for: 2 million."""


@dataclass(frozen=True)
class Tiny:
    """An instance, and the cost of its cheapest plan."""

    instance: Instance
    cost: float


def tiny_instances() -> Mapping[str, Tiny]:
    """Return the tiny instance of each family."""
    servers, capacity = smps.parse(*SERVERS), smps.parse(*CAPACITY)
    jobs = gap.parse(JOBS)
    return {
        "orlib-cfl": Tiny(orlib_cfl.instance_of(orlib_cfl.parse(WAREHOUSES)), 15.0),
        "sscfl": Tiny(sscfl.instance_of(sscfl.parse_sites_first(SITES_FIRST)), 22.0),
        "gap": Tiny(gap.instance_of(jobs), 9.0),
        "pmed": Tiny(pmed.instance_of(pmed.parse(PATH)), 5.0),
        "canad": Tiny(canad.instance_of(canad.parse(DETOUR)), 28.0),
        "fcnet": Tiny(fcnet.instance_of(fcnet.parse(GAMS)), 38.0),
        "mpflp": Tiny(mpflp.instance_of(mpflp.parse(YEARS)), 9.0),
        "netdes": Tiny(netdes.instance_of(netdes.parse(STOCHASTIC)), 18.0),
        # the largest payment, 6, of one client and a half on average
        "sslp": Tiny(siplib.server_location(servers), -2.0 + 9.0),
        "dcap": Tiny(siplib.capacity_acquisition(capacity), 7.0),
        # 3 for one module of 2 beside the 1 on AB; 4 and the fixed charge of 5 for one on BC
        "sndlib": Tiny(sndlib.instance_of(sndlib.parse(NETWORK), "D-B-M-Y-C-A-N-N"), 2.0 + 3 + 4 + 5),
    }


TINY = tiny_instances()
