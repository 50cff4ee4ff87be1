"""Capacitated facility location: which facilities to open, and how much each of them delivers to each customer."""

from __future__ import annotations

from nl2opt.synth.families.extras import at_least, at_most
from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.language.quantities import Form
from nl2opt.synth.narrative.statements import Goal, Measure, Narrative, Opening, Rule, Setting, Values

FORMULATION = """
## Sets
SITES
CUSTOMERS
## Parameters
fixed[SITES]
capacity[SITES]
demand[CUSTOMERS]
cost[SITES, CUSTOMERS]
## Variables
open[SITES] binary  # whether the site is opened
deliver[SITES, CUSTOMERS] >= 0  # amount from each site to each customer
## Objective
minimize (
    sum(fixed[s] * open[s] for s in SITES)
    + sum(cost[s, c] * deliver[s, c] for s in SITES for c in CUSTOMERS)
)
## Constraints
needed[c in CUSTOMERS]: sum(deliver[s, c] for s in SITES) >= demand[c]
room[s in SITES]: sum(deliver[s, c] for c in CUSTOMERS) <= capacity[s] * open[s]
"""


def sample(sampler: Sampler) -> Data:
    """All sites together hold 1.4 to 2.2 times the total demand."""
    sites = sampler.members("SITES", sampler.size("sites"))
    customers = sampler.members("CUSTOMERS", sampler.size("customers"))
    demand = sampler.numbers("demand", customers)
    total = sampler.share(sum(demand.values()), 1.4, 2.2)
    weights = {s: sampler.rng.uniform(1, 2.5) for s in sites}
    whole = sum(weights.values())
    return {
        "SITES": sites,
        "CUSTOMERS": customers,
        "fixed": sampler.numbers("fixed", sites),
        "capacity": {s: 5 * (int(total * weights[s] / whole / 5) + 1) for s in sites},
        "demand": demand,
        "cost": {(s, c): sampler.number("cost") for s in sites for c in customers},
    }


SETTINGS = (
    Setting(
        "parcel_depots",
        "transport",
        {
            "decider": "parcel service",
            "site": "depot",
            "customer": "town",
            "unit": "parcel",
            "period": "day",
            "served": "delivered",
            "serve": "deliver",
            "run": "running",
        },
        {
            "SITES": ("Northgate", "Southgate", "Airport", "Harbor", "Junction", "Ring Road", "Old Mill"),
            "CUSTOMERS": ("Aston", "Barlow", "Corby", "Dunham", "Easton", "Fulham", "Gorton", "Halton", "Ingham"),
        },
        distractors=("The parcel service was founded in {year}.", "The vans are painted in {colors} colors."),
    ),
    Setting(
        "vaccine_hubs",
        "health",
        {
            "decider": "health ministry",
            "site": "storage hub",
            "customer": "region",
            "unit": "vaccine dose",
            "period": "week",
            "served": "shipped",
            "serve": "ship",
            "run": "operating",
        },
        {
            "SITES": ("Kelso", "Lanark", "Moffat", "Nairn", "Oban", "Peebles"),
            "CUSTOMERS": ("Amara", "Belhaven", "Corona", "Dalmore", "Estrada", "Fenwick", "Galena", "Hester", "Irvine"),
        },
        distractors=(
            "The campaign began {weeks} weeks ago.",
            "The ministry moved into its present building in {year}.",
        ),
    ),
    Setting(
        "biogas_plants",
        "energy",
        {
            "decider": "energy cooperative",
            "site": "biogas plant",
            "customer": "village",
            "unit": "unit of heat",
            "period": "day",
            "served": "supplied",
            "serve": "supply",
            "run": "operating",
        },
        {
            "SITES": ("Birch Hill", "Clover Field", "Deer Wood", "Elder Brook", "Fern Valley", "Goose Meadow"),
            "CUSTOMERS": ("Appleby", "Brookton", "Cranford", "Deepdale", "Elmstead", "Farley", "Glenmore", "Hayfield"),
        },
        distractors=(
            "The cooperative has {members} members.",
            "The first meeting was held in {year}.",
        ),
    ),
    Setting(
        "central_kitchens",
        "education",
        {
            "decider": "school authority",
            "site": "kitchen",
            "customer": "school",
            "unit": "meal",
            "period": "day",
            "served": "delivered",
            "serve": "deliver",
            "run": "running",
        },
        {
            "SITES": ("Ash Street", "Bell Square", "Cook Lane", "Dock Road", "East End", "Fair Street"),
            "CUSTOMERS": (
                "Lincoln School",
                "Curie School",
                "Darwin School",
                "Tagore School",
                "Mozart School",
                "Newton School",
                "Austen School",
                "Kepler School",
            ),
        },
        distractors=(
            "There are {dishes} dishes on the menu of this month.",
            "School meals have been free of charge since {year}.",
        ),
    ),
    Setting(
        "fiber_exchanges",
        "utilities",
        {
            "decider": "telephone company",
            "site": "exchange",
            "customer": "district",
            "unit": "line",
            "period": "year",
            "served": "provided",
            "serve": "provide",
            "run": "running",
        },
        {
            "SITES": ("Alpha", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot", "Golf"),
            "CUSTOMERS": (
                "Old Town",
                "New Town",
                "West Side",
                "East Side",
                "Riverbank",
                "Uptown",
                "Seaside",
                "Hilltop",
            ),
        },
        distractors=(
            "The company laid its first cable in {year}.",
            "Of all households, {households} thousand still use copper wire.",
        ),
    ),
    Setting(
        "recycling_yards",
        "environment",
        {
            "decider": "recycling company",
            "site": "sorting yard",
            "customer": "glassworks",
            "unit": "ton of glass",
            "period": "month",
            "served": "sent",
            "serve": "send",
            "run": "running",
        },
        {
            "SITES": ("Amber Yard", "Blue Yard", "Clear Yard", "Dark Yard", "Emerald Yard", "Flint Yard"),
            "CUSTOMERS": ("Jansen", "Kowalski", "Lindholm", "Moreau", "Novak", "Olsen", "Pereira", "Rossi"),
        },
        distractors=(
            "A bottle can be melted down {times} times or more.",
            "The glass containers were introduced in {year}.",
        ),
    ),
    Setting(
        "precast_works",
        "construction",
        {
            "decider": "building group",
            "site": "precast plant",
            "customer": "building site",
            "unit": "wall panel",
            "period": "month",
            "served": "delivered",
            "serve": "deliver",
            "run": "operating",
        },
        {
            "SITES": ("Salford", "Telford", "Watford", "Oxford", "Stafford", "Guildford"),
            "CUSTOMERS": ("Arena", "Bank Tower", "City Hall", "Dome", "Embassy", "Freight Terminal", "Grand Hotel"),
        },
        distractors=(
            "The group employs {cranes} crane drivers.",
            "Panels have been made in this way since {year}.",
        ),
    ),
)

NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} has to decide which of {SITES_size} possible {site:plural} to open and how much each of "
                "them should {serve} to which {customer}.",
                "{decider:a} wants to [supply|serve] {CUSTOMERS_size} {customer:plural} from {site:plural} that could "
                "be opened at {SITES:list}.",
                "The {customer:plural} {CUSTOMERS:list} are to be served by {site:plural}, and {decider:a} has "
                "{SITES_size} locations in mind.",
                "For {site:plural}, {decider:a} has the choice among {SITES:list}, and it must decide which of them to "
                "open.",
            )
        ),
    ),
    statements=(
        Values(
            measures=(
                Measure("fixed", "fixed cost per {period}", Form.MONEY),
                Measure("capacity", "capacity ({unit:plural} per {period})"),
            ),
            labels=("site_name",),
            sets=("SITES",),
            phrasings=(
                "{run} the {site} {site_name} costs {fixed:money} per {period}, and it can then {serve} up to "
                "{capacity:number} {unit*capacity}.",
                "With a fixed cost of {fixed:money} per {period}, the {site} {site_name} would be able to {serve} "
                "[at most|no more than] {capacity:number} {unit*capacity}.",
                "If it is opened, the {site} {site_name} has a fixed cost of {fixed:money} and can {serve} "
                "{capacity:number} {unit*capacity} per {period}.",
            ),
            captions=(
                "[Opening|Running] {site:a} has a fixed cost and gives a limited capacity:",
                "Fixed costs and capacities of the {site:plural} are [as follows|known]:",
                "For each {site} that is opened, a fixed cost is paid, and its capacity must not be exceeded:",
            ),
            listings=(
                (
                    "The {site:plural} that could be opened are",
                    "{site_name} at a fixed cost of {fixed:money} per {period} for up to {capacity:number} "
                    "{unit*capacity} per {period}",
                ),
            ),
            tells=("room",),
        ),
        Rule(
            tells=("open",),
            phrasings=(
                "{site:a} that is not opened costs nothing and [can {serve} nothing|does not {serve} anything].",
                "Each {site} is either opened or not, and only open ones can {serve} {unit:plural}.",
                "Nothing can be {served} from {site:a} that stays closed, and it causes no fixed cost.",
            ),
        ),
        Values(
            measures=(Measure("demand", "{unit:plural} needed per {period}", unit="{unit*value}"),),
            labels=("customer_name",),
            sets=("CUSTOMERS",),
            phrasings=(
                "{customer_name} needs at least {demand:number} {unit*demand} per {period}.",
                "At least {demand:number} {unit*demand} must be {served} to {customer_name} each {period}.",
                "Each {period}, {customer_name} has a demand of {demand:number} {unit*demand}, which must be met.",
            ),
            captions=(
                "Each {period}, the {customer:plural} need at least the following:",
                "The demands of the {customer:plural}, which have to be met in full, are:",
                "What every {customer} must get per {period} is listed here:",
            ),
            listings=(
                (
                    "Per {period}, the {site:plural} must {serve} at least",
                    "{demand:number} {unit*demand} to {customer_name}",
                ),
            ),
            tells=("needed",),
        ),
        Values(
            measures=(Measure("cost", "cost per {unit}", Form.MONEY),),
            labels=("site_name", "customer_name"),
            sets=("SITES", "CUSTOMERS"),
            phrasings=(
                "Each {unit} that is {served} from {site_name} to {customer_name} costs {cost:money}.",
                "It costs {cost:money} to {serve} {unit:a} from {site_name} to {customer_name}.",
                "From {site_name} to {customer_name}, the cost is {cost:money} per {unit}.",
            ),
            captions=(
                "The cost of each {unit} depends on the {site} and the {customer}:",
                "What it costs to {serve} one {unit} from each {site} to each {customer}:",
                "For every {site} and {customer}, the cost per {unit} [is known|is given here]:",
            ),
        ),
        Rule(
            tells=("deliver",),
            phrasings=(
                "A {customer} may get its {unit:plural} from several {site:plural}, in any amounts, even fractional "
                "ones.",
                "The demand of a {customer} can be divided among {site:plural} in any way, and amounts need not be "
                "whole.",
                "Several {site:plural} may share the demand of one {customer} in any proportion, and fractions of "
                "{unit:a} are allowed.",
            ),
        ),
    ),
    goal=Goal(
        (
            "Which {site:plural} should be opened, and who serves whom, if the total of fixed and variable costs is to "
            "be [minimal|as low as possible]?",
            "[Find|Determine] the plan with the lowest total cost, fixed costs included.",
            "What is the lowest total cost per {period} at which all demands can be met?",
            "[Minimize|Keep as low as possible] the sum of the fixed costs and the costs of all {unit:plural} "
            "{served}.",
        )
    ),
)

FAMILY = Family(
    name="capacitated_facility_location",
    title="Capacitated facility location",
    reference="Daskin, Network and Discrete Location, Wiley 2013, chapter 8; an OptMATH seed",
    model_class="MIP",
    problem_class="mixed-integer",
    formulation=FORMULATION,
    ranges=Ranges(
        sites=Range(2, 5, size=True, least=2, most=15),
        customers=Range(2, 6, size=True, least=2, most=40),
        fixed=Range(500, 4000, 50),
        demand=Range(20, 150, 5),
        cost=Range(2, 25),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
    extras=(at_most("open", "SITES", "site", "opened"), at_least("open", "SITES", "site", "opened")),
)
