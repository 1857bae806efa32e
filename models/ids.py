"""The identifiers of the planner's things, so that a region is never taken for a chip."""

from typing import Any, Literal, NewType

PeriodId = NewType("PeriodId", str)
SliceId = NewType("SliceId", str)
OutageId = NewType("OutageId", str)
StateId = NewType("StateId", str)
"""An operating state: the id of a slice or of an outage."""
RegionId = NewType("RegionId", str)
PartyId = NewType("PartyId", str)
WorkloadId = NewType("WorkloadId", str)
ChipId = NewType("ChipId", str)
StackId = NewType("StackId", str)
TierId = NewType("TierId", str)
LinkId = NewType("LinkId", str)
ModuleId = NewType("ModuleId", str)
OfferId = NewType("OfferId", str)
BudgetId = NewType("BudgetId", str)
PolicyId = NewType("PolicyId", str)
CommitmentId = NewType("CommitmentId", str)
ScenarioId = NewType("ScenarioId", str)
NodeId = NewType("NodeId", str)
"""A decision node of the scenario tree; in a chain, the id of its period."""
OutcomeId = NewType("OutcomeId", str)
"""A period under one set of data; in a chain, the id of its period."""

Sense = Literal["<=", ">=", "="]

Row = Any
"""What a Pyomo rule returns; Pyomo has no types for it."""
