"""Contract allocation: orders are shared out among suppliers, with least deliveries and a least number of suppliers."""

from __future__ import annotations

from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.language.quantities import Form
from nl2opt.synth.narrative.statements import Goal, Measure, Narrative, Opening, Rule, Setting, Values

FORMULATION = """
## Sets
SUPPLIERS
CONTRACTS
## Parameters
capacity[SUPPLIERS]
smallest[SUPPLIERS]  # least delivery to a contract in which the supplier takes part
volume[CONTRACTS]
price[SUPPLIERS, CONTRACTS]
least_suppliers
## Variables
deliver[SUPPLIERS, CONTRACTS] >= 0
part[SUPPLIERS, CONTRACTS] binary  # whether the supplier takes part in the contract
## Objective
minimize sum(price[s, c] * deliver[s, c] for s in SUPPLIERS for c in CONTRACTS)
## Constraints
filled[c in CONTRACTS]: sum(deliver[s, c] for s in SUPPLIERS) >= volume[c]
limit[s in SUPPLIERS]: sum(deliver[s, c] for c in CONTRACTS) <= capacity[s]
enough[s in SUPPLIERS, c in CONTRACTS]: deliver[s, c] >= smallest[s] * part[s, c]
linked[s in SUPPLIERS, c in CONTRACTS]: deliver[s, c] <= capacity[s] * part[s, c]
spread[c in CONTRACTS]: sum(part[s, c] for s in SUPPLIERS) >= least_suppliers
"""


def sample(sampler: Sampler) -> Data:
    """Every supplier could serve its part of each contract, since capacities exceed the volumes with room to spare."""
    suppliers = sampler.members("SUPPLIERS", sampler.size("suppliers"))
    contracts = sampler.members("CONTRACTS", sampler.size("contracts"))
    volume = sampler.numbers("volume", contracts)
    total = sampler.share(sum(volume.values()), 1.3, 1.8)
    weights = {s: sampler.rng.uniform(1, 2) for s in suppliers}
    whole = sum(weights.values())
    capacity = {s: 5 * (int(total * weights[s] / whole / 5) + 1) for s in suppliers}
    return {
        "SUPPLIERS": suppliers,
        "CONTRACTS": contracts,
        "capacity": capacity,
        "smallest": {s: sampler.share(capacity[s], 0.06, 0.22, 5) for s in suppliers},
        "volume": volume,
        "price": {(s, c): sampler.number("price") for s in suppliers for c in contracts},
        "least_suppliers": min(sampler.size("least_suppliers"), len(suppliers) - 1),
    }


SETTINGS = (
    Setting(
        "power_contracts",
        "energy",
        {
            "decider": "grid operator",
            "supplier": "producer",
            "contract": "contract",
            "unit": "gigawatt hour",
            "deliver": "deliver",
            "delivered": "delivered",
        },
        {
            "SUPPLIERS": ("Aeolus", "Brightwave", "Cascade", "Dynamo", "Everglow", "Fusion", "Gridstone"),
            "CONTRACTS": (
                "Metro Rail",
                "City Lighting",
                "Paper Mill",
                "Data Center",
                "Airport",
                "Shipyard",
                "Hospital",
            ),
        },
        distractors=("The grid has {substations} substations.", "The operator was privatized in {year}."),
    ),
    Setting(
        "translation_orders",
        "legal",
        {
            "decider": "patent office",
            "supplier": "translation agency",
            "contract": "order",
            "unit": "page",
            "deliver": "translate",
            "delivered": "translated",
        },
        {
            "SUPPLIERS": ("Babel", "Clarity", "Diction", "Eloquent", "Fluency", "Glossa", "Idiom"),
            "CONTRACTS": (
                "French Files",
                "German Files",
                "Spanish Files",
                "Polish Files",
                "Dutch Files",
                "Greek Files",
            ),
        },
        distractors=(
            "The office grants {patents} patents a week.",
            "The office has used {systems} filing systems so far.",
        ),
    ),
    Setting(
        "road_salt",
        "utilities",
        {
            "decider": "road authority",
            "supplier": "salt mine",
            "contract": "county contract",
            "unit": "ton of salt",
            "deliver": "deliver",
            "delivered": "delivered",
        },
        {
            "SUPPLIERS": ("Bernburg", "Cheshire", "Dieuze", "Goderich", "Hallein", "Inowroclaw", "Wieliczka"),
            "CONTRACTS": ("Kent", "Surrey", "Devon", "Norfolk", "Essex", "Dorset", "Suffolk"),
        },
        distractors=("Last winter had {days} days of frost.", "The authority bought its first plow in {year}."),
    ),
    Setting(
        "school_tablets",
        "education",
        {
            "decider": "ministry of education",
            "supplier": "manufacturer",
            "contract": "provincial contract",
            "unit": "crate of tablets",
            "deliver": "ship",
            "delivered": "shipped",
        },
        {
            "SUPPLIERS": ("Abacus", "Bitwise", "Cobalt", "Digita", "Epsilon", "Firefly", "Gadget"),
            "CONTRACTS": ("North Coast", "South Coast", "Highlands", "Lowlands", "Islands", "Capital", "Borderland"),
        },
        distractors=(
            "A tablet is expected to last {years} years.",
            "The program was announced in {year}.",
        ),
    ),
    Setting(
        "hospital_gowns",
        "health",
        {
            "decider": "hospital alliance",
            "supplier": "textile mill",
            "contract": "tender",
            "unit": "bale of gowns",
            "deliver": "supply",
            "delivered": "supplied",
        },
        {
            "SUPPLIERS": ("Almeida", "Bakshi", "Costa", "Demir", "Erdem", "Fashola", "Gupta"),
            "CONTRACTS": ("Surgery", "Maternity", "Emergency", "Oncology", "Pediatrics", "Cardiology"),
        },
        distractors=(
            "The alliance consists of {clinics} clinics.",
            "A gown can be washed {times} times.",
        ),
    ),
    Setting(
        "produce_orders",
        "retail",
        {
            "decider": "supermarket chain",
            "supplier": "vegetable farm",
            "contract": "regional contract",
            "unit": "pallet of produce",
            "deliver": "deliver",
            "delivered": "delivered",
        },
        {
            "SUPPLIERS": ("Ackerman", "Bluebell", "Cornfield", "Dairy Lane", "Evergreen", "Fairfield", "Goldacre"),
            "CONTRACTS": ("Lyon", "Nantes", "Lille", "Toulouse", "Rennes", "Dijon", "Grenoble"),
        },
        distractors=(
            "The chain opened its first shop in {year}.",
            "Each pallet is checked by {inspectors} inspectors.",
        ),
    ),
)

NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} [shares out|divides] {CONTRACTS_size} {contract*CONTRACTS_size} among {SUPPLIERS_size} "
                "{supplier*SUPPLIERS_size}: {SUPPLIERS:list}.",
                "{decider:a} must decide how much each {supplier} is to {deliver} for which {contract}.",
                "The {contract:plural} {CONTRACTS:list} have to be filled, and {decider:a} can turn to "
                "{SUPPLIERS_size} {supplier:plural}.",
                "For {CONTRACTS_size} {contract*CONTRACTS_size}, {decider:a} has offers from the {supplier:plural} "
                "{SUPPLIERS:list}.",
            )
        ),
    ),
    statements=(
        Values(
            measures=(Measure("volume", "{unit:plural} required", unit="{unit*value}"),),
            labels=("contract_name",),
            sets=("CONTRACTS",),
            phrasings=(
                "For {contract_name}, at least {volume:number} {unit*volume} must be {delivered}.",
                "{contract_name} requires [a total of |]at least {volume:number} {unit*volume}.",
                "All in all, no less than {volume:number} {unit*volume} have to be {delivered} for {contract_name}.",
            ),
            captions=(
                "The {contract:plural} require at least the following:",
                "How much must be {delivered} at least for each {contract}:",
                "Each {contract} has a volume that must be reached or exceeded:",
            ),
            listings=(
                ("At least the following must be {delivered}:", "{volume:number} {unit*volume} for {contract_name}"),
            ),
            tells=("filled",),
        ),
        Values(
            measures=(
                Measure("capacity", "most {unit:plural} in total"),
                Measure("smallest", "smallest share of {contract:a} ({unit:plural})"),
            ),
            labels=("supplier_name",),
            sets=("SUPPLIERS",),
            phrasings=(
                "{supplier_name} can {deliver} at most {capacity:number} {unit*capacity} altogether, and for any "
                "single {contract} either nothing or at least {smallest:number} {unit*smallest}.",
                "If {supplier_name} takes part in {contract:a}, its share must be at least {smallest:number} "
                "{unit*smallest}, and over all {contract:plural} it cannot {deliver} more than {capacity:number} "
                "{unit*capacity}.",
                "The capacity of {supplier_name} is {capacity:number} {unit*capacity} in total, and its share of "
                "{contract:a} in which it takes part is never below {smallest:number} {unit*smallest}.",
            ),
            captions=(
                "Each {supplier} has a total capacity, and a smallest share in every {contract} in which it takes "
                "part:",
                "A {supplier} cannot exceed its total, and takes no share of {contract:a} below its smallest one:",
                "The totals that the {supplier:plural} can {deliver}, and the least that each of them accepts for "
                "{contract:a} unless it stays out of it:",
            ),
            tells=("limit", "enough", "linked"),
        ),
        Values(
            measures=(Measure("price", "price per {unit}", Form.MONEY),),
            labels=("supplier_name", "contract_name"),
            sets=("SUPPLIERS", "CONTRACTS"),
            phrasings=(
                "{supplier_name} asks {price:money} per {unit} for {contract_name}.",
                "Each {unit} {delivered} by {supplier_name} for {contract_name} costs {price:money}.",
                "For {contract_name}, the price of {supplier_name} is {price:money} per {unit}.",
            ),
            captions=(
                "The prices per {unit} [are|were offered] as follows:",
                "What each {supplier} asks per {unit} for each {contract}:",
                "Every {supplier} has named a price per {unit} for every {contract}:",
            ),
        ),
        Rule(
            tells=("spread", "part"),
            phrasings=(
                "To spread the risk, [at least|no fewer than] {least_suppliers:number} {supplier*least_suppliers} must "
                "take part in each {contract}.",
                "Every {contract} must be divided among {least_suppliers:number} {supplier*least_suppliers} or more.",
                "The rules demand that each {contract} involves [at least|no fewer than] {least_suppliers:number} "
                "{supplier*least_suppliers}.",
            ),
        ),
        Rule(
            tells=("deliver",),
            phrasings=(
                "Amounts need not be whole.",
                "Fractions of {unit:a} can be {delivered}, too.",
                "It is possible to {deliver} fractional amounts.",
            ),
        ),
    ),
    goal=Goal(
        (
            "How should the {contract:plural} be shared out [at the least total cost|to minimize the total cost]?",
            "[Find|Determine] how much each {supplier} should {deliver} for each {contract} so that the total cost is "
            "minimal.",
            "What is the lowest total cost of [filling all {contract:plural}|meeting all these requirements]?",
            "[Keep|Make] the total cost of all deliveries as low as possible.",
        )
    ),
)

FAMILY = Family(
    name="contract_allocation",
    title="Contract allocation",
    reference="Williams, Model Building in Mathematical Programming, Wiley 2013, section 9.1; an OptMATH seed",
    model_class="MIP",
    problem_class="mixed-integer",
    formulation=FORMULATION,
    ranges=Ranges(
        suppliers=Range(3, 5, size=True, least=2, most=20),
        contracts=Range(2, 4, size=True, least=2, most=20),
        volume=Range(60, 300, 10),
        price=Range(10, 80),
        least_suppliers=Range(2, 3, least=1, most=5),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
