"""Personnel deployment: people of several specialties move from bases to posts, with limited transport."""

from __future__ import annotations

from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.language.quantities import Form
from nl2opt.synth.narrative.statements import Goal, Measure, Narrative, Opening, Rule, Setting, Values

FORMULATION = """
## Sets
KINDS
BASES
POSTS
## Parameters
available[KINDS, BASES]
needed[KINDS, POSTS]
seats[BASES]
cost[BASES, POSTS]  # for each person
## Variables
send[KINDS, BASES, POSTS] >= 0 integer  # people who move
## Objective
minimize sum(cost[b, p] * send[k, b, p] for k in KINDS for b in BASES for p in POSTS)
## Constraints
stock[k in KINDS, b in BASES]: sum(send[k, b, p] for p in POSTS) <= available[k, b]
staff[k in KINDS, p in POSTS]: sum(send[k, b, p] for b in BASES) >= needed[k, p]
lift[b in BASES]: sum(send[k, b, p] for k in KINDS for p in POSTS) <= seats[b]
"""


def sample(sampler: Sampler) -> Data:
    """A hidden deployment is possible: bases have its people and seats, and some more."""
    kinds = sampler.members("KINDS", sampler.size("kinds"))
    bases = sampler.members("BASES", sampler.size("bases"))
    posts = sampler.members("POSTS", sampler.size("posts"))
    needed = sampler.numbers("needed", [(k, p) for k in kinds for p in posts])
    available = sampler.numbers("spare", [(k, b) for k in kinds for b in bases])
    moved = dict.fromkeys(bases, 0)
    for (k, _), number in needed.items():
        for _ in range(int(number)):
            base = sampler.choose(bases)
            available[k, base] += 1
            moved[base] += 1
    return {
        "KINDS": kinds,
        "BASES": bases,
        "POSTS": posts,
        "available": available,
        "needed": needed,
        "seats": {b: sampler.share(moved[b], 1.05, 1.4) + 1 for b in bases},
        "cost": sampler.numbers("cost", [(b, p) for b in bases for p in posts]),
    }


SETTINGS = (
    Setting(
        "army_rotation",
        "transport",
        {
            "decider": "army command",
            "kind": "specialty",
            "person": "soldier",
            "base": "garrison",
            "post": "outpost",
            "seat": "airlift seat",
            "mission": "rotate its troops",
        },
        {
            "KINDS": ("Engineers", "Medics", "Signals", "Infantry", "Mechanics"),
            "BASES": ("Fort Alder", "Fort Birch", "Fort Cedar", "Fort Dorn", "Fort Elm", "Fort Fir"),
            "POSTS": (
                "Outpost Amber",
                "Outpost Blue",
                "Outpost Coral",
                "Outpost Dune",
                "Outpost Ember",
                "Outpost Fern",
            ),
        },
        distractors=("The rotation takes place every {months} months.", "The oldest garrison dates from {year}."),
    ),
    Setting(
        "navy_ports",
        "transport",
        {
            "decider": "naval staff",
            "kind": "branch",
            "person": "sailor",
            "base": "naval base",
            "post": "ship",
            "seat": "bus seat",
            "mission": "man its ships for an exercise",
        },
        {
            "KINDS": ("Gunnery", "Navigation", "Engine Room", "Sonar", "Galley"),
            "BASES": ("North Haven", "South Haven", "West Bay", "East Point", "Cape Station", "River Mouth"),
            "POSTS": ("Albatross", "Barracuda", "Cormorant", "Dolphin", "Endeavor", "Fulmar"),
        },
        distractors=("The exercise lasts {days} days.", "The fleet last sailed together in {year}."),
    ),
    Setting(
        "disaster_relief",
        "health",
        {
            "decider": "relief agency",
            "kind": "profession",
            "person": "volunteer",
            "base": "regional office",
            "post": "camp",
            "seat": "helicopter seat",
            "mission": "help after an earthquake",
        },
        {
            "KINDS": ("Surgeons", "Nurses", "Cooks", "Translators", "Drivers"),
            "BASES": ("Ankara", "Baku", "Cairo", "Dubai", "Erbil", "Fez"),
            "POSTS": ("Camp Acacia", "Camp Baobab", "Camp Cactus", "Camp Date", "Camp Ebony", "Camp Fennel"),
        },
        distractors=("The agency was founded in {year}.", "A camp has {tents} tents."),
    ),
    Setting(
        "wildfire_crews",
        "environment",
        {
            "decider": "forest service",
            "kind": "qualification",
            "person": "firefighter",
            "base": "ranger station",
            "post": "fire line",
            "seat": "truck seat",
            "mission": "fight several wildfires",
        },
        {
            "KINDS": ("Sawyers", "Pump Operators", "Spotters", "Diggers", "Foremen"),
            "BASES": ("Bear Creek", "Cougar Flat", "Deer Park", "Eagle Rock", "Fox Hollow", "Grizzly Gap"),
            "POSTS": ("Ash Line", "Burn Line", "Canyon Line", "Dry Line", "Ember Line", "Flame Line"),
        },
        distractors=("A crew works {hours} hours at a stretch.", "The last fire of this size was in {year}."),
    ),
    Setting(
        "storm_repair",
        "energy",
        {
            "decider": "grid company",
            "kind": "trade",
            "person": "worker",
            "base": "service yard",
            "post": "damage site",
            "seat": "van seat",
            "mission": "repair storm damage",
        },
        {
            "KINDS": ("Linemen", "Electricians", "Climbers", "Inspectors", "Operators"),
            "BASES": ("Aldgate Yard", "Bow Yard", "Camden Yard", "Dalston Yard", "Ealing Yard", "Finchley Yard"),
            "POSTS": ("Abbots Hill", "Beacon Down", "Crow Lane", "Dyke Road", "Easter Fen", "Firle Cross"),
        },
        distractors=("The storm cut off {homes} thousand homes.", "Wind speeds reached {speed} knots."),
    ),
    Setting(
        "election_staff",
        "legal",
        {
            "decider": "election commission",
            "kind": "role",
            "person": "official",
            "base": "regional court",
            "post": "polling district",
            "seat": "coach seat",
            "mission": "staff a referendum",
        },
        {
            "KINDS": ("Observers", "Clerks", "Counters", "Lawyers", "Couriers"),
            "BASES": ("Aarhus", "Billund", "Copenhagen", "Djursland", "Esbjerg", "Frederikshavn"),
            "POSTS": ("Amager", "Bornholm", "Central Zealand", "Djurs", "East Funen", "Falster"),
        },
        distractors=("The polls are open for {hours} hours.", "The last referendum was held in {year}."),
    ),
    Setting(
        "harvest_helpers",
        "agriculture",
        {
            "decider": "growers union",
            "kind": "skill",
            "person": "helper",
            "base": "hostel",
            "post": "estate",
            "seat": "minibus seat",
            "mission": "bring in the harvest",
        },
        {
            "KINDS": ("Pickers", "Sorters", "Packers", "Pruners", "Haulers"),
            "BASES": ("Arles", "Beziers", "Cahors", "Dax", "Elne", "Foix"),
            "POSTS": ("Almond Estate", "Berry Estate", "Cherry Estate", "Date Estate", "Elder Estate", "Fennel Estate"),
        },
        distractors=("The harvest lasts {weeks} weeks.", "The union has {members} hundred members."),
    ),
)

NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "To {mission}, {decider:a} [has to send|must send|is sending] {person:plural} from {BASES_size} "
                "{base:plural} to {POSTS_size} {post:plural}.",
                "{decider:a} [is planning|has to plan] which {person:plural} to send where in order to {mission}.",
                "In order to {mission}, {decider:a} moves {person:plural} from its {base:plural} to {POSTS_size} "
                "{post:plural}.",
                "{POSTS_size} {post:plural} need {person:plural}, and {decider:a} wants to {mission} with those from "
                "{BASES_size} {base:plural}.",
            )
        ),
    ),
    statements=(
        Values(
            measures=(Measure("available", "{person:plural} available", unit="{person*value}"),),
            labels=("kind_name", "base_name"),
            sets=("KINDS", "BASES"),
            phrasings=(
                "For the {kind} {kind_name}, {base_name} can give up to {available:number} {person*available}.",
                "The {base} {base_name} can spare at most {available:number} {person*available} of the {kind} "
                "{kind_name}.",
                "At most {available:number} {person*available} with the {kind} {kind_name} can leave {base_name}.",
            ),
            captions=(
                "The largest numbers of {person:plural} that the {base:plural} can give, by {kind}, are:",
                "By {kind} and {base}, at most so many {person:plural} are available:",
                "No {base} can send more {person:plural} of {kind:a} than this:",
            ),
            tells=("stock",),
            prose_to=6,
        ),
        Values(
            measures=(Measure("needed", "{person:plural} needed", unit="{person*value}"),),
            labels=("kind_name", "post_name"),
            sets=("KINDS", "POSTS"),
            phrasings=(
                "{post_name} needs at least {needed:number} {person*needed} of the {kind} {kind_name}.",
                "Of the {kind} {kind_name}, no fewer than {needed:number} {person*needed} have to reach {post_name}.",
                "At least {needed:number} {person*needed} with the {kind} {kind_name} must be sent to {post_name}.",
            ),
            captions=(
                "The numbers of {person:plural} that each {post} must get at least, by {kind}, are:",
                "By {kind} and {post}, at least so many {person:plural} are needed:",
                "The {post:plural} must receive no fewer {person:plural} than these:",
            ),
            tells=("staff",),
            prose_to=6,
        ),
        Values(
            measures=(Measure("seats", "{seat:plural}", unit="{seat*value}"),),
            labels=("base_name",),
            sets=("BASES",),
            phrasings=(
                "{base_name} has {seats:number} {seat*seats}.",
                "The {base} {base_name} can count on {seats:number} {seat*seats}.",
                "Those who leave {base_name} have to share {seats:number} {seat*seats}.",
            ),
            listings=(("The numbers of {seat:plural} are", "{seats:number} at {base_name}"),),
            captions=(
                "The {base:plural} have the following {seat:plural}:",
                "{seat:plural} by {base}:",
                "For each {base}, this is the number of {seat:plural}:",
            ),
        ),
        Rule(
            tells=("lift",),
            phrasings=(
                "Everybody who leaves {base:a} needs {seat:a} of that {base}, whatever the {kind}.",
                "Over all {kind:plural} together, no {base} can send more {person:plural} than it has {seat:plural}.",
                "The total number of {person:plural} sent from {base:a} is limited by its {seat:plural}.",
            ),
        ),
        Values(
            measures=(Measure("cost", "Cost per {person} ($)", Form.MONEY),),
            labels=("base_name", "post_name"),
            sets=("BASES", "POSTS"),
            phrasings=(
                "Sending one {person} from {base_name} to {post_name} costs {cost:money}, whatever the {kind}.",
                "From {base_name} to {post_name}, each {person} costs {cost:money}.",
                "It costs {cost:money} to move {person:a} from {base_name} to {post_name}.",
            ),
            captions=(
                "The cost of moving one {person} of any {kind} from {base:a} to {post:a}, in dollars, is:",
                "In dollars, each {person} moved from {base:a} to {post:a} costs:",
                "For all {kind:plural} alike, these are the costs per {person} in dollars:",
            ),
        ),
        Rule(
            tells=("send",),
            phrasings=(
                "Only whole {person:plural} can be sent.",
                "All numbers of {person:plural} must be whole.",
                "It goes without saying that no {person} can be divided.",
            ),
            implied=True,
        ),
    ),
    goal=Goal(
        (
            "How many {person:plural} of each {kind} should go from which {base} to which {post} to minimize the total "
            "cost?",
            "[Find|Determine] the cheapest way to meet the needs of all {post:plural}.",
            "What is the lowest total cost [at which|for which] the needs of all {post:plural} can be met?",
            "[Plan|Organize] the moves so that the total cost is as low as possible.",
        )
    ),
)

FAMILY = Family(
    name="personnel_deployment",
    title="Military personnel deployment",
    reference=(
        "A transportation model with several kinds of personnel after Hitchcock, Journal of Mathematics and Physics 20 "
        "(1941); among the OptMATH seeds (arXiv 2502.11102)"
    ),
    model_class="IP",
    problem_class="integer",
    formulation=FORMULATION,
    ranges=Ranges(
        kinds=Range(2, 3, size=True, least=1, most=12),
        bases=Range(2, 3, size=True, least=2, most=20),
        posts=Range(2, 3, size=True, least=2, most=20),
        needed=Range(2, 20),
        spare=Range(0, 8),
        cost=Range(80, 900, step=10),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
