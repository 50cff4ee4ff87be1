"""Uncapacitated facility location: which sites to open when customers are charged by a tariff for each unit."""

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
demand[CUSTOMERS]
tariff[SITES, CUSTOMERS]
## Variables
open[SITES] binary  # whether the site is opened
serve[SITES, CUSTOMERS] binary  # whether the site serves the customer
## Objective
minimize (
    sum(fixed[s] * open[s] for s in SITES)
    + sum(tariff[s, c] * demand[c] * serve[s, c] for s in SITES for c in CUSTOMERS)
)
## Constraints
once[c in CUSTOMERS]: sum(serve[s, c] for s in SITES) == 1
only_open[s in SITES, c in CUSTOMERS]: serve[s, c] <= open[s]
"""


def sample(sampler: Sampler) -> Data:
    """All at random: one open site can serve everyone, so each instance is feasible."""
    sites = sampler.members("SITES", sampler.size("sites"))
    customers = sampler.members("CUSTOMERS", sampler.size("customers"))
    return {
        "SITES": sites,
        "CUSTOMERS": customers,
        "fixed": sampler.numbers("fixed", sites),
        "demand": sampler.numbers("demand", customers),
        "tariff": sampler.numbers("tariff", ((site, customer) for site in sites for customer in customers)),
    }


SETTINGS = (
    Setting(
        "bakery_chain",
        "retail",
        {
            "decider": "bakery chain",
            "site": "bakehouse",
            "customer": "shop",
            "unit": "crate",
            "thing": "loaves",
            "serve": "supply",
            "served": "supplied",
            "period": "week",
        },
        {
            "SITES": ("Ashford", "Bexley", "Camden", "Dartford", "Epsom", "Fulham", "Guildford"),
            "CUSTOMERS": (
                "Market Street",
                "Station Road",
                "Mill Lane",
                "High Street",
                "Park Row",
                "Bridge End",
                "Church Hill",
                "Castle Gate",
            ),
        },
        distractors=("The chain has baked since {year}.", "The oldest oven is {age} years old."),
    ),
    Setting(
        "blood_laboratories",
        "health",
        {
            "decider": "health service",
            "site": "laboratory",
            "customer": "clinic",
            "unit": "batch",
            "thing": "samples",
            "serve": "serve",
            "served": "served",
            "period": "month",
        },
        {
            "SITES": ("Aarhus", "Billund", "Esbjerg", "Herning", "Kolding", "Odense", "Randers"),
            "CUSTOMERS": ("Eastside", "Westside", "Lakeside", "Riverside", "Hillside", "Seaside", "Parkside"),
        },
        distractors=("The service was reformed in {year}.", "A batch is tested within {hours} hours."),
    ),
    Setting(
        "school_kitchens",
        "education",
        {
            "decider": "city council",
            "site": "kitchen",
            "customer": "school",
            "unit": "tray",
            "thing": "meals",
            "serve": "supply",
            "served": "supplied",
            "period": "day",
        },
        {
            "SITES": ("Alder House", "Birch House", "Cedar House", "Elm House", "Fir House", "Hazel House"),
            "CUSTOMERS": (
                "Newton School",
                "Curie School",
                "Darwin School",
                "Euler School",
                "Gauss School",
                "Kepler School",
                "Pascal School",
                "Turing School",
            ),
        },
        distractors=("The council has {members} members.", "Lunch begins {minutes} minutes after noon."),
    ),
    Setting(
        "recycling_yards",
        "environment",
        {
            "decider": "recycling cooperative",
            "site": "yard",
            "customer": "district",
            "unit": "ton",
            "thing": "newspapers",
            "serve": "handle the paper of",
            "served": "cared for",
            "period": "week",
        },
        {
            "SITES": ("Bayonne", "Calais", "Dieppe", "Lorient", "Nantes", "Quimper"),
            "CUSTOMERS": ("Old Town", "New Town", "Harbor", "Gardens", "Heights", "Meadows", "Docks"),
        },
        distractors=("The cooperative has {members} members.", "Paper has been sorted since {year}."),
    ),
    Setting(
        "data_centers",
        "software",
        {
            "decider": "backup company",
            "site": "data center",
            "customer": "office",
            "unit": "terabyte",
            "thing": "backups",
            "serve": "host",
            "served": "hosted",
            "period": "month",
        },
        {
            "SITES": ("Dublin", "Frankfurt", "Lisbon", "Oslo", "Prague", "Zurich"),
            "CUSTOMERS": ("Austin", "Boston", "Chicago", "Denver", "Houston", "Phoenix", "Seattle"),
        },
        distractors=("The company keeps {copies} copies of each file.", "It was founded in {year}."),
    ),
    Setting(
        "court_archives",
        "legal",
        {
            "decider": "ministry of justice",
            "site": "archive",
            "customer": "court",
            "unit": "pallet",
            "thing": "files",
            "serve": "store the files of",
            "served": "assigned",
            "period": "year",
        },
        {
            "SITES": ("Brno", "Graz", "Linz", "Maribor", "Trieste", "Udine"),
            "CUSTOMERS": ("Court North", "Court South", "Court East", "Court West", "Court Center", "Court Harbor"),
        },
        distractors=("Files are kept for {years} years.", "The reform was passed in {year}."),
    ),
)

NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} [has to decide|must decide] at which of {SITES_size} places to open {site:a}: "
                "{SITES:list}.",
                "{decider:a} [is choosing|chooses] the places of its {site:plural} among {SITES:list}, in order to "
                "{serve} {CUSTOMERS_size} {customer*CUSTOMERS_size}.",
                "[There are|{decider:a} has found] {SITES_size} places where {site:a} could be opened to {serve} "
                "{CUSTOMERS:list}.",
                "To {serve} {CUSTOMERS_size} {customer*CUSTOMERS_size}, {decider:a} can open {site:a} in any of these "
                "places: {SITES:list}.",
            )
        ),
    ),
    statements=(
        Values(
            measures=(Measure("fixed", "Fixed cost per {period}", form=Form.MONEY),),
            labels=("site_name",),
            sets=("SITES",),
            phrasings=(
                "[Opening|Running] {site:a} in {site_name} costs {fixed:money} [a|per] {period}.",
                "{site:a} in {site_name} would [have a fixed cost of|cost] {fixed:money} [each|per] {period}.",
                "If {site:a} is opened in {site_name}, {fixed:money} must be paid per {period}.",
            ),
            captions=(
                "The fixed cost of {site:a} in each place, per {period}, is:",
                "Each {site} that is opened has a fixed cost per {period}:",
            ),
            listings=(("The fixed costs of {site:a} per {period} are", "{fixed:money} in {site_name}"),),
        ),
        Values(
            measures=(Measure("demand", "{unit:plural} per {period}", unit="{unit*value}"),),
            labels=("customer_name",),
            sets=("CUSTOMERS",),
            phrasings=(
                "The {thing} of {customer_name} amount to {demand:number} {unit*demand} [a|per] {period}.",
                "For {customer_name}, {demand:number} {unit*demand} of {thing} are [expected|counted] per {period}.",
                "Every {period}, {customer_name} accounts for {demand:number} {unit*demand} of {thing}.",
            ),
            captions=(
                "The {customer:plural} have the following amounts of {thing} per {period}:",
                "How many {unit:plural} of {thing} each {customer} has per {period}:",
            ),
            listings=(("The amounts per {period} are", "{demand:number} {unit*demand} for {customer_name}"),),
        ),
        Values(
            measures=(Measure("tariff", "Tariff per {unit}", form=Form.MONEY),),
            labels=("site_name", "customer_name"),
            sets=("SITES", "CUSTOMERS"),
            phrasings=(
                "[Each|One] {unit} between {site_name} and {customer_name} costs {tariff:money}.",
                "The tariff between {site_name} and {customer_name} is {tariff:money} [per|for each] {unit}.",
                "Per {unit}, the tariff is {tariff:money} between {site_name} and {customer_name}.",
            ),
            captions=(
                "The tariff [for each|per] {unit} between each place and each {customer} is:",
                "What is charged for one {unit} between each place and each {customer}:",
            ),
        ),
        Rule(
            tells=("once", "serve"),
            phrasings=(
                "Each {customer} must be {served} by exactly one {site}.",
                "[Every|Each] {customer} is {served} by one and only one {site}.",
                "All {thing} of {customer:a} are left to one {site}, and no {customer} may be left out.",
            ),
        ),
        Rule(
            tells=("only_open", "open"),
            phrasings=(
                "Only {site:plural} that are opened can {serve} {customer:plural}, and they have no limit on how much "
                "they can handle.",
                "{site:a} can {serve} any number of {customer:plural}, but only if it is opened.",
                "[A place|Any place] without an open {site} cannot {serve} anyone, while an open {site} can handle any "
                "amount.",
            ),
        ),
    ),
    goal=Goal(
        (
            "What is the [lowest|smallest|minimum] total cost per {period}, fixed costs and tariffs together?",
            "Where should {site:plural} be opened, and which {customer:plural} should each of them {serve}, so that "
            "the sum of "
            "fixed costs and tariffs is as small as possible?",
            "[Determine|Find] the places to open and the {site} for each {customer} that minimize the total cost per "
            "{period}.",
            "The {decider} wants to minimize the fixed costs plus all that is charged by the tariffs.",
        )
    ),
)

FAMILY = Family(
    name="facility_location_tariffs",
    title="Uncapacitated facility location",
    reference="Balinski, Integer programming: methods, uses, computation, Management Science 12 (1965); Cornuejols, "
    "Nemhauser and Wolsey, The uncapacitated facility location problem, in Discrete Location Theory, 1990",
    model_class="IP",
    problem_class="combinatorial",
    formulation=FORMULATION,
    ranges=Ranges(
        sites=Range(2, 5, size=True, least=2, most=20),
        customers=Range(3, 6, size=True, least=2, most=40),
        fixed=Range(100, 900, 20),
        demand=Range(5, 60),
        tariff=Range(2, 20),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
    extras=(at_most("open", "SITES", "site", "opened"), at_least("open", "SITES", "site", "opened")),
)
