"""Checks of words that are free to choose: a class or stack one letter off another is a slip of the keyboard."""

from collections import Counter
from collections.abc import Iterator

from planner.workbook.expand.book import Book
from planner.workbook.problems import Problem

_SHORTEST = 3
"""Shorter words that differ by a letter are seldom the same word."""


def classes_and_stacks_are_spelt_alike(book: Book) -> Iterator[Problem]:
    """Warn of a class or stack that one chip alone has, one letter off that of several others."""
    for column in ("class", "stack"):
        rows = book.rows("Chips")
        chips = Counter(word for row in rows if (word := row.text(column)))
        for row in rows:
            word = row.text(column)
            other = next((one for one, count in chips.items() if count > 1 and _is_one_letter_off(word, one)), None)
            if chips[word] == 1 and other is not None:
                text = (
                    f"{column} '{word}' is that of one chip alone and one letter off '{other}', which "
                    f"{chips[other]} chips have; write '{other}' if it is the same"
                )
                yield Problem("Chips", row.cell(column), text, "warning")


def _is_one_letter_off(word: str, other: str) -> bool:
    """Return whether one letter was changed, added or lost.

    The first letter tells things apart (GPU, NPU, TPU), and a digit the versions of a thing.
    """
    if word.casefold() == other.casefold():
        return word != other
    short, long = sorted((word, other), key=len)
    if len(long) < _SHORTEST or len(long) - len(short) > 1 or short[:1].casefold() != long[:1].casefold():
        return False
    start = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    same_length = len(short) == len(long)
    changed = long[start] + (short[start] if same_length else "")
    return short[start + same_length :] == long[start + 1 :] and not any(letter.isdigit() for letter in changed)


CHECKS = (classes_and_stacks_are_spelt_alike,)
