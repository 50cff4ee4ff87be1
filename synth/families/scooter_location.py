"""Location of shared scooters: which spots to open and how many scooters to place there, to serve the most riders."""

from __future__ import annotations

from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.narrative.statements import Goal, Measure, Narrative, Opening, Rule, Setting, Values

FORMULATION = """
## Sets
ZONES
SPOTS
NEAR  # pairs of a zone and a spot that people of the zone would walk to
## Parameters
users[ZONES]
willing[NEAR]
room[SPOTS]
turns
fleet
most_spots
## Variables
open[SPOTS] binary  # whether the spot is opened
place[SPOTS] >= 0 integer  # devices at the spot
serve[NEAR] >= 0 integer  # people of the zone who are served at the spot
## Objective
maximize sum(serve[z, s] for (z, s) in NEAR)
## Constraints
present[z in ZONES]: sum(serve[i, s] for (i, s) in NEAR if i == z) <= users[z]
walk[(z, s) in NEAR]: serve[z, s] <= willing[z, s]
work[s in SPOTS]: sum(serve[z, i] for (z, i) in NEAR if i == s) <= turns * place[s]
size[s in SPOTS]: place[s] <= room[s] * open[s]
owned: sum(place[s] for s in SPOTS) <= fleet
chosen: sum(open[s] for s in SPOTS) <= most_spots
"""


def sample(sampler: Sampler) -> Data:
    """Every zone is near some spot; the fleet and the number of spots suffice for a part of what is possible."""
    zones = sampler.members("ZONES", sampler.size("zones"))
    spots = sampler.members("SPOTS", sampler.size("spots"))
    near = [(zone, spot) for zone in zones for spot in spots if sampler.rng.random() < 0.5]
    for zone in zones:
        if not any(other == zone for other, _ in near):
            near.append((zone, sampler.choose(spots)))
    near.sort(key=lambda pair: (zones.index(pair[0]), spots.index(pair[1])))
    room = sampler.numbers("room", spots)
    return {
        "ZONES": zones,
        "SPOTS": spots,
        "NEAR": near,
        "users": sampler.numbers("users", zones),
        "willing": sampler.numbers("willing", near),
        "room": room,
        "turns": sampler.number("turns"),
        "fleet": max(2, sampler.share(sum(room.values()), 0.4, 0.8)),
        "most_spots": max(2, sampler.share(len(spots), 0.5, 0.8)),
    }


SETTINGS = (
    Setting(
        "scooter_sharing",
        "transport",
        {
            "decider": "scooter sharing company",
            "spot": "parking bay",
            "zone": "quarter",
            "device": "scooter",
            "user": "rider",
            "period": "day",
        },
        {
            "ZONES": ("Old Town", "Riverside", "Hillside", "University", "Station Quarter", "Harbor Quarter"),
            "SPOTS": ("Oak Bay", "Elm Bay", "Pine Bay", "Ash Bay", "Fir Bay", "Yew Bay"),
        },
        distractors=("The company started in {year}.", "A battery lasts {hours} hours."),
    ),
    Setting(
        "vaccination_tents",
        "health",
        {
            "decider": "health office",
            "spot": "tent",
            "zone": "village",
            "device": "nurse",
            "user": "patient",
            "period": "day",
        },
        {
            "ZONES": ("Alder Village", "Briar Village", "Clover Village", "Dell Village", "Fern Village"),
            "SPOTS": ("North Tent", "South Tent", "East Tent", "West Tent", "Lake Tent", "Park Tent"),
        },
        distractors=("The office was founded in {year}.", "Vaccines are kept for {weeks} weeks."),
    ),
    Setting(
        "charging_parks",
        "energy",
        {
            "decider": "power company",
            "spot": "charging park",
            "zone": "suburb",
            "device": "charger",
            "user": "driver",
            "period": "day",
        },
        {
            "ZONES": ("Ashby", "Barton", "Corby", "Derby", "Enderby", "Formby"),
            "SPOTS": ("Mall Park", "Stadium Park", "Airport Park", "Museum Park", "Market Park", "Campus Park"),
        },
        distractors=("Electric cars have been sold there since {year}.", "A charge takes {minutes} minutes."),
    ),
    Setting(
        "tutoring_rooms",
        "education",
        {
            "decider": "tutoring association",
            "spot": "study room",
            "zone": "school",
            "device": "tutor",
            "user": "pupil",
            "period": "week",
        },
        {
            "ZONES": ("Bell School", "Crown School", "Dove School", "Eagle School", "Finch School"),
            "SPOTS": ("Room Amber", "Room Coral", "Room Ivory", "Room Olive", "Room Pearl", "Room Topaz"),
        },
        distractors=("The association has {donors} donors.", "The first room was opened in {year}."),
    ),
    Setting(
        "festival_counters",
        "entertainment",
        {
            "decider": "film festival",
            "spot": "ticket booth",
            "zone": "cinema",
            "device": "clerk",
            "user": "visitor",
            "period": "evening",
        },
        {
            "ZONES": ("Apollo", "Capitol", "Lumiere", "Odeon", "Rialto", "Tivoli"),
            "SPOTS": ("Arcade Booth", "Bridge Booth", "Corner Booth", "Fountain Booth", "Garden Booth"),
        },
        distractors=("The festival shows {films} films.", "It was first held in {year}."),
    ),
    Setting(
        "phone_helpdesks",
        "customer service",
        {
            "decider": "phone company",
            "spot": "help desk",
            "zone": "borough",
            "device": "adviser",
            "user": "customer",
            "period": "day",
        },
        {
            "ZONES": ("Camden", "Ealing", "Hackney", "Lambeth", "Merton", "Sutton"),
            "SPOTS": ("Desk Alpha", "Desk Beta", "Desk Gamma", "Desk Delta", "Desk Kappa"),
        },
        distractors=("The company sells {models} models.", "Its hotline was set up in {year}."),
    ),
)

NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} wants to serve as many {user:plural} as it can from {ZONES_size} {zone*ZONES_size} "
                "({ZONES:list}) and can open {SPOTS:list}.",
                "{decider:a} has to decide which of {SPOTS_size} {spot*SPOTS_size} to open, {SPOTS:list}, and how many "
                "{device:plural} to place at each.",
                "For the {user:plural} of {ZONES:list}, {decider:a} can open {SPOTS_size} {spot*SPOTS_size}: "
                "{SPOTS:list}.",
                "There are {SPOTS_size} {spot*SPOTS_size} ({SPOTS:list}) at which {decider:a} could place "
                "{device:plural} for the {user:plural} of {ZONES_size} {zone*ZONES_size}.",
            )
        ),
    ),
    statements=(
        Values(
            measures=(Measure("users", "{user:plural} per {period}", unit="{user*value}"),),
            labels=("zone_name",),
            sets=("ZONES",),
            phrasings=(
                "Each {period}, at most {users:number} {user*users} from {zone_name} can be served.",
                "{zone_name} has {users:number} {user*users} per {period}, and no more than that can be served.",
                "There are no more than {users:number} {user*users} from {zone_name} to be served per {period}.",
            ),
            captions=(
                "The number of {user:plural} in each {zone} who can be served at most per {period} is:",
                "Each {zone} has this number of {user:plural} per {period}, each of whom is served at most once:",
            ),
            tells=("present",),
        ),
        Values(
            measures=(Measure("willing", "{user:plural} willing to go", unit="{user*value}"),),
            labels=("from_name", "at_name"),
            sets=("NEAR",),
            phrasings=(
                "Up to {willing:number} {user*willing} from {from_name} [would go|are willing to go] to {at_name}.",
                "No more than {willing:number} {user*willing} from {from_name} can be served at {at_name}.",
                "Of the {user:plural} from {from_name}, at most {willing:number} would come to {at_name}.",
            ),
            captions=(
                "How many {user:plural} of each {zone} can be served at each {spot} that is near at most:",
                "Only a limited number of {user:plural} from {zone:a} would go to each {spot}, namely at most:",
            ),
            tells=("walk",),
            prose_to=12,
        ),
        Rule(
            tells=("serve",),
            phrasings=(
                "The {user:plural} from {zone:a} go only to the {spot:plural} named for it.",
                "At {spot:a} that is not named for their {zone}, {user:plural} cannot be served.",
                "No {user} goes to {spot:a} for which nothing is given.",
            ),
        ),
        Values(
            measures=(Measure("room", "Room for {device:plural}", unit="{device*value}"),),
            labels=("spot_name",),
            sets=("SPOTS",),
            phrasings=(
                "If {spot_name} is opened, it has room for at most {room:number} {device*room}.",
                "No more than {room:number} {device*room} fit at {spot_name}, and none unless it is opened.",
                "{spot_name} can take up to {room:number} {device*room}, provided that it is opened.",
            ),
            captions=(
                "Only {spot:plural} that are opened can have {device:plural}, at most:",
                "The greatest number of {device:plural} at each {spot}, if it is opened at all, is:",
            ),
            listings=(("Once opened, the {spot:plural} have room for", "{room:number} {device*room} at {spot_name}"),),
            tells=("size", "open"),
        ),
        Rule(
            tells=("work", "place"),
            phrasings=(
                "Each {device} can serve at most {turns:number} {user*turns} per {period} at the {spot} where it is "
                "placed.",
                "Per {period}, no more than {turns:number} {user*turns} can be served by one {device}, at one {spot} "
                "only.",
                "At each {spot}, up to {turns:number} {user*turns} can be served per {device} and {period}.",
            ),
        ),
        Rule(
            tells=("owned", "chosen"),
            phrasings=(
                "The {decider} has {fleet:number} {device*fleet} and can open [at most|up to] {most_spots:number} "
                "{spot*most_spots}.",
                "No more than {most_spots:number} {spot*most_spots} can be opened, and no more than {fleet:number} "
                "{device*fleet} are available.",
                "There are {fleet:number} {device*fleet} in total, and permission for only {most_spots:number} "
                "{spot*most_spots}.",
            ),
        ),
    ),
    goal=Goal(
        (
            "What is the [largest|greatest|maximum] number of {user:plural} who can be served per {period}?",
            "Which {spot:plural} should be opened, and how many {device:plural} placed at each, so that as many "
            "{user:plural} as possible are served?",
            "[Determine|Find] the {spot:plural} to open and the places of the {device:plural} that maximize the number "
            "of {user:plural} served per {period}.",
            "The {decider} wants to maximize the total number of {user:plural} served.",
        )
    ),
)

FAMILY = Family(
    name="scooter_location",
    title="Location of shared scooters",
    reference="Church and ReVelle, The maximal covering location problem, Papers of the Regional Science Association "
    "32 "
    "(1974), with vehicles of limited use; a seed family of OptMATH (arXiv 2502.11102)",
    model_class="IP",
    problem_class="combinatorial",
    formulation=FORMULATION,
    ranges=Ranges(
        zones=Range(2, 4, size=True, least=2, most=30),
        spots=Range(3, 5, size=True, least=3, most=20),
        users=Range(10, 60),
        willing=Range(5, 40),
        room=Range(2, 10),
        turns=Range(2, 8),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
