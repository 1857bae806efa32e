"""Options with choices or bounds: what they refuse is quoted, with what is allowed, the same way for all commands."""

import inspect
import typing
from collections.abc import Iterator
from enum import StrEnum
from types import NoneType
from typing import Any

import pytest
from typer.models import OptionInfo
from typer.testing import CliRunner

from planner.cli.main import app
from planner.cli.study.app import study


def _commands() -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield each command's words and its function."""
    for group, registered in ((), app.registered_commands), (("study",), study.registered_commands):
        for one in registered:
            assert one.callback is not None
            yield (*group, one.name or one.callback.__name__), one.callback


def _options() -> Iterator[tuple[tuple[str, ...], str, type, OptionInfo]]:
    """Yield each option that is a number or one of some words: its command, name, type and declaration."""
    for command, callback in _commands():
        for name, parameter in inspect.signature(callback).parameters.items():
            declared, *extras = typing.get_args(parameter.annotation)
            option = next((one for one in extras if isinstance(one, OptionInfo)), None)
            kinds = [kind for kind in (declared, *typing.get_args(declared)) if kind is not NoneType]
            kinds += [one for kind in kinds for one in typing.get_args(kind)]
            found = [kind for kind in kinds if inspect.isclass(kind) and issubclass(kind, int | float | StrEnum)]
            if option is not None and found and found[0] is not bool:
                flags = [one for one in option.param_decls or () if one.startswith("--")]
                yield command, (flags or [f"--{name.replace('_', '-')}"])[0], found[0], option


OPTIONS = list(_options())
IDS = [" ".join((*command, flag)) for command, flag, *_ in OPTIONS]


def _refusal(*arguments: str) -> str:
    """Return what a command says that refuses its arguments, on one line."""
    ended = CliRunner().invoke(app, list(arguments))
    assert ended.exit_code == 2, ended.output
    return " ".join(ended.output.replace("│", " ").split())


def test_old_and_new_commands_have_options_of_every_kind() -> None:
    assert {"solve --gap", "solve --apart", "template --lang", "diagnose --time-limit"} < set(IDS)
    assert {"study alternatives --of", "study frontier --points", "study rules --only", "study prices --step"} < set(
        IDS
    )


@pytest.mark.parametrize(("command", "flag", "kind", "option"), OPTIONS, ids=IDS)
def test_what_an_option_refuses_is_quoted_with_what_is_allowed(
    command: tuple[str, ...], flag: str, kind: type, option: OptionInfo
) -> None:
    assert option.parser is not None, "numbers and words are read by planner.cli.options, so that refusals read alike"
    for wrong in ("nonsense", "-3", "nan"):
        said = _refusal(*command, flag, wrong)
        if issubclass(kind, StrEnum):
            words = [word.value for word in kind]
            assert (
                f"Invalid value for '{flag}': '{wrong}' is not one of {', '.join(words[:-1])} and {words[-1]}" in said
            )
        else:
            number = "whole number" if kind is int else "number"
            assert f"Invalid value for '{flag}': '{wrong}' is not a {number} " in said
            assert " of " in said.partition(wrong)[2] or " from " in said.partition(wrong)[2]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("solve", "--gap", "7"), "'7' is not a number from 0 to 1"),
        (("study", "alternatives", "--within", "20"), "'20' is not a number from 0 to 10"),
        (("study", "alternatives", "--plans", "51"), "'51' is not a whole number from 1 to 50"),
        (("study", "frontier", "--points", "1.5"), "'1.5' is not a whole number of 2 or more"),
        (("study", "scenarios", "--until", "28"), "'28' is not a whole number from 1990 to 2200"),
        (
            ("study", "alternatives", "--of", "chip"),
            "'chip' is not one of regions, chips and links; did you mean 'chips'?",
        ),
    ],
)
def test_a_refusal_names_the_bounds(arguments: tuple[str, ...], told: str) -> None:
    assert told in _refusal(*arguments)


def test_an_unknown_option_is_quoted() -> None:
    assert "No such option: --made-up" in _refusal("solve", "--made-up")


@pytest.mark.parametrize("command", [command for command, _ in _commands()], ids=" ".join)
def test_the_help_of_a_command_shows_the_words_to_choose_from(command: tuple[str, ...]) -> None:
    ended = CliRunner().invoke(app, [*command, "-h"], env={"COLUMNS": "300"})
    assert ended.exit_code == 0
    told = "".join(ended.output.replace("│", " ").split())
    for one, _, kind, _ in OPTIONS:
        if one == command and issubclass(kind, StrEnum):
            assert f"[{'|'.join(word.value for word in kind)}]".replace(" ", "") in told
            assert f"{kind.__name__}." not in told
