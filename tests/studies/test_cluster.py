"""Solves on a Dask cluster of this machine, one of whose workers is lost in the middle."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from distributed import LocalCluster

from planner.errors import UsageError
from planner.solve.workers import Cluster
from planner.studies.solves import Solver
from tests.studies.fake_solves import dying_once, refusing
from tests.studies.test_solves import costs, tasks

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    """Return a cluster of two workers, each a process."""
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as local:
        client = Cluster(local.scheduler_address)
        yield client
        client.close()


def test_a_cluster_gives_the_answers_of_one_process(cluster: Cluster) -> None:
    demands = [5, 13, 1, 2, 3]
    assert cluster.count == 2
    there = Solver(refusing, cluster.pool, cluster.count).map(tasks(demands))
    assert costs(there) == costs(Solver(refusing).map(tasks(demands)))
    assert there[1].failure == "RuntimeError: thirteen"


def test_a_study_that_loses_a_worker_ends_right_all_the_same(cluster: Cluster, tmp_path: Path) -> None:
    mark = str(tmp_path / "died")
    answers = Solver(dying_once, cluster.pool, cluster.count).map(tasks([1, 13, 2, 3, 4, 5], mark))
    assert Path(mark).exists()
    assert costs(answers) == [1, 13, 2, 3, 4, 5]


def test_an_address_where_no_cluster_is_gets_one_sentence() -> None:
    with pytest.raises(UsageError, match=r"^no Dask cluster answers at tcp://127\.0\.0\.1:9; name the address"):
        Cluster("tcp://127.0.0.1:9", patience_s=1.0)
