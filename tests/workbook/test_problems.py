"""Problems stand in the order of the workbook, and name what is near."""

from planner.workbook.problems import Problem, did_you_mean, gathered, in_order, nearest


def test_the_nearest_name() -> None:
    assert nearest("Guizho", ["Guizhou", "Gansu"]) == "Guizhou"
    assert nearest("GUIZHOU", ["Guizhou", "Gansu"]) == "Guizhou"
    assert nearest("xyz", ["Guizhou"]) is None
    assert did_you_mean("Guizho", ["Guizhou"]) == "; did you mean 'Guizhou'?"
    assert did_you_mean("xyz", ["Guizhou"]) == ""


def test_problems_stand_in_the_order_of_the_workbook() -> None:
    found = [
        Problem("Chips", "A3", "x"),
        Problem("Regions", "B10", "x"),
        Problem("Regions", "AA9", "x"),
        Problem("Regions", "B9", "x"),
        Problem("Regions", "", "x"),
        Problem("", "", "x"),
        Problem("Regions", "B9", "x"),
        Problem("Unknown", "", "x"),
    ]
    assert [problem.line() for problem in in_order(found)] == [
        "x",
        "Regions: x",
        "Regions!B9: x",
        "Regions!AA9: x",
        "Regions!B10: x",
        "Chips!A3: x",
        "Unknown: x",
    ]


def test_the_same_problem_down_a_column_is_said_once() -> None:
    found = [Problem("Demand", f"C{row}", "there is no workload called 'x'") for row in (3, 4, 5, 9)]
    found += [Problem("Demand", "D3", "there is no workload called 'x'"), Problem("Demand", "C4", "y")]
    assert [problem.line() for problem in gathered(found)] == [
        "Demand!C3:C9: there is no workload called 'x' (4 rows)",
        "Demand!D3: there is no workload called 'x'",
        "Demand!C4: y",
    ]
