"""The 0-1 knapsack problem: which items to take into a container of limited capacity."""

from __future__ import annotations

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
            "weight_unit": "kilogram",
        },
        {
            "ITEMS": (
                "tent",
                "stove",
                "water filter",
                "rope",
                "camera",
                "sleeping bag",
                "first-aid kit",
                "map case",
                "lantern",
                "rain jacket",
                "folding chair",
                "battery pack",
            )
        },
        common=("ITEMS",),
        distractors=(
            "The trail was opened in {year} and is {length} kilometers long.",
            "Last season, {visitors} hikers walked the same route.",
        ),
    ),
    Setting(
        "grant_projects",
        "finance",
        {
            "decider": "foundation",
            "item": "project",
            "take": "fund",
            "taken": "funded",
            "occasion": "the coming grant round",
            "worth": "benefit",
            "value_unit": "benefit point",
            "load": "cost",
            "weight_unit": "thousand-dollar share",
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
                "Repair Shop",
                "Mobile Clinic",
            )
        },
        distractors=("The foundation has {staff} employees.",),
    ),
)


NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} [has to decide|must choose|wants to select] which {item:plural} to {take} "
                "for {occasion}[, out of {ITEMS_size} candidates|].",
                "[For {occasion}, |]{decider:a} is [looking at|considering] {ITEMS_size} {item*ITEMS_size}: {ITEMS:list}.",
            )
        ),
    ),
    statements=(
        Values(
            measures=(
                Measure("value", "{worth} ({value_unit:plural})", unit="{value_unit*value}"),
                Measure("weight", "{load} ({weight_unit:plural})", unit="{weight_unit*weight}"),
            ),
            labels=("name",),
            sets=("ITEMS",),
            phrasings=(
                "{the_name} [is worth|brings|is rated at] {value:number} {value_unit*value} and "
                "[uses|takes up|needs] {weight:number} {weight_unit*weight}.",
                "[Choosing|Taking] {the_name} [uses|takes up] {weight:number} {weight_unit*weight} and "
                "[brings|yields] {value:number} {value_unit*value}.",
            ),
            captions=(
                "The [candidates|options] [are as follows|are listed below]:",
                "[Details of|Data on] the {item:plural}:",
            ),
        ),
        Rule(
            tells=("room",),
            phrasings=(
                "[In total|Altogether], the chosen {item:plural} [may|can] use [at most|no more than|up to] "
                "{capacity:number} {weight_unit*capacity}.",
                "[Only|No more than] {capacity:number} {weight_unit*capacity} [are available|can be used] in total.",
            ),
        ),
        Rule(
            tells=("take",),
            phrasings=(
                "Each {item} is either {taken} once or left out.",
                "{item:a} [cannot|can not] be {taken} in part or more than once.",
            ),
        ),
    ),
    goal=Goal(
        (
            "Which {item:plural} should be {taken} [so that the total {worth} is as large as possible|to maximize the "
            "total {worth}]?",
            "[Find|Determine] the {item:plural} to {take} that [maximize|give the highest] total {worth}.",
        )
    ),
)

FAMILY = Family(
    name="knapsack",
    title="0-1 knapsack",
    reference="Martello and Toth, Knapsack Problems, Wiley 1990, chapter 2; a seed family of OptMATH (arXiv 2502.11102)",
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
)
