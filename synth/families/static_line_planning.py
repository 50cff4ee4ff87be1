"""Static line planning: how often each line of a transit network runs so that all sections have enough places."""

from __future__ import annotations

import math

from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.language.quantities import Form
from nl2opt.synth.narrative.statements import Goal, Measure, Narrative, Opening, Rule, Setting, Values

FORMULATION = """
## Sets
LINES
SECTIONS
STEPS  # (line, section): the line runs over the section
## Parameters
cost[LINES]  # of one run
load[SECTIONS]  # passengers in an hour
minutes[STEPS]  # that a run takes on the section
places  # in a vehicle
most  # runs in an hour over a section
vehicles
## Variables
runs[LINES] >= 0 integer  # in an hour
## Objective
minimize sum(cost[l] * runs[l] for l in LINES)
## Constraints
carry[s in SECTIONS]: places * sum(runs[l] for (l, t) in STEPS if t == s) >= load[s]
safety[s in SECTIONS]: sum(runs[l] for (l, t) in STEPS if t == s) <= most
fleet: sum(minutes[l, s] * runs[l] for (l, s) in STEPS) <= 60 * vehicles
"""


def sample(sampler: Sampler) -> Data:
    """Hidden frequencies are possible; each line runs over neighboring sections, each section has two lines or more."""
    lines = sampler.members("LINES", sampler.size("lines"))
    sections = sampler.members("SECTIONS", sampler.size("sections"))
    served = {}
    for line in lines:
        first = sampler.rng.randrange(len(sections))
        served[line] = set(sections[first : first + sampler.rng.randint(1, len(sections))])
    for section in sections:
        while sum(section in run for run in served.values()) < 2:
            served[sampler.choose(lines)].add(section)
    steps = [(line, section) for line in lines for section in sections if section in served[line]]
    minutes = sampler.numbers("minutes", steps)
    hidden = sampler.numbers("runs", lines)
    places = sampler.number("places")
    total = {s: sum(hidden[line] for line, t in steps if t == s) for s in sections}
    driven = sum(minutes[line, s] * hidden[line] for line, s in steps)
    return {
        "LINES": lines,
        "SECTIONS": sections,
        "STEPS": steps,
        "cost": sampler.numbers("cost", lines),
        "load": {s: sampler.share(places * total[s], 0.7, 1.0, step=10) for s in sections},
        "minutes": minutes,
        "places": places,
        "most": max(total.values()) + sampler.rng.randint(0, 3),
        "vehicles": max(2, math.ceil(driven * sampler.rng.uniform(1.0, 1.2) / 60)),
    }


SETTINGS = (
    Setting(
        "city_metro",
        "transport",
        {
            "decider": "metro company",
            "line": "line",
            "section": "section",
            "vehicle": "train",
            "passenger": "passenger",
        },
        {
            "LINES": ("Red Line", "Blue Line", "Green Line", "Orange Line", "Silver Line", "Violet Line"),
            "SECTIONS": ("Airport Tunnel", "Bay Crossing", "Central Loop", "Dock Branch", "East Ramp", "Forum Tunnel"),
        },
        distractors=("The metro was opened in {year}.", "The network has {stations} stations."),
    ),
    Setting(
        "theme_park",
        "entertainment",
        {"decider": "theme park", "line": "shuttle", "section": "lane", "vehicle": "cart", "passenger": "visitor"},
        {
            "LINES": (
                "Dragon Shuttle",
                "Elephant Shuttle",
                "Fox Shuttle",
                "Giraffe Shuttle",
                "Hippo Shuttle",
                "Ibis Shuttle",
            ),
            "SECTIONS": ("Castle Lane", "Jungle Lane", "Lagoon Lane", "Pirate Lane", "Rocket Lane", "Snow Lane"),
        },
        distractors=("The park has {rides} rides.", "A ticket is valid for {days} days."),
    ),
    Setting(
        "hospital_campus",
        "health",
        {
            "decider": "university hospital",
            "line": "bus",
            "section": "corridor",
            "vehicle": "electric bus",
            "passenger": "patient",
        },
        {
            "LINES": ("Bus Iris", "Bus Jasmine", "Bus Lily", "Bus Maple", "Bus Rose", "Bus Tulip"),
            "SECTIONS": ("Cancer Wing", "Dental Block", "Eye Center", "Gate North", "Gate South", "Heart House"),
        },
        distractors=("The hospital has {wards} wards.", "The campus was laid out in {year}."),
    ),
    Setting(
        "university_shuttles",
        "education",
        {
            "decider": "university",
            "line": "shuttle route",
            "section": "street",
            "vehicle": "minibus",
            "passenger": "student",
        },
        {
            "LINES": ("Route Aristotle", "Route Bacon", "Route Curie", "Route Darwin", "Route Euler", "Route Fermat"),
            "SECTIONS": ("Arts Street", "Botany Lane", "Chapel Road", "Dorm Avenue", "Engineering Way", "Field Street"),
        },
        distractors=("The university has {faculties} faculties.", "Lectures begin {minutes} minutes past the hour."),
    ),
    Setting(
        "mine_trains",
        "utilities",
        {
            "decider": "mining company",
            "line": "crew train",
            "section": "gallery",
            "vehicle": "locomotive",
            "passenger": "miner",
        },
        {
            "LINES": ("Train Copper", "Train Iron", "Train Nickel", "Train Silver", "Train Tin", "Train Zinc"),
            "SECTIONS": ("Adit Anna", "Adit Barbara", "Adit Cecilia", "Adit Dorothea", "Adit Eva", "Adit Franziska"),
        },
        distractors=("The mine is {depth} hundred meters deep.", "The first shaft was sunk in {year}."),
    ),
    Setting(
        "river_buses",
        "environment",
        {
            "decider": "national park",
            "line": "boat line",
            "section": "reach of the river",
            "vehicle": "solar boat",
            "passenger": "visitor",
        },
        {
            "LINES": ("Beaver Line", "Crane Line", "Duck Line", "Eel Line", "Frog Line", "Heron Line"),
            "SECTIONS": ("Birch Reach", "Cliff Reach", "Delta Reach", "Fern Reach", "Gorge Reach", "Island Reach"),
        },
        distractors=("The park has {species} species of birds.", "The river is {length} kilometers long."),
    ),
)

NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} [has to decide|must decide] how many runs each {line} makes in an hour.",
                "{decider:a} operates {LINES_size} {line*LINES_size} and [plans|has to plan] how often each of them "
                "runs in an hour.",
                "For the rush hour, {decider:a} is choosing the frequencies of {LINES_size} {line*LINES_size}: "
                "{LINES:list}.",
                "The hourly frequencies of {LINES_size} {line*LINES_size} are to be fixed by {decider:a}.",
            )
        ),
    ),
    statements=(
        Values(
            measures=(Measure("cost", "Cost of a run ($)", Form.MONEY),),
            labels=("line_name",),
            sets=("LINES",),
            phrasings=(
                "A run of {line_name} costs {cost:money}.",
                "For {line_name}, each run costs {cost:money}.",
                "Each time that {line_name} runs, this costs {cost:money}.",
            ),
            listings=(("One run costs", "{cost:money} for {line_name}"),),
            captions=(
                "One run of each {line} costs:",
                "The cost of a single run, by {line}, is:",
                "Every run of {line:a} has the following cost:",
            ),
        ),
        Values(
            measures=(Measure("load", "{passenger:plural} an hour", unit="{passenger*value}"),),
            labels=("section_name",),
            sets=("SECTIONS",),
            phrasings=(
                "In an hour, {load:number} {passenger*load} have to be carried over {section_name}.",
                "On {section_name}, places for at least {load:number} {passenger*load} an hour must be offered.",
                "{section_name} has to offer places to {load:number} or more {passenger*load} an hour.",
            ),
            listings=(("The hourly numbers of {passenger:plural} to carry are", "{load:number} on {section_name}"),),
            captions=(
                "In an hour, at least so many {passenger:plural} must find places on each {section}:",
                "The number of {passenger:plural} to be carried in an hour on each {section} is:",
                "Hourly {passenger:plural} by {section}, for all of whom there must be places:",
            ),
        ),
        Values(
            measures=(Measure("minutes", "Minutes"),),
            labels=("line_name", "section_name"),
            sets=("STEPS",),
            phrasings=(
                "A run of {line_name} passes {section_name}, where it spends {minutes:number} minutes.",
                "{line_name} runs over {section_name}, which keeps {vehicle:a} busy for {minutes:number} minutes.",
                "On {section_name}, each run of {line_name} takes {minutes:number} minutes.",
            ),
            captions=(
                "The table shows over which {section:plural} each {line} runs, with the minutes that one run spends "
                "there:",
                "Each {line} uses only the {section:plural} for which the minutes of a run are given here:",
                "Where no minutes are given, the {line} does not use the {section}, and elsewhere one run takes so "
                "many minutes:",
            ),
            prose_to=12,
        ),
        Rule(
            tells=("carry",),
            phrasings=(
                "Each {vehicle} has {places:number} places, and on every {section} all runs together must offer enough "
                "of them.",
                "A run offers {places:number} places on each {section} that it uses, and the places must suffice there "
                "for all {passenger:plural}.",
                "With {places:number} places in each {vehicle}, the runs over {section:a} must have room for all of "
                "its {passenger:plural}.",
            ),
        ),
        Rule(
            tells=("safety",),
            phrasings=(
                "For safety, no {section} can take more than {most:number} runs an hour.",
                "At most {most:number} runs an hour are allowed on each {section}.",
                "The number of runs over any {section} must not exceed {most:number} an hour.",
            ),
        ),
        Rule(
            tells=("fleet",),
            phrasings=(
                "The minutes of all runs in an hour add up to at most 60 for each of the {vehicles:number} "
                "{vehicle*vehicles} available.",
                "There are {vehicles:number} {vehicle*vehicles}, each of which can spend at most 60 minutes of an hour "
                "on runs, so that the minutes of all runs are limited by their total.",
                "All runs of an hour together may take no more than 60 minutes for each of {vehicles:number} "
                "{vehicle*vehicles}.",
            ),
        ),
        Rule(
            tells=("runs",),
            phrasings=(
                "The number of runs of each {line} in an hour is a whole number, possibly zero.",
                "Only whole numbers of runs in an hour are possible, and {line:a} may also not run at all.",
                "Each {line} makes a whole number of runs in an hour, or none.",
            ),
        ),
    ),
    goal=Goal(
        (
            "How often should each {line} run in an hour to keep the total cost as low as possible?",
            "[Find|Determine] the frequencies that minimize the total cost of all runs in an hour.",
            "What is the lowest total cost of the runs in an hour?",
            "[Choose|Set] the number of runs of each {line} so that all runs together cost as little as possible.",
        )
    ),
)

FAMILY = Family(
    name="static_line_planning",
    title="Static line planning",
    reference=(
        "Claessens, van Dijk and Zwaneveld, Cost optimal allocation of rail passenger lines, EJOR 110 "
        "(1998), with one vehicle type; among the OptMATH seeds (arXiv 2502.11102)"
    ),
    model_class="IP",
    problem_class="integer",
    formulation=FORMULATION,
    ranges=Ranges(
        lines=Range(2, 4, size=True, least=2, most=30),
        sections=Range(2, 4, size=True, least=2, most=30),
        cost=Range(30, 400, step=10),
        minutes=Range(2, 15),
        runs=Range(1, 6),
        places=Range(20, 120, step=10),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
