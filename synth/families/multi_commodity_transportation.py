"""Transportation of several products that share the room on each way from a source to a destination."""

from __future__ import annotations

from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.language.quantities import Form
from nl2opt.synth.narrative.statements import Goal, Measure, Narrative, Opening, Rule, Setting, Values

FORMULATION = """
## Sets
ORIGINS
DESTINATIONS
PRODUCTS
## Parameters
supply[ORIGINS, PRODUCTS]
demand[DESTINATIONS, PRODUCTS]
weight[PRODUCTS]
rate[ORIGINS, DESTINATIONS]
limit[ORIGINS, DESTINATIONS]
## Variables
ship[ORIGINS, DESTINATIONS, PRODUCTS] >= 0 integer
## Objective
minimize sum(rate[o, d] * weight[p] * ship[o, d, p] for o in ORIGINS for d in DESTINATIONS for p in PRODUCTS)
## Constraints
available[o in ORIGINS, p in PRODUCTS]: sum(ship[o, d, p] for d in DESTINATIONS) <= supply[o, p]
needed[d in DESTINATIONS, p in PRODUCTS]: sum(ship[o, d, p] for o in ORIGINS) >= demand[d, p]
room[o in ORIGINS, d in DESTINATIONS]: sum(weight[p] * ship[o, d, p] for p in PRODUCTS) <= limit[o, d]
"""


def sample(sampler: Sampler) -> Data:
    """Supplies and limits are no less than random shipments need, which meet every demand."""
    origins = sampler.members("ORIGINS", sampler.size("origins"))
    destinations = sampler.members("DESTINATIONS", sampler.size("destinations"))
    products = sampler.members("PRODUCTS", sampler.size("products"))
    demand = sampler.numbers("demand", ((d, p) for d in destinations for p in products))
    weight = sampler.numbers("weight", products)
    supply = sampler.numbers("spare", ((o, p) for o in origins for p in products))
    limit = {(o, d): 10 * sampler.number("spare") for o in origins for d in destinations}
    for (destination, product), amount in demand.items():
        origin = sampler.choose(origins)
        supply[origin, product] += amount
        limit[origin, destination] += amount * weight[product]
    return {
        "ORIGINS": origins,
        "DESTINATIONS": destinations,
        "PRODUCTS": products,
        "supply": supply,
        "demand": demand,
        "weight": weight,
        "rate": sampler.numbers("rate", ((o, d) for o in origins for d in destinations)),
        "limit": limit,
    }


SETTINGS = (
    Setting(
        "furniture_stores",
        "retail",
        {
            "decider": "furniture chain",
            "origin": "warehouse",
            "destination": "store",
            "product": "product",
            "unit": "carton",
            "way": "truck line",
            "period": "week",
        },
        {
            "ORIGINS": ("Aldgate", "Barking", "Croydon", "Dulwich"),
            "DESTINATIONS": ("Luton", "Oxford", "Reading", "Slough", "Woking"),
            "PRODUCTS": ("chairs", "lamps", "mirrors", "shelves", "stools"),
        },
        distractors=("The chain was founded in {year}.", "The catalog has {pages} pages."),
    ),
    Setting(
        "disaster_relief",
        "health",
        {
            "decider": "relief organization",
            "origin": "base",
            "destination": "camp",
            "product": "relief good",
            "unit": "box",
            "way": "flight connection",
            "period": "day",
        },
        {
            "ORIGINS": ("Nairobi", "Kampala", "Kigali", "Arusha"),
            "DESTINATIONS": ("Camp Acacia", "Camp Baobab", "Camp Cedar", "Camp Ebony"),
            "PRODUCTS": ("blankets", "rations", "bandages", "filters", "tarps"),
        },
        distractors=("The organization has {pilots} pilots.", "It was registered in {year}."),
    ),
    Setting(
        "building_materials",
        "construction",
        {
            "decider": "building materials dealer",
            "origin": "yard",
            "destination": "site",
            "product": "material",
            "unit": "bundle",
            "way": "haul road",
            "period": "week",
        },
        {
            "ORIGINS": ("North Yard", "South Yard", "Canal Yard"),
            "DESTINATIONS": ("Tower Site", "Bridge Site", "School Site", "Harbor Site", "Stadium Site"),
            "PRODUCTS": ("bricks", "tiles", "beams", "panels", "pipes"),
        },
        distractors=("The tower will have {floors} floors.", "The dealer opened in {year}."),
    ),
    Setting(
        "textbook_delivery",
        "education",
        {
            "decider": "textbook publisher",
            "origin": "printing house",
            "destination": "district",
            "product": "title",
            "unit": "parcel",
            "way": "delivery line",
            "period": "month",
        },
        {
            "ORIGINS": ("Print Hall", "Book Works", "Type House"),
            "DESTINATIONS": ("Eastern District", "Western District", "Northern District", "Southern District"),
            "PRODUCTS": ("Algebra", "Biology", "Chemistry", "Grammar", "History"),
        },
        distractors=("The first edition appeared in {year}.", "A book has {chapters} chapters."),
    ),
    Setting(
        "farm_inputs",
        "agriculture",
        {
            "decider": "farm cooperative",
            "origin": "depot",
            "destination": "village",
            "product": "supply",
            "unit": "sack",
            "way": "road",
            "period": "season",
        },
        {
            "ORIGINS": ("River Depot", "Hill Depot", "Rail Depot"),
            "DESTINATIONS": ("Alma", "Bella", "Corda", "Dorna", "Elva"),
            "PRODUCTS": ("wheat seed", "urea", "lime", "potash", "maize seed"),
        },
        distractors=("The cooperative has {members} members.", "The railway came in {year}."),
    ),
    Setting(
        "stage_equipment",
        "entertainment",
        {
            "decider": "event agency",
            "origin": "store room",
            "destination": "venue",
            "product": "item",
            "unit": "case",
            "way": "transfer",
            "period": "weekend",
        },
        {
            "ORIGINS": ("Room Alpha", "Room Beta", "Room Gamma"),
            "DESTINATIONS": ("Opera", "Arena", "Open Air", "Town Hall", "Jazz Club"),
            "PRODUCTS": ("spotlights", "speakers", "cables", "curtains", "microphones"),
        },
        distractors=("The arena was built in {year}.", "The agency employs {riggers} riggers."),
    ),
)

NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} sends {PRODUCTS_size} {product*PRODUCTS_size} ({PRODUCTS:list}) from {ORIGINS_size} "
                "{origin*ORIGINS_size} ({ORIGINS:list}) to {DESTINATIONS_size} {destination*DESTINATIONS_size}: "
                "{DESTINATIONS:list}.",
                "Each {period}, {decider:a} [plans|has to plan] how many {unit:plural} of {PRODUCTS:list} go from each "
                "{origin} to each {destination}.",
                "From {ORIGINS:list}, {decider:a} delivers {PRODUCTS:list} to {DESTINATIONS:list}.",
                "{decider:a} has {ORIGINS_size} {origin*ORIGINS_size} from which {DESTINATIONS_size} "
                "{destination*DESTINATIONS_size} must be provided with {PRODUCTS:list}.",
            )
        ),
    ),
    statements=(
        Values(
            measures=(Measure("supply", "{unit:plural} available", unit="{unit*value}"),),
            labels=("origin_name", "product_name"),
            sets=("ORIGINS", "PRODUCTS"),
            phrasings=(
                "{origin_name} has [at most|up to] {supply:number} {unit*supply} of {product_name} to send.",
                "No more than {supply:number} {unit*supply} of {product_name} can leave {origin_name}.",
                "At {origin_name}, {supply:number} {unit*supply} of {product_name} are available.",
            ),
            captions=(
                "The {unit:plural} of each {product} available at each {origin} are:",
                "No {origin} can send more {unit:plural} of {product:a} than it has:",
            ),
            tells=("available",),
        ),
        Values(
            measures=(Measure("demand", "{unit:plural} needed", unit="{unit*value}"),),
            labels=("destination_name", "product_name"),
            sets=("DESTINATIONS", "PRODUCTS"),
            phrasings=(
                "{destination_name} needs at least {demand:number} {unit*demand} of {product_name}.",
                "At least {demand:number} {unit*demand} of {product_name} must reach {destination_name}.",
                "The demand for {product_name} in {destination_name}, which must be met, is {demand:number} "
                "{unit*demand}.",
            ),
            captions=(
                "At least the following numbers of {unit:plural} must reach each {destination}:",
                "How many {unit:plural} of each {product} each {destination} needs at least:",
            ),
            tells=("needed",),
        ),
        Values(
            measures=(Measure("weight", "Kilograms per {unit}", unit="kilograms"),),
            labels=("product_name",),
            sets=("PRODUCTS",),
            phrasings=(
                "[One|Each|A] {unit} of {product_name} weighs {weight:number} kilograms.",
                "The weight of one {unit} of {product_name} is {weight:number} kilograms.",
                "The weight is {weight:number} kilograms for [each|every] {unit} of {product_name}.",
            ),
            captions=("The weight of one {unit} of each {product} is:", "What one {unit} of each {product} weighs:"),
            listings=(("The weights are", "{weight:number} kilograms for one {unit} of {product_name}"),),
        ),
        Values(
            measures=(
                Measure("rate", "Rate per kilogram", form=Form.MONEY),
                Measure("limit", "Greatest load (kilograms)", unit="kilograms"),
            ),
            labels=("origin_name", "destination_name"),
            sets=("ORIGINS", "DESTINATIONS"),
            phrasings=(
                "From {origin_name} to {destination_name}, the freight is {rate:money} per kilogram, and all goods "
                "together may weigh at most {limit:number} kilograms.",
                "The {way} from {origin_name} to {destination_name} costs {rate:money} per kilogram and carries no "
                "more "
                "than {limit:number} kilograms in total.",
                "Each kilogram sent from {origin_name} to {destination_name} costs {rate:money}, with a total of no "
                "more than {limit:number} kilograms.",
            ),
            captions=(
                "The freight per kilogram and the greatest total weight that can be sent between each {origin} and "
                "each "
                "{destination} are:",
                "Every {way} has a rate per kilogram and a limit on the total weight of all goods on it:",
            ),
            tells=("room",),
        ),
        Rule(
            tells=("ship",),
            phrasings=(
                "Only whole {unit:plural} can be sent.",
                "[No {unit} can|The {unit:plural} cannot] be divided.",
                "The number of {unit:plural} of each {product} on each {way} must be whole.",
            ),
        ),
    ),
    goal=Goal(
        (
            "What is the [lowest|smallest|minimum] total freight at which all needs are met?",
            "How many {unit:plural} of each {product} should go from each {origin} to each {destination} so that the "
            "total freight is as low as possible?",
            "[Determine|Plan] the shipments that meet all needs at the [lowest|least] total freight cost.",
            "The {decider} wants to meet every need and to pay as little freight as possible.",
        )
    ),
)

FAMILY = Family(
    name="multi_commodity_transportation",
    title="Multi-commodity transportation",
    reference="Fourer, Gay and Kernighan, AMPL, 2nd edition, section 4.1 (multi.mod), with weights and freight rates",
    model_class="IP",
    problem_class="integer",
    formulation=FORMULATION,
    ranges=Ranges(
        origins=Range(2, 3, size=True, least=1, most=6),
        destinations=Range(2, 3, size=True, least=1, most=10),
        products=Range(2, 3, size=True, least=1, most=5),
        demand=Range(5, 60),
        spare=Range(5, 30),
        weight=Range(4, 40),
        rate=Range(0.1, 2, 0.1),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
