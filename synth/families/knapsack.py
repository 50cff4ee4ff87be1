"""The 0-1 knapsack problem: which items to take into a container of limited capacity."""

from __future__ import annotations

from nl2opt.synth.families.extras import at_least, at_most
from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.narrative.statements import Goal, Measure, Narrative, Opening, Rule, Setting, Values

FORMULATION = """
## Sets
ITEMS
## Parameters
value[ITEMS]
weight[ITEMS]
capacity
## Variables
take[ITEMS] binary  # whether the item is taken
## Objective
maximize sum(value[i] * take[i] for i in ITEMS)
## Constraints
room: sum(weight[i] * take[i] for i in ITEMS) <= capacity
"""


def sample(sampler: Sampler) -> Data:
    """Weights and values at random; the capacity is a part of the total weight, so that a choice must be made."""
    items = sampler.members("ITEMS", sampler.size("items"))
    weight = sampler.numbers("weight", items)
    room = sampler.share(sum(weight.values()), 0.3, 0.7)
    return {
        "ITEMS": items,
        "value": sampler.numbers("value", items),
        "weight": weight,
        "capacity": max(room, min(weight.values())),
    }


SETTINGS = (
    Setting(
        "hiking_gear",
        "entertainment",
        {
            "decider": "hiker",
            "item": "piece of gear",
            "take": "pack",
            "taken": "packed",
            "occasion": "a trip of three days",
            "worth": "usefulness",
            "value_unit": "point",
            "load": "weight",
            "uses": "weighs",
            "use": "weigh",
            "weight_unit": "kilogram",
        },
        {
            "ITEMS": (
                "tent",
                "stove",
                "water filter",
                "camera",
                "sleeping bag",
                "first-aid kit",
                "lantern",
                "rain jacket",
            )
        },
        common=("ITEMS",),
        distractors=(
            "The trail was opened in {year} and is {length} kilometers long.",
            "Last season, {visitors} other groups walked the same route.",
        ),
    ),
    Setting(
        "grant_projects",
        "finance",
        {
            "decider": "charitable foundation",
            "item": "project",
            "take": "fund",
            "taken": "funded",
            "occasion": "the coming grant round",
            "worth": "social benefit",
            "value_unit": "point",
            "load": "supervision",
            "uses": "requires",
            "use": "require",
            "weight_unit": "staff day",
        },
        {
            "ITEMS": (
                "Clean Water",
                "Night School",
                "Solar Roofs",
                "Reading Club",
                "Food Bank",
                "Bike Lanes",
                "Youth Orchestra",
                "Seed Library",
            )
        },
        distractors=(
            "The foundation has {staff} employees.",
            "The first grant was paid out in {year}.",
        ),
    ),
    Setting(
        "software_release",
        "software",
        {
            "decider": "product team",
            "item": "feature",
            "take": "build",
            "taken": "built",
            "occasion": "the next release",
            "worth": "customer value",
            "value_unit": "point",
            "load": "effort",
            "uses": "takes",
            "use": "take",
            "weight_unit": "developer day",
        },
        {
            "ITEMS": (
                "dark mode",
                "offline sync",
                "data export",
                "single sign-on",
                "audit log",
                "calendar view",
                "bulk upload",
                "activity feed",
            )
        },
        common=("ITEMS",),
        distractors=(
            "Version {version} of the product was shipped last spring.",
            "The help desk answers about {tickets} questions a day.",
        ),
    ),
    Setting(
        "museum_loans",
        "education",
        {
            "decider": "museum",
            "item": "exhibit",
            "take": "show",
            "taken": "shown",
            "occasion": "its summer exhibition",
            "worth": "appeal",
            "value_unit": "point",
            "load": "floor space",
            "uses": "occupies",
            "use": "occupy",
            "weight_unit": "square meter",
        },
        {
            "ITEMS": (
                "Roman mosaic",
                "steam engine",
                "whale skeleton",
                "printing press",
                "carved altar",
                "moon rock",
                "royal carriage",
                "bronze bell",
            )
        },
        common=("ITEMS",),
        distractors=(
            "The main hall was renovated in {year}.",
            "About {classes} school classes visit the museum every month.",
        ),
    ),
    Setting(
        "clinic_outreach",
        "health",
        {
            "decider": "mobile clinic",
            "item": "device",
            "take": "bring along",
            "taken": "brought along",
            "occasion": "a tour of remote villages",
            "worth": "medical benefit",
            "value_unit": "point",
            "load": "shelf space",
            "uses": "fills",
            "use": "fill",
            "weight_unit": "shelf slot",
        },
        {
            "ITEMS": (
                "ultrasound scanner",
                "vaccine fridge",
                "dental drill",
                "centrifuge",
                "oxygen bottle",
                "microscope",
                "defibrillator",
                "blood pressure monitor",
            )
        },
        common=("ITEMS",),
        distractors=(
            "The tour passes through {villages} villages.",
            "The van has covered {distance} thousand kilometers since it was bought in {year}.",
        ),
    ),
    Setting(
        "law_office_cases",
        "legal",
        {
            "decider": "small law office",
            "item": "case",
            "take": "accept",
            "taken": "accepted",
            "occasion": "the autumn term",
            "worth": "importance",
            "value_unit": "point",
            "load": "workload",
            "uses": "requires",
            "use": "require",
            "weight_unit": "working day",
        },
        {
            "ITEMS": (
                "Aldridge",
                "Brennan",
                "Castillo",
                "Dufour",
                "Ekström",
                "Farrell",
                "Grimaldi",
                "Hargrove",
                "Ishikawa",
                "Jansen",
            )
        },
        distractors=(
            "The office was opened in {year} by {partners} partners.",
            "The court is {distance} minutes away on foot.",
        ),
    ),
    Setting(
        "rail_wagon",
        "transport",
        {
            "decider": "freight forwarder",
            "item": "crate",
            "take": "load",
            "taken": "loaded",
            "occasion": "the last wagon of the night train",
            "worth": "revenue",
            "value_unit": "euro",
            "load": "weight",
            "uses": "weighs",
            "use": "weigh",
            "weight_unit": "hundredweight",
        },
        {"ITEMS": ("A1", "A2", "A3", "B1", "B2", "B3", "C1", "C2", "D1", "D2")},
        distractors=(
            "The train covers the route in {hours} hours.",
            "The engine of the train was built in {year}.",
        ),
    ),
    Setting(
        "market_garden",
        "agriculture",
        {
            "decider": "market gardener",
            "item": "crop",
            "take": "plant",
            "taken": "planted",
            "occasion": "the spring season",
            "worth": "profit",
            "value_unit": "dollar",
            "load": "bed space",
            "uses": "covers",
            "use": "cover",
            "weight_unit": "bed",
        },
        {
            "ITEMS": (
                "spinach",
                "garlic",
                "lettuce",
                "fennel",
                "celery",
                "basil",
                "kale",
                "leek",
                "pumpkin",
                "chard",
            )
        },
        distractors=(
            "The greenhouse was put up in {year}.",
            "The weekly market has {stalls} stalls.",
        ),
    ),
)


NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} [has to decide|must choose|wants to decide] which {item:plural} to {take} "
                "for {occasion}[, out of {ITEMS_size} candidates|].",
                "[For {occasion}, |]{decider:a} is considering {ITEMS_size} {item:plural}: {ITEMS:list}.",
                "There are {ITEMS_size} {item:plural} that {decider:a} could {take} for {occasion}: {ITEMS:list}.",
                "[In preparation for|Looking ahead to] {occasion}, {decider:a} is making a selection among "
                "{ITEMS_size} {item:plural}.",
            )
        ),
    ),
    statements=(
        Values(
            measures=(
                Measure("value", "{worth} ({value_unit:plural})", unit="{value_unit*value}"),
                Measure("weight", "{load} ({weight_unit:plural})", unit="{weight_unit*value}"),
            ),
            labels=("item_name",),
            sets=("ITEMS",),
            phrasings=(
                "{the_item_name} {uses} {weight:number} {weight_unit*weight}, and its {worth} is "
                "[estimated at |]{value:number} {value_unit*value}.",
                "{the_item_name} offers {value:number} {value_unit*value} of {worth} and {uses} "
                "{weight:number} {weight_unit*weight}.",
                "{the_item_name} adds {value:number} {value_unit*value} of {worth} when {taken}, and it {uses} "
                "{weight:number} {weight_unit*weight}.",
            ),
            captions=(
                "The {item:plural} [are as follows|are listed below]:",
                "[Details of|Data on] the {item:plural}:",
                "For each {item}, the {worth} and the {load} are [known|given here]:",
            ),
            listings=(
                (
                    "The {item:plural} are",
                    "{the_item_name} with {value:number} {value_unit*value} of {worth} and {weight:number} "
                    "{weight_unit*weight} of {load}",
                ),
                (
                    "The {item:plural} offer",
                    "{value:number} {value_unit*value} of {worth} for {weight:number} {weight_unit*weight} in the "
                    "case of {the_item_name}",
                ),
            ),
        ),
        Rule(
            tells=("room",),
            phrasings=(
                "[In total|Altogether], the chosen {item:plural} [may|can] {use} [at most|no more than|up to] "
                "{capacity:number} {weight_unit*capacity}.",
                "The [limit on|upper limit of] the total {load} is {capacity:number} {weight_unit*capacity}.",
                "The total {load} of what is {taken} must not exceed {capacity:number} {weight_unit*capacity}.",
            ),
        ),
        Rule(
            tells=("take",),
            phrasings=(
                "Each {item} is either {taken} once or left out.",
                "{item:a} [cannot|can not] be {taken} in part or more than once.",
                "There is one of each {item}, and none of them can be split.",
            ),
        ),
    ),
    goal=Goal(
        (
            "Which {item:plural} should be {taken} [so that the total {worth} is as large as possible|to maximize the "
            "total {worth}]?",
            "[Find|Determine] the {item:plural} to {take} that [maximize|give the highest] total {worth}.",
            "What is the highest total {worth} that can be reached?",
            "[Select|Choose] {item:plural} with the [largest|greatest] total {worth}.",
        )
    ),
)


FAMILY = Family(
    name="knapsack",
    title="0-1 knapsack",
    reference="Martello and Toth, Knapsack Problems, Wiley 1990, chapter 2; among the OptMATH seeds (arXiv 2502.11102)",
    model_class="IP",
    problem_class="combinatorial",
    formulation=FORMULATION,
    ranges=Ranges(
        items=Range(4, 8, size=True, least=2, most=60),
        value=Range(5, 60),
        weight=Range(2, 30),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
    extras=(at_most("take", "ITEMS", "item", "{taken}"), at_least("take", "ITEMS", "item", "{taken}")),
)
