"""Two workbooks whose plans can be made by head, and what their difference comes from."""

from pathlib import Path

from tests.cli.command import write_book

Rows = list[dict[str, object]]


def write_pair_book(path: Path, *, price: float = 1_000_000, quota: float = 100, **changes: Rows) -> Path:
    """Write a workbook in which 10 PFLOPS in both years need 5 units of 2: of chip a, as many as there are, and chip b.

    A unit of a costs 1 million, one of b 3 million, and both last for both years. A: 5 of a are 5. With a at 2 million:
    10. With 3 of a: 3 + 2 * 3 = 9. With both: 6 + 6 = 12.
    """
    chips: Rows = [
        {"chip": "a", "stack": "s", "power_kw": 1, "price": price, "lifetime_years": 2},
        {"chip": "b", "stack": "s", "power_kw": 1, "price": 3_000_000, "lifetime_years": 2},
    ]
    sheets: dict[str, Rows] = {
        "Chips": chips,
        "ChipSupply": [{"chip": "a", "2027": quota, "2028": 0}],
        "ChipPerformance": [{"chip": chip, "workload": "training", "performance": 2} for chip in ("a", "b")],
    }
    return write_book(path, **{**sheets, **changes})
