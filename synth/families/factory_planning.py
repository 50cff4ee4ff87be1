"""Factory planning over several periods: production, stocks and sales while machines are in maintenance."""

from __future__ import annotations

from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.language.quantities import Form
from nl2opt.synth.narrative.statements import Goal, Measure, Narrative, Opening, Rule, Setting, Values

FORMULATION = """
## Sets
PRODUCTS
MACHINES
PERIODS = 1..periods
## Parameters
periods
profit[PRODUCTS]
time[PRODUCTS, MACHINES]  # hours of each machine type that one piece takes
number[MACHINES]
down[MACHINES, PERIODS]  # machines in maintenance
hours  # of one machine in one period
market[PRODUCTS, PERIODS]
holding_cost
room  # of the store, for each product
final_stock
## Variables
make[PRODUCTS, PERIODS] >= 0
0 <= sell[p in PRODUCTS, t in PERIODS] <= market[p, t]
0 <= stock[PRODUCTS, PERIODS] <= room  # at the end of the period
## Objective
maximize (
    sum(profit[p] * sell[p, t] for p in PRODUCTS for t in PERIODS)
    - sum(holding_cost * stock[p, t] for p in PRODUCTS for t in PERIODS)
)
## Constraints
work[m in MACHINES, t in PERIODS]: sum(time[p, m] * make[p, t] for p in PRODUCTS) <= hours * (number[m] - down[m, t])
first[p in PRODUCTS]: make[p, 1] == sell[p, 1] + stock[p, 1]
balance[p in PRODUCTS, t in PERIODS if t > 1]: stock[p, t-1] + make[p, t] == sell[p, t] + stock[p, t]
final[p in PRODUCTS]: stock[p, periods] == final_stock
"""


def sample(sampler: Sampler) -> Data:
    """At most one machine of a type is down in a period; the final stock takes a small part of one period's work."""
    products = sampler.members("PRODUCTS", sampler.size("products"))
    machines = sampler.members("MACHINES", sampler.size("machines"))
    periods = range(1, sampler.size("periods") + 1)
    number = sampler.numbers("number", machines)
    time = {(p, m): sampler.number("time") for p in products for m in machines}
    hours = sampler.number("hours")
    slowest = max(sum(time[p, m] for p in products) / (number[m] - 1) for m in machines)
    final_stock = max(1, int(sampler.rng.uniform(0.1, 0.4) * hours / slowest))
    return {
        "PRODUCTS": products,
        "MACHINES": machines,
        "periods": len(periods),
        "profit": sampler.numbers("profit", products),
        "time": time,
        "number": number,
        "down": {(m, t): sampler.number("down") for m in machines for t in periods},
        "hours": hours,
        "market": {(p, t): sampler.number("market") for p in products for t in periods},
        "holding_cost": sampler.number("holding_cost"),
        "room": final_stock + sampler.number("spare_room"),
        "final_stock": final_stock,
    }


SETTINGS = (
    Setting(
        "engineering_works",
        "manufacturing",
        {
            "decider": "engineering works",
            "product": "product",
            "piece": "piece",
            "machine": "machine type",
            "unit": "machine",
            "period": "month",
            "hour": "hour",
            "make": "make",
            "made": "made",
            "store": "store",
        },
        {
            "PRODUCTS": ("gears", "shafts", "valves", "pumps", "flanges", "brackets", "couplings"),
            "MACHINES": ("grinder", "drill", "lathe", "borer", "planer", "press", "mill"),
        },
        common=("MACHINES",),
        distractors=("The works were founded in {year}.", "The canteen seats {guests} people."),
    ),
    Setting(
        "print_shop",
        "entertainment",
        {
            "decider": "print shop",
            "product": "article",
            "piece": "carton",
            "machine": "type of machine",
            "unit": "machine",
            "period": "quarter",
            "hour": "hour",
            "make": "print",
            "made": "printed",
            "store": "warehouse",
        },
        {
            "PRODUCTS": ("posters", "comics", "calendars", "postcards", "songbooks", "maps", "programs"),
            "MACHINES": ("press", "cutter", "folder", "binder", "laminator", "stapler"),
        },
        common=("MACHINES",),
        distractors=("The shop uses {inks} kinds of ink.", "The oldest press dates from {year}."),
    ),
    Setting(
        "medical_devices",
        "health",
        {
            "decider": "maker of medical devices",
            "product": "device",
            "piece": "box",
            "machine": "station type",
            "unit": "station",
            "period": "month",
            "hour": "hour",
            "make": "assemble",
            "made": "assembled",
            "store": "clean store",
        },
        {
            "PRODUCTS": ("inhalers", "pumps", "syringes", "stents", "splints", "monitors", "catheters"),
            "MACHINES": ("molder", "welder", "sterilizer", "tester", "packer", "printer"),
        },
        common=("MACHINES",),
        distractors=("The firm exports to {countries} countries.", "The clean room was certified in {year}."),
    ),
    Setting(
        "food_processing",
        "agriculture",
        {
            "decider": "fruit processing plant",
            "product": "product",
            "piece": "pallet",
            "machine": "line type",
            "unit": "line",
            "period": "month",
            "hour": "hour",
            "make": "produce",
            "made": "produced",
            "store": "cold store",
        },
        {
            "PRODUCTS": ("juice", "jam", "puree", "syrup", "cider", "vinegar", "compote"),
            "MACHINES": ("washer", "peeler", "cooker", "filler", "sealer", "chiller"),
        },
        common=("MACHINES",),
        distractors=("The plant is supplied by {orchards} orchards.", "The plant won a prize in {year}."),
    ),
    Setting(
        "window_factory",
        "construction",
        {
            "decider": "window factory",
            "product": "series",
            "piece": "window",
            "machine": "machine type",
            "unit": "machine",
            "period": "week",
            "hour": "hour",
            "make": "build",
            "made": "built",
            "store": "yard",
        },
        {
            "PRODUCTS": ("Classic", "Comfort", "Loft", "Cottage", "Passive", "Panorama", "Skylight"),
            "MACHINES": ("saw", "welder", "router", "glazer", "polisher", "sander"),
        },
        common=("MACHINES",),
        distractors=("The factory belongs to a group of {firms} firms.", "Glass has been bought abroad since {year}."),
    ),
    Setting(
        "battery_plant",
        "energy",
        {
            "decider": "battery plant",
            "product": "model",
            "piece": "battery",
            "machine": "machine type",
            "unit": "machine",
            "period": "month",
            "hour": "hour",
            "make": "manufacture",
            "made": "manufactured",
            "store": "storehouse",
        },
        {
            "PRODUCTS": ("Home", "Van", "Bike", "Boat", "Camper", "Scooter", "Backup"),
            "MACHINES": ("coater", "slitter", "winder", "filler", "former", "tester"),
        },
        common=("MACHINES",),
        distractors=("The plant covers {hectares} hectares.", "The first battery left the plant in {year}."),
    ),
)

NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} plans how much of {PRODUCTS:list} to {make}, store, and sell in each {period}.",
                "{decider:a} has {PRODUCTS_size} {product*PRODUCTS_size} and {MACHINES_size} {machine*MACHINES_size}, "
                "and it must decide what to {make}, store, and sell in every {period}.",
                "In each of the coming {period:plural}, {decider:a} can {make} {PRODUCTS_size} "
                "{product*PRODUCTS_size}: {PRODUCTS:list}.",
                "While some of its {unit:plural} are in maintenance, {decider:a} has to plan production, stocks, and "
                "sales by {period}.",
            )
        ),
    ),
    statements=(
        Rule(
            tells=(),
            phrasings=(
                "The plan covers {periods:number} {period:plural}, numbered from 1.",
                "[There are|The {decider} looks ahead over] {periods:number} {period:plural}, and the first one is "
                "{period} 1.",
                "The horizon is {periods:number} {period:plural} long, and it starts with {period} 1.",
            ),
        ),
        Values(
            measures=(Measure("profit", "profit per {piece}", Form.MONEY, "per {piece}"),),
            labels=("product_name",),
            sets=("PRODUCTS",),
            phrasings=(
                "Each {piece} of {product_name} that is sold brings a profit of {profit:money}.",
                "The profit on {product_name} is {profit:money} per {piece} sold.",
                "Selling one {piece} of {product_name} earns {profit:money}.",
            ),
            captions=(
                "The profit per {piece} sold is as follows:",
                "What one {piece} of each {product} earns when it is sold:",
                "For each {product}, the profit per {piece} sold is known:",
            ),
            listings=(("The profit per {piece} sold is", "{profit:money} for {product_name}"),),
        ),
        Values(
            measures=(Measure("time", "hours per {piece}"),),
            labels=("product_name", "machine_name"),
            sets=("PRODUCTS", "MACHINES"),
            phrasings=(
                "One {piece} of {product_name} needs {time:number} {hour*time} on {the_machine_name}.",
                "On {the_machine_name}, it takes {time:number} {hour*time} to {make} one {piece} of {product_name}.",
                "To {make} {piece:a} of {product_name}, {the_machine_name} is needed for {time:number} {hour*time}.",
            ),
            captions=(
                "One {piece} of each {product} needs these hours on the {unit:plural}:",
                "The hours that one {piece} takes on each {machine} are:",
                "How long {unit:a} of each kind works on one {piece}, in hours:",
            ),
        ),
        Values(
            measures=(Measure("number", "number of {unit:plural}", unit="{unit*value}"),),
            labels=("machine_name",),
            sets=("MACHINES",),
            phrasings=(
                "Of the kind called {machine_name}, the {decider} has {number:number} {unit*number}.",
                "There are {number:number} {unit*number} of the kind {machine_name}.",
                "The {decider} owns {number:number} {unit*number} of the kind {machine_name}.",
            ),
            captions=(
                "The {decider} has the following numbers of {unit:plural}:",
                "There are this many {unit:plural} of each kind:",
                "The equipment consists of these {unit:plural}:",
            ),
            listings=(("The {decider} has", "{number:number} {unit*number} of the kind {machine_name}"),),
        ),
        Values(
            measures=(Measure("down", "{unit:plural} in maintenance"),),
            labels=("machine_name", "period_name"),
            sets=("MACHINES", "PERIODS"),
            phrasings=(
                "In {period} {period_name}, the number of {unit:plural} of the kind {machine_name} in maintenance is "
                "{down:digits}.",
                "Maintenance in {period} {period_name} takes up {down:digits} {unit*down} of the kind {machine_name}.",
                "Of the kind {machine_name}, {down:digits} {unit*down} will be in maintenance in {period} "
                "{period_name}.",
            ),
            captions=(
                "The number of {unit:plural} in maintenance, which cannot be used during the whole {period}:",
                "Maintenance takes the following numbers of {unit:plural} out of service for a {period}:",
                "For each {period}, so many {unit:plural} of each kind are in maintenance:",
            ),
            prose_to=6,
        ),
        Rule(
            tells=("work",),
            phrasings=(
                "Every {unit} that is not in maintenance can work {hours:number} hours in a {period}, and all work "
                "has to fit into these hours.",
                "Each {unit} works at most {hours:number} hours per {period}, and not at all in {period:plural} of its "
                "maintenance.",
                "[Outside maintenance|When it is not in maintenance], {unit:a} is available for {hours:number} hours "
                "per {period}.",
            ),
        ),
        Values(
            measures=(Measure("market", "most {piece:plural} sold"),),
            labels=("product_name", "period_name"),
            sets=("PRODUCTS", "PERIODS"),
            phrasings=(
                "At most {market:number} {piece*market} of {product_name} can be sold in {period} {period_name}.",
                "In {period} {period_name}, the market takes up to {market:number} {piece*market} of {product_name}.",
                "Sales of {product_name} in {period} {period_name} are limited to {market:number} {piece*market}.",
            ),
            captions=(
                "The market sets upper limits on the sales in each {period}, in {piece:plural}:",
                "No more than the following {piece:plural} can be sold:",
                "The most {piece:plural} of each {product} that can be sold in each {period}:",
            ),
            tells=("sell",),
            prose_to=6,
        ),
        Rule(
            tells=("first", "balance"),
            phrasings=(
                "At the start nothing is in stock, and what is {made} in a {period} but not sold remains in stock.",
                "The stocks are empty at first, and what is not sold in a {period} is stored for the following ones.",
                "Beginning without any stock, the {decider} can keep what it does not sell in a {period} for later "
                "ones.",
            ),
        ),
        Rule(
            tells=("stock",),
            phrasings=(
                "At the end of every {period}, the {store} can hold up to {room:number} {piece*room} of each "
                "{product}, and each {piece} in it costs {holding_cost:money}.",
                "Keeping {piece:a} in the {store} at the end of a {period} costs {holding_cost:money}, and there is "
                "room for {room:number} {piece*room} of each {product}.",
                "A charge of {holding_cost:money} is due for each {piece} in stock at the end of a {period}, and the "
                "{store} takes no more than {room:number} {piece*room} of any one {product}.",
            ),
        ),
        Rule(
            tells=("final",),
            phrasings=(
                "After the last {period}, exactly {final_stock:number} {piece*final_stock} of each {product} must be "
                "in stock.",
                "When the plan ends, the stock of every {product} has to be exactly {final_stock:number} "
                "{piece*final_stock}.",
                "The last {period} must end with a stock of exactly {final_stock:number} {piece*final_stock} of each "
                "{product}.",
            ),
        ),
        Rule(
            tells=("make", "sell", "stock"),
            phrasings=(
                "Amounts need not be whole.",
                "All amounts may be fractional.",
                "Fractions of {piece:a} are allowed everywhere in the plan.",
            ),
        ),
    ),
    goal=Goal(
        (
            "What should be {made}, stored, and sold in each {period} to maximize the profit after storage costs?",
            "[Find|Determine] the plan with the highest profit from sales less the costs of storage.",
            "What is the highest total profit, storage costs deducted?",
            "[Maximize|Make as large as possible] the total profit on sales minus all storage costs.",
        )
    ),
)

FAMILY = Family(
    name="factory_planning",
    title="Factory planning with maintenance",
    reference="Williams, Model Building in Mathematical Programming, Wiley 2013, section 12.3; an OptMATH seed",
    model_class="LP",
    problem_class="dynamic",
    formulation=FORMULATION,
    ranges=Ranges(
        products=Range(2, 3, size=True, least=1, most=20),
        machines=Range(2, 3, size=True, least=1, most=12),
        periods=Range(2, 3, size=True, least=2, most=12),
        number=Range(2, 5),
        time=Range(1, 6),
        down=Range(0, 1),
        hours=Range(100, 400, 20),
        profit=Range(10, 80),
        market=Range(20, 200, 10),
        holding_cost=Range(1, 5),
        spare_room=Range(20, 100, 10),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
