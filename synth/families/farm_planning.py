"""Farm planning: how much land each crop gets when work is limited by month and help can be hired."""

from __future__ import annotations

from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.language.quantities import Form
from nl2opt.synth.narrative.statements import Goal, Measure, Narrative, Opening, Rule, Setting, Values

FORMULATION = """
## Sets
CROPS
MONTHS
## Parameters
land
harvest[CROPS]
price[CROPS]
least[CROPS]
hours[CROPS, MONTHS]
own[MONTHS]
wage
hire_limit
## Variables
plant[CROPS] >= 0 continuous  # land for the crop
0 <= hire[MONTHS] <= hire_limit continuous  # hours hired
## Objective
maximize sum(price[c] * harvest[c] * plant[c] for c in CROPS) - sum(wage * hire[m] for m in MONTHS)
## Constraints
area: sum(plant[c] for c in CROPS) <= land
contract[c in CROPS]: plant[c] >= least[c]
work[m in MONTHS]: sum(hours[c, m] * plant[c] for c in CROPS) <= own[m] + hire[m]
"""


def sample(sampler: Sampler) -> Data:
    """Own and hired hours together suffice for a plan that gives every crop an equal part of the land."""
    crops = sampler.members("CROPS", sampler.size("crops"))
    months = sampler.members("MONTHS", sampler.size("months"))
    part = sampler.number("part")
    hours = sampler.numbers("hours", ((crop, month) for crop in crops for month in months))
    needed = {month: sum(hours[crop, month] * part for crop in crops) for month in months}
    own = {month: sampler.share(needed[month], 0.6, 1.0, 5) for month in months}
    short = max(needed[month] - own[month] for month in months)
    return {
        "CROPS": crops,
        "MONTHS": months,
        "land": part * len(crops),
        "harvest": sampler.numbers("harvest", crops),
        "price": sampler.numbers("price", crops),
        "least": {crop: sampler.share(part, 0.1, 0.5) for crop in crops},
        "hours": hours,
        "own": own,
        "wage": sampler.number("wage"),
        "hire_limit": 10 * (int(short) // 10 + 1),
    }


_MONTHS = ("March", "April", "May", "June", "July", "August", "September", "October")

SETTINGS = (
    Setting(
        "grain_farm",
        "agriculture",
        {
            "decider": "family farm",
            "crop": "crop",
            "plot": "hectare",
            "unit": "ton",
            "helper": "seasonal worker",
            "month": "month",
        },
        {"CROPS": ("wheat", "barley", "rapeseed", "maize", "oats", "sugar beet", "potatoes"), "MONTHS": _MONTHS},
        distractors=("The farm has been in the family since {year}.", "It keeps {hens} hens."),
    ),
    Setting(
        "school_garden",
        "education",
        {
            "decider": "school garden",
            "crop": "vegetable",
            "plot": "bed",
            "unit": "basket",
            "helper": "gardener",
            "month": "month",
        },
        {"CROPS": ("carrots", "lettuce", "radishes", "beans", "spinach", "leeks", "tomatoes"), "MONTHS": _MONTHS},
        distractors=("The garden was laid out in {year}.", "It has {trees} apple trees."),
    ),
    Setting(
        "medicinal_herbs",
        "health",
        {
            "decider": "herb grower",
            "crop": "herb",
            "plot": "field strip",
            "unit": "sack",
            "helper": "picker",
            "month": "month",
        },
        {"CROPS": ("chamomile", "sage", "thyme", "mint", "valerian", "lavender", "fennel"), "MONTHS": _MONTHS},
        distractors=("The herbs are dried for {days} days.", "A pharmacist founded the business in {year}."),
    ),
    Setting(
        "energy_crops",
        "energy",
        {
            "decider": "biogas operator",
            "crop": "energy crop",
            "plot": "hectare",
            "unit": "ton",
            "helper": "contractor",
            "month": "month",
        },
        {"CROPS": ("silage maize", "rye", "sorghum", "clover grass", "cup plant", "sunflowers"), "MONTHS": _MONTHS},
        distractors=("The biogas plant was built in {year}.", "Its tank is {height} meters high."),
    ),
    Setting(
        "native_nursery",
        "environment",
        {
            "decider": "native plant nursery",
            "crop": "species",
            "plot": "row",
            "unit": "tray",
            "helper": "day laborer",
            "month": "month",
        },
        {"CROPS": ("alder", "birch", "hazel", "oak", "rowan", "willow", "hawthorn"), "MONTHS": _MONTHS},
        distractors=("The nursery supplies {parks} parks.", "It was certified in {year}."),
    ),
    Setting(
        "flower_shop_fields",
        "retail",
        {
            "decider": "flower shop",
            "crop": "flower",
            "plot": "plot",
            "unit": "bucket",
            "helper": "student",
            "month": "month",
        },
        {"CROPS": ("tulips", "dahlias", "asters", "peonies", "zinnias", "irises", "cosmos"), "MONTHS": _MONTHS},
        distractors=("The shop is open {days} days a month.", "Its first bouquet was sold in {year}."),
    ),
)

NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} [has to decide|must decide] how many {plot:plural} to plant with each {crop}: "
                "{CROPS:list}.",
                "{decider:a} [grows|can grow] {CROPS_size} {crop*CROPS_size} ({CROPS:list}) and is planning the "
                "season.",
                "For the coming season, {decider:a} divides its {plot:plural} among {CROPS:list}.",
                "[How to use its land is|The use of its land is] a question for {decider:a}, which can grow "
                "{CROPS:list}.",
            )
        ),
    ),
    statements=(
        Rule(
            tells=("area",),
            phrasings=(
                "[Altogether|In total], {land:number} {plot:plural} can be planted, and some may stay empty.",
                "No more than {land:number} {plot:plural} [are available|can be used] in total.",
                "There are {land:number} {plot:plural} [of land altogether|altogether], and not all of them have to "
                "be used.",
            ),
        ),
        Values(
            measures=(
                Measure("harvest", "{unit:plural} per {plot}", unit="{unit*value}"),
                Measure("price", "Price per {unit}", form=Form.MONEY),
            ),
            labels=("crop_name",),
            sets=("CROPS",),
            phrasings=(
                "[One|Each] {plot} of {crop_name} yields {harvest:number} {unit*harvest}, [each of which|and each "
                "{unit}] "
                "sells for {price:money}.",
                "The price of {crop_name} is {price:money} per {unit}, and {harvest:number} {unit*harvest} can be "
                "harvested from each {plot}.",
                "From {plot:a} of {crop_name}, {harvest:number} {unit*harvest} can be harvested and sold at "
                "{price:money} "
                "per {unit}.",
            ),
            captions=(
                "The yield per {plot} and the selling price per {unit} of each {crop} are:",
                "What one {plot} yields, and what one {unit} sells for:",
            ),
        ),
        Values(
            measures=(Measure("least", "Least number of {plot:plural}", unit="{plot*value}"),),
            labels=("crop_name",),
            sets=("CROPS",),
            phrasings=(
                "At least {least:number} {plot*least} must be planted with {crop_name}.",
                "A contract [asks for|requires] {least:number} {plot*least} of {crop_name} or more.",
                "No fewer than {least:number} {plot*least} must go to {crop_name}.",
            ),
            captions=(
                "Each {crop} must get at least this number of {plot:plural}:",
                "By contract, at least the following numbers of {plot:plural} must be planted:",
            ),
            listings=(("At least the following must be planted:", "{least:number} {plot*least} of {crop_name}"),),
            tells=("contract",),
        ),
        Values(
            measures=(Measure("hours", "Hours per {plot}", unit="hours"),),
            labels=("crop_name", "month_name"),
            sets=("CROPS", "MONTHS"),
            phrasings=(
                "In {month_name}, one {plot} of {crop_name} [takes|needs] {hours:number} hours of work.",
                "[Each|One] {plot} of {crop_name} [takes|needs] {hours:number} hours of work in {month_name}.",
                "The work on {plot:a} of {crop_name} takes {hours:number} hours in {month_name}.",
            ),
            captions=(
                "The hours of work that one {plot} of each {crop} takes in each {month} are:",
                "Hours of work per {plot} and {month}:",
            ),
        ),
        Values(
            measures=(Measure("own", "Own hours available", unit="hours"),),
            labels=("month_name",),
            sets=("MONTHS",),
            phrasings=(
                "In {month_name}, {own:number} hours of the work can be done without hired help.",
                "Without hired help, no more than {own:number} hours are available in {month_name}.",
                "The {decider} can do up to {own:number} hours of work by itself in {month_name}.",
            ),
            captions=(
                "The hours of work that can be done without hired help are, by {month}:",
                "Without hired help, no more than the following hours are available:",
            ),
            listings=(("Without hired help, the hours available are", "{own:number} in {month_name}"),),
            tells=("work",),
        ),
        Rule(
            tells=("hire",),
            phrasings=(
                "In every {month}, up to {hire_limit:number} more hours can be bought from {helper:a} at {wage:money} "
                "an hour.",
                "{helper:a} can be hired at {wage:money} an hour, for no more than {hire_limit:number} hours in any "
                "{month}.",
                "Additional hours of {helper:a} cost {wage:money} each, and at most {hire_limit:number} of them can be "
                "had per {month}.",
            ),
        ),
        Rule(
            tells=("plant",),
            phrasings=(
                "The numbers of {plot:plural} need not be whole.",
                "Parts of {plot:a} can be planted, too.",
                "{crop:a} may also get a fraction of {plot:a}.",
            ),
        ),
    ),
    goal=Goal(
        (
            "What is the [largest|highest|maximum] possible income, that is, sales minus wages?",
            "How many {plot:plural} should each {crop} get so that the sales minus the wages of hired help are as "
            "large as possible?",
            "[Determine|Find] the plan that [maximizes|gives the highest] sales minus wages.",
            "The {decider} wants to maximize what is left of its sales after paying for hired hours.",
        )
    ),
)

FAMILY = Family(
    name="farm_planning",
    title="Farm planning",
    reference="Hazell and Norton, Mathematical Programming for Economic Analysis in Agriculture, Macmillan 1986, "
    "chapter 2; the farm models of the GAMS model library",
    model_class="LP",
    problem_class="linear",
    formulation=FORMULATION,
    ranges=Ranges(
        crops=Range(2, 4, size=True, least=2, most=40),
        months=Range(2, 3, size=True, least=1, most=24),
        part=Range(8, 30),
        harvest=Range(2, 9),
        price=Range(40, 300, 10),
        hours=Range(2, 12),
        wage=Range(8, 25),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
