"""Bin packing: items of several sizes go into as few containers of one capacity as possible."""

from __future__ import annotations

from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.narrative.statements import Goal, Measure, Narrative, Opening, Rule, Setting, Values

FORMULATION = """
## Sets
ITEMS
BINS = 1..bins
## Parameters
size[ITEMS]
capacity
bins
## Variables
put[ITEMS, BINS] binary  # whether the item goes into the bin
use[BINS] binary  # whether the bin is used
## Objective
minimize sum(use[b] for b in BINS)
## Constraints
once[i in ITEMS]: sum(put[i, b] for b in BINS) == 1
room[b in BINS]: sum(size[i] * put[i, b] for i in ITEMS) <= capacity * use[b]
"""


def sample(sampler: Sampler) -> Data:
    """The capacity holds the largest item; as many bins are there as first-fit needs, or one more."""
    items = sampler.members("ITEMS", sampler.size("items"))
    size = sampler.numbers("size", items)
    capacity = max(max(size.values()), sampler.share(max(size.values()), 1.1, 2.6, 5))
    rooms: list[float] = []
    for i in items:
        place = next((b for b, room in enumerate(rooms) if size[i] <= room), None)
        if place is None:
            rooms.append(capacity - size[i])
        else:
            rooms[place] -= size[i]
    return {"ITEMS": items, "size": size, "capacity": capacity, "bins": min(len(items), len(rooms) + 1)}


SETTINGS = (
    Setting(
        "moving_vans",
        "transport",
        {
            "decider": "removal company",
            "item": "piece of furniture",
            "bin": "van",
            "put": "loaded into",
            "holds": "can carry",
            "size_word": "weight",
            "unit": "kilogram",
            "share": "split between",
        },
        {
            "ITEMS": (
                "wardrobe",
                "piano",
                "sofa",
                "bookcase",
                "desk",
                "dining table",
                "bed frame",
                "freezer",
                "safe",
                "dresser",
                "mirror",
                "armchair",
            )
        },
        common=("ITEMS",),
        distractors=("The company was started in {year}.", "The new flat is on floor {floor}."),
    ),
    Setting(
        "virtual_machines",
        "software",
        {
            "decider": "cloud operator",
            "item": "virtual machine",
            "bin": "host",
            "put": "placed on",
            "holds": "offers",
            "size_word": "memory",
            "unit": "gigabyte",
            "share": "spread over",
        },
        {"ITEMS": ("web", "mail", "cache", "search", "billing", "backup", "wiki", "chat", "proxy", "builds", "logs")},
        distractors=(
            "The operator has {customers} customers in the region.",
            "The hosts were bought in {year}.",
        ),
    ),
    Setting(
        "commercial_breaks",
        "entertainment",
        {
            "decider": "television station",
            "item": "commercial",
            "bin": "break",
            "put": "aired in",
            "holds": "lasts",
            "size_word": "length",
            "unit": "second",
            "share": "divided among",
        },
        {
            "ITEMS": (
                "Alpine Soap",
                "Bingo Cereal",
                "Crown Coffee",
                "Delta Phones",
                "Ember Grills",
                "Flora Tea",
                "Gusto Pasta",
                "Hoppla Toys",
                "Iris Glasses",
                "Jolly Shoes",
                "Kite Travel",
            )
        },
        distractors=("The station went on air in {year}.", "About {viewers} thousand people watch the evening film."),
    ),
    Setting(
        "timber_boards",
        "construction",
        {
            "decider": "carpenter",
            "item": "part",
            "bin": "board",
            "put": "cut from",
            "holds": "measures",
            "size_word": "length",
            "unit": "centimeter",
            "share": "made out of",
        },
        {
            "ITEMS": (
                "top rail",
                "side panel",
                "shelf",
                "door frame",
                "skirting",
                "handrail",
                "back strut",
                "lintel",
                "stair tread",
                "ledge",
            )
        },
        common=("ITEMS",),
        distractors=(
            "The workshop has {machines} electric tools.",
            "The house for which the parts are made was built in {year}.",
        ),
    ),
    Setting(
        "exam_sessions",
        "education",
        {
            "decider": "music school",
            "item": "student",
            "bin": "session",
            "put": "examined in",
            "holds": "lasts",
            "size_word": "playing time",
            "unit": "minute",
            "share": "split between",
        },
        {
            "ITEMS": (
                "Anna",
                "Bruno",
                "Chloe",
                "Dario",
                "Elif",
                "Felix",
                "Grace",
                "Hugo",
                "Ines",
                "Jonas",
                "Karim",
                "Lena",
            )
        },
        distractors=(
            "The school owns {pianos} pianos.",
            "The head of the jury has held the post since {year}.",
        ),
    ),
    Setting(
        "cold_boxes",
        "health",
        {
            "decider": "blood bank",
            "item": "delivery",
            "bin": "cold box",
            "put": "packed into",
            "holds": "has room for",
            "size_word": "size",
            "unit": "bag",
            "share": "distributed over",
        },
        {
            "ITEMS": (
                "Mercy Hospital",
                "Lake Clinic",
                "Valley Hospice",
                "Summit Surgery",
                "Park Maternity",
                "Harbor Infirmary",
                "West Ward",
                "Hill Practice",
                "Garden Clinic",
            )
        },
        distractors=(
            "The blood bank was visited by {donors} donors yesterday.",
            "A courier needs about {minutes} minutes to the nearest hospital.",
        ),
    ),
    Setting(
        "crop_silos",
        "agriculture",
        {
            "decider": "grain dealer",
            "item": "lot",
            "bin": "silo",
            "put": "stored in",
            "holds": "takes",
            "size_word": "weight",
            "unit": "ton",
            "share": "divided among",
        },
        {"ITEMS": ("R1", "R2", "R3", "W1", "W2", "W3", "B1", "B2", "B3", "M1", "M2")},
        distractors=(
            "The silos were painted in {year}.",
            "The dealer buys from {farms} farms.",
        ),
    ),
)

NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} wants to use as few {bin:plural} as possible for {ITEMS_size} {item:plural}.",
                "There are {ITEMS_size} {item:plural} to be {put} the {bin:plural} of {decider:a}: {ITEMS:list}.",
                "{decider:a} has to [distribute|divide] {ITEMS_size} {item:plural} among identical {bin:plural}.",
                "All of the {item:plural} {ITEMS:list} have to be {put} {bin:plural}, and {decider:a} "
                "[decides|plans] which goes where.",
            )
        ),
    ),
    statements=(
        Values(
            measures=(Measure("size", "{size_word} ({unit:plural})", unit="{unit*value}"),),
            labels=("item_name",),
            sets=("ITEMS",),
            phrasings=(
                "{the_item_name} has a {size_word} of {size:number} {unit*size}.",
                "The {size_word} of {the_item_name} is {size:number} {unit*size}.",
                "With {the_item_name}, {size:number} {unit*size} of {size_word} have to be [reckoned|planned for].",
            ),
            captions=(
                "The {item:plural} [are|and their figures are] as follows:",
                "[Here is|This is] the {size_word} of each {item}:",
                "For every {item}, its {size_word} is known:",
            ),
            listings=(
                ("The {size_word} of the {item:plural} is", "{size:number} {unit*size} for {the_item_name}"),
                ("The {item:plural} have a {size_word} of", "{size:number} {unit*size} in the case of {the_item_name}"),
            ),
        ),
        Rule(
            tells=("room",),
            phrasings=(
                "Each {bin} {holds} {capacity:number} {unit*capacity}, and the {item:plural} in it must not exceed "
                "this in total.",
                "The {item:plural} {put} one {bin} may add up to [at most|no more than] {capacity:number} "
                "{unit*capacity}.",
                "No {bin} can take {item:plural} of more than {capacity:number} {unit*capacity} altogether.",
            ),
        ),
        Rule(
            tells=("use",),
            phrasings=(
                "[There are|The {decider} has] {bins:number} {bin:plural}, which may stay empty.",
                "[Up to|At most] {bins:number} {bin:plural} can be used.",
                "No more than {bins:number} {bin:plural} are available.",
            ),
        ),
        Rule(
            tells=("once", "put"),
            phrasings=(
                "Every {item} must be {put} exactly one {bin}.",
                "Each {item} has to be {put} one of the {bin:plural}, and it cannot be {share} several of them.",
                "No {item} can be {share} several {bin:plural} or left out.",
            ),
        ),
    ),
    goal=Goal(
        (
            "How many {bin:plural} are needed at [least|the least]?",
            "What is the smallest number of {bin:plural} that [suffices|is enough]?",
            "[Find|Determine] a plan that uses as few {bin:plural} as possible.",
            "[Minimize|Keep to a minimum] the number of {bin:plural} that are used.",
            "Which {item:plural} should be {put} which {bin} so that the number of used {bin:plural} is minimal?",
        )
    ),
)

FAMILY = Family(
    name="bin_packing",
    title="Bin packing",
    reference="Martello and Toth, Knapsack Problems, Wiley 1990, chapter 8; an OptMATH seed",
    model_class="IP",
    problem_class="combinatorial",
    formulation=FORMULATION,
    ranges=Ranges(
        items=Range(4, 8, size=True, least=3, most=24),
        size=Range(10, 60, least=5, most=120),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
