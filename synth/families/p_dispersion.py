"""The p-dispersion problem: a given number of sites whose two closest are as far apart as possible."""

from __future__ import annotations

import math
from itertools import combinations

from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.narrative.statements import Goal, Measure, Narrative, Opening, Rule, Setting, Values

FORMULATION = """
## Sets
SITES
PAIRS  # of different sites, each once
## Parameters
count  # of sites to choose
distance[PAIRS]
farthest = max(distance[i, j] for (i, j) in PAIRS)
## Variables
choose[SITES] binary  # whether the site is chosen
nearest >= 0  # smallest distance between two chosen sites
## Objective
maximize nearest
## Constraints
number: sum(choose[s] for s in SITES) == count
apart[(i, j) in PAIRS]: nearest <= distance[i, j] + farthest * (2 - choose[i] - choose[j])
"""


def sample(sampler: Sampler) -> Data:
    """Sites on a map give distances; at least two are chosen, which bounds the model, and at least one is not."""
    sites = sampler.members("SITES", sampler.size("sites"))
    at = {site: (sampler.number("coordinate"), sampler.number("coordinate")) for site in sites}
    pairs = list(combinations(sites, 2))
    return {
        "SITES": sites,
        "PAIRS": pairs,
        "count": min(sampler.size("count"), len(sites) - 1),
        "distance": {(i, j): max(1, math.ceil(math.dist(at[i], at[j]))) for i, j in pairs},
    }


SETTINGS = (
    Setting(
        "fireworks_depots",
        "retail",
        {
            "decider": "fireworks wholesaler",
            "site": "warehouse",
            "choose": "use",
            "chosen": "used",
            "purpose": "store its goods safely",
            "unit": "kilometer",
        },
        {
            "SITES": (
                "Alder Quay",
                "Birch Yard",
                "Cedar Depot",
                "Dock Seven",
                "Elm Store",
                "Foundry Hall",
                "Gravel Pit",
                "Hop Barn",
            )
        },
        distractors=("The wholesaler sells {rockets} kinds of rockets.", "Most sales are made within {days} days."),
    ),
    Setting(
        "radio_transmitters",
        "utilities",
        {
            "decider": "radio network",
            "site": "mast",
            "choose": "activate",
            "chosen": "activated",
            "purpose": "avoid interference",
            "unit": "mile",
        },
        {
            "SITES": (
                "Arden Top",
                "Black Fell",
                "Cairn Hill",
                "Dun Law",
                "Eston Moor",
                "Fox Tor",
                "Great Pike",
                "Hare Down",
            )
        },
        distractors=("The tallest mast is {height} meters high.", "The network was licensed in {year}."),
    ),
    Setting(
        "forest_plots",
        "environment",
        {
            "decider": "group of ecologists",
            "site": "forest plot",
            "choose": "survey",
            "chosen": "surveyed",
            "purpose": "get independent samples",
            "unit": "mile",
        },
        {
            "SITES": (
                "Badger Set",
                "Crow Wood",
                "Deer Leap",
                "Fern Gully",
                "Goat Track",
                "Heron Pool",
                "Jay Grove",
                "Kite Bank",
            )
        },
        distractors=("A survey takes {hours} hours.", "The forest has been protected since {year}."),
    ),
    Setting(
        "franchise_salons",
        "customer service",
        {
            "decider": "franchise company",
            "site": "town",
            "choose": "license",
            "chosen": "licensed",
            "purpose": "keep its salons from competing",
            "unit": "kilometer",
        },
        {"SITES": ("Abbeville", "Brighton", "Carlow", "Dorset", "Exeter", "Falmouth", "Glenrock", "Hastings")},
        distractors=("A franchise contract runs for {years} years.", "The brand is known in {countries} countries."),
    ),
    Setting(
        "quarantine_barns",
        "agriculture",
        {
            "decider": "livestock board",
            "site": "barn",
            "choose": "assign",
            "chosen": "assigned",
            "purpose": "keep quarantined herds apart",
            "unit": "kilometer",
        },
        {
            "SITES": (
                "Ayr Barn",
                "Bow Barn",
                "Cole Barn",
                "Dale Barn",
                "Erin Barn",
                "Ford Barn",
                "Glen Barn",
                "Hill Barn",
            )
        },
        distractors=("A barn holds {animals} animals.", "The board was formed in {year}."),
    ),
    Setting(
        "clinic_labs",
        "health",
        {
            "decider": "health ministry",
            "site": "hospital",
            "choose": "equip",
            "chosen": "equipped",
            "purpose": "spread its new laboratories over the country",
            "unit": "kilometer",
        },
        {
            "SITES": (
                "Saint Anne",
                "Saint Brigid",
                "Saint Clare",
                "Saint David",
                "Saint Elmo",
                "Saint Francis",
                "Saint George",
                "Saint Hilda",
            )
        },
        distractors=("A laboratory has {rooms} rooms.", "The ministry employs {experts} experts for it."),
    ),
    Setting(
        "battery_banks",
        "energy",
        {
            "decider": "grid operator",
            "site": "substation",
            "choose": "upgrade",
            "chosen": "upgraded",
            "purpose": "spread battery banks over its area",
            "unit": "mile",
        },
        {"SITES": ("Ampere", "Bohr", "Curie", "Dirac", "Edison", "Faraday", "Gauss", "Hertz")},
        distractors=("A battery bank lasts {years} years.", "The area has {people} thousand inhabitants."),
    ),
)

NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} [has to decide|must decide|wants to decide] which {site:plural} to {choose} in order to "
                "{purpose}.",
                "In order to {purpose}, {decider:a} wants to {choose} {site:plural} that are far from one another.",
                "{decider:a} [would like to|wants to] {purpose} by a good choice of {site:plural}.",
                "Looking for a way to {purpose}, {decider:a} is comparing {SITES_size} {site:plural}.",
            )
        ),
        Opening(
            (
                "The {site:plural} [in question |]are {SITES:list}.",
                "There are {SITES_size} {site:plural} to choose from: {SITES:list}.",
                "[These|The following] {site:plural} are suitable: {SITES:list}.",
            )
        ),
    ),
    statements=(
        Values(
            measures=(Measure("distance", "Distance ({unit:plural})", unit="{unit*value}"),),
            labels=("from_name", "to_name"),
            sets=("PAIRS",),
            phrasings=(
                "The distance between {from_name} and {to_name} is {distance:number} {unit*distance}.",
                "{from_name} and {to_name} lie {distance:number} {unit*distance} apart.",
                "From {from_name} to {to_name}, it is {distance:number} {unit*distance}.",
            ),
            captions=(
                "The distances between the {site:plural}, in {unit:plural}, are:",
                "For each pair of {site:plural}, the distance is given once (in {unit:plural}):",
                "This is how far any two {site:plural} are apart, in {unit:plural}:",
            ),
            prose_to=10,
        ),
        Rule(
            tells=("number",),
            phrasings=(
                "Exactly {count:number} {site*count} must be {chosen}.",
                "The number of {site:plural} {chosen} has to be {count:number}.",
                "[Neither more nor fewer than|No more and no fewer than] {count:number} {site*count} are to be "
                "{chosen}.",
            ),
            essential=True,
        ),
        Rule(
            tells=("apart",),
            phrasings=(
                "What counts is the smallest distance between any two {site:plural} that are {chosen}.",
                "A selection is judged by the two of its {site:plural} that are closest to each other.",
                "Only the closest pair among the {site:plural} {chosen} matters.",
            ),
        ),
        Rule(
            tells=("choose",),
            phrasings=(
                "Each {site} is either {chosen} or not.",
                "No {site} can be {chosen} twice or in part.",
                "It is impossible to {choose} the same {site} more than once.",
            ),
            implied=True,
        ),
    ),
    goal=Goal(
        (
            "Which {site:plural} should be {chosen} so that the smallest distance between two of them is as large as "
            "possible?",
            "[Find|Determine] the selection that maximizes the distance between its two closest {site:plural}.",
            "What is the largest distance that can be kept between any two {site:plural} that are {chosen}?",
            "How large can the smallest distance between two {chosen} {site:plural} be made?",
        )
    ),
)

FAMILY = Family(
    name="p_dispersion",
    title="p-dispersion",
    reference="Erkut, The discrete p-dispersion problem, EJOR 46 (1990); among the OptMATH seeds (arXiv 2502.11102)",
    model_class="MIP",
    problem_class="combinatorial",
    formulation=FORMULATION,
    ranges=Ranges(
        sites=Range(4, 6, size=True, least=3, most=20),
        count=Range(2, 4, most=8),
        coordinate=Range(0, 60),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
