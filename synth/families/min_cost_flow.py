"""Minimum-cost flow: goods go from plants through hubs to stores over links of limited capacity."""

from __future__ import annotations

from itertools import pairwise

from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Number, Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.language.quantities import Form
from nl2opt.synth.narrative.statements import Goal, Measure, Narrative, Opening, Rule, Setting, Values

FORMULATION = """
## Sets
PLANTS
HUBS
STORES
ARCS
## Parameters
supply[PLANTS]
demand[STORES]
capacity[ARCS]
cost[ARCS]
## Variables
flow[ARCS] >= 0 continuous
## Objective
minimize sum(cost[i, j] * flow[i, j] for (i, j) in ARCS)
## Constraints
leave[p in PLANTS]: sum(flow[i, j] for (i, j) in ARCS if i == p) <= supply[p]
through[h in HUBS]: sum(flow[i, j] for (i, j) in ARCS if j == h) == sum(flow[i, j] for (i, j) in ARCS if i == h)
arrive[s in STORES]: sum(flow[i, j] for (i, j) in ARCS if j == s) >= demand[s]
limit[(i, j) in ARCS]: flow[i, j] <= capacity[i, j]
"""


def network(sampler: Sampler) -> tuple[list[str], list[str], list[str], list[tuple[str, str]]]:
    """Plants, hubs, stores and arcs: every hub and every store has a way in, every plant and every hub a way out."""
    plants = sampler.members("PLANTS", sampler.size("plants"))
    hubs = sampler.members("HUBS", sampler.size("hubs"))
    stores = sampler.members("STORES", sampler.size("stores"))
    chosen: set[tuple[str, str]] = set()
    for place in range(max(len(plants), len(hubs))):
        chosen.add((plants[place % len(plants)], hubs[place % len(hubs)]))
    for place in range(max(len(hubs), len(stores))):
        chosen.add((hubs[place % len(hubs)], stores[place % len(stores)]))
    chosen |= {(hub, store) for hub in hubs for store in stores if sampler.rng.random() < 0.3}
    chosen |= {(one, other) for one, other in pairwise(hubs) if sampler.rng.random() < 0.4}
    chosen |= {(plant, store) for plant in plants for store in stores if sampler.rng.random() < 0.1}
    nodes = [*plants, *hubs, *stores]
    return plants, hubs, stores, sorted(chosen, key=lambda arc: (nodes.index(arc[0]), nodes.index(arc[1])))


def random_flow(
    sampler: Sampler, arcs: list[tuple[str, str]], demand: dict[str, Number]
) -> dict[tuple[str, str], Number]:
    """A flow that brings every store its demand, each along one random way from some plant."""
    flow: dict[tuple[str, str], Number] = dict.fromkeys(arcs, 0)
    for store, amount in demand.items():
        node = store
        while ways := [arc for arc in arcs if arc[1] == node]:
            way = sampler.choose(ways)
            flow[way] += amount
            node = way[0]
    return flow


def sample(sampler: Sampler) -> Data:
    """Supplies and capacities are no less than a random flow needs, which meets every demand."""
    plants, hubs, stores, arcs = network(sampler)
    demand = sampler.numbers("demand", stores)
    flow = random_flow(sampler, arcs, demand)
    sent = {plant: sum(amount for (start, _), amount in flow.items() if start == plant) for plant in plants}
    return {
        "PLANTS": plants,
        "HUBS": hubs,
        "STORES": stores,
        "ARCS": arcs,
        "supply": {plant: sent[plant] + sampler.number("spare") for plant in plants},
        "demand": demand,
        "capacity": {arc: flow[arc] + sampler.number("spare") for arc in arcs},
        "cost": sampler.numbers("cost", arcs),
    }


SETTINGS = (
    Setting(
        "grain_trade",
        "agriculture",
        {
            "decider": "grain trader",
            "plant": "silo",
            "hub": "port",
            "store": "mill",
            "unit": "ton",
            "thing": "grain",
            "link": "route",
        },
        {
            "PLANTS": ("Amiens", "Bourges", "Chartres", "Dijon"),
            "HUBS": ("Rouen", "Nantes", "Sete", "Brest"),
            "STORES": ("Lagos Mill", "Tunis Mill", "Cadiz Mill", "Cork Mill", "Porto Mill", "Genoa Mill"),
        },
        distractors=("The trader was founded in {year}.", "A silo is {height} meters high."),
    ),
    Setting(
        "vaccine_chain",
        "health",
        {
            "decider": "health ministry",
            "plant": "factory",
            "hub": "cold store",
            "store": "hospital",
            "unit": "box",
            "thing": "vaccine",
            "link": "leg",
        },
        {
            "PLANTS": ("Factory Alpha", "Factory Beta", "Factory Gamma"),
            "HUBS": ("Cold Store East", "Cold Store West", "Cold Store North", "Cold Store South"),
            "STORES": ("Mercy Hospital", "Grace Hospital", "Hope Hospital", "Unity Hospital", "Lake Hospital"),
        },
        distractors=("A box keeps cold for {hours} hours.", "The program started in {year}."),
    ),
    Setting(
        "gas_pipes",
        "energy",
        {
            "decider": "gas company",
            "plant": "field",
            "hub": "compressor station",
            "store": "city",
            "unit": "volume unit",
            "thing": "gas",
            "link": "pipe",
        },
        {
            "PLANTS": ("North Field", "Deep Field", "Shelf Field"),
            "HUBS": ("Arden", "Brook", "Cliff", "Dale"),
            "STORES": ("Elmira", "Fargo", "Galena", "Hudson", "Ithaca", "Joplin"),
        },
        distractors=("The first pipe was laid in {year}.", "A compressor is serviced every {weeks} weeks."),
    ),
    Setting(
        "drinking_water",
        "utilities",
        {
            "decider": "water board",
            "plant": "spring",
            "hub": "reservoir",
            "store": "town",
            "unit": "megaliter",
            "thing": "water",
            "link": "main",
        },
        {
            "PLANTS": ("Bear Spring", "Clear Spring", "Moss Spring"),
            "HUBS": ("High Reservoir", "Low Reservoir", "Mid Reservoir", "Old Reservoir"),
            "STORES": ("Ashton", "Burley", "Colby", "Denton", "Eston", "Farley"),
        },
        distractors=("The board was set up in {year}.", "The oldest main is {age} years old."),
    ),
    Setting(
        "book_distribution",
        "retail",
        {
            "decider": "publisher",
            "plant": "printer",
            "hub": "depot",
            "store": "bookshop",
            "unit": "pallet",
            "thing": "stock",
            "link": "lane",
        },
        {
            "PLANTS": ("Fine Print", "Rapid Press", "Stone Press"),
            "HUBS": ("Depot Leeds", "Depot Derby", "Depot Bath"),
            "STORES": ("Page Turner", "Book Nook", "Paper Moon", "Story House", "Chapter One", "Ink Well"),
        },
        distractors=("The novel has {chapters} chapters.", "The publisher was founded in {year}."),
    ),
    Setting(
        "waste_paper",
        "environment",
        {
            "decider": "recycling company",
            "plant": "collection point",
            "hub": "sorting center",
            "store": "paper mill",
            "unit": "ton",
            "thing": "waste paper",
            "link": "connection",
        },
        {
            "PLANTS": ("Point Red", "Point Blue", "Point Green"),
            "HUBS": ("Sorting Ost", "Sorting West", "Sorting Mitte"),
            "STORES": ("Mill Aspen", "Mill Birch", "Mill Cedar", "Mill Douglas", "Mill Elm"),
        },
        distractors=("The company recycles {share} kinds of paper.", "It has existed since {year}."),
    ),
)

NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} [moves|has to move] {thing} from {PLANTS_size} {plant*PLANTS_size} ({PLANTS:list}) by way "
                "of {HUBS_size} {hub*HUBS_size} ({HUBS:list}) to {STORES_size} {store*STORES_size}: {STORES:list}.",
                "In the network of {decider:a}, {thing} can go from {PLANTS:list} through {HUBS:list} to "
                "{STORES:list}.",
                "{decider:a} has to plan how much {thing} to send over each {link} of its network, which begins at "
                "{PLANTS:list} and ends at {STORES:list}, with {HUBS:list} in between.",
                "{STORES_size:number} {store*STORES_size} ({STORES:list}) get {thing} from {decider:a}, which operates "
                "{PLANTS_size} {plant*PLANTS_size} ({PLANTS:list}) and {HUBS_size} {hub*HUBS_size} ({HUBS:list}).",
            )
        ),
    ),
    statements=(
        Values(
            measures=(Measure("supply", "{unit:plural} available", unit="{unit*value}"),),
            labels=("plant_name",),
            sets=("PLANTS",),
            phrasings=(
                "{plant_name} can send out [at most|up to] {supply:number} {unit*supply}.",
                "No more than {supply:number} {unit*supply} are available at {plant_name}.",
                "The supply of {plant_name} is limited to {supply:number} {unit*supply}.",
            ),
            captions=("The {plant:plural} can send out at most:", "The supplies, which cannot be exceeded, are:"),
            listings=(("The greatest supplies are", "{supply:number} {unit*supply} from {plant_name}"),),
            tells=("leave",),
        ),
        Values(
            measures=(Measure("demand", "{unit:plural} needed", unit="{unit*value}"),),
            labels=("store_name",),
            sets=("STORES",),
            phrasings=(
                "{store_name} must receive at least {demand:number} {unit*demand}.",
                "At least {demand:number} {unit*demand} of {thing} must arrive at {store_name}.",
                "The demand of {store_name}, which has to be met, is {demand:number} {unit*demand}.",
            ),
            captions=("Each {store} must receive at least:", "The demands, all of which have to be met, are:"),
            listings=(("The least amounts that must arrive are", "{demand:number} {unit*demand} at {store_name}"),),
            tells=("arrive",),
        ),
        Values(
            measures=(
                Measure("cost", "Cost per {unit}", form=Form.MONEY),
                Measure("capacity", "Capacity ({unit:plural})", unit="{unit*value}"),
            ),
            labels=("from_name", "to_name"),
            sets=("ARCS",),
            phrasings=(
                "From {from_name} to {to_name}, [up to|at most] {capacity:number} {unit*capacity} can be sent at "
                "{cost:money} per {unit}.",
                "The {link} from {from_name} to {to_name} costs {cost:money} per {unit} and carries no more than "
                "{capacity:number} {unit*capacity}.",
                "Each {unit} sent from {from_name} to {to_name} costs {cost:money}, and there is room for "
                "{capacity:number} {unit*capacity}.",
            ),
            captions=(
                "Every {link} has a cost per {unit} and a capacity that cannot be exceeded:",
                "The {link:plural} of the network, each in one direction, with their costs per {unit} and greatest "
                "amounts, are:",
            ),
            tells=("limit",),
            prose_to=14,
        ),
        Rule(
            tells=("through",),
            phrasings=(
                "There is no other {link}, and everything that arrives at {hub:a} leaves it again.",
                "{thing} cannot go any other way, and what comes into {hub:a} must be equal to what goes out of it.",
                "No {hub} keeps anything: all that it receives is sent on, and only the {link:plural} named here can "
                "be "
                "used.",
            ),
        ),
        Rule(
            tells=("flow",),
            phrasings=(
                "Amounts need not be whole numbers of {unit:plural}.",
                "[Any|Every] fraction of {unit:a} can be sent, too.",
                "It is [allowed|possible] to send parts of {unit:a}.",
            ),
        ),
    ),
    goal=Goal(
        (
            "What is the [lowest|smallest|minimum] total cost of meeting all demands?",
            "How much should be sent over each {link} so that the total cost is as [low|small] as possible?",
            "[Determine|Find] the amounts on all {link:plural} that meet the demands at the [lowest|least] total cost.",
            "The {decider} wants to minimize the total cost of all that is sent.",
        )
    ),
)

FAMILY = Family(
    name="min_cost_flow",
    title="Minimum-cost flow",
    reference="Ahuja, Magnanti and Orlin, Network Flows, Prentice Hall 1993, chapter 9; Fourer, Gay and Kernighan, "
    "AMPL, 2nd edition, section 15.1",
    model_class="LP",
    problem_class="linear",
    formulation=FORMULATION,
    ranges=Ranges(
        plants=Range(2, 3, size=True, least=1, most=12),
        hubs=Range(2, 3, size=True, least=1, most=12),
        stores=Range(2, 4, size=True, least=1, most=30),
        demand=Range(10, 80, 5),
        spare=Range(5, 60, 5),
        cost=Range(2, 20),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
