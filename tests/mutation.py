"""Mutation testing of `models/`: small faults are put in one by one, and the tests must find them.

`python -m tests.mutation --sample 300 --seed 2` draws that many faults, runs the fast tests of the mathematics on each,
and prints the faults that no test has found, and their share. It needs a system with `fork`.
"""

import argparse
import ast
import os
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.machinery import SourceFileLoader
from pathlib import Path
from random import Random
from types import CodeType

import pytest

ROOT = Path(__file__).parent.parent
TESTS = ("tests/models", "tests/audit")
"""The folders of the fast tests that are about the mathematics."""
ELSEWHERE = {
    "models/ceiling.py": "tests/workbook/test_checks_growth.py",
    "models/reach.py": "tests/workbook/test_checks_service.py",
}
"""Files that only the checks of a workbook use, with the tests of those."""
LIBRARIES = (
    "pyomo.environ",
    "pyomo.contrib.appsi.solvers",
    "highspy",
    "networkx",
    "pandas",
    "scipy.sparse",
)
"""Loaded once, before the first fault."""
NEAREST = 6
"""How many test files are run before the others are even imported."""
CPU_S = 120
"""Seconds of a processor after which a fault counts as found: it does not end."""
_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_FUNCTIONS = {"min": "max", "max": "min", "any": "all", "all": "any"}


@dataclass(frozen=True)
class Fault:
    """A place in a file and what stands there instead."""

    path: str
    line: int
    kind: str
    number: int
    """Of the fault within its file, as `faults_in` counts."""

    def __str__(self) -> str:
        """Say where, and what is changed."""
        return f"{self.path}:{self.line}: {self.kind}"


def faults_in(tree: ast.Module) -> Iterator[tuple[int, str, "Change"]]:
    """Yield line, kind and change of every fault that can be put into a module; docstrings and types are left alone."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and type(node.ops[0]) in _COMPARISONS:
            other = _COMPARISONS[type(node.ops[0])]
            yield (
                node.lineno,
                f"{_name(node.ops[0])} -> {other.__name__}",
                Change(node, "ops", [other(), *node.ops[1:]]),
            )
        elif isinstance(node, ast.BinOp | ast.AugAssign) and type(node.op) in _OPERATORS and not _is_type(node):
            other_op = _OPERATORS[type(node.op)]
            yield node.lineno, f"{_name(node.op)} -> {other_op.__name__}", Change(node, "op", other_op())
        elif isinstance(node, ast.BoolOp):
            swapped = ast.Or() if isinstance(node.op, ast.And) else ast.And()
            yield node.lineno, f"{_name(node.op)} -> {_name(swapped)}", Change(node, "op", swapped)
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub):
            kept = ast.UAdd() if isinstance(node.op, ast.USub) else None
            if kept is not None:
                yield node.lineno, "minus dropped", Change(node, "op", kept)
            else:
                yield node.lineno, "not dropped", Change(node, "operand", ast.UnaryOp(ast.Not(), node.operand))
        elif isinstance(node, ast.Constant) and type(node.value) in (int, float):
            yield node.lineno, f"{node.value} -> {node.value + 1}", Change(node, "value", node.value + 1)
        elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
            yield node.lineno, f"{node.value} -> {not node.value}", Change(node, "value", not node.value)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _FUNCTIONS:
            name = _FUNCTIONS[node.func.id]
            yield node.lineno, f"{node.func.id} -> {name}", Change(node.func, "id", name)
        elif isinstance(node, ast.IfExp | ast.If | ast.While):
            yield node.lineno, "condition turned round", Change(node, "test", ast.UnaryOp(ast.Not(), node.test))
        elif isinstance(node, ast.comprehension) and node.ifs:
            yield node.ifs[0].lineno, "filter dropped", Change(node, "ifs", node.ifs[1:])
        elif isinstance(node, ast.Continue):
            yield node.lineno, "continue -> break", Change(node, "__class__", ast.Break)


@dataclass(frozen=True)
class Change:
    """One field of one node, and its other value."""

    node: ast.AST
    field: str
    value: object

    def make(self) -> None:
        """Put the other value in."""
        setattr(self.node, self.field, self.value)


def _name(node: ast.AST) -> str:
    return type(node).__name__


def _is_type(node: ast.BinOp | ast.AugAssign) -> bool:
    """Return whether `a | b` joins types and is no arithmetic."""
    if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.BitOr):
        return False
    sides = (node.left, node.right)
    return (
        any(isinstance(side, ast.Constant) and side.value is None for side in sides)
        or any(isinstance(side, ast.Name | ast.Subscript) and ast.unparse(side)[:1].isupper() for side in sides)
        or any(isinstance(side, ast.Name) and side.id in ("int", "float", "str", "bool") for side in sides)
    )


def all_faults() -> list[Fault]:
    """Return every fault that can be put into `models/`."""
    found = []
    for path in sorted((ROOT / "models").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        place = path.relative_to(ROOT).as_posix()
        found += [Fault(place, line, kind, number) for number, (line, kind, _) in enumerate(faults_in(tree))]
    return found


def with_fault(source: str, number: int) -> str:
    """Return the source of a module with one fault in it."""
    tree = ast.parse(source)
    for count, (_, _, change) in enumerate(faults_in(tree)):
        if count == number:
            change.make()
            break
    return ast.unparse(ast.fix_missing_locations(tree))


def tests_for(path: str) -> list[str]:
    """Return the test files, those first that are most likely to find a fault in a file of `models/`."""
    words = set(Path(path).with_suffix("").parts[1:])
    files = [file.relative_to(ROOT) for folder in TESTS for file in sorted((ROOT / folder).glob("test_*.py"))]

    def distance(file: Path) -> tuple[bool, bool]:
        name = file.stem.removeprefix("test_")
        return not any(name.startswith(word.removesuffix("s")) for word in words), file.parts[1] not in words

    nearest = [ELSEWHERE[path]] if path in ELSEWHERE else []
    return [*nearest, *(file.as_posix() for file in sorted(files, key=distance))]


def tried(faults: Sequence[Fault | None], jobs: int) -> Iterator[tuple[Fault | None, bool]]:
    """Yield the faults as they are done, each with whether a test fails with it put in (None: without any).

    Each is tried in a child of this process, which has loaded all libraries; `jobs` of them at the same time.
    """
    waiting, running = list(reversed(faults)), dict[int, Fault | None]()
    while waiting or running:
        while waiting and len(running) < jobs:
            fault = waiting.pop()
            child = os.fork()
            if child == 0:
                os._exit(_tested(fault))
            running[child] = fault
        child, status = os.wait()
        yield running.pop(child), os.waitstatus_to_exitcode(status) != 0


def _tested(fault: Fault | None) -> int:
    """Run the tests with the fault in the way of the import of its module; return how they ended."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S))
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    if fault is None:
        return _run_tests("models/none.py")
    target = str(ROOT / fault.path)
    whole = SourceFileLoader.get_code

    def get_code(loader: SourceFileLoader, name: str) -> CodeType | None:
        if loader.path != target:
            return whole(loader, name)
        return compile(with_fault(Path(target).read_text(encoding="utf-8"), fault.number), target, "exec")

    SourceFileLoader.get_code = get_code  # type: ignore[method-assign]
    return _run_tests(fault.path)


def _run_tests(path: str) -> int:
    """Run the nearest tests, and the others only if those pass: most faults end before all files are imported."""
    asked, files = ["-x", "-q", "-m", "not slow", "-p", "no:cacheprovider"], tests_for(path)
    return int(pytest.main([*asked, *files[:NEAREST]])) or int(pytest.main([*asked, *files[NEAREST:]]))


def main() -> None:
    """Draw faults, try each, and tell those that no test finds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, default=300, help="how many faults; 0: all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many are tried at the same time")
    parser.add_argument("--only", default="", help="try only those drawn whose line holds one of these, between commas")
    asked = parser.parse_args()
    os.chdir(ROOT)
    every = all_faults()
    drawn = Random(asked.seed).sample(every, min(asked.sample or len(every), len(every)))
    drawn = [fault for fault in drawn if any(words in str(fault) for words in asked.only.split(","))]
    say(f"{len(drawn)} of {len(every)} faults, seed {asked.seed}")
    for library in LIBRARIES:
        import_module(library)
    if any(failed for _, failed in tried([None], 1)):
        sys.exit("The tests fail without any fault; mend that first.")
    missed: list[Fault | None] = []
    began = time.monotonic()
    for count, (fault, found) in enumerate(tried(drawn, asked.jobs), start=1):
        if not found:
            missed.append(fault)
        say(f"{count:4} {'found ' if found else 'MISSED'} {time.monotonic() - began:5.0f} s  {fault}")
    say(f"{len(missed)} of {len(drawn)} survive: {len(missed) / len(drawn):.1%}")
    for fault in missed:
        say(f"  {fault}")


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
