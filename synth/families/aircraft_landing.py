"""Aircraft landing on one runway: landing times near the targets, with gaps between any two landings."""

from __future__ import annotations

from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.language.quantities import Form
from nl2opt.synth.narrative.statements import Goal, Measure, Narrative, Opening, Rule, Setting, Values

FORMULATION = """
## Sets
PLANES
## Parameters
earliest[PLANES]
target[PLANES]
latest[PLANES]
gap[PLANES]  # how long the runway stays closed after each landing
early_cost[PLANES]
late_cost[PLANES]
big[i in PLANES, j in PLANES] = latest[i] + gap[i] - earliest[j]
## Variables
earliest[p] <= time[p in PLANES] <= latest[p]
early[PLANES] >= 0
late[PLANES] >= 0
before[i in PLANES, j in PLANES if i != j] binary  # whether i lands before j
## Objective
minimize sum(early_cost[p] * early[p] + late_cost[p] * late[p] for p in PLANES)
## Constraints
deviation[p in PLANES]: time[p] == target[p] - early[p] + late[p]
order[i in PLANES, j in PLANES if i < j]: before[i, j] + before[j, i] == 1
separation[i in PLANES, j in PLANES if i != j]: time[j] >= time[i] + gap[i] - big[i, j] * before[j, i]
"""


def sample(sampler: Sampler) -> Data:
    """Targets are crowded; windows are wide enough for the landings in the order of their targets."""
    planes = sampler.members("PLANES", sampler.size("planes"))
    target = sampler.numbers("target", planes)
    gap = sampler.numbers("gap", planes)
    clock: float = 0
    latest = {}
    for p in sorted(planes, key=lambda p: target[p]):
        landing = max(clock, target[p])
        latest[p] = landing + sampler.number("slack")
        clock = landing + gap[p]
    return {
        "PLANES": planes,
        "earliest": {p: max(0, target[p] - sampler.number("lead")) for p in planes},
        "target": target,
        "latest": {p: latest[p] for p in planes},
        "gap": gap,
        "early_cost": sampler.numbers("early_cost", planes),
        "late_cost": sampler.numbers("late_cost", planes),
    }


SETTINGS = (
    Setting(
        "airport_runway",
        "transport",
        {
            "decider": "air traffic controller",
            "plane": "flight",
            "place": "runway",
            "land": "land",
            "lands": "lands",
            "landing": "landing",
            "minute": "minute",
            "clock": "noon",
            "free": "closed to other flights",
        },
        {"PLANES": ("AX12", "BL47", "CR30", "DM81", "EK55", "FN09", "GT63", "HV28", "IL90", "JU14")},
        distractors=(
            "The runway was resurfaced in {year}.",
            "The tower is {height} meters high.",
        ),
    ),
    Setting(
        "canal_lock",
        "utilities",
        {
            "decider": "lock keeper",
            "plane": "barge",
            "place": "lock",
            "land": "enter",
            "lands": "enters",
            "landing": "entry",
            "minute": "minute",
            "clock": "sunrise",
            "free": "closed to other barges",
        },
        {"PLANES": ("Adele", "Berta", "Clara", "Dora", "Emma", "Frieda", "Greta", "Hilde", "Ida")},
        distractors=(
            "The lock lifts ships by {height} meters.",
            "The lock was built in {year} and has been repaired since then.",
        ),
    ),
    Setting(
        "operating_room",
        "health",
        {
            "decider": "surgical coordinator",
            "plane": "operation",
            "place": "operating room",
            "land": "start",
            "lands": "starts",
            "landing": "start",
            "minute": "minute",
            "clock": "seven in the morning",
            "free": "occupied",
        },
        {
            "PLANES": (
                "bypass",
                "biopsy",
                "hip repair",
                "cataract removal",
                "tonsillectomy",
                "knee repair",
                "spinal fusion",
            )
        },
        common=("PLANES",),
        distractors=(
            "The hospital has {beds} beds in intensive care.",
            "The coordinator has worked there for {years} years.",
        ),
    ),
    Setting(
        "loading_dock",
        "retail",
        {
            "decider": "warehouse supervisor",
            "plane": "truck",
            "place": "loading dock",
            "land": "dock",
            "lands": "docks",
            "landing": "docking",
            "minute": "minute",
            "clock": "midnight",
            "free": "blocked",
        },
        {"PLANES": ("Ajax", "Bolt", "Comet", "Dart", "Eagle", "Flash", "Glider", "Hawk", "Iris", "Jet")},
        distractors=(
            "The warehouse holds goods of {brands} brands.",
            "There are {forklifts} forklifts in the yard.",
        ),
    ),
    Setting(
        "ground_station",
        "software",
        {
            "decider": "ground station",
            "plane": "satellite",
            "place": "antenna",
            "land": "connect",
            "lands": "connects",
            "landing": "connection",
            "minute": "second",
            "clock": "the start of the shift",
            "free": "busy",
        },
        {"PLANES": ("Orion", "Vega", "Lyra", "Cygnus", "Draco", "Hydra", "Pavo", "Norma", "Corvus")},
        distractors=(
            "The dish has a diameter of {size} meters.",
            "The oldest satellite was launched in {year}.",
        ),
    ),
    Setting(
        "festival_stage",
        "entertainment",
        {
            "decider": "festival manager",
            "plane": "band",
            "place": "main stage",
            "land": "begin",
            "lands": "begins",
            "landing": "beginning",
            "minute": "minute",
            "clock": "the opening of the gates",
            "free": "taken",
        },
        {
            "PLANES": (
                "Amber Road",
                "Blue Canyon",
                "Cold Embers",
                "Desert Choir",
                "Electric Fern",
                "Fading Maps",
                "Ghost Harbor",
                "Hollow Moon",
            )
        },
        distractors=(
            "The festival sold {tickets} hundred tickets in advance.",
            "The festival took place for the first time in {year}.",
        ),
    ),
    Setting(
        "court_room",
        "legal",
        {
            "decider": "court clerk",
            "plane": "hearing",
            "place": "court room",
            "land": "open",
            "lands": "opens",
            "landing": "opening",
            "minute": "minute",
            "clock": "eight in the morning",
            "free": "in use",
        },
        {"PLANES": ("Adams", "Bauer", "Conti", "Diaz", "Evans", "Fischer", "Gomez", "Hansen", "Ivanov")},
        distractors=(
            "The building has {rooms} offices on the upper floor.",
            "The clerk was appointed in {year}.",
        ),
    ),
)

NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} [has to schedule|schedules] {PLANES_size} {plane:plural} on one {place}: {PLANES:list}.",
                "{decider:a} must decide at what time each {plane} {lands} on the only {place}.",
                "{PLANES_size} {plane:plural} share a single {place}, and {decider:a} sets the time at which each of "
                "them {lands}.",
                "The {plane:plural} {PLANES:list} all need the same {place}, and {decider:a} has to fix when each of "
                "them {lands}.",
            )
        ),
    ),
    statements=(
        Rule(
            tells=(),
            phrasings=(
                "All times are [given|counted] in {minute:plural} after {clock}, and they need not be whole.",
                "Times are measured in {minute:plural} from {clock} on, and fractions are allowed.",
                "Every time in this problem is a number of {minute:plural} after {clock}, not necessarily whole.",
            ),
        ),
        Values(
            measures=(
                Measure("earliest", "earliest time"),
                Measure("target", "preferred time"),
                Measure("latest", "latest time"),
            ),
            labels=("plane_name",),
            sets=("PLANES",),
            phrasings=(
                "{the_plane_name} can {land} at [any time|times] from {earliest:digits} to {latest:digits}, "
                "and its preferred time is {target:digits}.",
                "The preferred time of {the_plane_name} is {target:digits}, but any time from {earliest:digits} to "
                "{latest:digits} is possible.",
                "For {the_plane_name}, the earliest time is {earliest:digits}, the preferred time {target:digits}, and "
                "the latest time {latest:digits}.",
            ),
            captions=(
                "Each {plane} has an earliest, a preferred, and a latest time:",
                "The {plane:plural} must {land} inside these windows, and best at the preferred time:",
                "[Possible|Allowed] and preferred times of the {plane:plural} are as follows:",
            ),
            tells=("time",),
        ),
        Values(
            measures=(Measure("gap", "gap after its {landing} ({minute:plural})", unit="{minute*value}"),),
            labels=("plane_name",),
            sets=("PLANES",),
            phrasings=(
                "Once {the_plane_name} {lands}, no other {plane} can {land} for at least {gap:number} {minute*gap}.",
                "After the {landing} of {the_plane_name}, the {place} is {free} for {gap:number} {minute*gap}.",
                "The {place} stays {free} for {gap:number} {minute*gap} from the time when {the_plane_name} {lands}.",
            ),
            captions=(
                "From the {landing} of each {plane}, the {place} stays {free} for this long:",
                "[After|Behind] each {plane}, a gap must be kept before any other one can {land}:",
                "No other {plane} can {land} until the gap after the previous {landing} is over:",
            ),
            listings=(
                (
                    "After each {landing}, the {place} is {free} for",
                    "{gap:number} {minute*gap} in the case of {the_plane_name}",
                ),
                (
                    "Before any other {plane} can {land}, there must be a gap of",
                    "{gap:number} {minute*gap} behind {the_plane_name}",
                ),
            ),
            tells=("order", "separation", "before"),
        ),
        Values(
            measures=(
                Measure("early_cost", "penalty per {minute} early", Form.MONEY),
                Measure("late_cost", "penalty per {minute} late", Form.MONEY),
            ),
            labels=("plane_name",),
            sets=("PLANES",),
            phrasings=(
                "For each {minute} that {the_plane_name} is ahead of its preferred time, a penalty of "
                "{early_cost:money} is charged, and for each {minute} behind it one of {late_cost:money}.",
                "Each {minute} that {the_plane_name} is early costs {early_cost:money}, while each {minute} late costs "
                "{late_cost:money}.",
                "{the_plane_name} causes a cost of {early_cost:money} per {minute} before its preferred time and of "
                "{late_cost:money} per {minute} after it.",
            ),
            captions=(
                "Deviations from the preferred times are penalized [as follows|in proportion to their length]:",
                "The penalties for being early or late, compared with the preferred time, are:",
                "Each {minute} before or after the preferred time costs money:",
            ),
            tells=("deviation", "early", "late"),
        ),
    ),
    goal=Goal(
        (
            "When should each {plane} {land} [to minimize the total penalty|so that the total penalty is minimal]?",
            "[Find|Determine] the times with the lowest total penalty.",
            "What is the lowest total penalty that can be [reached|achieved]?",
            "[Set|Choose] the times so that the penalties add up to as little as possible.",
        )
    ),
)

FAMILY = Family(
    name="aircraft_landing",
    title="Aircraft landing on one runway",
    reference="Beasley et al., Scheduling aircraft landings, Transportation Science 34(2), 2000; an OptMATH seed",
    model_class="MIP",
    problem_class="mixed-integer",
    formulation=FORMULATION,
    ranges=Ranges(
        planes=Range(3, 5, size=True, least=2, most=20),
        target=Range(40, 70, least=20, most=400),
        lead=Range(5, 30, 5, least=5, most=60),
        slack=Range(10, 60, 5, least=5, most=120),
        gap=Range(5, 20),
        early_cost=Range(5, 40, 5),
        late_cost=Range(5, 60, 5),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
