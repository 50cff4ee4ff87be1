"""Numbers of the text against numbers of the model."""

from __future__ import annotations

import pytest

from nl2opt.formulation.elements import Formulation
from nl2opt.formulation.text_parser import parse
from nl2opt.pipeline.grounding import ground
from nl2opt.pipeline.inventions import without_inventions
from nl2opt.pipeline.text_numbers import TextNumbers

FRAME = (
    "## Variables\nx >= 0 integer\ny >= 0 integer\n## Objective\nmaximize {objective}\n## Constraints\n{constraints}\n"
)


def formulation(objective: str, *constraints: str) -> Formulation:
    """A formulation with two variables."""
    lines = "\n".join(f"c{number}: {text}" for number, text in enumerate(constraints))
    return parse(FRAME.format(objective=objective, constraints=lines))


def findings(text: str, objective: str, *constraints: str) -> set[tuple[str, float]]:
    """Kind and number of every finding."""
    return {(item.kind, item.value) for item in ground(formulation(objective, *constraints), TextNumbers(text))}


@pytest.mark.parametrize(
    ("text", "constraint"),
    [
        ("At least 60% of the items are x.", "x >= 0.6 * (x + y)"),
        ("At most 40% of the items are x.", "y >= 0.6 * (x + y)"),
        ("There are 8 hours; x takes 30 minutes.", "30 * x <= 480"),
        ("There are 8 hours; x takes 30 minutes.", "0.5 * x <= 8"),
        ("At most a third of the items are x.", "x <= 1 / 3 * (x + y)"),
        ("There must be twice as many x as y.", "x >= 2 * y"),
        ("There are 300 in one store and 200 in the other.", "x + y <= 500"),
        ("The budget is $1,250.50.", "x <= 1250.5"),
    ],
)
def test_stated_numbers_are_grounded(text: str, constraint: str) -> None:
    """Percentages, fractions, conversions between named units and sums of stated numbers are grounded."""
    assert not {item for item in findings(text, "x", constraint) if item[0] == "ungrounded"}


def test_invented_numbers_are_found() -> None:
    """A number that no reading of the text explains is ungrounded."""
    assert findings("Each x earns 5 dollars and there are 70 of them.", "5 * x", "x <= 70", "17 * y <= 70") == {
        ("ungrounded", 17.0)
    }


def test_unused_numbers_are_found() -> None:
    """A number of the text that the model does not use is reported with its clause."""
    text = "Each x earns 5 dollars. There are 70 hours. An x takes 3 hours."
    found = ground(formulation("5 * x", "3 * x <= 90"), TextNumbers(text))
    unused = [item for item in found if item.kind == "unused"]
    assert [item.value for item in unused] == [70.0]
    assert "There are 70 hours" in unused[0].message


@pytest.mark.parametrize(
    "text", ["Mia sells two kinds of cakes.", "Make product 1 and product 2.", "(1) Bake at most 5 cakes."]
)
def test_labels_and_counts_of_things_are_no_data(text: str) -> None:
    """What only names or counts is not missed."""
    assert not {item for item in findings(text, "x", "x <= 5") if item[0] == "unused"}


@pytest.mark.parametrize(
    ("text", "constraint"),
    [
        ("Each x takes 2 hours and each y takes 3. There are 60 hours.", "x <= 1000"),
        ("Each x takes 2 hours and each y takes 3. There are 60 hours.", "x + y <= 500"),
        ("Each x takes 2 hours and each y takes 3. There are 60 hours available.", "x <= 60"),
        ("Each x costs $20. There are 60 hours available.", "x <= 20"),
        ("Each x takes 2 hours and each y takes 3. There are 60 hours.", "x <= 0.35 * (x + y)"),
        ("Each x takes 2 hours and each y takes 3. There are 60 hours.", "x <= y"),
    ],
)
def test_inventions_are_left_out(text: str, constraint: str) -> None:
    """A limit or ratio without evidence in the text is left out, and a sentence says so; the rest stays."""
    kept, said = without_inventions(formulation("x + y", "2 * x + 3 * y <= 60", constraint), TextNumbers(text))
    assert [item.name for item in kept.constraints] == ["c0"]
    assert len(said) == 1


@pytest.mark.parametrize(
    ("text", "constraint"),
    [
        ("There are 60 hours. At most 20 of x can be sold.", "x <= 20"),
        ("There are 60 hours. At least 10 of each must be made.", "x >= 10"),
        ("There are 60 hours. The number of x must not exceed the number of y.", "x <= y"),
        ("There are 60 hours. At least 35% must be x.", "x >= 0.35 * (x + y)"),
        ("There are 60 hours. At most 60 of x can be sold, and 60 hours are available.", "x <= 60"),
        ("There are 60 hours. In total at most 45 can be made.", "x + y <= 45"),
    ],
)
def test_stated_limits_stay(text: str, constraint: str) -> None:
    """A limit or ratio that a sentence states is kept."""
    kept, said = without_inventions(formulation("x + y", "2 * x + 3 * y <= 60", constraint), TextNumbers(text))
    assert [item.name for item in kept.constraints] == ["c0", "c1"]
    assert said == ()


def test_a_number_that_is_stated_once_limits_one_thing() -> None:
    """A second limit over several variables with the same number is left out, unless the text says "each"."""
    lines = ("2 * x + 3 * y >= 60", "x + 2 * y <= 60")
    kept, said = without_inventions(formulation("x + y", *lines), TextNumbers("At least 60 units of iron are needed."))
    assert [item.name for item in kept.constraints] == ["c0"]
    assert "once" in said[0]
    both, _ = without_inventions(formulation("x + y", *lines), TextNumbers("Each machine runs for 60 hours."))
    assert len(both.constraints) == 2
