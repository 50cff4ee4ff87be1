"""Job shop: each job has its own way over the machines, and the last job is to be done as early as possible."""

from __future__ import annotations

from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.narrative.statements import Goal, Measure, Narrative, Opening, Rule, Setting, Values

FORMULATION = """
## Sets
JOBS
MACHINES
## Parameters
step[JOBS, MACHINES]  # place of the machine on the job's way
time[JOBS, MACHINES]
horizon = sum(time[j, m] for j in JOBS for m in MACHINES)
## Variables
start[JOBS, MACHINES] >= 0
before[i in JOBS, j in JOBS, m in MACHINES if i < j] binary  # whether i is before j on the machine
makespan >= 0
## Objective
minimize makespan
## Constraints
way[j in JOBS, m in MACHINES, n in MACHINES if step[j, m] < step[j, n]]: start[j, n] >= start[j, m] + time[j, m]
after[i in JOBS, j in JOBS, m in MACHINES if i < j]: start[j, m] >= (
    start[i, m] + time[i, m] - horizon * (1 - before[i, j, m])
)
ahead[i in JOBS, j in JOBS, m in MACHINES if i < j]: start[i, m] >= start[j, m] + time[j, m] - horizon * before[i, j, m]
last[j in JOBS, m in MACHINES]: makespan >= start[j, m] + time[j, m]
"""


def sample(sampler: Sampler) -> Data:
    """Every job visits every machine once, in an order of its own."""
    jobs = sampler.members("JOBS", sampler.size("jobs"))
    machines = sampler.members("MACHINES", sampler.size("machines"))
    step: dict[tuple[str, str], int] = {}
    for j in jobs:
        places = list(range(1, len(machines) + 1))
        sampler.rng.shuffle(places)
        step |= {(j, m): place for m, place in zip(machines, places, strict=True)}
    return {
        "JOBS": jobs,
        "MACHINES": machines,
        "step": step,
        "time": {(j, m): sampler.number("time") for j in jobs for m in machines},
    }


SETTINGS = (
    Setting(
        "tool_shop",
        "manufacturing",
        {"decider": "tool shop", "job": "workpiece", "machine": "machine", "hour": "hour", "on": "on"},
        {
            "JOBS": ("axle", "bolt", "crank", "disc", "elbow", "flange", "gear", "hinge", "nozzle"),
            "MACHINES": ("lathe", "drill", "grinder", "press", "saw", "furnace"),
        },
        common=("JOBS", "MACHINES"),
        distractors=("The shop was opened in {year}.", "The shop trains {trainees} apprentices."),
    ),
    Setting(
        "day_clinic",
        "health",
        {"decider": "day clinic", "job": "patient", "machine": "specialist", "hour": "minute", "on": "with"},
        {
            "JOBS": ("Abel", "Bruhn", "Claus", "Dorn", "Ebert", "Frank", "Gross", "Horn", "Kern"),
            "MACHINES": ("radiologist", "surgeon", "dentist", "nurse", "therapist", "optician"),
        },
        common=("MACHINES",),
        distractors=("The clinic has {rooms} rooms.", "The waiting room was repainted in {year}."),
    ),
    Setting(
        "bike_workshop",
        "transport",
        {"decider": "bicycle workshop", "job": "repair", "machine": "mechanic", "hour": "minute", "on": "with"},
        {
            "JOBS": ("R11", "R12", "R13", "R14", "R15", "R16", "R17", "R18"),
            "MACHINES": ("Amir", "Bjarne", "Carmen", "Dora", "Egon", "Frida"),
        },
        distractors=("The workshop sells {models} models of bells.", "The owner took it over in {year}."),
    ),
    Setting(
        "building_crews",
        "construction",
        {"decider": "building contractor", "job": "house", "machine": "crew", "hour": "day", "on": "with"},
        {
            "JOBS": ("Ash House", "Beech House", "Cedar House", "Elm House", "Fir House", "Oak House", "Pine House"),
            "MACHINES": ("plumbers", "painters", "electricians", "plasterers", "roofers", "tilers"),
        },
        common=("MACHINES",),
        distractors=("The houses will have {floors} windows each.", "The village was first mentioned in {year}."),
    ),
    Setting(
        "lab_courses",
        "education",
        {"decider": "science teacher", "job": "group", "machine": "apparatus", "hour": "minute", "on": "at"},
        {
            "JOBS": ("Red", "Blue", "Green", "Yellow", "Purple", "Orange", "Silver", "White"),
            "MACHINES": ("laser", "pendulum", "oscilloscope", "spectrometer", "centrifuge", "telescope"),
        },
        common=("MACHINES",),
        distractors=("The school has {classes} classes.", "The laboratory was furnished in {year}."),
    ),
    Setting(
        "complaint_desks",
        "customer service",
        {"decider": "customer service center", "job": "claim", "machine": "desk", "hour": "minute", "on": "at"},
        {
            "JOBS": ("C101", "C102", "C103", "C104", "C105", "C106", "C107", "C108"),
            "MACHINES": ("intake", "assessment", "billing", "archive", "approval", "dispatch"),
        },
        distractors=("The center answers {letters} letters a day.", "The center was moved here in {year}."),
    ),
    Setting(
        "data_jobs",
        "software",
        {"decider": "data platform", "job": "data job", "machine": "engine", "hour": "second", "on": "on"},
        {
            "JOBS": ("Invoices", "Metrics", "Forecast", "Ledger", "Profiles", "Reports", "Sessions", "Tickets"),
            "MACHINES": ("parser", "indexer", "sorter", "joiner", "encoder", "renderer"),
        },
        common=("MACHINES",),
        distractors=("The platform has {users} users.", "The data go back to {year}."),
    ),
)

NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} has to schedule {JOBS_size} {job*JOBS_size}: {JOBS:list}.",
                "{decider:a} must decide when each of {JOBS_size} {job:plural} is dealt with by each {machine}.",
                "{JOBS_size} {job*JOBS_size} and {MACHINES_size} {machine*MACHINES_size} have to be scheduled by "
                "{decider:a}.",
                "Today, {decider:a} has {JOBS_size} {job*JOBS_size}, namely {JOBS:list}, and needs a schedule for "
                "{MACHINES_size} {machine*MACHINES_size}.",
            )
        ),
    ),
    statements=(
        Rule(
            tells=("way",),
            phrasings=(
                "The steps of {job:a} are numbered in the order in which they must be done, and no step can begin "
                "before the previous one is finished.",
                "Each {job} goes through its steps by their numbers, starting the next one only after the end of the "
                "one before.",
                "Steps of the same {job} follow each other in the order of their numbers and never overlap.",
            ),
        ),
        Values(
            measures=(Measure("step", "step"), Measure("time", "{hour:plural}")),
            labels=("job_name", "machine_name"),
            sets=("JOBS", "MACHINES"),
            phrasings=(
                "Step {step:digits} of {the_job_name} takes {time:number} {hour*time} {on} {the_machine_name}.",
                "{the_job_name} spends {time:number} {hour*time} {on} {the_machine_name} in step {step:digits}.",
                "In step {step:digits}, {the_job_name} needs {time:number} {hour*time} {on} {the_machine_name}.",
            ),
            captions=(
                "Each {job} goes to each {machine} once, in the step and for the time given here:",
                "The steps of the {job:plural} and their times in {hour:plural} are:",
                "For every {job}, this shows in which step it goes to which {machine}, and for how long:",
            ),
            tells=("last",),
            prose_to=9,
        ),
        Rule(
            tells=("after", "ahead", "before"),
            phrasings=(
                "Each {machine} can take care of one {job} at a time, and no step is interrupted once it has begun.",
                "No {machine} can be occupied with two {job:plural} at once, and steps must not be interrupted.",
                "Two {job:plural} can never share {machine:a} at the same moment, and every step runs without a break.",
            ),
        ),
    ),
    goal=Goal(
        (
            "How should the steps be scheduled so that the last {job} is finished as early as possible?",
            "[Find|Determine] a schedule with the earliest possible end of the last step.",
            "How many {hour:plural} pass at least until everything is finished?",
            "[Minimize|Keep as short as possible] the time from the start until all {job:plural} are finished.",
        )
    ),
)

FAMILY = Family(
    name="job_shop",
    title="Job shop",
    reference="Manne, On the job-shop scheduling problem, Operations Research 8(2), 1960; an OptMATH seed",
    model_class="MIP",
    problem_class="combinatorial",
    formulation=FORMULATION,
    ranges=Ranges(
        jobs=Range(2, 4, size=True, least=2, most=12),
        machines=Range(2, 3, size=True, least=2, most=8),
        time=Range(2, 30),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
