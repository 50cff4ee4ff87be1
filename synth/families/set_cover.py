"""Weighted set covering: the cheapest sites, teams or packages that together cover everything."""

from __future__ import annotations

from nl2opt.synth.families.extras import at_most
from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.language.quantities import Form
from nl2opt.synth.narrative.statements import Goal, Measure, Narrative, Opening, Rule, Setting, Values

FORMULATION = """
## Sets
OPTIONS
NEEDS
## Parameters
cost[OPTIONS]
covers[OPTIONS, NEEDS]  # 1 where the option covers the need, else 0
## Variables
choose[OPTIONS] binary  # whether the option is chosen
## Objective
minimize sum(cost[o] * choose[o] for o in OPTIONS)
## Constraints
cover[n in NEEDS]: sum(covers[o, n] * choose[o] for o in OPTIONS) >= 1
"""


def sample(sampler: Sampler) -> Data:
    """Each option covers about a third of the needs, and each need can be covered by two options or more."""
    options = sampler.members("OPTIONS", sampler.size("options"))
    needs = sampler.members("NEEDS", sampler.size("needs"))
    covers = {(o, n): int(sampler.rng.random() < 0.35) for o in options for n in needs}
    for n in needs:
        for o in sampler.some(options, 2):
            covers[o, n] = 1
    for o in options:
        covers[o, sampler.choose(needs)] = 1
    return {"OPTIONS": options, "NEEDS": needs, "cost": sampler.numbers("cost", options), "covers": covers}


SETTINGS = (
    Setting(
        "ambulance_stations",
        "health",
        {
            "decider": "rescue service",
            "option": "station",
            "need": "district",
            "choose": "open",
            "chosen": "opened",
            "cover": "reach",
            "covered": "reached in time",
            "expense": "yearly cost",
        },
        {
            "OPTIONS": (
                "Cedar Street",
                "Dock Road",
                "Elm Square",
                "Fort Hill",
                "Garden Gate",
                "High Bridge",
                "Iron Lane",
                "Jubilee Park",
            ),
            "NEEDS": (
                "Northside",
                "Oldtown",
                "Portside",
                "Queensland",
                "Riverside",
                "Southgate",
                "Tanners Row",
                "Uplands",
            ),
        },
        distractors=("The service owns {ambulances} ambulances.", "About {calls} emergency calls come in every day."),
    ),
    Setting(
        "language_courses",
        "education",
        {
            "decider": "language school",
            "option": "tutor",
            "need": "language",
            "choose": "hire",
            "chosen": "hired",
            "cover": "teach",
            "covered": "taught",
            "expense": "salary",
        },
        {
            "OPTIONS": ("Adele", "Boris", "Claire", "Dimitri", "Elsa", "Farid", "Gloria", "Henrik"),
            "NEEDS": ("Spanish", "Mandarin", "Arabic", "Russian", "Hindi", "Swedish", "Turkish", "Greek"),
        },
        distractors=("The school has {rooms} classrooms.", "Courses have been given since {year}."),
    ),
    Setting(
        "test_suites",
        "software",
        {
            "decider": "quality team",
            "option": "test suite",
            "need": "module",
            "choose": "run",
            "chosen": "run",
            "cover": "check",
            "covered": "checked",
            "expense": "computing cost",
        },
        {
            "OPTIONS": ("Amber", "Basalt", "Copper", "Dolomite", "Emerald", "Flint", "Garnet", "Hematite"),
            "NEEDS": ("Billing", "Search", "Login", "Reports", "Mailing", "Storage", "Charts", "Sync"),
        },
        distractors=("The team has {engineers} engineers.", "The program has {lines} thousand lines of code."),
    ),
    Setting(
        "flight_crews",
        "transport",
        {
            "decider": "charter airline",
            "option": "crew rotation",
            "need": "flight",
            "choose": "use",
            "chosen": "used",
            "cover": "staff",
            "covered": "staffed",
            "expense": "crew cost",
        },
        {
            "OPTIONS": (
                "Rotation Alfa",
                "Rotation Bravo",
                "Rotation Delta",
                "Rotation Echo",
                "Rotation Golf",
                "Rotation Hotel",
                "Rotation Kilo",
                "Rotation Lima",
            ),
            "NEEDS": (
                "Malta Morning",
                "Malta Evening",
                "Corfu Morning",
                "Corfu Evening",
                "Rhodes Noon",
                "Crete Night",
                "Cyprus Early",
                "Cyprus Late",
            ),
        },
        distractors=("The airline employs {pilots} pilots.", "The oldest aircraft was built in {year}."),
    ),
    Setting(
        "weather_sensors",
        "environment",
        {
            "decider": "park authority",
            "option": "watchtower",
            "need": "valley",
            "choose": "build",
            "chosen": "built",
            "cover": "watch",
            "covered": "watched",
            "expense": "building cost",
        },
        {
            "OPTIONS": (
                "Eagle Rock",
                "Falcon Ridge",
                "Goat Peak",
                "Hawk Point",
                "Ibex Saddle",
                "Jay Summit",
                "Kite Crest",
                "Lynx Ledge",
            ),
            "NEEDS": (
                "Aspen Valley",
                "Birch Valley",
                "Clear Creek",
                "Dry Gulch",
                "Elk Hollow",
                "Fern Basin",
                "Grass Canyon",
                "Heron Bend",
            ),
        },
        distractors=("The park was created in {year}.", "There were {fires} small fires in the last decade."),
    ),
    Setting(
        "supplier_baskets",
        "retail",
        {
            "decider": "grocery cooperative",
            "option": "supplier",
            "need": "product line",
            "choose": "sign up",
            "chosen": "signed up",
            "cover": "deliver",
            "covered": "delivered",
            "expense": "contract fee",
        },
        {
            "OPTIONS": (
                "Alba Foods",
                "Bonita Farms",
                "Coral Trade",
                "Dorset Dairy",
                "Essex Goods",
                "Fresco Market",
                "Golden Mill",
                "Harvest Union",
            ),
            "NEEDS": ("Bread", "Cheese", "Fruit", "Spices", "Pasta", "Juice", "Fish", "Nuts"),
        },
        distractors=("The cooperative runs {shops} shops.", "The shop managers meet {times} times a year."),
    ),
)

NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} [has to decide|must decide|wants to decide] which {option:plural} to {choose}.",
                "{OPTIONS_size} {option:plural} are [up for choice|possible], and {decider:a} must decide which of "
                "them to {choose}.",
                "{decider:a} [can|could] {choose} some or all of {OPTIONS_size} {option:plural}: {OPTIONS:list}.",
                "With {NEEDS_size} {need:plural} in mind, {decider:a} is considering which {option:plural} to "
                "{choose}.",
            )
        ),
    ),
    statements=(
        Values(
            measures=(Measure("cost", "{expense} ($)", Form.MONEY),),
            labels=("option_name",),
            sets=("OPTIONS",),
            phrasings=(
                "The {expense} of {option_name} is {cost:money}.",
                "If {option_name} is {chosen}, the {expense} is {cost:money}.",
                "{option_name} comes with {expense:a} of {cost:money}.",
            ),
            listings=(
                ("The {expense} is", "{cost:money} for {option_name}"),
                ("For the {expense}, one must reckon with", "{cost:money} for {option_name}"),
            ),
            captions=(
                "The {expense} of each {option} [is|amounts to]:",
                "This is the {expense} by {option}:",
                "Each {option} has [the following|its own] {expense}:",
            ),
        ),
        Values(
            measures=(Measure("covers", "1 where the {option} can {cover} the {need}"),),
            labels=("option_name", "need_name"),
            sets=("OPTIONS", "NEEDS"),
            phrasings=(),
            captions=(
                "A 1 in the table means that the {option} can {cover} the {need}, a 0 that it cannot:",
                "Which {option} can {cover} which {need} is shown by a 1, and all other entries are 0:",
                "In the following table, an entry is 1 if the {option} is able to {cover} the {need} and 0 if not:",
                "The table has a 1 for each {need} that the {option} can {cover}, and a 0 otherwise:",
            ),
        ),
        Rule(
            tells=("cover",),
            phrasings=(
                "[Each|Every] {need} must be {covered} by at least one {option} that is {chosen}.",
                "No {need} may be left without {option:a} that is {chosen} and can {cover} it.",
                "For [each|every] {need}, one or more of the {option:plural} that can {cover} it must be {chosen}.",
                "All {need:plural} have to be {covered}, by one {option} or by several.",
            ),
        ),
        Rule(
            tells=("choose",),
            phrasings=(
                "[Each|Every] {option} is either {chosen} or not.",
                "It is not possible to {choose} only a part of {option:a}.",
                "{option:a} can be {chosen} only as a whole, and only once.",
            ),
            implied=True,
        ),
    ),
    goal=Goal(
        (
            "Which {option:plural} should be {chosen} so that the total {expense} is as low as possible?",
            "[Find|Determine] which {option:plural} to {choose} in order to minimize the total {expense}.",
            "What is the lowest total {expense} at which this can be done?",
            "[Choose|Pick] the {option:plural} with the smallest total {expense} that together can {cover} every "
            "{need}.",
        )
    ),
)

FAMILY = Family(
    name="set_cover",
    title="Weighted set covering",
    reference=(
        "Toregas, Swain, ReVelle and Bergman, The location of emergency service facilities, Operations Research 19 "
        "(1971); among the OptMATH seeds (arXiv 2502.11102)"
    ),
    model_class="IP",
    problem_class="combinatorial",
    formulation=FORMULATION,
    ranges=Ranges(
        options=Range(3, 6, size=True, least=3, most=50),
        needs=Range(3, 6, size=True, least=2, most=50),
        cost=Range(200, 5000, step=50),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
    extras=(at_most("choose", "OPTIONS", "option", "{chosen}"),),
)
