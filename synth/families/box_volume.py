"""The cheapest box of a given volume: walls, bottom and lid of different materials, and limits on its sides."""

from __future__ import annotations

from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.narrative.statements import Goal, Narrative, Opening, Rule, Setting

FORMULATION = """
## Parameters
volume
bottom  # price of a square unit of the bottom
wall
lid
longest
highest
## Variables
length >= 0 <= longest
width >= 0 <= longest
height >= 0 <= highest
## Objective
minimize (bottom + lid) * length * width + 2 * wall * (length + width) * height
## Constraints
room: length * width * height >= volume
"""


def sample(sampler: Sampler) -> Data:
    """The limits allow 1.3 to 4 times the volume; some bind and some do not."""
    longest, highest = sampler.number("longest"), sampler.number("highest")
    return {
        "volume": sampler.share(longest * longest * highest, 0.25, 0.75),
        "bottom": sampler.number("bottom"),
        "wall": sampler.number("wall"),
        "lid": sampler.number("lid"),
        "longest": longest,
        "highest": highest,
    }


SETTINGS = (
    Setting(
        "shipping_crate",
        "transport",
        {
            "decider": "freight forwarder",
            "box": "rectangular crate",
            "short": "crate",
            "measure": "foot",
            "purpose": "machine parts",
            "place": "the hold of the ship",
        },
        distractors=("The voyage takes {days} days.", "The harbor has {cranes} cranes."),
    ),
    Setting(
        "grain_bin",
        "agriculture",
        {
            "decider": "farmer",
            "box": "rectangular grain bin",
            "short": "bin",
            "measure": "meter",
            "purpose": "oats",
            "place": "the barn",
        },
        distractors=("The barn was built in {year}.", "The farm keeps {horses} horses."),
    ),
    Setting(
        "water_cistern",
        "utilities",
        {
            "decider": "water utility",
            "box": "covered rectangular cistern",
            "short": "cistern",
            "measure": "meter",
            "purpose": "rainwater",
            "place": "the building site",
        },
        distractors=("It rains on {days} days a year.", "The old cistern dates from {year}."),
    ),
    Setting(
        "display_case",
        "entertainment",
        {
            "decider": "museum",
            "box": "box-shaped display case",
            "short": "case",
            "measure": "foot",
            "purpose": "a ship model",
            "place": "the entrance hall",
        },
        distractors=("The museum has {rooms} rooms.", "The ship sank in {year}."),
    ),
    Setting(
        "cold_room",
        "health",
        {
            "decider": "hospital pharmacy",
            "box": "box-shaped cold room",
            "short": "room",
            "measure": "meter",
            "purpose": "vaccines",
            "place": "the basement",
        },
        distractors=("The pharmacy fills {orders} orders an hour.", "The basement has {lamps} lamps."),
    ),
    Setting(
        "battery_container",
        "energy",
        {
            "decider": "power company",
            "box": "rectangular container",
            "short": "container",
            "measure": "meter",
            "purpose": "batteries",
            "place": "the substation",
        },
        distractors=("The substation went live in {year}.", "A battery is checked every {weeks} weeks."),
    ),
    Setting(
        "compost_box",
        "environment",
        {
            "decider": "community garden",
            "box": "rectangular compost box",
            "short": "box",
            "measure": "foot",
            "purpose": "garden waste",
            "place": "the corner behind the shed",
        },
        distractors=("The garden has {members} members.", "Compost takes {weeks} weeks to ripen."),
    ),
)


NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} [needs|has ordered] {box:a} with a flat bottom, a lid and four walls for {purpose}.",
                "[To hold|For] {purpose}, {decider:a} wants to have {box:a} made, closed by a lid.",
                "{box:a} for {purpose}, with bottom, lid and four walls, is to be [designed|built] for {decider:a}.",
                "{decider:a} is [choosing|working out] the length, width and height of {box:a} that will hold "
                "{purpose}.",
            )
        ),
    ),
    statements=(
        Rule(
            tells=("room",),
            phrasings=(
                "The {short} [must|has to] hold at least {volume:number} cubic {measure:plural}.",
                "The volume of the {short} must be [no less than|at least] {volume:number} cubic {measure:plural}.",
                "[A volume of|Room for] {volume:number} cubic {measure:plural} or more is required.",
            ),
        ),
        Rule(
            tells=(),
            phrasings=(
                "[One|A] square {measure} of the bottom costs {bottom:money}, of the walls {wall:money} and of the "
                "lid {lid:money}.",
                "The material costs {bottom:money} per square {measure} for the bottom, {wall:money} for the walls "
                "and {lid:money} for the lid.",
                "Per square {measure}, the walls cost {wall:money}, [while the bottom costs|the bottom] "
                "{bottom:money} and the lid {lid:money}.",
            ),
        ),
        Rule(
            tells=("length", "width", "height"),
            phrasings=(
                "[To fit into|Because of] {place}, neither length nor width may exceed {longest:number} "
                "{measure*longest}, and the height may not exceed {highest:number} {measure*highest}.",
                "Length and width are limited to {longest:number} {measure*longest} each, and the height is limited "
                "to {highest:number} {measure*highest}, by [the size of {place}|{place}].",
                "[In|For] {place}, the {short} can be at most {highest:number} {measure*highest} high and at most "
                "{longest:number} {measure*longest} long and wide.",
            ),
        ),
    ),
    goal=Goal(
        (
            "Which length, width and height make the material as cheap as possible?",
            "[Find|Determine] the dimensions that minimize the total cost of the material.",
            "What is the [lowest|smallest] possible cost of the material for the {short}?",
            "[Design|Choose] the {short} so that the total cost of bottom, walls and lid is as small as possible.",
        )
    ),
)

FAMILY = Family(
    name="box_volume",
    title="Cheapest box of a given volume",
    reference="Stewart, Calculus, section 14.7 (open and closed boxes), a textbook problem; own formulation",
    model_class="NLP",
    problem_class="nonlinear",
    formulation=FORMULATION,
    ranges=Ranges(
        bottom=Range(3, 20),
        wall=Range(2, 15),
        lid=Range(1, 12),
        longest=Range(3, 12),
        highest=Range(2, 10),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
