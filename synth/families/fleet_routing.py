"""Fleet routing: vehicles of several types are given to routes, and demand that is left over costs money."""

from __future__ import annotations

from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.language.quantities import Form
from nl2opt.synth.narrative.statements import Goal, Measure, Narrative, Opening, Rule, Setting, Values

FORMULATION = """
## Sets
TYPES
ROUTES
## Parameters
fleet[TYPES]
seats[TYPES]
trips[TYPES, ROUTES]
cost[TYPES, ROUTES]
demand[ROUTES]
loss[ROUTES]
## Variables
assign[TYPES, ROUTES] >= 0 integer  # vehicles of the type on the route
lost[ROUTES] >= 0 continuous  # demand that is not served
## Objective
minimize (
    sum(cost[v, r] * assign[v, r] for v in TYPES for r in ROUTES)
    + sum(loss[r] * lost[r] for r in ROUTES)
)
## Constraints
available[v in TYPES]: sum(assign[v, r] for r in ROUTES) <= fleet[v]
carried[r in ROUTES]: sum(seats[v] * trips[v, r] * assign[v, r] for v in TYPES) + lost[r] >= demand[r]
"""


def sample(sampler: Sampler) -> Data:
    """All at random: demand may be lost, so that each instance is feasible."""
    types = sampler.members("TYPES", sampler.size("types"))
    routes = sampler.members("ROUTES", sampler.size("routes"))
    pairs = [(kind, route) for kind in types for route in routes]
    return {
        "TYPES": types,
        "ROUTES": routes,
        "fleet": sampler.numbers("fleet", types),
        "seats": sampler.numbers("seats", types),
        "trips": sampler.numbers("trips", pairs),
        "cost": sampler.numbers("cost", pairs),
        "demand": sampler.numbers("demand", routes),
        "loss": sampler.numbers("loss", routes),
    }


SETTINGS = (
    Setting(
        "regional_airline",
        "transport",
        {
            "at": "on",
            "decider": "regional airline",
            "vehicle": "aircraft",
            "route": "route",
            "load": "passenger",
            "trip": "flight",
            "period": "week",
        },
        {
            "TYPES": ("Heron", "Swift", "Falcon", "Osprey", "Petrel", "Kestrel"),
            "ROUTES": (
                "Route Bergen",
                "Route Tromso",
                "Route Bodo",
                "Route Alta",
                "Route Molde",
                "Route Narvik",
                "Route Vardo",
            ),
        },
        distractors=("The airline was founded in {year}.", "Tickets can be booked {days} days ahead."),
    ),
    Setting(
        "festival_shuttles",
        "entertainment",
        {
            "at": "on",
            "decider": "music festival",
            "vehicle": "bus",
            "route": "line",
            "load": "visitor",
            "trip": "round",
            "period": "day",
        },
        {
            "TYPES": ("Midi", "Maxi", "Coach", "Double Decker", "Minibus", "Tram Bus"),
            "ROUTES": ("Station Line", "Campsite Line", "Airport Line", "Lake Line", "City Line", "Parking Line"),
        },
        distractors=("The festival has {stages} stages.", "It took place for the first time in {year}."),
    ),
    Setting(
        "patient_transport",
        "health",
        {
            "at": "in",
            "decider": "ambulance service",
            "vehicle": "van",
            "route": "district",
            "load": "patient",
            "trip": "tour",
            "period": "day",
        },
        {
            "TYPES": ("Basic", "Comfort", "Wheelchair", "Stretcher", "Electric"),
            "ROUTES": ("Eastgate", "Westgate", "Northgate", "Southgate", "Oldgate", "Newgate"),
        },
        distractors=("The service has {drivers} drivers.", "Its oldest van was bought in {year}."),
    ),
    Setting(
        "milk_collection",
        "agriculture",
        {
            "at": "in",
            "decider": "dairy cooperative",
            "vehicle": "tanker",
            "route": "valley",
            "load": "canister",
            "trip": "tour",
            "period": "week",
        },
        {
            "TYPES": ("Alpina", "Bergland", "Cargo Twelve", "Dairy Star", "Euroliner"),
            "ROUTES": ("Upper Valley", "Lower Valley", "Green Valley", "Mill Valley", "Stone Valley", "Long Valley"),
        },
        distractors=("The cooperative has {members} members.", "Its dairy was modernized in {year}."),
    ),
    Setting(
        "waste_collection",
        "environment",
        {
            "at": "in",
            "decider": "waste authority",
            "vehicle": "truck",
            "route": "zone",
            "load": "ton",
            "trip": "run",
            "period": "day",
        },
        {
            "TYPES": ("Compact", "Standard", "Heavy", "Sideloader", "Hybrid"),
            "ROUTES": ("Zone Amber", "Zone Blue", "Zone Coral", "Zone Indigo", "Zone Jade", "Zone Lilac"),
        },
        distractors=("The landfill closed in {year}.", "Bins are washed every {weeks} weeks."),
    ),
    Setting(
        "school_buses",
        "education",
        {
            "at": "on",
            "decider": "school board",
            "vehicle": "bus",
            "route": "route",
            "load": "pupil",
            "trip": "round",
            "period": "morning",
        },
        {
            "TYPES": ("Yellow Small", "Yellow Large", "Blue Small", "Blue Large", "Electric Mini"),
            "ROUTES": ("Creek Road", "Forest Drive", "Hill Street", "Lake Avenue", "Mill Road", "Quarry Lane"),
        },
        distractors=("The board runs {schools} schools.", "School starts {minutes} minutes after the last round."),
    ),
)

NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} has to decide how many {vehicle:plural} of each type ({TYPES:list}) to assign to each of "
                "{ROUTES_size} {route:plural}: {ROUTES:list}.",
                "{decider:a} [can assign|assigns] {vehicle:plural} of its fleet to {ROUTES_size} "
                "{route:plural}, "
                "called {ROUTES:list}.",
                "The fleet of {decider:a} [consists of|has] {TYPES_size} types of {vehicle:plural}, {TYPES:list}, "
                "and each {vehicle} can be assigned to one of {ROUTES_size} {route:plural}.",
                "[Every|For every] {period}, {decider:a} plans which {vehicle:plural} to use {at} which of its "
                "{ROUTES_size} {route:plural}.",
            )
        ),
    ),
    statements=(
        Values(
            measures=(
                Measure("fleet", "{vehicle:plural} available", unit="{vehicle*value}"),
                Measure("seats", "{load:plural} per {trip}", unit="{load*value}"),
            ),
            labels=("type_name",),
            sets=("TYPES",),
            phrasings=(
                "There are {fleet:number} {vehicle*fleet} of type {type_name}, [each of which can take|and each can "
                "take] up to {seats:number} {load*seats} on one {trip}.",
                "Of type {type_name}, no more than {fleet:number} {vehicle*fleet} can be assigned, with room for "
                "{seats:number} {load*seats} each per {trip}.",
                "{vehicle:a} of type {type_name} takes at most {seats:number} {load*seats} per {trip}, and "
                "{fleet:number} of this type can be assigned.",
            ),
            captions=(
                "How many {vehicle:plural} of each type can be assigned, and how many {load:plural} each of them can "
                "take per {trip}:",
                "The fleet, with the greatest number of {load:plural} on one {trip}, is as follows:",
            ),
            tells=("available",),
        ),
        Values(
            measures=(Measure("trips", "{trip:plural} per {period}", unit="{trip*value}"),),
            labels=("type_name", "route_name"),
            sets=("TYPES", "ROUTES"),
            phrasings=(
                "{vehicle:a} of type {type_name} that is assigned to {route_name} makes {trips:number} {trip*trips} "
                "per "
                "{period}.",
                "{at} {route_name}, each {vehicle} of type {type_name} makes {trips:number} {trip*trips} [a|per] "
                "{period}.",
                "Per {period}, {trips:number} {trip*trips} can be made by {vehicle:a} of type {type_name} "
                "{at} {route_name}.",
            ),
            captions=(
                "The number of {trip:plural} that one {vehicle} of each type makes per {period} {at} each {route} is:",
                "{trip:plural} per {vehicle} and {period}:",
            ),
        ),
        Values(
            measures=(Measure("cost", "Cost per {vehicle} and {period}", form=Form.MONEY),),
            labels=("type_name", "route_name"),
            sets=("TYPES", "ROUTES"),
            phrasings=(
                "Assigning one {vehicle} of type {type_name} to {route_name} costs {cost:money} per {period}.",
                "The cost of each {vehicle} of type {type_name} {at} {route_name} is {cost:money} [a|per] {period}.",
                "Each {vehicle} of type {type_name} assigned to {route_name} costs {cost:money} [a|per] {period}.",
            ),
            captions=(
                "The cost per {period} of assigning one {vehicle} of each type to each {route} is:",
                "What one {vehicle} costs per {period}, by type and {route}:",
            ),
        ),
        Values(
            measures=(
                Measure("demand", "{load:plural} per {period}", unit="{load*value}"),
                Measure("loss", "Loss per {load}", form=Form.MONEY),
            ),
            labels=("route_name",),
            sets=("ROUTES",),
            phrasings=(
                "{at} {route_name}, {demand:number} {load*demand} per {period} have to be carried, and {loss:money} is "
                "lost for each that is not.",
                "The demand {at} {route_name} is {demand:number} {load*demand} per {period}, and each {load} that is "
                "not carried means a loss of {loss:money}.",
                "Each {load} left behind {at} {route_name}, where {demand:number} {load*demand} per {period} wait to "
                "be "
                "carried, costs {loss:money}.",
            ),
            captions=(
                "The demand per {period} {at} each {route}, and the loss for each {load} that is not carried, are:",
                "Not all of the following demand has to be carried, but each {load} left behind means a loss:",
            ),
            tells=("carried", "lost"),
        ),
        Rule(
            tells=("assign",),
            phrasings=(
                "{vehicle:a} that is used stays {at} one {route} for the whole {period}.",
                "No {vehicle} can be divided between {route:plural}, but some may stay unused.",
                "[The number|Each number] of {vehicle:plural} {at} {route:a} [must be|is] whole, and not every "
                "{vehicle} "
                "must be used.",
            ),
        ),
    ),
    goal=Goal(
        (
            "What is the [lowest|smallest|minimum] total of costs and losses per {period}?",
            "How many {vehicle:plural} of each type should be assigned to each {route} so that costs and losses "
            "together are as small as possible?",
            "[Determine|Find] the assignment of {vehicle:plural} that minimizes the costs plus the losses.",
            "The {decider} wants to keep the sum of the costs of its {vehicle:plural} and of all losses as low as "
            "possible.",
        )
    ),
)

FAMILY = Family(
    name="fleet_routing",
    title="Fleet routing",
    reference="Ferguson and Dantzig, The allocation of aircraft to routes, Management Science 3 (1956); Dantzig, "
    "Linear "
    "Programming and Extensions, chapter 28",
    model_class="MIP",
    problem_class="mixed-integer",
    formulation=FORMULATION,
    ranges=Ranges(
        types=Range(2, 3, size=True, least=2, most=20),
        routes=Range(2, 4, size=True, least=2, most=20),
        fleet=Range(3, 12),
        seats=Range(10, 60, 5),
        trips=Range(2, 6),
        cost=Range(200, 900, 20),
        demand=Range(150, 900, 10),
        loss=Range(3, 15),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
