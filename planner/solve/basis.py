"""A basis of HiGHS as arrays, which can be kept and sent."""

from dataclasses import dataclass

import highspy
import numpy as np
import numpy.typing as npt

from planner.solve.highs import Basis

_STATUS = [highspy.HighsBasisStatus(i) for i in range(len(highspy.HighsBasisStatus.__members__))]


@dataclass(frozen=True)
class Statuses:
    """Which columns and rows are basic, and where the others are, as HiGHS numbers it."""

    columns: npt.NDArray[np.int8]
    rows: npt.NDArray[np.int8]


def statuses_of(basis: Basis) -> Statuses:
    """Return a basis as arrays."""
    return Statuses(_numbers(basis.col_status), _numbers(basis.row_status))


def basis_of(statuses: Statuses) -> Basis:
    """Return the basis that arrays describe."""
    basis = highspy.HighsBasis()
    basis.col_status = [_STATUS[i] for i in statuses.columns.tolist()]
    basis.row_status = [_STATUS[i] for i in statuses.rows.tolist()]
    basis.valid = True
    return basis


def _numbers(found: list[highspy.HighsBasisStatus]) -> npt.NDArray[np.int8]:
    return np.fromiter((int(status) for status in found), dtype=np.int8, count=len(found))
