"""The numbers of a text file, one after the other, however they are broken into lines."""

from collections.abc import Iterator


class Numbers:
    """A stream of numbers."""

    def __init__(self, text: str) -> None:
        self._words: Iterator[str] = iter(text.split())

    def one(self) -> float:
        """Return the next number."""
        return float(next(self._words))

    def whole(self) -> int:
        """Return the next number, which is whole."""
        number = self.one()
        if number != int(number):
            raise ValueError(f"{number} should be a whole number")
        return int(number)

    def many(self, count: int) -> list[float]:
        """Return the next numbers."""
        return [self.one() for _ in range(count)]

    def table(self, rows: int, columns: int) -> list[list[float]]:
        """Return the next numbers, row by row."""
        return [self.many(columns) for _ in range(rows)]
