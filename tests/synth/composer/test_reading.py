"""What is read from texts by hand, and that no sentence has two meanings."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from nl2opt.formulation.text_parser import parse
from nl2opt.synth.candidates import UnreadableError
from nl2opt.synth.composer.clause import Clause
from nl2opt.synth.composer.draft import Draft
from nl2opt.synth.composer.reading import read_back, reader_of
from nl2opt.synth.composer.registry import fitting, phrasings
from nl2opt.synth.composer.wording import Meaning, Teller
from nl2opt.synth.language.quantities import NumberStyle
from nl2opt.synth.randomness import stream
from nl2opt.synth.stories.registry import story

ONE_OF_EACH_KIND = ("furniture_workshop", "mixed_farm", "savings", "conservation")


def test_a_text_by_hand_gives_the_formulation_by_hand() -> None:
    """Shares, ratios, a limit in hours over data in minutes, and a price less a cost are read as a person would."""
    text = (
        "A furniture workshop in Leeds makes oak tables, bookcases, and bar stools. "
        "An oak table costs $50 and sells for $120, a bookcase costs $40 and sells for $95, "
        "and a bar stool costs $12 and sells for $30. "
        "Each oak table needs 40 minutes of sanding, each bookcase 25 minutes, and each bar stool 10 minutes. "
        "The workshop has 30 hours of sanding. "
        "At least 20% of all pieces of furniture made must be oak tables, and "
        "the number of bar stools cannot exceed twice the number of bookcases. "
        "All pieces are made from local wood. "
        "How many of each should the workshop make to maximize the difference between total sales and total costs?"
    )
    assert read_back(text, story("furniture_workshop")) == parse(
        """
## Variables
oak_tables >= 0 integer  # number of oak tables
bookcases >= 0 integer  # number of bookcases
bar_stools >= 0 integer  # number of bar stools
## Objective
maximize (120 - 50)*oak_tables + (95 - 40)*bookcases + (30 - 12)*bar_stools
## Constraints
sanding: 40*oak_tables + 25*bookcases + 10*bar_stools <= 30 * 60
share_oak_tables: oak_tables >= 0.2*(oak_tables + bookcases + bar_stools)
bar_stools_vs_bookcases: bar_stools <= 2*bookcases
"""
    )


def test_a_table_by_hand_is_read() -> None:
    """Headings name measures with their units, a dash is a gap, and a fixed cost has a variable of its own."""
    text = (
        "Willow Creek Farm grows wheat, corn, and rye.\n"
        "The data are as follows:\n"
        "|  | Labor (hours) | Profit ($) |\n| --- | --- | --- |\n"
        "| Acre of wheat | 3 | 1,120 |\n| Acre of corn | 6 | 210 |\n| Acre of rye | - | 90 |\n"
        "At most 300 hours of labor can be used. "
        "If any acres of corn are grown, a permit fee of $90 is incurred. "
        "At most 120 acres of crops can be grown in total. "
        "How much of each should be grown to maximize the total profit after all one-time payments?"
    )
    assert read_back(text, story("mixed_farm")) == parse(
        """
## Variables
wheat >= 0 continuous  # acres of wheat
corn >= 0 continuous  # acres of corn
rye >= 0 continuous  # acres of rye
use_corn binary  # whether the one-time payment is due
## Objective
maximize 1120*wheat + 210*corn + 90*rye - 90*use_corn
## Constraints
labor: 3*wheat + 6*corn <= 300
fee_corn: not use_corn implies corn == 0
total_most: wheat + corn + rye <= 120
"""
    )


def test_two_objectives_are_refused() -> None:
    """A text that wants one thing and asks for another is not read."""
    text = (
        "A furniture workshop in Leeds makes oak tables and bookcases. Each oak table costs $50 and each bookcase $40. "
        "The goal is to minimize the total cost. How many of each kind should be made to maximize the total profit?"
    )
    with pytest.raises(UnreadableError, match="second objective"):
        read_back(text, story("furniture_workshop"))


def drawn(name: str) -> Iterator[tuple[Clause, Draft, Meaning]]:
    """A meaning for each type of clause that a story has."""
    for clause in fitting(story(name)):
        for seed in range(80):
            rng = stream(seed, "phrasings", clause.name)
            draft = Draft(story(name), rng, (0, 1, 2, 3, 4))
            meaning = clause.draws(draft)
            if meaning is not None and ("scale" in meaning or clause.name != "resource limit" or seed % 2):
                yield clause, draft, meaning
                break


@pytest.mark.parametrize("name", ONE_OF_EACH_KIND)
def test_every_phrasing_has_one_meaning(name: str) -> None:
    """Each phrasing of each type of clause is read as that type, with its numbers, and as nothing else."""
    reader = reader_of(story(name))
    told = 0
    for clause, draft, meaning in drawn(name):
        for source in phrasings(clause, draft, meaning):
            for seed in range(2):
                style = NumberStyle(thousands=("", ",")[seed], words_to=(0, 20)[seed])
                teller = Teller(story(name), stream(seed, "told", source), style)
                if teller.fits(source, meaning):
                    sentence = teller.say(source, meaning)
                    assert reader.sentence(sentence + ".") == [("clause", (clause.name, meaning))], sentence
                    told += 1
    assert told > 60
