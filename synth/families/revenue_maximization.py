"""Revenue maximization: how many units of each offer to sell when they share resources and sales are limited."""

from __future__ import annotations

from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.language.quantities import Form
from nl2opt.synth.narrative.statements import Goal, Measure, Narrative, Opening, Rule, Setting, Values

FORMULATION = """
## Sets
OFFERS
RESOURCES
## Parameters
price[OFFERS]
sales[OFFERS]
use[OFFERS, RESOURCES]
available[RESOURCES]
## Variables
0 <= sell[p in OFFERS] <= sales[p] integer
## Objective
maximize sum(price[p] * sell[p] for p in OFFERS)
## Constraints
limit[r in RESOURCES]: sum(use[p, r] * sell[p] for p in OFFERS) <= available[r]
"""


def sample(sampler: Sampler) -> Data:
    """Each resource suffices for a part of the maximum sales; selling nothing is always possible."""
    offers = sampler.members("OFFERS", sampler.size("offers"))
    resources = sampler.members("RESOURCES", sampler.size("resources"))
    sales = sampler.numbers("sales", offers)
    use = sampler.numbers("use", ((offer, resource) for offer in offers for resource in resources))
    for resource in resources:
        if not any(use[offer, resource] for offer in offers):
            use[sampler.choose(offers), resource] = 2
    total = {r: sum(use[offer, r] * sales[offer] for offer in offers) for r in resources}
    return {
        "OFFERS": offers,
        "RESOURCES": resources,
        "price": sampler.numbers("price", offers),
        "sales": sales,
        "use": use,
        "available": {r: sampler.share(total[r], 0.4, 0.8) for r in resources},
    }


SETTINGS = (
    Setting(
        "catering_menus",
        "entertainment",
        {"decider": "caterer", "offer": "menu", "resource": "resource", "unit": "hour", "occasion": "next weekend"},
        {
            "OFFERS": ("Barbecue", "Brunch", "Buffet", "Dinner", "Tapas", "Vegan Feast", "Garden Party"),
            "RESOURCES": ("cooking", "serving", "cleaning", "driving"),
        },
        distractors=("The caterer has won {awards} awards.", "The kitchen was rebuilt in {year}."),
    ),
    Setting(
        "software_licenses",
        "software",
        {
            "decider": "software consultancy",
            "offer": "package",
            "resource": "team",
            "unit": "day",
            "occasion": "the coming quarter",
        },
        {
            "OFFERS": ("Audit", "Migration", "Rollout", "Training Camp", "Redesign", "Hardening", "Tuning"),
            "RESOURCES": ("design", "programming", "testing", "support"),
        },
        distractors=("The consultancy was founded in {year}.", "It has clients in {countries} countries."),
    ),
    Setting(
        "health_checks",
        "health",
        {
            "decider": "prevention center",
            "offer": "checkup",
            "resource": "department",
            "unit": "minute",
            "occasion": "next week",
        },
        {
            "OFFERS": ("Basic Check", "Heart Check", "Sport Check", "Senior Check", "Travel Check", "Executive Check"),
            "RESOURCES": ("radiology", "cardiology", "laboratory", "dermatology"),
        },
        distractors=("The center has {rooms} rooms.", "It was opened in {year}."),
    ),
    Setting(
        "language_school",
        "education",
        {
            "decider": "language school",
            "offer": "course",
            "resource": "budget",
            "unit": "lesson",
            "occasion": "the summer term",
        },
        {
            "OFFERS": ("Starter", "Intensive", "Business", "Exam Course", "Conversation", "Travel Course"),
            "RESOURCES": ("grammar", "speaking", "writing", "listening"),
        },
        distractors=("The school teaches {languages} languages.", "A lesson takes {minutes} minutes."),
    ),
    Setting(
        "insurance_policies",
        "finance",
        {
            "decider": "insurance broker",
            "offer": "policy",
            "resource": "department",
            "unit": "hour",
            "occasion": "this month",
        },
        {
            "OFFERS": ("Home Plus", "Car Plus", "Travel Plus", "Life Plus", "Health Plus", "Pet Plus", "Farm Plus"),
            "RESOURCES": ("underwriting", "advising", "assessment", "legal review"),
        },
        distractors=("The broker works with {insurers} insurers.", "The office has been open since {year}."),
    ),
    Setting(
        "garden_services",
        "environment",
        {
            "decider": "landscape gardener",
            "offer": "service",
            "resource": "task",
            "unit": "hour",
            "occasion": "the spring season",
        },
        {
            "OFFERS": ("Pond Care", "Lawn Care", "Hedge Care", "Roof Garden", "Flower Wall", "Orchard Care"),
            "RESOURCES": ("digging", "planting", "cutting", "watering"),
        },
        distractors=("The gardener has {mowers} mowers.", "The business was registered in {year}."),
    ),
    Setting(
        "repair_desk",
        "customer service",
        {"decider": "repair desk", "offer": "repair", "resource": "station", "unit": "minute", "occasion": "today"},
        {
            "OFFERS": ("Battery Swap", "Screen Swap", "Full Service", "Data Rescue", "Quick Clean", "Deep Clean"),
            "RESOURCES": ("diagnosis", "soldering", "assembly", "inspection"),
        },
        distractors=("The desk was opened in {year}.", "It keeps {parts} kinds of spare parts."),
    ),
)

NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} [has to decide|must decide] how many {offer:plural} of each kind to sell for {occasion}: "
                "{OFFERS:list}.",
                "For {occasion}, {decider:a} offers {OFFERS_size} kinds of {offer:plural}, called {OFFERS:list}.",
                "{decider:a} [sells|can sell] {OFFERS:list}, which share the time for {RESOURCES:list}.",
                "[The {offer:plural} of|The kinds of {offer:plural} sold by] {decider:a} are {OFFERS:list}, and all of "
                "them share the time for {RESOURCES:list}.",
            )
        ),
    ),
    statements=(
        Values(
            measures=(
                Measure("price", "Price", form=Form.MONEY),
                Measure("sales", "Greatest number sold", unit="{offer*value}"),
            ),
            labels=("offer_name",),
            sets=("OFFERS",),
            phrasings=(
                "{offer_name} is sold for {price:money}, at most {sales:number} times.",
                "Each {offer_name} brings {price:money}, and no more than {sales:number} of them can be sold.",
                "Up to {sales:number} {offer:plural} of the kind {offer_name} can be sold at {price:money} each.",
            ),
            captions=(
                "The price of each {offer} and the greatest number that can be sold are:",
                "What one {offer} of each kind brings, and how many customers want it at most:",
            ),
            tells=("sell",),
        ),
        Values(
            measures=(Measure("use", "{unit:plural} needed", unit="{unit*value}"),),
            labels=("offer_name", "resource_name"),
            sets=("OFFERS", "RESOURCES"),
            phrasings=(
                "[One|Each] {offer_name} needs {use:number} {unit*use} of {resource_name}.",
                "It takes {use:number} {unit*use} of {resource_name} to provide one {offer_name}.",
                "For {resource_name}, every {offer_name} takes {use:number} {unit*use}.",
            ),
            captions=(
                "The {unit:plural} that one {offer} of each kind needs are:",
                "Each {offer} that is sold takes the following numbers of {unit:plural}:",
            ),
        ),
        Values(
            measures=(Measure("available", "{unit:plural} available", unit="{unit*value}"),),
            labels=("resource_name",),
            sets=("RESOURCES",),
            phrasings=(
                "No more than {available:number} {unit*available} of {resource_name} are available.",
                "In total, {resource_name} is limited to {available:number} {unit*available}.",
                "There are {available:number} {unit*available} for {resource_name} altogether, which cannot be "
                "exceeded.",
            ),
            captions=(
                "The greatest totals of {unit:plural} available are:",
                "No more than the following numbers of {unit:plural} can be used in total:",
            ),
            listings=(("The {unit:plural} available are", "{available:number} for {resource_name}"),),
            tells=("limit",),
        ),
        Rule(
            tells=("sell",),
            phrasings=(
                "Only whole {offer:plural} can be sold.",
                "[No {offer} can|The {offer:plural} cannot] be sold in part.",
                "The number of {offer:plural} sold of each kind must be whole.",
            ),
            implied=True,
        ),
    ),
    goal=Goal(
        (
            "What is the [largest|highest|maximum] possible revenue?",
            "How many {offer:plural} of each kind should be sold so that the total revenue is as [large|high] as "
            "possible?",
            "[Determine|Find] the numbers of {offer:plural} to sell that maximize the total revenue.",
            "The {decider} wants to [maximize its revenue|take in as much money as possible] from all {offer:plural}.",
        )
    ),
)

FAMILY = Family(
    name="revenue_maximization",
    title="Revenue maximization",
    reference="Talluri and van Ryzin, The Theory and Practice of Revenue Management, Springer 2004, section 3.3 "
    "(the deterministic model)",
    model_class="IP",
    problem_class="integer",
    formulation=FORMULATION,
    ranges=Ranges(
        offers=Range(2, 5, size=True, least=2, most=50),
        resources=Range(2, 3, size=True, least=1, most=20),
        price=Range(40, 500, 10),
        sales=Range(5, 30),
        use=Range(0, 9),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
