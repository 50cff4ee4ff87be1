"""Assignment of people to tasks that not everybody can do, with a limit on the tasks of each person."""

from __future__ import annotations

from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.narrative.statements import Goal, Measure, Narrative, Opening, Rule, Setting, Values

FORMULATION = """
## Sets
PEOPLE
TASKS
QUALIFIED  # (person, task): the person can do the task
## Parameters
most[PEOPLE]  # tasks
hours[QUALIFIED]
## Variables
assign[QUALIFIED] binary  # whether the person does the task
## Objective
minimize sum(hours[p, t] * assign[p, t] for (p, t) in QUALIFIED)
## Constraints
done[t in TASKS]: sum(assign[p, s] for (p, s) in QUALIFIED if s == t) == 1
load[p in PEOPLE]: sum(assign[q, t] for (q, t) in QUALIFIED if q == p) <= most[p]
"""


def sample(sampler: Sampler) -> Data:
    """A hidden schedule is possible: its person can do each task, and may have that many tasks."""
    people = sampler.members("PEOPLE", sampler.size("people"))
    tasks = sampler.members("TASKS", sampler.size("tasks"))
    most = sampler.numbers("most", people)
    while sum(most.values()) < len(tasks):
        most[sampler.choose(people)] += 1
    places = [p for p in people for _ in range(int(most[p]))]
    sampler.rng.shuffle(places)
    hidden = dict(zip(tasks, places, strict=False))
    qualified = [(p, t) for p in people for t in tasks if hidden[t] == p or sampler.rng.random() < 0.6]
    idle = [p for p in people if all(q != p for q, _ in qualified)]
    qualified = [(p, t) for p in people for t in tasks if (p, t) in qualified or (p in idle and t == tasks[0])]
    return {
        "PEOPLE": people,
        "TASKS": tasks,
        "QUALIFIED": qualified,
        "most": most,
        "hours": sampler.numbers("hours", qualified),
    }


SETTINGS = (
    Setting(
        "law_office",
        "legal",
        {
            "decider": "law office",
            "person": "lawyer",
            "people": "lawyer",
            "task": "case",
            "do": "handle",
            "done": "handled",
            "unit": "hour",
        },
        {
            "PEOPLE": ("Abbott", "Chen", "Dvorak", "Esposito", "Fraser", "Gupta", "Haddad", "Ivanova"),
            "TASKS": (
                "Alder Estate",
                "Bridge Contract",
                "Crown Patent",
                "Delta Lease",
                "Elm Merger",
                "Ferry Claim",
                "Grove Will",
                "Harbor Appeal",
            ),
        },
        distractors=("The office was founded in {year}.", "The archive holds {files} thousand files."),
    ),
    Setting(
        "hospital_shifts",
        "health",
        {
            "decider": "head nurse",
            "person": "nurse",
            "people": "nurse",
            "task": "ward round",
            "do": "lead",
            "done": "led",
            "unit": "minute",
        },
        {
            "PEOPLE": ("Amara", "Bianca", "Celine", "Dorothy", "Edith", "Fatima", "Grace", "Helena"),
            "TASKS": (
                "Cardiology",
                "Pediatrics",
                "Oncology",
                "Surgery",
                "Maternity",
                "Neurology",
                "Geriatrics",
                "Orthopedics",
            ),
        },
        distractors=("The hospital has {beds} beds.", "The cafeteria opens {minutes} minutes before the early shift."),
    ),
    Setting(
        "software_tickets",
        "software",
        {
            "decider": "team lead",
            "person": "developer",
            "people": "developer",
            "task": "ticket",
            "do": "resolve",
            "done": "resolved",
            "unit": "hour",
        },
        {
            "PEOPLE": ("Kai", "Lena", "Mateo", "Nadia", "Oskar", "Priya", "Quentin", "Rosa"),
            "TASKS": (
                "Login Crash",
                "Slow Search",
                "Broken Export",
                "Missing Icons",
                "Wrong Totals",
                "Lost Session",
                "Stale Cache",
                "Bad Redirect",
            ),
        },
        distractors=("The product has {customers} thousand users.", "The last release fixed {bugs} other bugs."),
    ),
    Setting(
        "newspaper_stories",
        "entertainment",
        {
            "decider": "chief editor",
            "person": "reporter",
            "people": "reporter",
            "task": "story",
            "do": "write",
            "done": "written",
            "unit": "hour",
        },
        {
            "PEOPLE": ("Svensson", "Tanaka", "Usman", "Varga", "Winter", "Ximenes", "Yates", "Zeller"),
            "TASKS": (
                "City Budget",
                "Harbor Fire",
                "School Prize",
                "Film Festival",
                "Train Delays",
                "Chess Final",
                "Heat Wave",
                "Art Theft",
            ),
        },
        distractors=("The newspaper was first printed in {year}.", "The printing hall is {distance} kilometers away."),
    ),
    Setting(
        "harvest_crews",
        "agriculture",
        {
            "decider": "farm manager",
            "person": "crew leader",
            "people": "crew leader",
            "task": "field",
            "do": "harvest",
            "done": "harvested",
            "unit": "hour",
        },
        {
            "PEOPLE": ("Anton", "Bruno", "Carla", "Diego", "Emilia", "Fabio", "Gina", "Hugo"),
            "TASKS": (
                "North Meadow",
                "Mill Acre",
                "River Strip",
                "Hill Patch",
                "Long Furrow",
                "Stone Field",
                "Oak Corner",
                "Low Marsh",
            ),
        },
        distractors=("The farm was bought in {year}.", "It rained on {days} days last month."),
    ),
    Setting(
        "maintenance_visits",
        "utilities",
        {
            "decider": "water utility",
            "person": "technician",
            "people": "technician",
            "task": "pump station",
            "do": "service",
            "done": "serviced",
            "unit": "minute",
        },
        {
            "PEOPLE": ("Ingrid", "Jonas", "Kaori", "Lukas", "Mirela", "Nuno", "Olga", "Pavel"),
            "TASKS": (
                "Spring Lane",
                "Old Tower",
                "West Basin",
                "Canal Gate",
                "Upper Well",
                "Dam Road",
                "Quarry Hill",
                "Park Pond",
            ),
        },
        distractors=("The utility supplies {towns} towns.", "The oldest pipes date from {year}."),
    ),
    Setting(
        "complaint_desk",
        "customer service",
        {
            "decider": "service center",
            "person": "agent",
            "people": "agent",
            "task": "complaint",
            "do": "settle",
            "done": "settled",
            "unit": "minute",
        },
        {
            "PEOPLE": ("Beth", "Carlos", "Dana", "Elias", "Freya", "Gavin", "Hana", "Idris"),
            "TASKS": (
                "Late Parcel",
                "Double Charge",
                "Torn Jacket",
                "Lost Refund",
                "Wrong Size",
                "Broken Lamp",
                "Missing Part",
                "Rude Call",
            ),
        },
        distractors=("The center answers {calls} calls an hour.", "Callers wait {seconds} seconds on average."),
    ),
)

NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} [has to decide|must decide|wants to decide] which {person} is to {do} which {task}.",
                "{decider:a} [is distributing|has to distribute] {TASKS_size} {task*TASKS_size} among {PEOPLE_size} "
                "{person*PEOPLE_size}.",
                "{TASKS_size} {task*TASKS_size} [have to|must] be {done}, and {decider:a} [assigns|has to assign] them "
                "to {PEOPLE_size} {person*PEOPLE_size}.",
                "{decider:a} [can call on|is in charge of] {PEOPLE_size} {person*PEOPLE_size}: {PEOPLE:list}.",
                "For {PEOPLE_size} {person*PEOPLE_size} ({PEOPLE:list}), {decider:a} is [drawing up|making] a plan of "
                "work.",
            )
        ),
        Opening(
            (
                "The {task:plural} [in question |]are {TASKS:list}.",
                "[These|The following] {task:plural} must be {done}: {TASKS:list}.",
                "Everything concerns [these|the following] {task:plural}: {TASKS:list}.",
                "There are {TASKS_size} {task*TASKS_size} in all, [namely|which are] {TASKS:list}.",
            )
        ),
    ),
    statements=(
        Rule(
            tells=("done",),
            phrasings=(
                "Each {task} must be {done} by exactly one {person}.",
                "Every {task} is given to one {person}, no more and no fewer.",
                "Exactly one {person} has to {do} each {task}.",
                "No {task} may be left out, and no {task} may be given to more than one {person}.",
            ),
        ),
        Values(
            measures=(Measure("most", "Most {task:plural}", unit="{task*value}"),),
            labels=("person_name",),
            sets=("PEOPLE",),
            phrasings=(
                "{person_name} can {do} [at most|no more than|up to] {most:number} {task*most}.",
                "No more than {most:number} {task*most} can be given to {person_name}.",
                "The limit for {person_name} is {most:number} {task*most}.",
            ),
            listings=(
                (
                    "The largest numbers of {task:plural} that may be given to one {person} are",
                    "{most:number} for {person_name}",
                ),
            ),
            captions=(
                "Each {person} can {do} only so many {task:plural}, at most:",
                "The largest number of {task:plural} for each {person} is:",
                "[Nobody|No {person}] may be given more {task:plural} than this:",
            ),
            tells=("load",),
        ),
        Values(
            measures=(Measure("hours", "Time ({unit:plural})", unit="{unit*value}"),),
            labels=("person_name", "task_name"),
            sets=("QUALIFIED",),
            phrasings=(
                "{person_name} needs {hours:number} {unit*hours} to {do} {task_name}.",
                "To {do} {task_name}, {person_name} [would take|takes|needs] {hours:number} {unit*hours}.",
                "[Giving|Assigning] {task_name} to {person_name} takes {hours:number} {unit*hours} of work.",
            ),
            captions=(
                "Each {person} can {do} only the {task:plural} for which a time is given here, in {unit:plural}:",
                "These are the times in {unit:plural}, and {person:a} for whom no time is given cannot {do} the "
                "{task}:",
                "The time ([in |]{unit:plural}) depends on who does what, and where there is no time, the {person} is "
                "not qualified:",
            ),
            prose_to=12,
        ),
        Rule(
            tells=("assign",),
            phrasings=(
                "{task:a} cannot be shared, and only {person:plural} with a stated time for it are able to {do} it.",
                "Nobody can {do} {task:a} for which no time of theirs is stated, and no {task} can be split.",
                "Only the stated combinations of {person} and {task} are possible, each of them entirely or not at "
                "all.",
            ),
        ),
    ),
    goal=Goal(
        (
            "Who should {do} which {task} so that the total time [spent |]is as short as possible?",
            "[Find|Determine] the assignment that minimizes the total number of {unit:plural} needed.",
            "What is the smallest total number of {unit:plural} [in which|needed so that] all {task:plural} can be "
            "{done}?",
            "How should the {task:plural} be [assigned|distributed] to [minimize|keep down] the total working time?",
        )
    ),
)

FAMILY = Family(
    name="scheduling_assignment",
    title="Assignment of people to tasks",
    reference=(
        "Pentico, Assignment problems: a golden anniversary survey, EJOR 176 (2007), section 2.2, with agent "
        "qualification; among the OptMATH seeds (arXiv 2502.11102)"
    ),
    model_class="IP",
    problem_class="combinatorial",
    formulation=FORMULATION,
    ranges=Ranges(
        people=Range(2, 5, size=True, least=2, most=30),
        tasks=Range(3, 5, size=True, least=2, most=40),
        most=Range(1, 3),
        hours=Range(2, 60),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
