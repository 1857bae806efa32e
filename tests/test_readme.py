"""What the README and the page of the commands say works."""

import re
from pathlib import Path

import pytest
from typer.main import get_command

from planner.cli.main import app
from planner.cli.statuses import ExitStatus

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")


def test_the_python_example_runs(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    for code in re.findall(r"```python\n(.*?)```", README, re.DOTALL):
        exec(compile(code, "README.md", "exec"), {})
    assert capsys.readouterr().out.startswith("optimal ")


def test_every_exit_status_is_in_the_table() -> None:
    assert [int(number) for number in re.findall(r"^\| (\d) \|", COMMANDS, re.MULTILINE)] == [
        int(s) for s in ExitStatus
    ]


def test_commands_and_options_that_are_named_exist() -> None:
    commands = get_command(app).commands  # type: ignore[attr-defined]  # a group, since there are several
    assert set(re.findall(r"planner (\w+) (?:[a-z]+ )?(?:OUT|BOOK|RUN)", README)) == set(commands)
    studies = commands["study"].commands.values()
    parameters = [parameter for command in (*commands.values(), *studies) for parameter in command.params]
    known = {option for parameter in parameters for option in (*parameter.opts, *parameter.secondary_opts)}
    known |= {"--help", "--group", "--upgrade", "--editable"}
    assert set(re.findall(r"--[a-z][a-z-]+", README + COMMANDS)) <= known


def test_links_lead_to_files() -> None:
    missing = [target for target in re.findall(r"\]\(([^)]+)\)", README) if not (ROOT / target).exists()]
    assert not missing


def test_pictures_are_small() -> None:
    pictures = list((ROOT / "docs" / "pictures").glob("*.png"))
    assert {path.name for path in pictures} == {"map.png", "workbook.png"}
    assert all(path.stat().st_size < 300_000 for path in pictures)


def test_the_targets_that_are_named_are_in_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"make (plan|test|lint)\b", README)):
        assert f"\n{target}:" in makefile
