"""People are assigned to projects by hours, as a transportation problem with limits on each pair."""

from __future__ import annotations

from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.language.quantities import Form
from nl2opt.synth.narrative.statements import Goal, Measure, Narrative, Opening, Rule, Setting, Values

FORMULATION = """
## Sets
PEOPLE
PROJECTS
## Parameters
hours[PEOPLE]
need[PROJECTS]
cost[PEOPLE, PROJECTS]
limit[PEOPLE, PROJECTS]
## Variables
0 <= work[i in PEOPLE, j in PROJECTS] <= limit[i, j] continuous  # hours that the person works on the project
## Objective
minimize sum(cost[i, j] * work[i, j] for i in PEOPLE for j in PROJECTS)
## Constraints
available[i in PEOPLE]: sum(work[i, j] for j in PROJECTS) <= hours[i]
done[j in PROJECTS]: sum(work[i, j] for i in PEOPLE) == need[j]
"""


def sample(sampler: Sampler) -> Data:
    """Hours and limits are no less than a random assignment needs, whose totals are the needs of the projects."""
    people = sampler.members("PEOPLE", sampler.size("people"))
    projects = sampler.members("PROJECTS", sampler.size("projects"))
    pairs = [(person, project) for person in people for project in projects]
    work = {pair: sampler.number("work") if sampler.rng.random() < 0.6 else 0 for pair in pairs}
    for project in projects:
        if not any(work[person, project] for person in people):
            work[sampler.choose(people), project] = max(1, sampler.number("work"))
    return {
        "PEOPLE": people,
        "PROJECTS": projects,
        "hours": {i: sum(work[i, j] for j in projects) + sampler.number("spare") for i in people},
        "need": {j: sum(work[i, j] for i in people) for j in projects},
        "cost": sampler.numbers("cost", pairs),
        "limit": {pair: work[pair] + sampler.number("spare") for pair in pairs},
    }


SETTINGS = (
    Setting(
        "law_office",
        "legal",
        {"decider": "law office", "person": "lawyer", "project": "case", "period": "month"},
        {
            "PEOPLE": ("Adams", "Baker", "Clark", "Davies", "Evans", "Foster", "Grant"),
            "PROJECTS": ("Merger", "Patent Claim", "Tax Appeal", "Land Dispute", "Estate", "Arbitration"),
        },
        distractors=("The office was founded in {year}.", "Its library has {shelves} shelves."),
    ),
    Setting(
        "software_teams",
        "software",
        {"decider": "software company", "person": "developer", "project": "product", "period": "sprint"},
        {
            "PEOPLE": ("Aiko", "Bruno", "Chandra", "Dalia", "Emre", "Farid", "Greta"),
            "PROJECTS": ("Mail Client", "Photo App", "Web Shop", "Search Tool", "Calendar", "Chat Server"),
        },
        distractors=("The company has {offices} offices.", "Its first program was sold in {year}."),
    ),
    Setting(
        "research_institute",
        "education",
        {"decider": "research institute", "person": "scientist", "project": "study", "period": "semester"},
        {
            "PEOPLE": ("Ito", "Jansen", "Keller", "Lopez", "Moreau", "Novak", "Olsen"),
            "PROJECTS": ("Glacier Study", "Soil Study", "Ocean Study", "Bird Study", "Cloud Study", "Forest Study"),
        },
        distractors=("The institute was named after its founder in {year}.", "It publishes {papers} papers a year."),
    ),
    Setting(
        "visiting_nurses",
        "health",
        {"decider": "nursing service", "person": "nurse", "project": "district", "period": "week"},
        {
            "PEOPLE": ("Paula", "Quinn", "Rosa", "Silke", "Tomas", "Ursula", "Viktor"),
            "PROJECTS": ("Old Quarter", "Riverbank", "Hillcrest", "Lakefront", "Garden City", "Mill Quarter"),
        },
        distractors=("The service has {cars} cars.", "It has been run by the city since {year}."),
    ),
    Setting(
        "film_studio",
        "entertainment",
        {"decider": "animation studio", "person": "artist", "project": "film", "period": "month"},
        {
            "PEOPLE": ("Wanda", "Xavier", "Yusuf", "Zora", "Alma", "Boris", "Celia"),
            "PROJECTS": ("Moon Cat", "Paper Boat", "Silent Snow", "The Clock", "Red Kite", "Blue Whale"),
        },
        distractors=("The studio won {prizes} prizes.", "Its first film was shown in {year}."),
    ),
    Setting(
        "site_engineers",
        "construction",
        {"decider": "engineering firm", "person": "engineer", "project": "building site", "period": "quarter"},
        {
            "PEOPLE": ("Hansen", "Ivanov", "Jimenez", "Kovacs", "Larsen", "Marino", "Nowak"),
            "PROJECTS": ("West Bridge", "City Tunnel", "Harbor Wall", "North Tower", "Sports Hall", "Metro Station"),
        },
        distractors=("The tunnel was proposed in {year}.", "The tower will have {floors} floors."),
    ),
)

NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} [has to divide|divides] the hours of {PEOPLE_size} {person*PEOPLE_size} ({PEOPLE:list}) "
                "among "
                "{PROJECTS_size} {project*PROJECTS_size}: {PROJECTS:list}.",
                "For the next {period}, {decider:a} [plans|must plan] how many hours each of {PEOPLE:list} spends on "
                "each {project}.",
                "{PEOPLE_size:number} {person*PEOPLE_size} of {decider:a}, {PEOPLE:list}, [are available|can be used] "
                "for {PROJECTS_size} {project*PROJECTS_size} in the next {period}.",
                "The {project*PROJECTS_size} of {decider:a} in the next {period} are {PROJECTS:list}, for which "
                "{PEOPLE_size} {person*PEOPLE_size} are available: {PEOPLE:list}.",
            )
        ),
    ),
    statements=(
        Values(
            measures=(Measure("hours", "Hours available", unit="hours"),),
            labels=("person_name",),
            sets=("PEOPLE",),
            phrasings=(
                "{person_name} can work [at most|up to|no more than] {hours:number} hours.",
                "No more than {hours:number} hours of {person_name} are available.",
                "The working time of {person_name} is limited to {hours:number} hours.",
            ),
            captions=(
                "The hours that each {person} can work at most are:",
                "No {person} can work more hours than [given|listed] here:",
            ),
            listings=(("The greatest working times are", "{hours:number} hours for {person_name}"),),
            tells=("available",),
        ),
        Values(
            measures=(Measure("need", "Hours needed", unit="hours"),),
            labels=("project_name",),
            sets=("PROJECTS",),
            phrasings=(
                "{project_name} [needs|takes] exactly {need:number} hours.",
                "Exactly {need:number} hours have to be spent on {project_name}.",
                "The work on {project_name} takes {need:number} hours, all of which must be covered exactly.",
            ),
            captions=(
                "The {project:plural} need exactly the following hours:",
                "Each {project} must get exactly this number of hours:",
            ),
            listings=(("The exact needs are", "{need:number} hours for {project_name}"),),
            tells=("done",),
        ),
        Values(
            measures=(
                Measure("cost", "Cost per hour", form=Form.MONEY),
                Measure("limit", "Greatest number of hours", unit="hours"),
            ),
            labels=("person_name", "project_name"),
            sets=("PEOPLE", "PROJECTS"),
            phrasings=(
                "An hour of {person_name} on {project_name} costs {cost:money}, and [at most|no more than] "
                "{limit:number} hours can be spent there.",
                "{person_name} costs {cost:money} per hour on {project_name}, for up to {limit:number} hours.",
                "On {project_name}, {person_name} can spend up to {limit:number} hours, each of which costs "
                "{cost:money}.",
            ),
            captions=(
                "What an hour of each {person} costs on each {project}, and how many hours are possible at most:",
                "The cost per hour and the greatest number of hours for each {person} and {project} are:",
            ),
            tells=("work",),
        ),
        Rule(
            tells=("work",),
            phrasings=(
                "Parts of an hour [can be assigned|may be assigned], too.",
                "{person:a} may work on several {project:plural}, and hours can be divided.",
                "Any part of an hour can be used.",
            ),
            implied=True,
        ),
    ),
    goal=Goal(
        (
            "What is the [lowest|smallest|minimum] total cost of covering all {project:plural}?",
            "How many hours should each {person} spend on each {project} so that the total cost is as low as possible?",
            "[Determine|Find] the hours of each {person} on each {project} that cover all needs at the "
            "[lowest|least] total cost.",
            "The {decider} wants to minimize the total cost of all {project:plural}.",
        )
    ),
)

FAMILY = Family(
    name="network_assignment",
    title="Assignment of hours as a network",
    reference="Fourer, Gay and Kernighan, AMPL, 2nd edition, sections 3.3 and 15.4",
    model_class="LP",
    problem_class="linear",
    formulation=FORMULATION,
    ranges=Ranges(
        people=Range(2, 4, size=True, least=1, most=40),
        projects=Range(2, 4, size=True, least=1, most=30),
        work=Range(5, 30),
        spare=Range(2, 15),
        cost=Range(20, 90),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
