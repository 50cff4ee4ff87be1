"""Portfolio selection in whole lots: a limited number of assets, bounds on lots, a budget and a limit on risk."""

from __future__ import annotations

from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.language.quantities import Form
from nl2opt.synth.narrative.statements import Goal, Measure, Narrative, Opening, Rule, Setting, Values

FORMULATION = """
## Sets
ASSETS
## Parameters
price[ASSETS]
gain[ASSETS]
risk[ASSETS]
least[ASSETS]  # lots, if any are bought
most[ASSETS]
budget
risk_limit
max_assets
## Variables
buy[ASSETS] >= 0 integer  # lots
hold[ASSETS] binary  # whether any lot is bought
## Objective
maximize sum(gain[a] * buy[a] for a in ASSETS)
## Constraints
spend: sum(price[a] * buy[a] for a in ASSETS) <= budget
risky: sum(risk[a] * buy[a] for a in ASSETS) <= risk_limit
few: sum(hold[a] for a in ASSETS) <= max_assets
smallest[a in ASSETS]: buy[a] >= least[a] * hold[a]
largest[a in ASSETS]: buy[a] <= most[a] * hold[a]
"""


def sample(sampler: Sampler) -> Data:
    """The budget and the limit on risk each allow a part of what could be bought; buying nothing is feasible."""
    assets = sampler.members("ASSETS", sampler.size("assets"))
    price, risk = sampler.numbers("price", assets), sampler.numbers("risk", assets)
    least = sampler.numbers("least", assets)
    most = {a: least[a] + sampler.number("spread") for a in assets}
    return {
        "ASSETS": assets,
        "price": price,
        "gain": sampler.numbers("gain", assets),
        "risk": risk,
        "least": least,
        "most": most,
        "budget": sampler.share(sum(price[a] * most[a] for a in assets), 0.3, 0.6, 50),
        "risk_limit": sampler.share(sum(risk[a] * most[a] for a in assets), 0.3, 0.6),
        "max_assets": max(2, int(len(assets) * sampler.rng.uniform(0.4, 0.8))),
    }


SETTINGS = (
    Setting(
        "pension_fund",
        "finance",
        {
            "decider": "pension fund",
            "asset": "stock",
            "lot": "lot",
            "buy": "buy",
            "bought": "bought",
            "profit": "expected profit",
            "danger": "risk",
            "point": "risk point",
        },
        {"ASSETS": ("Altura", "Boreal", "Cobalt", "Dynamo", "Epsilon", "Fortuna", "Galaxy", "Horizon", "Indigo")},
        distractors=("The fund pays {pensions} thousand pensions.", "The fund was set up in {year}."),
    ),
    Setting(
        "tree_plantation",
        "agriculture",
        {
            "decider": "tree nursery",
            "asset": "species",
            "lot": "plot",
            "buy": "plant",
            "bought": "planted",
            "profit": "expected profit",
            "danger": "frost risk",
            "point": "frost point",
        },
        {"ASSETS": ("walnut", "cherry", "maple", "chestnut", "plum", "hazel", "almond", "apricot", "elm")},
        distractors=("The nursery has {greenhouses} greenhouses.", "The coldest winter was that of {year}."),
    ),
    Setting(
        "film_financing",
        "entertainment",
        {
            "decider": "film financier",
            "asset": "series",
            "lot": "episode",
            "buy": "finance",
            "bought": "financed",
            "profit": "expected profit",
            "danger": "flop risk",
            "point": "risk point",
        },
        {"ASSETS": ("Afterglow", "Blackout", "Crossfire", "Daybreak", "Exile", "Foxtrot", "Gravity", "Harvest")},
        distractors=("The financier has won {awards} awards.", "The archive goes back to {year}."),
    ),
    Setting(
        "wind_parks",
        "energy",
        {
            "decider": "energy investor",
            "asset": "wind park",
            "lot": "turbine",
            "buy": "acquire",
            "bought": "acquired",
            "profit": "expected yearly surplus",
            "danger": "weather risk",
            "point": "risk point",
        },
        {"ASSETS": ("Baltic Wind", "Cape North", "Dune Park", "East Ridge", "Fjord View", "Gale Point", "High Moor")},
        distractors=("A blade is {length} meters long.", "The investor entered the market in {year}."),
    ),
    Setting(
        "drug_trials",
        "health",
        {
            "decider": "biotech company",
            "asset": "drug candidate",
            "lot": "trial series",
            "buy": "run",
            "bought": "run",
            "profit": "expected return",
            "danger": "failure risk",
            "point": "failure point",
        },
        {"ASSETS": ("Abrelin", "Bexanol", "Cortivar", "Dolumab", "Elatrix", "Fenovir", "Gliptan", "Humasol")},
        distractors=("The company has {patents} patents.", "The laboratory was opened in {year}."),
    ),
    Setting(
        "apartment_blocks",
        "construction",
        {
            "decider": "housing developer",
            "asset": "project",
            "lot": "apartment",
            "buy": "build",
            "bought": "built",
            "profit": "expected margin",
            "danger": "vacancy risk",
            "point": "risk point",
        },
        {"ASSETS": ("Arcadia", "Belvedere", "Clearwater", "Dockside", "Eastpark", "Foundry Yard", "Greenside")},
        distractors=("The developer employs {architects} architects.", "The first block was completed in {year}."),
    ),
    Setting(
        "ad_space",
        "retail",
        {
            "decider": "advertising buyer",
            "asset": "magazine",
            "lot": "page",
            "buy": "book",
            "bought": "booked",
            "profit": "expected extra profit",
            "danger": "image risk",
            "point": "image point",
        },
        {"ASSETS": ("Atelier", "Bistro", "Compass", "Diver", "Equestrian", "Flair", "Gardener", "Hobby")},
        distractors=("The brand is sold in {shops} shops.", "The trademark dates from {year}."),
    ),
)

NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} has to decide how many {lot:plural} of each {asset} to {buy}, out of {ASSETS:list}.",
                "{decider:a} can choose among {ASSETS_size} {asset*ASSETS_size}: {ASSETS:list}.",
                "There are {ASSETS_size} {asset*ASSETS_size} of which {decider:a} could {buy} {lot:plural}.",
                "{decider:a} is looking for the best selection from {ASSETS_size} {asset*ASSETS_size}.",
            )
        ),
    ),
    statements=(
        Values(
            measures=(
                Measure("price", "cost per {lot}", Form.MONEY),
                Measure("gain", "{profit} per {lot}", Form.MONEY),
                Measure("risk", "{point:plural} per {lot}"),
            ),
            labels=("asset_name",),
            sets=("ASSETS",),
            phrasings=(
                "One {lot} of {asset_name} costs {price:money}, has {profit:a} of {gain:money}, and counts "
                "{risk:number} {point*risk}.",
                "For {asset_name}, the cost is {price:money} per {lot}, the {profit} {gain:money}, and the {danger} "
                "{risk:number} {point*risk}.",
                "Each {lot} of {asset_name} that is {bought} brings {profit:a} of {gain:money} for a cost of "
                "{price:money}, with {risk:number} {point*risk}.",
            ),
            captions=(
                "One {lot} of each {asset} has these costs, gains, and {point:plural}:",
                "Cost, {profit}, and {danger} of one {lot} of each {asset}:",
                "The {asset:plural} differ in cost, {profit}, and {danger} per {lot}:",
            ),
        ),
        Values(
            measures=(
                Measure("least", "fewest {lot:plural}, if any"),
                Measure("most", "most {lot:plural}"),
            ),
            labels=("asset_name",),
            sets=("ASSETS",),
            phrasings=(
                "If any {lot} of {asset_name} is {bought}, there must be at least {least:number} and at most "
                "{most:number} {lot*most}.",
                "Of {asset_name}, either nothing is {bought} or {least:number} to {most:number} {lot*most}.",
                "The number of {lot:plural} of {asset_name} is either zero or lies between {least:number} and "
                "{most:number}.",
            ),
            captions=(
                "Unless {asset:a} is left out, its number of {lot:plural} must lie between these bounds:",
                "Of every {asset}, either nothing is {bought} or a number of {lot:plural} within these limits:",
                "For each {asset} that is chosen at all, the least and the greatest number of {lot:plural} are:",
            ),
            listings=(
                (
                    "The number of {lot:plural}, unless it is zero, must be",
                    "from {least:number} to {most:number} for {asset_name}",
                ),
            ),
            tells=("smallest", "largest", "hold"),
        ),
        Rule(
            tells=("spend",),
            phrasings=(
                "The {decider} can spend at most {budget:money} in total.",
                "Altogether, no more than {budget:money} [are available|can be spent].",
                "The budget for everything is {budget:money}.",
            ),
        ),
        Rule(
            tells=("risky",),
            phrasings=(
                "The total {danger} must not exceed {risk_limit:number} {point*risk_limit}.",
                "All {lot:plural} {bought} may add up to [at most|no more than] {risk_limit:number} "
                "{point*risk_limit}.",
                "As to the {danger}, a total of {risk_limit:number} {point*risk_limit} is the upper limit.",
            ),
        ),
        Rule(
            tells=("few",),
            phrasings=(
                "[At most|No more than] {max_assets:number} {asset*max_assets} can be chosen.",
                "The {lot:plural} must come from [at most|no more than] {max_assets:number} different "
                "{asset*max_assets}.",
                "To keep an overview, the {decider} wants [at most|no more than] {max_assets:number} different "
                "{asset*max_assets}.",
            ),
        ),
        Rule(
            tells=("buy",),
            phrasings=(
                "Only whole {lot:plural} can be {bought}.",
                "The number of {lot:plural} of each {asset} must be whole.",
                "It is not possible to {buy} a fraction of {lot:a}.",
            ),
        ),
    ),
    goal=Goal(
        (
            "How many {lot:plural} of each {asset} should be {bought} to maximize the total {profit}?",
            "[Find|Determine] the selection with the highest total {profit}.",
            "What is the highest total {profit} within these limits?",
            "[Maximize|Make as large as possible] the total {profit} of what is {bought}.",
        )
    ),
)

FAMILY = Family(
    name="portfolio_selection",
    title="Portfolio selection with whole lots and few assets",
    reference="Mansini, Ogryczak and Speranza, Linear and Mixed Integer Programming for Portfolio Optimization, 2015",
    model_class="IP",
    problem_class="integer",
    formulation=FORMULATION,
    ranges=Ranges(
        assets=Range(3, 7, size=True, least=2, most=60),
        price=Range(50, 500, 10),
        gain=Range(5, 90),
        risk=Range(1, 12),
        least=Range(1, 4),
        spread=Range(2, 8),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
