"""The transportation problem: shipments from sources with supplies to destinations with demands at least cost."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping
from typing import Any

from nl2opt.synth.families.extras import Extra
from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.language.quantities import Form
from nl2opt.synth.narrative.statements import Goal, Measure, Narrative, Opening, Rule, Setting, Values

FORMULATION = """
## Sets
SOURCES
DESTINATIONS
## Parameters
supply[SOURCES]
demand[DESTINATIONS]
cost[SOURCES, DESTINATIONS]
## Variables
ship[SOURCES, DESTINATIONS] >= 0  # how much each source sends to each destination
## Objective
minimize sum(cost[s, d] * ship[s, d] for s in SOURCES for d in DESTINATIONS)
## Constraints
available[s in SOURCES]: sum(ship[s, d] for d in DESTINATIONS) <= supply[s]
needed[d in DESTINATIONS]: sum(ship[s, d] for s in SOURCES) >= demand[d]
"""


def sample(sampler: Sampler) -> Data:
    """Demands and costs at random; the supplies are random parts of 1.1 to 1.5 times the total demand."""
    sources = sampler.members("SOURCES", sampler.size("sources"))
    destinations = sampler.members("DESTINATIONS", sampler.size("destinations"))
    demand = sampler.numbers("demand", destinations)
    total = sampler.share(sum(demand.values()), 1.1, 1.5, 10)
    weights = {s: sampler.rng.uniform(1, 3) for s in sources}
    whole = sum(weights.values())
    supply = {s: 10 * (int(total * weights[s] / whole / 10) + 1) for s in sources}
    return {
        "SOURCES": sources,
        "DESTINATIONS": destinations,
        "supply": supply,
        "demand": demand,
        "cost": {(s, d): sampler.number("cost") for s in sources for d in destinations},
    }


SETTINGS = (
    Setting(
        "grain_elevators",
        "agriculture",
        {
            "decider": "grain cooperative",
            "source": "elevator",
            "destination": "mill",
            "unit": "ton of wheat",
            "cargo": "wheat",
            "carrying": "freight",
            "period": "this month",
        },
        {
            "SOURCES": ("Salina", "Dodge City", "Hutchinson", "Enid", "Garden City", "Hays", "Liberal", "Great Bend"),
            "DESTINATIONS": ("Tulsa", "Denver", "Omaha", "Topeka", "Wichita", "Amarillo", "Lincoln", "Dallas"),
        },
        distractors=(
            "The cooperative was founded in {year} by {farmers} farmers.",
            "Last season the harvest began {days} days later than usual.",
        ),
    ),
    Setting(
        "cement_works",
        "construction",
        {
            "decider": "cement producer",
            "source": "cement plant",
            "destination": "building site",
            "unit": "ton of cement",
            "cargo": "cement",
            "carrying": "transport",
            "period": "next week",
        },
        {
            "SOURCES": ("North Works", "Quarry Works", "River Works", "Hill Works", "Coast Works", "Lime Works"),
            "DESTINATIONS": (
                "Airport Terminal",
                "Bay Bridge",
                "City Library",
                "Dam Site",
                "East Tunnel",
                "Forum Tower",
                "Grand Stadium",
                "Harbor Wall",
            ),
        },
        distractors=("The oldest kiln has been running since {year}.", "A mixer truck has {axles} axles."),
    ),
    Setting(
        "water_tankers",
        "utilities",
        {
            "decider": "water authority",
            "source": "reservoir",
            "destination": "district",
            "unit": "cubic meter of water",
            "cargo": "drinking water",
            "carrying": "delivery",
            "period": "each day of the drought",
        },
        {
            "SOURCES": ("Blue Lake", "Stone Dam", "Cedar Pond", "High Spring", "Old Basin", "Pine Reservoir"),
            "DESTINATIONS": ("Northside", "Riverton", "Oakfield", "Milltown", "Eastgate", "Hillcrest", "Lakeview"),
        },
        distractors=(
            "It has not rained for {days} days.",
            "About {households} thousand households are connected to the network.",
        ),
    ),
    Setting(
        "blood_plasma",
        "health",
        {
            "decider": "national blood service",
            "source": "blood center",
            "destination": "hospital",
            "unit": "liter of plasma",
            "cargo": "plasma",
            "carrying": "express delivery",
            "period": "this week",
        },
        {
            "SOURCES": ("Leeds", "Bristol", "Norwich", "Cardiff", "Dundee", "Exeter"),
            "DESTINATIONS": (
                "Saint Mary",
                "Royal Infirmary",
                "Queens Park",
                "Northern General",
                "Mercy Clinic",
                "Hope Hospital",
                "King George",
            ),
        },
        distractors=(
            "A donation takes about {minutes} minutes.",
            "The service employs {nurses} nurses in every center.",
        ),
    ),
    Setting(
        "fuel_terminals",
        "energy",
        {
            "decider": "fuel distributor",
            "source": "terminal",
            "destination": "gas station",
            "unit": "kiloliter of diesel",
            "cargo": "diesel",
            "carrying": "trucking",
            "period": "over the weekend",
        },
        {
            "SOURCES": ("Port Terminal", "Canal Terminal", "West Terminal", "Airfield Terminal", "Ridge Terminal"),
            "DESTINATIONS": (
                "Main Street",
                "Highway 9",
                "Station Road",
                "Market Square",
                "Beach Drive",
                "Elm Avenue",
                "Mill Lane",
            ),
        },
        distractors=("Diesel is stored at {degrees} degrees.", "The distributor changed its logo in {year}."),
    ),
    Setting(
        "flour_bakeries",
        "retail",
        {
            "decider": "supermarket chain",
            "source": "warehouse",
            "destination": "in-store bakery",
            "unit": "kilogram of flour",
            "cargo": "flour",
            "carrying": "shipping",
            "period": "for the coming holidays",
        },
        {
            "SOURCES": ("Lyon", "Dijon", "Nancy", "Tours", "Rouen", "Lille"),
            "DESTINATIONS": ("Annecy", "Reims", "Metz", "Orleans", "Caen", "Amiens", "Troyes", "Angers"),
        },
        distractors=("The chain opened its first store in {year}.", "Each bakery offers {kinds} kinds of bread."),
    ),
    Setting(
        "paper_recycling",
        "environment",
        {
            "decider": "recycling association",
            "source": "collection yard",
            "destination": "paper mill",
            "unit": "ton of waste paper",
            "cargo": "waste paper",
            "carrying": "haulage",
            "period": "in the next quarter",
        },
        {
            "SOURCES": ("Ghent", "Bruges", "Leuven", "Namur", "Mons", "Aalst"),
            "DESTINATIONS": ("Malmedy", "Virton", "Duffel", "Langerbrugge", "Genval", "Stavelot"),
        },
        distractors=("Paper fibers can be used again about {times} times.",),
    ),
)


NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} [has to plan|must decide|wants to decide] how much {cargo} each of its {SOURCES_size} "
                "{source*SOURCES_size} sends to each of {DESTINATIONS_size} {destination*DESTINATIONS_size} {period}.",
                "[To supply|In order to supply] {DESTINATIONS_size} {destination*DESTINATIONS_size} "
                "({DESTINATIONS:list}) with {cargo} {period}, {decider:a} can [use|draw on] {SOURCES_size} "
                "{source*SOURCES_size}: {SOURCES:list}.",
                "{decider:a} [sends|ships|delivers] {cargo} from {SOURCES:list} to {DESTINATIONS:list}, and has to "
                "plan the shipments {period}.",
                "There are {SOURCES_size} {source*SOURCES_size} and {DESTINATIONS_size} "
                "{destination*DESTINATIONS_size} in the network of {decider:a}, which [must|has to] arrange how "
                "{cargo} will be shipped {period}.",
            )
        ),
    ),
    statements=(
        Values(
            measures=(Measure("supply", "Supply ({unit:plural})", unit="{unit*value}"),),
            labels=("source_name",),
            sets=("SOURCES",),
            phrasings=(
                "{source_name} [has|can send out] [at most|up to|no more than] {supply:number} {unit*supply}.",
                "[At most|No more than|Up to] {supply:number} {unit*supply} [can leave|are available at] "
                "{source_name}.",
                "The [supply|stock] at {source_name} is [limited to|only] {supply:number} {unit*supply}.",
            ),
            captions=(
                "[The {source:plural}|The following {source:plural}] can send out at most:",
                "The [available supplies|supplies] [at the {source:plural}|of the {source:plural}] are:",
                "[No {source} can ship more than its supply|Each {source} has a limited supply], as listed "
                "[here|below]:",
            ),
            listings=(
                ("The [supplies|available amounts] are", "{supply:number} {unit*supply} at {source_name}"),
                ("The {source:plural} can [send out|ship] at most", "{supply:number} {unit*supply} from {source_name}"),
            ),
            tells=("available",),
        ),
        Values(
            measures=(Measure("demand", "Demand ({unit:plural})", unit="{unit*value}"),),
            labels=("destination_name",),
            sets=("DESTINATIONS",),
            phrasings=(
                "{destination_name} [needs|requires|has to receive] [at least|no less than] {demand:number} "
                "{unit*demand}.",
                "[At least|No less than] {demand:number} {unit*demand} must [reach|be delivered to|arrive at] "
                "{destination_name}.",
                "The demand of {destination_name}, which must be met, is {demand:number} {unit*demand}.",
            ),
            captions=(
                "The {destination:plural} [need|must receive] at least:",
                "The [demands|requirements] of the {destination:plural}, [which must be met|all to be met], are:",
                "[Each|Every] {destination} has a demand that has to be covered[ in full|]:",
            ),
            listings=(
                (
                    "The [least amounts|amounts] to be delivered are",
                    "{demand:number} {unit*demand} to {destination_name}",
                ),
                ("The [demands|demands that must be met] are", "{demand:number} {unit*demand} for {destination_name}"),
            ),
            tells=("needed",),
        ),
        Values(
            measures=(Measure("cost", "{carrying} cost per {unit}", form=Form.MONEY),),
            labels=("source_name", "destination_name"),
            sets=("SOURCES", "DESTINATIONS"),
            phrasings=(
                "[Sending|Shipping|Moving] one {unit} from {source_name} to {destination_name} costs {cost:money}.",
                "The {carrying} cost from {source_name} to {destination_name} is {cost:money} [per|for each] {unit}.",
                "[For each|Per] {unit}, the way from {source_name} to {destination_name} costs {cost:money}.",
            ),
            captions=(
                "The {carrying} [costs|rates] per {unit} [are as follows|are]:",
                "[This table gives|The table shows] the cost of {carrying} for one {unit}:",
                "What it costs to [move|send|ship] one {unit} from each {source} to each {destination}:",
            ),
        ),
    ),
    goal=Goal(
        (
            "What is the [lowest|smallest|minimum] total {carrying} cost at which [all demands are|every demand is] "
            "met?",
            "How should the {cargo} be shipped so that the total {carrying} cost is as [low|small] as possible?",
            "[Determine|Plan] the shipments from each {source} to each {destination} that minimize the total "
            "{carrying} cost.",
            "[With|At] the [lowest|least] total {carrying} cost at which all demands are met, how much should each "
            "{source} send to each {destination}?",
        )
    ),
)


def _on_one_way(rng: random.Random, data: Mapping[str, Any]) -> Mapping[str, int] | None:
    """Less than the largest demand, and enough for it from all sources together."""
    largest = max(data["demand"].values())
    least = 1.2 * largest / len(data["SOURCES"])
    return {"most_on_way": 5 * math.ceil(rng.uniform(max(0.5 * largest, least), 0.95 * largest) / 5)}


def _from_each(rng: random.Random, data: Mapping[str, Any]) -> Mapping[str, int] | None:
    """Less than any source has, and less than an equal part of the demands."""
    most = min(min(data["supply"].values()), sum(data["demand"].values()) / len(data["SOURCES"]))
    least = 5 * int(rng.uniform(0.4, 0.8) * most / 5)
    return {"least_sent": least} if least else None


EXTRAS = (
    Extra(
        name="ways",
        parameters="most_on_way",
        constraints="way[s in SOURCES, d in DESTINATIONS]: ship[s, d] <= most_on_way",
        rule=Rule(
            ("way",),
            (
                "No more than {most_on_way:number} {unit*most_on_way} can go from any one {source} to any one "
                "{destination}.",
                "Between any {source} and any {destination}, [at most|up to] {most_on_way:number} {unit*most_on_way} "
                "can be moved.",
                "On each way from {source:a} to {destination:a}, the limit is {most_on_way:number} {unit*most_on_way}.",
            ),
        ),
        sample=_on_one_way,
    ),
    Extra(
        name="every source",
        parameters="least_sent",
        constraints="busy[s in SOURCES]: sum(ship[s, d] for d in DESTINATIONS) >= least_sent",
        rule=Rule(
            ("busy",),
            (
                "By contract, each {source} must send out at least {least_sent:number} {unit*least_sent} in total.",
                "Every {source} has to ship [no less than|at least] {least_sent:number} {unit*least_sent} altogether.",
                "In total, no {source} may send out less than {least_sent:number} {unit*least_sent}.",
            ),
        ),
        sample=_from_each,
    ),
)

FAMILY = Family(
    name="transportation",
    title="Transportation",
    reference="Hitchcock 1941; Fourer, Gay and Kernighan, AMPL, chapter 3; a seed family of OptMATH (arXiv 2502.11102)",
    model_class="LP",
    problem_class="linear",
    formulation=FORMULATION,
    ranges=Ranges(
        sources=Range(2, 3, size=True, least=2, most=30),
        destinations=Range(2, 5, size=True, least=2, most=60),
        demand=Range(20, 200, 5),
        cost=Range(2, 30),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
    extras=EXTRAS,
)
