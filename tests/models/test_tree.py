"""Nodes and outcomes that the scenarios of a workbook make."""

import pytest

from models.tree import Branch, Tree, chain, grow

PERIODS = ("1", "2", "3")


def nodes(tree: Tree) -> list[str]:
    return [node.id for node in tree.nodes]


def outcomes(tree: Tree) -> dict[str, tuple[str, float]]:
    """Return node and probability of each outcome."""
    return {outcome.id: (outcome.node, pytest.approx(outcome.probability)) for outcome in tree.outcomes}


def test_one_scenario_is_a_chain() -> None:
    tree = chain(PERIODS, "base")
    assert tree.is_chain
    assert nodes(tree) == ["1", "2", "3"]
    assert tree.leaves == ("3",)
    assert tree.node_path("3") == ("1", "2", "3")


def test_a_scenario_shares_data_and_decisions_until_it_branches_off() -> None:
    tree = grow(PERIODS, [Branch("base", 0.7), Branch("ban", 0.3, "base", "2")])
    assert nodes(tree) == ["1", "2", "2/ban", "3", "3/ban"]
    assert outcomes(tree) == {
        "1": ("1", 1.0),
        "2": ("2", 0.7),
        "2/ban": ("2/ban", 0.3),
        "3": ("3", 0.7),
        "3/ban": ("3/ban", 0.3),
    }
    assert tree.outcome_path("3/ban") == ("1", "2/ban", "3/ban")


def test_decisions_may_be_shared_longer_than_data() -> None:
    tree = grow(PERIODS, [Branch("base", 0.7), Branch("ban", 0.3, "base", "2", "3")])
    assert nodes(tree) == ["1", "2", "3", "3/ban"]
    assert outcomes(tree)["2/ban"] == ("2", 0.3)
    assert [outcome.id for outcome in tree.outcomes_at("2")] == ["2", "2/ban"]
    assert tree.node_path("3/ban") == ("1", "2", "3/ban")


def test_a_scenario_may_branch_off_another_branch() -> None:
    tree = grow(PERIODS, [Branch("base", 0.5), Branch("ban", 0.2, "base", "2"), Branch("hard", 0.3, "ban", "3")])
    assert outcomes(tree)["2/ban"] == ("2/ban", 0.5)
    assert tree.outcome_path("3/hard") == ("1", "2/ban", "3/hard")


def test_a_scenario_without_probability_only_carries_others() -> None:
    tree = grow(PERIODS, [Branch("base", 0.0), Branch("up", 0.4, "base", "2"), Branch("down", 0.6, "base", "2")])
    assert nodes(tree) == ["1", "2/up", "2/down", "3/up", "3/down"]
    assert outcomes(tree)["1"] == ("1", 1.0)
    assert set(tree.leaves) == {"3/up", "3/down"}


def test_scenarios_of_their_own_share_the_first_decisions_as_told() -> None:
    tree = grow(PERIODS, [Branch("low", 0.5), Branch("high", 0.5, None, None, "2")])
    # data differ from the start, decisions from the second period on
    assert nodes(tree) == ["1", "2", "2/high", "3", "3/high"]
    assert outcomes(tree)["1/high"] == ("1", 0.5)


@pytest.mark.parametrize(
    ("branches", "message"),
    [
        ([Branch("base", 0.5)], "sum to 0.5, but must sum to 1"),
        ([Branch("base", 0.5), Branch("ban", 0.5, "base", "3", "2")], "may not differ before its data do"),
        (
            [Branch("base", 0.5), Branch("ban", 0.2, "base", "3"), Branch("hard", 0.3, "ban", "2")],
            "may not branch off before 'ban' begins",
        ),
        ([Branch("base", 0.5), Branch("ban", 0.5, None, "2")], "must name the scenario it branches from"),
    ],
    ids=["probabilities", "decisions before data", "before its parent", "late root"],
)
def test_a_tree_that_cannot_be_is_refused(branches: list[Branch], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        grow(PERIODS, branches)
