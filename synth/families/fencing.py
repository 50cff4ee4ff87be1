"""The largest rectangular area for a budget, with dearer walls around it and cheaper ones that divide it."""

from __future__ import annotations

from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.narrative.statements import Goal, Narrative, Opening, Rule, Setting

FORMULATION = """
## Parameters
budget
outer  # price of a unit of length around the area
inner  # price of a unit of length of a divider
dividers  # all as long as the area is wide
longest
widest
## Variables
0 <= length <= longest
0 <= width <= widest
## Objective
maximize length * width
## Constraints
afford: 2 * outer * (length + width) + inner * dividers * width <= budget
"""


def sample(sampler: Sampler) -> Data:
    """The limits of the ground allow more than the budget in most draws."""
    longest, widest = sampler.number("longest"), sampler.number("widest")
    outer, inner, dividers = sampler.number("outer"), sampler.number("inner"), sampler.size("dividers")
    whole = 2 * outer * (longest + widest) + inner * dividers * widest
    return {
        "budget": sampler.share(whole, 0.4, 0.95, 10),
        "outer": outer,
        "inner": inner,
        "dividers": dividers,
        "longest": longest,
        "widest": widest,
    }


SETTINGS = (
    Setting(
        "sheep_pens",
        "agriculture",
        {
            "decider": "shepherd",
            "area": "rectangular pasture",
            "short": "pasture",
            "edge": "fence",
            "inside": "dividing fence",
            "measure": "meter",
            "part": "pen",
        },
        distractors=("The flock has {sheep} sheep.", "The dog is {years} years old."),
    ),
    Setting(
        "solar_field",
        "energy",
        {
            "decider": "solar company",
            "area": "rectangular solar field",
            "short": "field",
            "edge": "security fence",
            "inside": "cable trench",
            "measure": "meter",
            "part": "section",
        },
        distractors=("The panels are guaranteed for {years} years.", "The company has {engineers} engineers."),
    ),
    Setting(
        "dog_shelter",
        "customer service",
        {
            "decider": "dog shelter",
            "area": "rectangular run",
            "short": "run",
            "edge": "wire fence",
            "inside": "partition",
            "measure": "foot",
            "part": "enclosure",
        },
        distractors=("The shelter has {dogs} dogs.", "It was opened in {year}."),
    ),
    Setting(
        "school_garden",
        "education",
        {
            "decider": "school",
            "area": "rectangular garden",
            "short": "garden",
            "edge": "hedge",
            "inside": "border of bricks",
            "measure": "foot",
            "part": "bed",
        },
        distractors=("The school has {classes} classes.", "Garden work starts in week {week} of the year."),
    ),
    Setting(
        "storage_yard",
        "construction",
        {
            "decider": "builder",
            "area": "rectangular storage yard",
            "short": "yard",
            "edge": "concrete wall",
            "inside": "wooden wall",
            "measure": "meter",
            "part": "bay",
        },
        distractors=("The site office has {desks} desks.", "Bricks come on pallets of {number}."),
    ),
    Setting(
        "exhibition_stand",
        "entertainment",
        {
            "decider": "exhibition designer",
            "area": "rectangular stand",
            "short": "stand",
            "edge": "wall panel",
            "inside": "curtain",
            "measure": "foot",
            "part": "room",
        },
        distractors=("The fair lasts {days} days.", "Last year there were {stands} stands."),
    ),
    Setting(
        "fish_ponds",
        "environment",
        {
            "decider": "wetland trust",
            "area": "rectangular pond area",
            "short": "area",
            "edge": "dike",
            "inside": "low dam",
            "measure": "meter",
            "part": "basin",
        },
        distractors=("The trust counts {herons} herons.", "The land was bought in {year}."),
    ),
)


NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} [wants to|is going to] lay out {area:a}, enclosed on all four sides and divided into "
                "several {part:plural}.",
                "{area:a} with several {part:plural} side by side is [planned|being planned] by {decider:a}.",
                "[The plan of|What is planned by] {decider:a} is {area:a} with {edge:a} all around it.",
                "{decider:a} is [choosing|deciding on] the length and the width of {area:a} that will be closed on "
                "all sides.",
            )
        ),
    ),
    statements=(
        Rule(
            tells=(),
            phrasings=(
                "[Around|All around] the {short} there will be {edge:a}, which costs {outer:money} per {measure}.",
                "The {edge} along the four sides of the {short} costs {outer:money} [a|per] {measure}.",
                "For the four sides, {edge:a} at {outer:money} per {measure} is [used|needed].",
            ),
        ),
        Rule(
            tells=(),
            phrasings=(
                "[Inside|Inside the {short}], {dividers:number} {inside*dividers} parallel to the width, each as long "
                "as the width, will part the {part:plural} at {inner:money} per {measure}.",
                "The {part:plural} are parted by {dividers:number} {inside*dividers} across the full width, and each "
                "of them costs {inner:money} per {measure}.",
                "The {short} is divided by {dividers:number} {inside*dividers}, [all running|each running] from one "
                "side to the other along the width, at a price of {inner:money} per {measure}.",
            ),
        ),
        Rule(
            tells=("afford",),
            phrasings=(
                "[No more than|At most] {budget:money} can be spent on all of this.",
                "The [total cost|cost of everything] must not exceed {budget:money}.",
                "There is a budget of {budget:money} for [the outside and the inside|all of the work] together.",
            ),
        ),
        Rule(
            tells=("length", "width"),
            phrasings=(
                "The ground allows a length of at most {longest:number} {measure*longest} and a width of at most "
                "{widest:number} {measure*widest}.",
                "[At most|No more than] {longest:number} {measure*longest} are available for the length and "
                "{widest:number} {measure*widest} for the width.",
                "The width is limited to {widest:number} {measure*widest} and the length to {longest:number} "
                "{measure*longest}.",
            ),
        ),
    ),
    goal=Goal(
        (
            "Which length and width give the largest [area|possible area]?",
            "[Find|Determine] the dimensions that maximize the area of the {short}.",
            "What is the [largest|greatest] possible area of the {short}, in square {measure:plural}?",
            "The [aim|goal] is to make the area of the {short} as large as possible.",
        )
    ),
)

FAMILY = Family(
    name="fencing",
    title="Largest enclosed area",
    reference="Stewart, Calculus, section 4.7 (fencing a field), a textbook problem; own formulation",
    model_class="NLP",
    problem_class="nonlinear",
    formulation=FORMULATION,
    ranges=Ranges(
        outer=Range(8, 40),
        inner=Range(3, 25),
        dividers=Range(2, 6),
        longest=Range(20, 120, 5),
        widest=Range(15, 90, 5),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
