"""Choice of sites with fixed costs under rules: exactly one of a group, one or the other of two, at most k in all."""

from __future__ import annotations

from nl2opt.synth.families.extras import at_least
from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.language.quantities import Form
from nl2opt.synth.narrative.statements import Goal, Measure, Narrative, Opening, Rule, Setting, Values

FORMULATION = """
## Sets
SITES
CENTRAL  # exactly one of these
FIRST  # one site
SECOND  # one site: either this or the first
## Parameters
cost[SITES]
capacity[SITES]
demand
most
## Variables
open[SITES] binary
## Objective
minimize sum(cost[s] * open[s] for s in SITES)
## Constraints
enough: sum(capacity[s] * open[s] for s in SITES) >= demand
center: exactly_one(open[s] for s in CENTRAL)
either[a in FIRST, b in SECOND]: open[a] xor open[b]
count: sum(open[s] for s in SITES) <= most
"""


def sample(sampler: Sampler) -> Data:
    """A choice that keeps the rules is drawn first, and the demand is below its capacity."""
    sites = sampler.members("SITES", sampler.size("sites"))
    capacity = sampler.numbers("capacity", sites)
    mixed = list(sites)
    sampler.rng.shuffle(mixed)
    first, second, *others = mixed
    group = max(2, min(len(others) - 1, len(sites) // 3))
    central, rest = others[:group], others[group:]
    more = sampler.some(rest, sampler.rng.randint(1, len(rest)))
    chosen = [first, central[0], *more]
    return {
        "SITES": sites,
        "CENTRAL": sorted(central, key=sites.index),
        "FIRST": [first],
        "SECOND": [second],
        "cost": sampler.numbers("cost", sites),
        "capacity": capacity,
        "demand": sampler.share(sum(capacity[s] for s in chosen), 0.75, 1, 5),
        "most": len(chosen),
    }


SETTINGS = (
    Setting(
        "vaccination_centers",
        "health",
        {
            "decider": "health department",
            "site": "vaccination center",
            "served": "patients a day",
            "able": "treat",
            "need": "patients who want to be vaccinated a day",
            "money": "rent",
        },
        {"SITES": ("Arena", "Town Hall", "Airport", "Old Mall", "Fairground", "Stadium", "Museum", "Harbor Hall")},
        distractors=("The last campaign was in {year}.", "A nurse gives {shots} injections per hour."),
    ),
    Setting(
        "charging_stations",
        "energy",
        {
            "decider": "charging company",
            "site": "charging station",
            "served": "cars a day",
            "able": "charge",
            "need": "cars that need to be charged a day",
            "money": "construction cost",
        },
        {
            "SITES": (
                "Exit North",
                "Exit South",
                "Ring Road",
                "Lakeside",
                "Old Port",
                "Tech Park",
                "Main Station",
                "Zoo Gate",
            )
        },
        distractors=("Charging takes {minutes} minutes on average.", "The company has {members} thousand members."),
    ),
    Setting(
        "waste_depots",
        "environment",
        {
            "decider": "county",
            "site": "recycling yard",
            "served": "tons a month",
            "able": "take in",
            "need": "tons of recyclables to be taken in a month",
            "money": "fixed cost",
        },
        {
            "SITES": (
                "Abbey Lane",
                "Brick Road",
                "Canal Street",
                "Dock Road",
                "East Field",
                "Forge Hill",
                "Glen Road",
                "High Moor",
            )
        },
        distractors=("The county has {villages} villages.", "The recycling law dates from {year}."),
    ),
    Setting(
        "call_centers",
        "customer service",
        {
            "decider": "airline",
            "site": "call center",
            "served": "calls an hour",
            "able": "answer",
            "need": "calls to be answered an hour",
            "money": "yearly fixed cost",
        },
        {"SITES": ("Cork", "Porto", "Krakow", "Tallinn", "Malaga", "Leipzig", "Sofia", "Nicosia")},
        distractors=("The airline flies {planes} planes.", "A call lasts about {seconds} seconds."),
    ),
    Setting(
        "server_sites",
        "software",
        {
            "decider": "video platform",
            "site": "data center",
            "served": "terabytes an hour",
            "able": "deliver",
            "need": "terabytes to be delivered an hour",
            "money": "fixed cost",
        },
        {"SITES": ("Dallas", "Phoenix", "Atlanta", "Seattle", "Denver", "Chicago", "Boston", "Miami")},
        distractors=("The platform has {shows} thousand shows.", "It is offered in {countries} countries."),
    ),
    Setting(
        "summer_schools",
        "education",
        {
            "decider": "school district",
            "site": "summer school",
            "served": "pupils",
            "able": "teach",
            "need": "pupils to be taught",
            "money": "fixed cost",
        },
        {"SITES": ("Lincoln", "Jefferson", "Roosevelt", "Madison", "Franklin", "Hamilton", "Kennedy", "Monroe")},
        distractors=("Classes have {pupils} pupils on average.", "The holidays last {days} days."),
    ),
)


NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} [has to|must] decide where to open {site:plural}, and there are {SITES_size} possible "
                "places.",
                "[Looking for|In search of] the right places for its {site:plural}, {decider:a} has {SITES_size} to "
                "choose from: {SITES:list}.",
                "{SITES:list} [are|have been named as] the places where {decider:a} could open {site:a}.",
                "{decider:a} is [planning|going] to open {site:plural} at some of {SITES_size} places, which are "
                "{SITES:list}.",
            )
        ),
    ),
    statements=(
        Values(
            measures=(
                Measure("cost", "{money}", form=Form.MONEY),
                Measure("capacity", "Capacity ({served})"),
            ),
            labels=("site_name",),
            sets=("SITES",),
            phrasings=(
                "{site:a} at {site_name} has a {money} of {cost:money} and can {able} [up to|at most] "
                "{capacity:number} {served}.",
                "[Opening|To open] {site_name} means a {money} of {cost:money} for a capacity of {capacity:number} "
                "{served}.",
                "At {site_name}, up to {capacity:number} {served} could be dealt with for a {money} of {cost:money}.",
            ),
            captions=(
                "The {money} and the capacity of [each place|every place]:",
                "What it takes to open {site:a} at each place, and how much it could {able}:",
                "[Each|Every] place has a {money}, due only if it is opened, and a capacity:",
            ),
        ),
        Rule(
            tells=("enough",),
            phrasings=(
                "[Together|In total], the open {site:plural} must be able to {able} at least {demand:number} {served}.",
                "There are {demand:number} {need}, and the capacities of the open places must add up to [at least "
                "that|no less].",
                "The total capacity of all {site:plural} that are opened [has to be|must be] no less than "
                "{demand:number} {served}.",
            ),
        ),
        Rule(
            tells=("center",),
            phrasings=(
                "Exactly one of {CENTRAL:list} [must|has to] be opened.",
                "[One and only one|Precisely one] of the places {CENTRAL:list} is to be chosen.",
                "Out of {CENTRAL:list}, [not more and not less than one|neither more nor less than one] is to be "
                "opened.",
            ),
        ),
        Rule(
            tells=("either",),
            phrasings=(
                "Either {FIRST:list} or {SECOND:list} must be opened, [but not both|though not both of them].",
                "{FIRST:list} has to be opened if {SECOND:list} is not, and [must stay closed|cannot be opened] if it "
                "is.",
                "[Of the two places|From the pair] {FIRST:list} and {SECOND:list}, one must be opened and the other "
                "left closed.",
            ),
        ),
        Rule(
            tells=("count",),
            phrasings=(
                "[No more than|At most] {most:number} {site*most} can be opened in all.",
                "The number of {site:plural} is limited to {most:number}.",
                "The [budget|staff] does not allow for more than {most:number} open {site*most}.",
            ),
        ),
        Rule(
            tells=("open",),
            phrasings=(
                "[Each|Every] place is either opened or [left out|not].",
                "{site:a} cannot be opened in part.",
                "At each place there is either one {site} or none.",
            ),
            implied=True,
        ),
    ),
    goal=Goal(
        (
            "Which places should be opened so that the total {money} is as [low|small] as possible?",
            "[Find|Determine] the choice of places with the smallest total {money}.",
            "What is the [lowest|smallest] total {money} under these rules?",
            "The [aim|task] is to keep the total {money} of the opened {site:plural} as low as possible.",
        )
    ),
)

FAMILY = Family(
    name="site_rules",
    title="Site selection with logical rules",
    reference="Typed constraints 10 to 13 of Li, Zhang and Mak-Hau (arXiv 2311.15271); Williams, Model Building in "
    "Mathematical Programming, 5th edition, section 9.2",
    model_class="LOGIC",
    problem_class="integer",
    formulation=FORMULATION,
    ranges=Ranges(
        sites=Range(5, 8, size=True, least=5, most=60),
        cost=Range(200, 900, 10),
        capacity=Range(40, 200, 5),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
    extras=(at_least("open", "SITES", "site", "opened"),),
)
