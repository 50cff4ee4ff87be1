"""Team formation: people with skills join projects so that no project lacks much of what it needs."""

from __future__ import annotations

from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.narrative.statements import Goal, Measure, Narrative, Opening, Rule, Setting, Values

FORMULATION = """
## Sets
PEOPLE
PROJECTS
SKILLS
## Parameters
level[PEOPLE, SKILLS]
need[PROJECTS, SKILLS]
## Variables
join[PEOPLE, PROJECTS] binary  # whether the person works in the project
shortfall >= 0  # the largest, over projects and skills
## Objective
minimize shortfall
## Constraints
one[p in PEOPLE]: sum(join[p, q] for q in PROJECTS) == 1
gap[q in PROJECTS, k in SKILLS]: need[q, k] - sum(level[p, k] * join[p, q] for p in PEOPLE) <= shortfall
"""


def sample(sampler: Sampler) -> Data:
    """Levels at random; each project needs about its even part of all levels, more or less."""
    people = sampler.members("PEOPLE", sampler.size("people"))
    projects = sampler.members("PROJECTS", sampler.size("projects"))
    skills = sampler.members("SKILLS", sampler.size("skills"))
    level = {(p, k): sampler.number("level") for p in people for k in skills}
    need = {}
    for q in projects:
        for k in skills:
            need[q, k] = sampler.share(sum(level[p, k] for p in people) / len(projects), 0.7, 1.6) + 1
    return {"PEOPLE": people, "PROJECTS": projects, "SKILLS": skills, "level": level, "need": need}


_FIRST_NAMES = ("Ana", "Boris", "Chen", "Dalia", "Emil", "Farah", "Goran", "Hana", "Ivan", "Jana", "Kofi", "Lea")

SETTINGS = (
    Setting(
        "software_teams",
        "software",
        {
            "decider": "software company",
            "person": "developer",
            "project": "product",
            "skill": "field",
            "point": "point",
        },
        {
            "PEOPLE": _FIRST_NAMES,
            "PROJECTS": ("Checkout", "Search", "Payments", "Mobile App", "Analytics"),
            "SKILLS": ("databases", "web design", "testing", "security", "networking"),
        },
        distractors=("The company was started in {year}.", "Its offices have {desks} desks."),
    ),
    Setting(
        "law_cases",
        "legal",
        {
            "decider": "law office",
            "person": "lawyer",
            "project": "case",
            "skill": "area of law",
            "point": "point",
        },
        {
            "PEOPLE": ("Adams", "Brandt", "Costa", "Dumas", "Evans", "Falk", "Grant", "Hughes", "Ikeda", "Jansen"),
            "PROJECTS": ("Harbor Case", "Miller Case", "Patent Case", "Merger Case", "Estate Case"),
            "SKILLS": ("tax law", "contract law", "labor law", "patent law"),
        },
        distractors=("The office keeps its files for {years} years.", "A hearing lasts about {hours} hours."),
    ),
    Setting(
        "hospital_wards",
        "health",
        {
            "decider": "hospital",
            "person": "nurse",
            "project": "ward",
            "skill": "kind of care",
            "point": "point",
        },
        {
            "PEOPLE": ("Alice", "Bruno", "Clara", "David", "Elena", "Felix", "Greta", "Hugo", "Irene", "Jonas"),
            "PROJECTS": ("Ward North", "Ward South", "Ward East", "Ward West", "Ward Central"),
            "SKILLS": ("emergency care", "surgical care", "elderly care", "child care"),
        },
        distractors=("The hospital has {beds} beds.", "The cafeteria opens at {hour} minutes past six."),
    ),
    Setting(
        "school_clubs",
        "education",
        {
            "decider": "school",
            "person": "teacher",
            "project": "competition",
            "skill": "subject",
            "point": "point",
        },
        {
            "PEOPLE": ("Abbott", "Baker", "Carver", "Dixon", "Ellis", "Foster", "Gibson", "Harper", "Irwin", "Joyce"),
            "PROJECTS": ("Robotics", "Debate", "Science Fair", "Math Olympiad", "Drama"),
            "SKILLS": ("physics", "writing", "algebra", "music", "coding"),
        },
        distractors=("The school has {pupils} pupils in its choir.",),
    ),
    Setting(
        "film_crews",
        "entertainment",
        {
            "decider": "film studio",
            "person": "crew member",
            "project": "production",
            "skill": "craft",
            "point": "point",
        },
        {
            "PEOPLE": ("Abe", "Bella", "Cyrus", "Dora", "Ezra", "Fiona", "Gus", "Heidi", "Igor", "June"),
            "PROJECTS": ("Silent River", "Red Harvest", "Paper Moonlight", "Last Train", "Blue Hour"),
            "SKILLS": ("lighting", "sound", "camera work", "editing"),
        },
        distractors=("The studio won {prizes} prizes last year.", "Its oldest stage dates from {year}."),
    ),
    Setting(
        "site_crews",
        "construction",
        {
            "decider": "building contractor",
            "person": "worker",
            "project": "site",
            "skill": "trade",
            "point": "point",
        },
        {
            "PEOPLE": ("Pedro", "Quinn", "Ramon", "Stefan", "Tomas", "Umar", "Viktor", "Walter", "Yusuf", "Zoran"),
            "PROJECTS": ("Bridge Site", "School Site", "Tower Site", "Canal Site", "Museum Site"),
            "SKILLS": ("masonry", "carpentry", "plumbing", "wiring", "roofing"),
        },
        distractors=("The contractor owns {cranes} cranes.", "Work starts {minutes} minutes after sunrise."),
    ),
)


NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} has {PEOPLE_size} {person*PEOPLE_size}, {PEOPLE:list}, to [divide among|share out among] "
                "{PROJECTS_size} {project*PROJECTS_size}: {PROJECTS:list}.",
                "[The head of|A manager at] {decider:a} [has to|must] decide which {person} is assigned to which "
                "{project}.",
                "{decider:a} is [putting together|forming] the teams for {PROJECTS_size} {project*PROJECTS_size} out "
                "of {PEOPLE_size} {person:plural} who differ in {SKILLS:list}.",
                "[In|At] {decider:a}, {PEOPLE:list} are to be [assigned to|spread over] {PROJECTS:list}.",
            )
        ),
    ),
    statements=(
        Values(
            measures=(Measure("level", "Level"),),
            labels=("person_name", "skill_name"),
            sets=("PEOPLE", "SKILLS"),
            phrasings=(
                "{person_name} has a level of {level:number} in {skill_name}.",
                "In {skill_name}, {person_name} [is rated at|brings] {level:number} {point*level}.",
                "The level of {person_name} in {skill_name} is {level:number}.",
            ),
            captions=(
                "The levels of the {person:plural} in each {skill} are:",
                "[How good each {person} is|What each {person} brings], in {point:plural} for each {skill}:",
                "[Every|Each] {person} has been rated in every {skill}:",
            ),
            prose_to=12,
        ),
        Values(
            measures=(Measure("need", "Required level"),),
            labels=("project_name", "skill_name"),
            sets=("PROJECTS", "SKILLS"),
            phrasings=(
                "{project_name} [asks for|should have|calls for] a total level of {need:number} in {skill_name}.",
                "The {project} {project_name} needs {need:number} {point*need} of {skill_name} from its members "
                "together.",
                "[In|For] {skill_name}, the requirement of {project_name} is a total of {need:number} {point*need}.",
            ),
            captions=(
                "The total level that each {project} [should have|asks for] in each {skill}:",
                "[What the {project:plural} require|The requirements of the {project:plural}], as total levels of all "
                "members of a team:",
                "[Each|Every] {project} has a required total level in every {skill}:",
            ),
            prose_to=12,
        ),
        Rule(
            tells=("one", "join"),
            phrasings=(
                "[Each|Every] {person} is [assigned to|given] exactly one {project}[, and nobody is left out|].",
                "Nobody can be [split|divided] between {project:plural}, and every {person} has to [join|be given] "
                "one.",
                "[All|All of the] {person:plural} must be assigned, each to one {project} only.",
            ),
        ),
        Rule(
            tells=("gap", "shortfall"),
            phrasings=(
                "The shortfall of a {project} in {skill:a} is the amount by which its requirement exceeds the sum of "
                "the levels of its members, [or zero where it is covered|and zero where the requirement is covered].",
                "[Where|If] the levels of the members of a {project} do not add up to what is required in {skill:a}, "
                "the [missing part|difference] is the shortfall, and otherwise the shortfall is zero.",
                "Requirements may be missed, and the shortfall of a {project} in {skill:a} is how much is missing, "
                "zero if [nothing is|it has enough].",
            ),
        ),
    ),
    goal=Goal(
        (
            "How should the {person:plural} be assigned so that the largest shortfall, over all {project:plural} and "
            "every {skill}, is as small as possible?",
            "[Find|Determine] the assignment that minimizes the largest of all shortfalls.",
            "What is the [smallest|lowest] possible value of the largest shortfall?",
            "The [aim|goal] is to keep the worst shortfall of any {project} in any {skill} as small as possible.",
        )
    ),
)

FAMILY = Family(
    name="team_formation",
    title="Team formation",
    reference="A seed family of OptMATH (arXiv 2502.11102); Lappas, Liu and Terzi, Finding a team of experts, KDD 2009",
    model_class="MIP",
    problem_class="mixed-integer",
    formulation=FORMULATION,
    ranges=Ranges(
        people=Range(4, 6, size=True, least=3, most=14),
        projects=Range(2, 2, size=True, least=2, most=4),
        skills=Range(2, 3, size=True, least=1, most=5),
        level=Range(1, 9),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
