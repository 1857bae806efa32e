"""Side payments: from who bears less than its share in a common plan to who bears more."""

from collections.abc import Mapping
from dataclasses import dataclass

_NOTHING = 1e-9


@dataclass(frozen=True)
class Transfer:
    """A sum that one pays another, as present value."""

    payer: str
    receiver: str
    amount_m: float


def side_payments(borne_m: Mapping[str, float], cost_m: Mapping[str, float]) -> dict[str, float]:
    """Return what each pays besides what it bears in the common plan; below 0: receives.

    Parameters
    ----------
    borne_m
        What each bears in the common plan; those who are no party (links, the nation) bear nothing in the end.
    cost_m
        What each party is to pay in all; adds up to the same.
    """
    return {name: cost_m.get(name, 0.0) - borne_m.get(name, 0.0) for name in dict.fromkeys((*cost_m, *borne_m))}


def transfers(payments_m: Mapping[str, float]) -> tuple[Transfer, ...]:
    """Return who pays whom: the largest payer to the largest receiver, until all is settled.

    There are fewer transfers than there are payers and receivers.
    """
    size = sum(abs(x) for x in payments_m.values())
    left = dict(payments_m)
    found = []
    while True:
        payer = max(left, key=lambda name: left[name], default=None)
        receiver = min(left, key=lambda name: left[name], default=None)
        if payer is None or receiver is None:
            break
        amount_m = min(left[payer], -left[receiver])
        if amount_m <= _NOTHING * size:
            break
        left[payer] -= amount_m
        left[receiver] += amount_m
        found.append(Transfer(payer, receiver, amount_m))
    return tuple(found)
