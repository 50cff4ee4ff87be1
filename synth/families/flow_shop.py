"""Permutation flow shop: one order of the jobs on all machines so that the last job is done as early as possible."""

from __future__ import annotations

from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.narrative.statements import Goal, Measure, Narrative, Opening, Rule, Setting, Values

FORMULATION = """
## Sets
JOBS
STAGES  # in the order in which every job passes through them
PLACES = 1..len(JOBS)
## Parameters
time[JOBS, STAGES]
## Variables
put[JOBS, PLACES] binary  # whether the job has the place in the order
finish[PLACES, STAGES] >= 0
makespan >= 0
## Objective
minimize makespan
## Constraints
one_place[j in JOBS]: sum(put[j, k] for k in PLACES) == 1
one_job[k in PLACES]: sum(put[j, k] for j in JOBS) == 1
work[k in PLACES, s in STAGES]: finish[k, s] >= sum(time[j, s] * put[j, k] for j in JOBS)
route[k in PLACES, s in STAGES if s-1 in STAGES]: finish[k, s] >= (
    finish[k, s-1] + sum(time[j, s] * put[j, k] for j in JOBS)
)
queue[k in PLACES, s in STAGES if k > 1]: finish[k, s] >= finish[k-1, s] + sum(time[j, s] * put[j, k] for j in JOBS)
last[k in PLACES, s in STAGES]: makespan >= finish[k, s]
"""


def sample(sampler: Sampler) -> Data:
    """Times at random; every order of the jobs is feasible."""
    jobs = sampler.members("JOBS", sampler.size("jobs"))
    stages = sampler.members("STAGES", sampler.size("stages"))
    return {"JOBS": jobs, "STAGES": stages, "time": {(j, s): sampler.number("time") for j in jobs for s in stages}}


SETTINGS = (
    Setting(
        "paint_shop",
        "manufacturing",
        {
            "decider": "paint shop",
            "job": "car body",
            "stage": "station",
            "hour": "minute",
            "pass": "passes through",
        },
        {
            "JOBS": ("sedan", "coupe", "van", "pickup", "limousine", "roadster", "minibus", "wagon"),
            "STAGES": ("cleaning", "priming", "coating", "polishing", "inspection"),
        },
        common=("JOBS",),
        distractors=("The shop works with {colors} colors.", "The robots were installed in {year}."),
    ),
    Setting(
        "health_checks",
        "health",
        {
            "decider": "medical center",
            "job": "patient",
            "stage": "examination",
            "hour": "minute",
            "pass": "goes through",
        },
        {
            "JOBS": ("Adler", "Becker", "Cohen", "Dietrich", "Engel", "Fuchs", "Graf", "Haas", "Jung"),
            "STAGES": ("registration", "blood test", "eye test", "scan", "consultation"),
        },
        distractors=("The center has {parking} parking spaces.", "The scanner was bought in {year}."),
    ),
    Setting(
        "release_pipeline",
        "software",
        {
            "decider": "software team",
            "job": "build",
            "stage": "pipeline step",
            "hour": "minute",
            "pass": "runs through",
        },
        {
            "JOBS": ("Android", "Browser", "Console", "Desktop", "Embedded", "Firmware", "Gateway", "Headset"),
            "STAGES": ("compilation", "testing", "scanning", "packaging", "deployment"),
        },
        distractors=("The team has {members} members.", "The first line of code was written in {year}."),
    ),
    Setting(
        "contract_desk",
        "legal",
        {
            "decider": "law firm",
            "job": "contract",
            "stage": "desk",
            "hour": "hour",
            "pass": "crosses",
        },
        {
            "JOBS": ("lease", "merger", "license", "loan", "franchise", "purchase", "partnership", "charter"),
            "STAGES": ("drafting", "review", "translation", "notarization", "filing"),
        },
        common=("JOBS",),
        distractors=("The firm employs {trainees} trainees.", "The firm has existed since {year}."),
    ),
    Setting(
        "fruit_packing",
        "agriculture",
        {
            "decider": "packing house",
            "job": "harvest lot",
            "stage": "line section",
            "hour": "minute",
            "pass": "moves through",
        },
        {
            "JOBS": (
                "apple lot",
                "pear lot",
                "plum lot",
                "quince lot",
                "cherry lot",
                "fig lot",
                "peach lot",
                "grape lot",
            ),
            "STAGES": ("washing", "sorting", "waxing", "labeling", "boxing"),
        },
        common=("JOBS",),
        distractors=("The harvest began {days} days ago.", "The hall was built in {year}."),
    ),
    Setting(
        "film_postproduction",
        "entertainment",
        {
            "decider": "film studio",
            "job": "episode",
            "stage": "department",
            "hour": "hour",
            "pass": "goes through",
        },
        {
            "JOBS": ("Pilot", "Storm", "Reunion", "Verdict", "Masquerade", "Departure", "Finale", "Interlude"),
            "STAGES": ("editing", "sound", "coloring", "subtitles", "mastering"),
        },
        distractors=("The series won {prizes} prizes.", "The studio was founded in {year}."),
    ),
    Setting(
        "window_frames",
        "construction",
        {
            "decider": "joinery",
            "job": "project",
            "stage": "bench",
            "hour": "hour",
            "pass": "passes",
        },
        {
            "JOBS": ("school", "town hall", "villa", "hotel", "chapel", "museum", "pavilion", "station"),
            "STAGES": ("sawing", "milling", "gluing", "varnishing", "glazing"),
        },
        common=("JOBS",),
        distractors=("The joinery uses {kinds} kinds of wood.", "The oldest saw is from {year}."),
    ),
)

NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} [has to decide|decides] in which order to deal with {JOBS_size} {job*JOBS_size}: "
                "{JOBS:list}.",
                "{decider:a} has {JOBS_size} {job*JOBS_size} to deal with and looks for the best order.",
                "The {job:plural} that {decider:a} has to deal with are {JOBS:list}.",
                "{JOBS_size} {job*JOBS_size} are waiting at {decider:a}, and their order is still open.",
            )
        ),
    ),
    statements=(
        Rule(
            tells=("route",),
            phrasings=(
                "Each {job} {pass} {STAGES_size} {stage*STAGES_size} in this order: {STAGES:list}.",
                "The way of every {job} leads through {STAGES:list}, one after the other in this order.",
                "Every {job} {pass} the same {stage:plural} in the same sequence, which is {STAGES:list}.",
            ),
        ),
        Values(
            measures=(Measure("time", "{hour:plural}"),),
            labels=("job_name", "stage_name"),
            sets=("JOBS", "STAGES"),
            phrasings=(
                "For {the_job_name}, {stage_name} takes {time:number} {hour*time}.",
                "{the_job_name} needs {time:number} {hour*time} of {stage_name}.",
                "It takes {time:number} {hour*time} of {stage_name} to deal with {the_job_name}.",
            ),
            captions=(
                "The times, in {hour:plural}, are as follows:",
                "How many {hour:plural} each {job} needs at each {stage}:",
                "The times in {hour:plural} are known for every {job} and {stage}:",
            ),
            tells=("work",),
        ),
        Rule(
            tells=("queue",),
            phrasings=(
                "Each {stage} can take only one {job} at a time, and work that has begun is not interrupted.",
                "No {stage} takes two {job:plural} at once, and nothing is interrupted.",
                "At each {stage}, one {job} must be finished before the next one can begin, without interruptions.",
            ),
        ),
        Rule(
            tells=("one_place", "one_job", "put"),
            phrasings=(
                "The order of the {job:plural} must be the same at all {stage:plural}.",
                "No {job} may overtake another one, so that all {stage:plural} see the {job:plural} in one and the "
                "same order.",
                "The {decider} has to settle on one order of the {job:plural}, which then applies to every {stage}.",
            ),
        ),
        Rule(
            tells=("last",),
            phrasings=(
                "Between two {stage:plural}, {job:a} may wait for as long as necessary.",
                "Any number of {job:plural} can wait in front of {stage:a}, without a limit on time.",
                "Waiting between the {stage:plural} is possible without limits.",
            ),
        ),
    ),
    goal=Goal(
        (
            "In which order should the {job:plural} be dealt with so that the last of them is finished as early as "
            "possible?",
            "[Find|Determine] the order that minimizes the time from the start until everything is finished.",
            "How many {hour:plural} does it take at least until all {job:plural} are finished?",
            "[Minimize|Keep as short as possible] the total time from the first start to the last finish.",
        )
    ),
)

FAMILY = Family(
    name="flow_shop",
    title="Permutation flow shop",
    reference="Wagner, An integer linear-programming model for machine scheduling, NRLQ 6, 1959; an OptMATH seed",
    model_class="MIP",
    problem_class="combinatorial",
    formulation=FORMULATION,
    ranges=Ranges(
        jobs=Range(3, 5, size=True, least=2, most=20),
        stages=Range(2, 4, size=True, least=2, most=10),
        time=Range(2, 40),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
