"""Choice of projects under a budget, with logical rules: requirements, exclusions, alternatives, at least k of some."""

from __future__ import annotations

from nl2opt.synth.families.extras import at_most
from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.narrative.statements import Goal, Measure, Narrative, Opening, Rule, Setting, Values

FORMULATION = """
## Sets
PROJECTS
DEPENDENT  # one project
BASE  # one project, without which the dependent one is of no use
RIVALS
TRIGGER  # one project
SUPPORT
PRIORITY
## Parameters
cost[PROJECTS]
benefit[PROJECTS]
budget
least
## Variables
choose[PROJECTS] binary
## Objective
maximize sum(benefit[p] * choose[p] for p in PROJECTS)
## Constraints
afford: sum(cost[p] * choose[p] for p in PROJECTS) <= budget
requires[d in DEPENDENT, b in BASE]: choose[d] implies choose[b]
excludes: at_most_one(choose[r] for r in RIVALS)
backed[t in TRIGGER]: choose[t] implies any(choose[s] for s in SUPPORT)
enough: sum(choose[p] for p in PRIORITY) >= least
"""


def sample(sampler: Sampler) -> Data:
    """A choice that keeps all rules is drawn first, and the budget pays for it and for some more."""
    projects = sampler.members("PROJECTS", sampler.size("projects"))
    cost = sampler.numbers("cost", projects)
    mixed = sampler.some(projects, len(projects))
    sampler.rng.shuffle(mixed)
    dependent, base, trigger, *others = mixed
    rivals = sampler.some([p for p in projects if p != base], min(3, max(2, len(projects) // 3)))
    support = sampler.some(others, 2)
    free = [p for p in projects if p not in rivals and p not in (dependent, trigger)]
    priority = sorted({*free[:2], rivals[0], dependent}, key=projects.index)
    least = min(len([p for p in priority if p in free]), sampler.size("least"))
    kept = [p for p in priority if p in free][:least]
    budget = max(sum(cost[p] for p in kept), sampler.share(sum(cost.values()), 0.4, 0.7, 5))
    return {
        "PROJECTS": projects,
        "DEPENDENT": [dependent],
        "BASE": [base],
        "RIVALS": rivals,
        "TRIGGER": [trigger],
        "SUPPORT": support,
        "PRIORITY": priority,
        "cost": cost,
        "benefit": sampler.numbers("benefit", projects),
        "budget": budget,
        "least": least,
    }


SETTINGS = (
    Setting(
        "city_programs",
        "customer service",
        {
            "decider": "city council",
            "project": "project",
            "choose": "carry out",
            "chosen": "carried out",
            "money": "staff weeks",
            "worth": "public benefit",
            "point": "points",
        },
        {
            "PROJECTS": (
                "Night Bus",
                "City Park",
                "Swimming Hall",
                "Bike Path",
                "Market Hall",
                "Library Wing",
                "Tram Line",
                "Noise Wall",
                "Skate Park",
            )
        },
        distractors=("The council has {seats} seats.", "The last election was {months} months ago."),
    ),
    Setting(
        "software_features",
        "software",
        {
            "decider": "software firm",
            "project": "feature",
            "choose": "develop",
            "chosen": "developed",
            "money": "developer days",
            "worth": "user value",
            "point": "points",
        },
        {
            "PROJECTS": (
                "Dark Mode",
                "Offline Sync",
                "Voice Search",
                "Live Chat",
                "Single Login",
                "Map View",
                "Photo Upload",
                "Price Alerts",
                "Gift Cards",
            )
        },
        distractors=("The last release was {weeks} weeks ago.", "The app is offered in {languages} languages."),
    ),
    Setting(
        "hospital_upgrades",
        "health",
        {
            "decider": "hospital board",
            "project": "upgrade",
            "choose": "approve",
            "chosen": "approved",
            "money": "hours of building work",
            "worth": "patient benefit",
            "point": "points",
        },
        {
            "PROJECTS": (
                "New Scanner",
                "Day Clinic",
                "Robot Pharmacy",
                "Sleep Center",
                "Heart Unit",
                "Roof Helipad",
                "Cancer Ward",
                "Blood Bank",
                "Burn Unit",
            )
        },
        distractors=("The hospital has {beds} beds.", "The board meets every {weeks} weeks."),
    ),
    Setting(
        "energy_projects",
        "energy",
        {
            "decider": "power company",
            "project": "project",
            "choose": "build",
            "chosen": "built",
            "money": "crew months",
            "worth": "energy rating",
            "point": "points",
        },
        {
            "PROJECTS": (
                "Wind Farm",
                "Solar Park",
                "Tidal Plant",
                "Battery Yard",
                "Gas Turbine",
                "Sea Cable",
                "Biogas Plant",
                "Heat Store",
                "Pump Station",
            )
        },
        distractors=("The grid has {lines} overhead lines.", "The company was privatized in {year}."),
    ),
    Setting(
        "film_slate",
        "entertainment",
        {
            "decider": "film producer",
            "project": "film",
            "choose": "produce",
            "chosen": "produced",
            "money": "shooting days",
            "worth": "audience rating",
            "point": "points",
        },
        {
            "PROJECTS": (
                "Iron Comet",
                "Lost Harbor",
                "Second Winter",
                "The Lighthouse",
                "Paper Kings",
                "Desert Rain",
                "Glass Garden",
                "Midnight Ferry",
                "Wild Orchard",
            )
        },
        distractors=("The studio has {stages} stages.", "The last film ran for {weeks} weeks."),
    ),
    Setting(
        "university_courses",
        "education",
        {
            "decider": "university",
            "project": "course",
            "choose": "offer",
            "chosen": "offered",
            "money": "teaching hours",
            "worth": "student interest",
            "point": "points",
        },
        {
            "PROJECTS": (
                "Game Theory",
                "Queueing",
                "Data Mining",
                "Cryptography",
                "Robotics",
                "Graph Theory",
                "Finance Lab",
                "Logic Seminar",
                "Simulation",
            )
        },
        distractors=("The campus was opened in {year}.", "The library holds {shelves} thousand volumes."),
    ),
)


NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} [has to|must] decide which of {PROJECTS_size} {project:plural} to {choose}: "
                "{PROJECTS:list}.",
                "[There are|Up for decision are] {PROJECTS_size} {project:plural} that {decider:a} could {choose}.",
                "[Out of|Among] {PROJECTS_size} proposed {project:plural}, {decider:a} wants to select those to "
                "{choose}.",
                "{decider:a} is [choosing|selecting] {project:plural} for next year, and the candidates are "
                "{PROJECTS:list}.",
            )
        ),
    ),
    statements=(
        Values(
            measures=(
                Measure("cost", "Cost ({money})"),
                Measure("benefit", "{worth} ({point})"),
            ),
            labels=("project_name",),
            sets=("PROJECTS",),
            phrasings=(
                "{project_name} costs {cost:number} {money} and has {worth:a} of {benefit:number} {point}.",
                "It takes {cost:number} {money} to {choose} {project_name}, which [has|promises] {worth:a} of "
                "{benefit:number} {point}.",
                "The {worth} of {project_name} is {benefit:number} {point}, at a cost of {cost:number} {money}.",
            ),
            captions=(
                "The cost and the {worth} of each {project}:",
                "[The candidates|The {project:plural}] are listed here with their cost and {worth}:",
                "[Each|Every] {project} has a cost and {worth:a}:",
            ),
        ),
        Rule(
            tells=("afford",),
            phrasings=(
                "The total cost of all {project:plural} that are {chosen} [cannot exceed|must not exceed|is limited "
                "to] {budget:number} {money}.",
                "[No more than|At most] {budget:number} {money} can be spent in total.",
                "The budget [for this|for everything] is {budget:number} {money}.",
            ),
        ),
        Rule(
            tells=("requires",),
            phrasings=(
                "{DEPENDENT:list} can [only be {chosen}|be {chosen} only] if {BASE:list} is {chosen} as well.",
                "If {DEPENDENT:list} is {chosen}, then {BASE:list} must be {chosen}[, too|].",
                "[It makes no sense|It is not possible] to {choose} {DEPENDENT:list} without {BASE:list}.",
            ),
        ),
        Rule(
            tells=("excludes",),
            phrasings=(
                "At most one of {RIVALS:list} [can|may] be {chosen}.",
                "{RIVALS:list} [exclude|rule out] one another, so that no more than one of them can be {chosen}.",
                "Not more than one [{project} |]out of {RIVALS:list} is [allowed|possible].",
            ),
        ),
        Rule(
            tells=("backed",),
            phrasings=(
                "[Deciding on|Choosing] {TRIGGER:list} means that at least one of {SUPPORT:list} must be {chosen}, "
                "too.",
                "If {TRIGGER:list} is {chosen}, at least one of {SUPPORT:list} has to be {chosen} [as well|with it].",
                "{TRIGGER:list} [needs|depends on] the support of at least one of {SUPPORT:list}, so that it cannot "
                "be {chosen} without one of them.",
            ),
        ),
        Rule(
            tells=("enough",),
            phrasings=(
                "[At least|No fewer than] {least:number} out of {PRIORITY:list} must be {chosen}.",
                "[By agreement|By law], {least:number} or more of the {project:plural} {PRIORITY:list} have to be "
                "{chosen}.",
                "It has been [promised|agreed] to {choose} at least {least:number} of {PRIORITY:list}.",
            ),
        ),
        Rule(
            tells=("choose",),
            phrasings=(
                "[Each|Every] {project} is {chosen} as a whole or not at all.",
                "{project:a} cannot be {chosen} in part[ or more than once|].",
                "It is not possible to {choose} only a part of {project:a}.",
            ),
            implied=True,
        ),
    ),
    goal=Goal(
        (
            "Which {project:plural} should be {chosen} so that the total {worth} is as [large|high] as possible?",
            "[Find|Determine] the {project:plural} that give the largest total {worth} under these rules.",
            "What is the [largest|highest] total {worth} that can be [reached|had]?",
            "The [aim|task] is to maximize the total {worth} of all {project:plural} that are {chosen}.",
        )
    ),
)

FAMILY = Family(
    name="project_logic",
    title="Project selection with logical rules",
    reference="Williams, Model Building in Mathematical Programming, 5th edition, sections 9.2 to 9.4; typed "
    "constraints 10, 12 and 13 of Li, Zhang and Mak-Hau (arXiv 2311.15271)",
    model_class="LOGIC",
    problem_class="integer",
    formulation=FORMULATION,
    ranges=Ranges(
        projects=Range(5, 8, size=True, least=5, most=60),
        cost=Range(10, 80, 5),
        benefit=Range(5, 60),
        least=Range(1, 2),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
    extras=(at_most("choose", "PROJECTS", "project", "{chosen}"),),
)
