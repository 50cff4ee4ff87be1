"""The travelling salesman problem: a shortest tour through all stops, in order by Miller, Tucker and Zemlin."""

from __future__ import annotations

import math
from itertools import combinations

from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.narrative.statements import Goal, Measure, Narrative, Opening, Rule, Setting, Values

FORMULATION = """
## Sets
START  # one place
STOPS
PLACES = START | STOPS
PAIRS  # of different places, each once
## Parameters
distance[PAIRS]  # in both directions
stops = len(STOPS)
## Variables
go[i in PLACES, j in PLACES if i != j] binary  # whether the tour goes from i straight to j
1 <= position[STOPS] <= stops  # on the tour
## Objective
minimize sum(distance[i, j] * (go[i, j] + go[j, i]) for (i, j) in PAIRS)
## Constraints
leave[i in PLACES]: sum(go[i, j] for j in PLACES if j != i) == 1
enter[j in PLACES]: sum(go[i, j] for i in PLACES if i != j) == 1
order[i in STOPS, j in STOPS if i != j]: position[j] >= position[i] + 1 - stops * (1 - go[i, j])
"""


def sample(sampler: Sampler) -> Data:
    """Places on a map give the distances."""
    start, stops = sampler.members("START", 1), sampler.members("STOPS", sampler.size("stops"))
    places = [*start, *stops]
    at = {place: (sampler.number("coordinate"), sampler.number("coordinate")) for place in places}
    pairs = list(combinations(places, 2))
    return {
        "START": start,
        "STOPS": stops,
        "PAIRS": pairs,
        "distance": {(i, j): max(1, math.ceil(math.dist(at[i], at[j]))) for i, j in pairs},
    }


SETTINGS = (
    Setting(
        "library_bus",
        "education",
        {
            "decider": "city library",
            "traveler": "book bus",
            "stop": "school",
            "gap": "distance",
            "unit": "kilometer",
            "visit": "visit",
        },
        {
            "START": ("Main Library", "Bus Garage"),
            "STOPS": (
                "Ashdown School",
                "Beech School",
                "Castle School",
                "Dale School",
                "Eton School",
                "Fern School",
                "Grange School",
                "Hill School",
            ),
        },
        distractors=("The bus carries {books} hundred books.", "The book bus has been on the road since {year}."),
    ),
    Setting(
        "meter_reader",
        "utilities",
        {
            "decider": "gas company",
            "traveler": "meter reader",
            "stop": "building",
            "gap": "walking time",
            "unit": "minute",
            "visit": "visit",
        },
        {
            "START": ("Gas Office", "North Office"),
            "STOPS": (
                "Ambassador Court",
                "Belvedere",
                "Carlton House",
                "Dorian Tower",
                "Empire Block",
                "Fairview",
                "Gable House",
                "Hampton Court",
            ),
        },
        distractors=("Each building has {flats} flats.", "A reading takes {seconds} seconds."),
    ),
    Setting(
        "drill_head",
        "manufacturing",
        {
            "decider": "circuit board maker",
            "traveler": "drill head",
            "stop": "hole",
            "gap": "distance",
            "unit": "millimeter",
            "visit": "drill",
        },
        {"START": ("Park Position", "Home Corner"), "STOPS": ("H1", "H2", "H3", "H4", "H5", "H6", "H7", "H8")},
        distractors=("The board has {layers} layers.", "The drill turns {turns} thousand times a minute."),
    ),
    Setting(
        "vet_rounds",
        "agriculture",
        {
            "decider": "veterinary practice",
            "traveler": "vet",
            "stop": "farm",
            "gap": "driving time",
            "unit": "minute",
            "visit": "visit",
        },
        {
            "START": ("Village Practice", "Animal Clinic"),
            "STOPS": (
                "Appletree Farm",
                "Barley Farm",
                "Clover Farm",
                "Dairy Hill",
                "Elder Farm",
                "Furrow End",
                "Goose Green",
                "Hay Farm",
            ),
        },
        distractors=("The practice was opened in {year}.", "The vet treats {cows} cows a week."),
    ),
    Setting(
        "band_tour",
        "entertainment",
        {
            "decider": "concert agency",
            "traveler": "rock band",
            "stop": "town",
            "gap": "distance",
            "unit": "mile",
            "visit": "play in",
        },
        {
            "START": ("Nashville", "Memphis"),
            "STOPS": (
                "Atlanta",
                "Birmingham",
                "Charlotte",
                "Dayton",
                "Evansville",
                "Frankfort",
                "Greenville",
                "Huntsville",
            ),
        },
        distractors=("The band has {members} members.", "The first album of the band appeared in {year}."),
    ),
    Setting(
        "night_nurse",
        "health",
        {
            "decider": "home care service",
            "traveler": "nurse",
            "stop": "patient",
            "gap": "travel time",
            "unit": "minute",
            "visit": "visit",
        },
        {
            "START": ("Care Center", "Nurse Base"),
            "STOPS": ("Abel", "Bruni", "Corsini", "Dahl", "Engel", "Falk", "Gruber", "Holm"),
        },
        distractors=("The service has {nurses} nurses.", "A visit takes {minutes} minutes."),
    ),
    Setting(
        "river_inspector",
        "environment",
        {
            "decider": "river authority",
            "traveler": "inspector",
            "stop": "gauge",
            "gap": "distance",
            "unit": "kilometer",
            "visit": "check",
        },
        {
            "START": ("River Office", "Lock House"),
            "STOPS": (
                "Alder Weir",
                "Bridge Foot",
                "Chalk Ford",
                "Dam Wall",
                "Eel Trap",
                "Ferry Stage",
                "Gravel Bar",
                "High Weir",
            ),
        },
        distractors=("The river is {length} kilometers long.", "The last flood was in {year}."),
    ),
)

NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} [has to plan|is planning|must plan] a round trip for {traveler:a} that begins and ends at "
                "{START:list}.",
                "Starting from {START:list} and ending there, {traveler:a} of {decider:a} [goes|has to go] on a round "
                "trip.",
                "{traveler:a} of {decider:a} starts at {START:list} and has to come back there in the end.",
                "From {START:list}, {decider:a} [sends|wants to send] {traveler:a} on a tour that ends where it began.",
            )
        ),
        Opening(
            (
                "The {STOPS_size} {stop:plural} to {visit} are {STOPS:list}.",
                "There are {STOPS_size} {stop:plural} to {visit}: {STOPS:list}.",
                "On the way, the {traveler} has to {visit} [these|the following] {stop:plural}: {STOPS:list}.",
            )
        ),
    ),
    statements=(
        Rule(
            tells=("leave", "enter", "go"),
            phrasings=(
                "The {traveler} must {visit} [each|every] {stop} exactly once.",
                "Each {stop} is on the tour exactly once, and no {stop} may be left out.",
                "No {stop} may be skipped, and none may be entered or left more than once.",
            ),
        ),
        Rule(
            tells=("order", "position"),
            phrasings=(
                "It has to be a single tour that connects all {stop:plural}, not several separate loops.",
                "All {stop:plural} lie on one closed tour [through|that passes] {START:list}, without separate circles "
                "elsewhere.",
                "Several separate loops are not allowed, for everything must be done in one trip.",
            ),
        ),
        Values(
            measures=(Measure("distance", "{gap} ({unit:plural})", unit="{unit*value}"),),
            labels=("from_name", "to_name"),
            sets=("PAIRS",),
            phrasings=(
                "The {gap} between {from_name} and {to_name} is {distance:number} {unit*distance}, in both directions.",
                "Between {from_name} and {to_name}, in either direction, the {gap} is {distance:number} "
                "{unit*distance}.",
                "From {from_name} to {to_name} or back, the {gap} is {distance:number} {unit*distance}.",
            ),
            captions=(
                "The {gap} for each pair of places, the same in both directions, is as follows, in {unit:plural}:",
                "For each two places, the {gap} (in {unit:plural}, in either direction) is given once:",
                "This is the {gap} between any two places in {unit:plural}, whichever way one goes:",
            ),
            prose_to=10,
        ),
    ),
    goal=Goal(
        (
            "In which order should the {stop:plural} be put so that the total {gap} is as small as possible?",
            "[Find|Determine] the round trip with the smallest total {gap}.",
            "What is the smallest total {gap} of such a tour, in {unit:plural}?",
            "[Plan|Choose] the tour so that its total {gap} is minimal.",
        )
    ),
)

FAMILY = Family(
    name="tsp",
    title="Travelling salesman",
    reference=(
        "Miller, Tucker and Zemlin, Integer programming formulation of traveling salesman problems, Journal of the ACM "
        "7 (1960); among the OptMATH seeds (arXiv 2502.11102)"
    ),
    model_class="MIP",
    problem_class="combinatorial",
    formulation=FORMULATION,
    ranges=Ranges(stops=Range(3, 5, size=True, least=2, most=10), coordinate=Range(0, 50)),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
