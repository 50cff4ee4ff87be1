"""Coverage by cell towers: which sites to build within a budget so that most people are in reach of one."""

from __future__ import annotations

from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.narrative.statements import Goal, Measure, Narrative, Opening, Rule, Setting, Values

FORMULATION = """
## Sets
SITES
REGIONS
## Parameters
cost[SITES]
population[REGIONS]
distance[SITES, REGIONS]
reach  # largest distance that is covered
budget
## Variables
build[SITES] binary  # whether the site is built
covered[REGIONS] binary  # whether the region is in reach of a built site
## Objective
maximize sum(population[r] * covered[r] for r in REGIONS)
## Constraints
money: sum(cost[s] * build[s] for s in SITES) <= budget
cover[r in REGIONS]: covered[r] <= sum(build[s] for s in SITES if distance[s, r] <= reach)
"""


def sample(sampler: Sampler) -> Data:
    """The reach is such that each region can be covered; the budget suffices for any one site, and not for all."""
    sites = sampler.members("SITES", sampler.size("sites"))
    regions = sampler.members("REGIONS", sampler.size("regions"))
    cost = sampler.numbers("cost", sites)
    distance = sampler.numbers("distance", [(s, r) for s in sites for r in regions])
    needed = max(min(distance[s, r] for s in sites) for r in regions)
    return {
        "SITES": sites,
        "REGIONS": regions,
        "cost": cost,
        "population": sampler.numbers("population", regions),
        "distance": distance,
        "reach": max(sampler.number("reach"), needed),
        "budget": max(max(cost.values()), sampler.share(sum(cost.values()), 0.3, 0.65, step=10)),
    }


SETTINGS = (
    Setting(
        "mobile_network",
        "utilities",
        {
            "decider": "mobile network operator",
            "site": "tower",
            "region": "village",
            "build": "put up",
            "built": "put up",
            "people": "resident",
            "effect": "receive a signal",
            "gap": "distance",
            "unit": "kilometer",
        },
        {
            "SITES": (
                "Acre Hill",
                "Barn Top",
                "Chapel Rise",
                "Down Ridge",
                "Ember Peak",
                "Fell Head",
                "Grey Stone",
                "High Moor",
            ),
            "REGIONS": ("Applewick", "Burntwood", "Colby", "Drayford", "Easton", "Farnham", "Grimley", "Horsley"),
        },
        distractors=("The operator holds a license for {years} years.", "A tower is {height} meters high."),
    ),
    Setting(
        "fire_stations",
        "customer service",
        {
            "decider": "county council",
            "site": "fire station",
            "region": "district",
            "build": "open",
            "built": "opened",
            "people": "inhabitant",
            "effect": "be protected",
            "gap": "driving time",
            "unit": "minute",
        },
        {
            "SITES": (
                "Anchor Street",
                "Beacon Road",
                "Canal Place",
                "Dover Lane",
                "Essex Row",
                "Fleet Street",
                "Gate Road",
                "Harvest Way",
            ),
            "REGIONS": (
                "Airfield",
                "Brickworks",
                "Castleton",
                "Docklands",
                "Eastfield",
                "Fairgrounds",
                "Greenbank",
                "Hillside",
            ),
        },
        distractors=("The council has {members} members.", "The newest fire engine was bought in {year}."),
    ),
    Setting(
        "vaccination_centers",
        "health",
        {
            "decider": "health department",
            "site": "vaccination center",
            "region": "township",
            "build": "set up",
            "built": "set up",
            "people": "patient",
            "effect": "get a vaccination nearby",
            "gap": "travel time",
            "unit": "minute",
        },
        {
            "SITES": (
                "Arena",
                "Boat House",
                "Civic Hall",
                "Dance School",
                "Expo Center",
                "Fire House",
                "Gymnasium",
                "Harbor Shed",
            ),
            "REGIONS": ("Alma", "Benton", "Corning", "Dresden", "Elkton", "Fulton", "Galena", "Hanover"),
        },
        distractors=("A center can be set up within {days} days.", "The department was founded in {year}."),
    ),
    Setting(
        "branch_libraries",
        "education",
        {
            "decider": "public library",
            "site": "branch",
            "region": "neighborhood",
            "build": "open",
            "built": "opened",
            "people": "reader",
            "effect": "be served",
            "gap": "walking time",
            "unit": "minute",
        },
        {
            "SITES": (
                "Alley Shop",
                "Brewery Loft",
                "Corner House",
                "Depot Hall",
                "Eagle Inn",
                "Foundry Floor",
                "Granary",
                "Haberdashery",
            ),
            "REGIONS": (
                "Arbor Heights",
                "Bellevue",
                "Cherry Hill",
                "Dundee",
                "Elmwood",
                "Forest Park",
                "Glendale",
                "Highland",
            ),
        },
        distractors=("The library owns {books} thousand books.", "The library lends {films} films a day."),
    ),
    Setting(
        "charging_parks",
        "energy",
        {
            "decider": "power company",
            "site": "charging park",
            "region": "suburb",
            "build": "construct",
            "built": "constructed",
            "people": "car owner",
            "effect": "have a place to charge nearby",
            "gap": "distance",
            "unit": "mile",
        },
        {
            "SITES": (
                "Airport Lot",
                "Brook Plaza",
                "Cinema Lot",
                "Dealer Row",
                "Exit Nine",
                "Factory Lot",
                "Golf Club",
                "Hotel Court",
            ),
            "REGIONS": (
                "Aspen Grove",
                "Bayview",
                "Crestwood",
                "Dellwood",
                "Eastlake",
                "Foxhill",
                "Glen Park",
                "Harborside",
            ),
        },
        distractors=("A park has {chargers} chargers.", "Charging takes {minutes} minutes."),
    ),
    Setting(
        "pickup_lockers",
        "retail",
        {
            "decider": "online shop",
            "site": "parcel locker",
            "region": "quarter",
            "build": "install",
            "built": "installed",
            "people": "customer",
            "effect": "be able to fetch parcels on foot",
            "gap": "walking time",
            "unit": "minute",
        },
        {
            "SITES": (
                "Abbey Gate",
                "Bakery Wall",
                "Corner Kiosk",
                "Drugstore",
                "Eastern Arch",
                "Filling Station",
                "Garden Shop",
                "Hardware Store",
            ),
            "REGIONS": (
                "Altstadt",
                "Bergheim",
                "Cronenberg",
                "Dornbusch",
                "Eilbek",
                "Fichtenau",
                "Griesheim",
                "Hafenviertel",
            ),
        },
        distractors=("A locker has {boxes} boxes.", "The shop delivers to {countries} countries."),
    ),
)

NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} [has to decide|must decide|wants to decide] which {site:plural} to {build}.",
                "{decider:a} can {build} any of {SITES_size} {site:plural} for {REGIONS_size} {region:plural}.",
                "{SITES_size} {site:plural} have been proposed to {decider:a}: {SITES:list}.",
                "For the {people:plural} of {REGIONS_size} {region:plural}, {decider:a} wants to {build} new "
                "{site:plural}.",
            )
        ),
    ),
    statements=(
        Values(
            measures=(Measure("cost", "Cost ($ thousand)"),),
            labels=("site_name",),
            sets=("SITES",),
            phrasings=(
                "The {site} {site_name} costs {cost:number} thousand dollars.",
                "It costs {cost:number} thousand dollars to {build} {site_name}.",
                "{cost:number} thousand dollars must be spent on {site_name} if it is {built}.",
            ),
            listings=(("The costs in thousands of dollars are", "{cost:number} for {site_name}"),),
            captions=(
                "The cost of each {site}, in thousands of dollars, is:",
                "To {build} the {site:plural}, these amounts are needed (in thousands of dollars):",
                "Costs by {site} (thousands of dollars):",
            ),
        ),
        Values(
            measures=(Measure("population", "{people:plural}", unit="{people*value}"),),
            labels=("region_name",),
            sets=("REGIONS",),
            phrasings=(
                "The {region} {region_name} has {population:number} {people*population}.",
                "In {region_name}, there live {population:number} {people*population}.",
                "{population:number} {people*population} live in the {region} {region_name}.",
            ),
            listings=(("The numbers of {people:plural} are", "{population:number} in {region_name}"),),
            captions=(
                "The number of {people:plural} in each {region} is:",
                "The {region:plural} have so many {people:plural}:",
                "{people:plural} by {region}:",
            ),
        ),
        Values(
            measures=(Measure("distance", "{gap} ({unit:plural})", unit="{unit*value}"),),
            labels=("site_name", "region_name"),
            sets=("SITES", "REGIONS"),
            phrasings=(
                "From {site_name} to {region_name}, the {gap} is {distance:number} {unit*distance}.",
                "The {gap} between {site_name} and {region_name} is {distance:number} {unit*distance}.",
                "Between {site_name} and {region_name}, there is {gap:a} of {distance:number} {unit*distance}.",
            ),
            captions=(
                "The {gap} between each {site} and each {region}, in {unit:plural}, is:",
                "The table shows the {gap} from every {site} to every {region} in {unit:plural}:",
                "For each {site} and {region}, this is the {gap} ({unit:plural}):",
            ),
        ),
        Rule(
            tells=("cover", "covered"),
            phrasings=(
                "The {people:plural} of {region:a} will {effect} if and only if at least one {site} is {built} with "
                "{gap:a} "
                "of at most {reach:number} {unit*reach} to the {region}.",
                "{region:a} counts as covered, with all its {people:plural}, when {site:a} at {gap:a} of no more than "
                "{reach:number} {unit*reach} is {built}.",
                "For a whole {region} to count as covered, the {gap} to one or more of the {site:plural} {built} must "
                "not exceed {reach:number} {unit*reach}.",
            ),
        ),
        Rule(
            tells=("money",),
            phrasings=(
                "The {site:plural} {built} may cost at most {budget:number} thousand dollars in total.",
                "The budget for all {site:plural} together is {budget:number} thousand dollars.",
                "[In total|Altogether], no more than {budget:number} thousand dollars can be spent.",
            ),
        ),
        Rule(
            tells=("build",),
            phrasings=(
                "It is not possible to {build} only a part of {site:a}.",
                "Each {site} is {built} completely or not at all.",
                "No {site} can be {built} halfway.",
            ),
            implied=True,
        ),
    ),
    goal=Goal(
        (
            "Which {site:plural} should be {built} so that as many {people:plural} as possible are in covered "
            "{region:plural}?",
            "[Find|Determine] which {site:plural} to {build} in order to maximize the number of {people:plural} who "
            "will {effect}.",
            "What is the largest number of {people:plural} for whom the {decider} can achieve that they will {effect}?",
            "[Choose|Pick] the {site:plural} that maximize the total number of {people:plural} in covered "
            "{region:plural}.",
        )
    ),
)

FAMILY = Family(
    name="cell_tower_coverage",
    title="Coverage by cell towers",
    reference=(
        "Church and ReVelle, The maximal covering location problem, Papers in Regional Science 32 (1974); "
        "among the OptMATH seeds (arXiv 2502.11102)"
    ),
    model_class="IP",
    problem_class="combinatorial",
    formulation=FORMULATION,
    ranges=Ranges(
        sites=Range(3, 5, size=True, least=2, most=40),
        regions=Range(3, 6, size=True, least=2, most=40),
        cost=Range(100, 600, step=10),
        population=Range(200, 4000, step=50),
        distance=Range(2, 40),
        reach=Range(8, 15),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
