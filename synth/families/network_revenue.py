"""Network revenue management: how many of each product to sell when products share several scarce resources."""

from __future__ import annotations

from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.language.quantities import Form
from nl2opt.synth.narrative.statements import Goal, Measure, Narrative, Opening, Rule, Setting, Values

FORMULATION = """
## Sets
RESOURCES
PRODUCTS
USES  # (product, resource): the product takes up some of the resource
## Parameters
price[PRODUCTS]
demand[PRODUCTS]
capacity[RESOURCES]
used[USES]
## Variables
sell[PRODUCTS] >= 0 integer  # how many are sold
## Objective
maximize sum(price[p] * sell[p] for p in PRODUCTS)
## Constraints
limit[p in PRODUCTS]: sell[p] <= demand[p]
room[r in RESOURCES]: sum(used[p, s] * sell[p] for (p, s) in USES if s == r) <= capacity[r]
"""


def sample(sampler: Sampler) -> Data:
    """Each product uses one to three resources, each resource is used, and none suffices for the whole demand."""
    resources = sampler.members("RESOURCES", sampler.size("resources"))
    products = sampler.members("PRODUCTS", sampler.size("products"))
    demand = sampler.numbers("demand", products)
    chosen = {p: sampler.some(resources, sampler.rng.randint(1, min(3, len(resources)))) for p in products}
    for resource in resources:
        if all(resource not in some for some in chosen.values()):
            chosen[sampler.choose(products)].append(resource)
    uses = [(p, r) for p in products for r in resources if r in chosen[p]]
    used = sampler.numbers("used", uses)
    total = {r: sum(used[p, s] * demand[p] for p, s in uses if s == r) for r in resources}
    return {
        "RESOURCES": resources,
        "PRODUCTS": products,
        "USES": uses,
        "price": sampler.numbers("price", products),
        "demand": demand,
        "capacity": {r: sampler.share(total[r], 0.4, 0.85) for r in resources},
        "used": used,
    }


SETTINGS = (
    Setting(
        "island_airline",
        "transport",
        {
            "decider": "regional airline",
            "product": "travel pass",
            "resource": "flight",
            "unit": "seat",
            "on": "on",
            "horizon": "the coming weekend",
        },
        {
            "RESOURCES": (
                "Morning Oslo-Bergen",
                "Evening Oslo-Bergen",
                "Bergen-Alta",
                "Oslo-Tromso",
                "Alta-Kirkenes",
                "Tromso-Bodo",
                "Bodo-Oslo",
                "Bergen-Molde",
            ),
            "PRODUCTS": (
                "Fjord Pass",
                "Northern Lights",
                "City Hopper",
                "Family Explorer",
                "Midnight Sun",
                "Student Saver",
                "Business Flex",
                "Coastal Classic",
                "Arctic Duo",
            ),
        },
        distractors=(
            "The airline was founded in {year}.",
            "Check-in closes {minutes} minutes before departure.",
            "Last year, {percentage:percent} of its passengers travelled with hand luggage only.",
        ),
    ),
    Setting(
        "hotel_packages",
        "entertainment",
        {
            "decider": "group of resort hotels",
            "product": "holiday package",
            "resource": "hotel",
            "unit": "room",
            "on": "at",
            "horizon": "the first week of July",
        },
        {
            "RESOURCES": (
                "Lake House",
                "Pine Lodge",
                "Harbor Inn",
                "Castle View",
                "Rose Garden",
                "Sea Breeze",
                "Old Mill",
                "Summit Rest",
            ),
            "PRODUCTS": (
                "Family Week",
                "Honeymoon",
                "Wellness Tour",
                "Golf Days",
                "Wine Trail",
                "Cycling Round",
                "Gourmet Escape",
                "Grand Tour",
            ),
        },
        distractors=(
            "Guests can choose among {dishes} dishes at breakfast.",
            "The oldest hotel of the group opened in {year}.",
        ),
    ),
    Setting(
        "cloud_plans",
        "software",
        {
            "decider": "cloud provider",
            "product": "hosting plan",
            "resource": "cluster",
            "unit": "server",
            "on": "in",
            "horizon": "the next quarter",
        },
        {
            "RESOURCES": (
                "Dublin East",
                "Frankfurt North",
                "Osaka Bay",
                "Austin Core",
                "Mumbai West",
                "Montreal Hub",
                "Sydney Point",
            ),
            "PRODUCTS": ("Starter", "Growth", "Scale", "Enterprise", "Analytics", "Streaming", "Archive", "Research"),
        },
        distractors=("The support team has {staff} engineers.", "The newest data center was opened in {year}."),
    ),
    Setting(
        "checkup_programs",
        "health",
        {
            "decider": "private clinic",
            "product": "check-up program",
            "resource": "department",
            "unit": "appointment",
            "on": "in",
            "horizon": "the next month",
        },
        {
            "RESOURCES": (
                "Cardiology",
                "Radiology",
                "Dermatology",
                "Neurology",
                "Physiotherapy",
                "Nutrition",
                "Ophthalmology",
            ),
            "PRODUCTS": (
                "Basic Check",
                "Executive Check",
                "Sports Check",
                "Senior Check",
                "Heart Plus",
                "Back Care",
                "Travel Ready",
                "Complete Care",
            ),
        },
        distractors=(
            "The clinic has treated patients since {year}.",
            "Patients wait {minutes} minutes in the lounge on average.",
        ),
    ),
    Setting(
        "advertising_packages",
        "retail",
        {
            "decider": "radio station",
            "product": "advertising package",
            "resource": "program",
            "unit": "commercial spot",
            "on": "in",
            "horizon": "the holiday season",
        },
        {
            "RESOURCES": (
                "Morning Drive",
                "Noon News",
                "Sports Hour",
                "Evening Talk",
                "Jazz Night",
                "Weekend Brunch",
                "Science Corner",
            ),
            "PRODUCTS": ("Bronze", "Silver", "Gold", "Platinum", "Local Hero", "Fan Club", "Night Owl", "Prime Mix"),
        },
        distractors=(
            "Each commercial spot lasts {seconds} seconds.",
            "The station reaches {listeners} towns in the valley.",
        ),
    ),
    Setting(
        "rail_groups",
        "transport",
        {
            "decider": "railway company",
            "product": "group ticket",
            "resource": "train",
            "unit": "compartment",
            "on": "on",
            "horizon": "the autumn holidays",
        },
        {
            "RESOURCES": (
                "Vienna Express",
                "Prague Night",
                "Danube Line",
                "Alpine Arrow",
                "Budapest Star",
                "Krakow Comet",
            ),
            "PRODUCTS": (
                "Three Capitals",
                "River Route",
                "School Trip",
                "Choir Tour",
                "Hiking Club",
                "Museum Round",
                "Night Rider",
            ),
        },
        distractors=("The longest journey takes {hours} hours.", "The dining cars offer {dishes} different dishes."),
    ),
)

NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} [has to decide|must decide|wants to plan] how many of each {product} to sell for "
                "{horizon}.",
                "For {horizon}, {decider:a} [offers|sells] {PRODUCTS_size} {product*PRODUCTS_size}: {PRODUCTS:list}.",
                "{PRODUCTS_size} {product*PRODUCTS_size} that share {RESOURCES_size} {resource*RESOURCES_size} are [on "
                "offer|for sale] at {decider:a} for {horizon}.",
                "{decider:a} with {RESOURCES_size} {resource*RESOURCES_size} ({RESOURCES:list}) is "
                "[preparing|planning] its sales for {horizon}.",
            )
        ),
    ),
    statements=(
        Values(
            measures=(
                Measure("price", "Price ($)", Form.MONEY),
                Measure("demand", "Most that can be sold", unit="{product*value}"),
            ),
            labels=("product_name",),
            sets=("PRODUCTS",),
            phrasings=(
                "The {product} {product_name} [sells for|is priced at|costs] {price:money}, and [at most|no more than] "
                "{demand:number} of it can be sold.",
                "Up to {demand:number} of the {product} {product_name} can be sold, [at a price of {price:money} "
                "each|each for {price:money}].",
                "[Each|Every] {product_name} [brings in|earns] {price:money}, and demand for it [is limited to|does "
                "not exceed] {demand:number}.",
            ),
            captions=(
                "The price of each {product} and the largest number that can be sold are [given here|the following]:",
                "For each {product}, [these are|we list] the price and the most that customers will buy:",
                "[Prices and upper limits on sales|Prices and largest possible sales] are as follows:",
            ),
            tells=("limit",),
        ),
        Values(
            measures=(Measure("capacity", "{unit:plural} available", unit="{unit*value}"),),
            labels=("resource_name",),
            sets=("RESOURCES",),
            phrasings=(
                "The {resource} {resource_name} has {capacity:number} {unit*capacity}.",
                "{capacity:number} {unit*capacity} can be [used|sold] {on} the {resource} {resource_name}.",
                "At most {capacity:number} {unit*capacity} can be taken {on} {resource_name}.",
            ),
            listings=(
                (
                    "The numbers of {unit:plural} [available|that can be used] are",
                    "{capacity:number} {on} {resource_name}",
                ),
                ("Capacity amounts to", "{capacity:number} {unit*capacity} {on} {resource_name}"),
            ),
            captions=(
                "The {resource:plural} have the following numbers of {unit:plural}:",
                "Available {unit:plural} by {resource}:",
                "This is how many {unit:plural} there are {on} each {resource}:",
            ),
        ),
        Values(
            measures=(Measure("used", "{unit:plural} needed", unit="{unit*value}"),),
            labels=("product_name", "resource_name"),
            sets=("USES",),
            phrasings=(
                "[Each|Every] {product_name} [takes up|uses|needs] {used:number} {unit*used} {on} {resource_name}.",
                "One {product_name} [sold |]ties up {used:number} {unit*used} {on} {resource_name}.",
                "{used:number} {unit*used} {on} {resource_name} must be set aside for [each|every] {product_name}[ "
                "sold|].",
            ),
            captions=(
                "The {unit:plural} that one {product} needs {on} each {resource} are listed here, and "
                "{resource:plural} that are not listed with {product:a} are not needed for it:",
                "One {product} uses the following {unit:plural}, and none {on} any other {resource}:",
                "[Needs|Requirements] per {product} sold ({resource:plural} that do not appear are not used):",
            ),
            prose_to=10,
        ),
        Rule(
            tells=("room",),
            phrasings=(
                "All {product:plural} sold together cannot use more {unit:plural} {on} {resource:a} than it has.",
                "{on} no {resource} may the {product:plural} sold need more {unit:plural} [in total |]than are "
                "available there.",
                "The total number of {unit:plural} that the sold {product:plural} use {on} [a|any] {resource} must not "
                "exceed the number available there.",
            ),
        ),
        Rule(
            tells=("sell",),
            phrasings=(
                "Only whole {product:plural} can be sold.",
                "The number sold of each {product} is a whole number.",
                "It is not possible to sell a fraction of {product:a}.",
            ),
            implied=True,
        ),
    ),
    goal=Goal(
        (
            "How many of each {product} should be sold [to maximize total revenue|so that revenue is as high as "
            "possible]?",
            "[Determine|Find] how many of each {product} to sell [in order to|so as to] maximize the total revenue.",
            "What is the [highest|largest] total revenue that the {decider} can [reach|earn] from its "
            "{product:plural}?",
            "[Which sales plan|Which numbers of {product:plural}] would give the [greatest|highest] total revenue?",
        )
    ),
)

FAMILY = Family(
    name="network_revenue",
    title="Network revenue management",
    reference=(
        "Talluri and van Ryzin, The Theory and Practice of Revenue Management, Springer 2004, section 3.3 "
        "(deterministic linear program, here in whole numbers); a seed family of OptMATH (arXiv 2502.11102)"
    ),
    model_class="IP",
    problem_class="integer",
    formulation=FORMULATION,
    ranges=Ranges(
        products=Range(3, 6, size=True, least=2, most=40),
        resources=Range(2, 4, size=True, least=2, most=20),
        price=Range(60, 900, step=10),
        demand=Range(10, 80),
        used=Range(1, 3),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
