"""The mean-variance portfolio of Markowitz with the risk model of Sharpe: the least variance for a required return.

A common factor and own risks make the variance convex for all data, also for changed ones.
"""

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
gain[ASSETS]  # expected return, a share of one
beta[ASSETS]  # sensitivity to the market
own[ASSETS]  # variance that does not come from the market
market  # variance of the market
target
cap
## Variables
0 <= share[a in ASSETS] <= cap  # of the whole
## Objective
minimize market * sum(beta[a] * share[a] for a in ASSETS)**2 + sum(own[a] * share[a]**2 for a in ASSETS)
## Constraints
whole: sum(share[a] for a in ASSETS) == 1
earn: sum(gain[a] * share[a] for a in ASSETS) >= target
"""


def sample(sampler: Sampler) -> Data:
    """Sensitivities and own risks at random.

    The required return lies between the mean of all assets, which even shares reach, and the most that the cap allows.
    """
    assets = sampler.members("ASSETS", sampler.size("assets"))
    gain = sampler.numbers("gain", assets)
    beta = sampler.numbers("beta", assets)
    own = sampler.numbers("own", assets)
    market = sampler.number("market")
    cap = sampler.number("cap")
    room, most = 1.0, 0.0
    for a in sorted(assets, key=lambda a: -gain[a]):
        part = min(room, float(cap))
        room, most = room - part, most + part * gain[a]
    mean = sum(gain.values()) / len(assets)
    target = int(1000 * (mean + sampler.rng.uniform(0.1, 0.8) * (most - mean))) / 1000
    return {
        "ASSETS": assets,
        "gain": gain,
        "beta": beta,
        "own": own,
        "market": market,
        "target": target,
        "cap": cap,
    }


SETTINGS = (
    Setting(
        "pension_fund",
        "finance",
        {
            "decider": "pension fund",
            "asset": "fund",
            "whole": "its money",
            "profit": "return",
            "plan": "portfolio",
        },
        {
            "ASSETS": (
                "Nordic Bonds",
                "World Stocks",
                "Gold Trust",
                "City Housing",
                "Green Power",
                "Asia Growth",
                "Rail Notes",
            )
        },
        distractors=("The fund has {members} thousand members.", "It was founded in {year}."),
    ),
    Setting(
        "crop_risk",
        "agriculture",
        {
            "decider": "estate owner",
            "asset": "crop",
            "whole": "the arable land",
            "profit": "return",
            "plan": "crop plan",
        },
        {"ASSETS": ("wheat", "soybeans", "sunflower", "cotton", "lentils", "sorghum", "rapeseed")},
        distractors=("The estate has {tractors} tractors.", "The soil was tested in {year}."),
    ),
    Setting(
        "university_endowment",
        "education",
        {
            "decider": "university",
            "asset": "investment",
            "whole": "its endowment",
            "profit": "return",
            "plan": "portfolio",
        },
        {"ASSETS": ("treasury bills", "blue chips", "startups", "farmland", "timber", "real estate", "art")},
        distractors=("The university teaches {subjects} subjects.", "The library opened in {year}."),
    ),
    Setting(
        "power_mix",
        "energy",
        {
            "decider": "energy investor",
            "asset": "technology",
            "whole": "the capital",
            "profit": "return",
            "plan": "mix",
        },
        {"ASSETS": ("wind power", "solar power", "hydropower", "geothermal heat", "battery storage", "biogas")},
        distractors=("The investor employs {people} analysts.", "Power prices doubled in {year}."),
    ),
    Setting(
        "film_slate_mix",
        "entertainment",
        {
            "decider": "film investor",
            "asset": "genre",
            "whole": "the production money",
            "profit": "return",
            "plan": "slate",
        },
        {"ASSETS": ("comedy", "drama", "horror", "animation", "action", "documentary")},
        distractors=("The investor has won {awards} awards.", "A film is shot in {weeks} weeks."),
    ),
    Setting(
        "assortment_mix",
        "retail",
        {
            "decider": "online retailer",
            "asset": "product group",
            "whole": "the purchasing budget",
            "profit": "return",
            "plan": "assortment",
        },
        {"ASSETS": ("shoes", "toys", "books", "lamps", "garden tools", "cookware", "bags")},
        distractors=("The retailer ships to {countries} countries.", "Its first warehouse opened in {year}."),
    ),
)


NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} has to decide which shares of {whole} [should go|are to go] to {ASSETS:list}.",
                "{decider:a} [is going to|wants to] split {whole} among {ASSETS_size} {asset*ASSETS_size}, "
                "{ASSETS:list}.",
                "{decider:a} is [putting together|composing] {plan:a} out of {ASSETS_size} {asset*ASSETS_size}: "
                "{ASSETS:list}.",
                "[Returns are uncertain, and so|Since returns are uncertain,] {decider:a} wants to spread {whole} "
                "over {ASSETS:list} with as little risk as possible.",
            )
        ),
    ),
    statements=(
        Values(
            measures=(Measure("gain", "Expected {profit}", form=Form.PERCENT),),
            labels=("asset_name",),
            sets=("ASSETS",),
            phrasings=(
                "The expected {profit} of {asset_name} is {gain:percent}.",
                "{asset_name} [promises|has] an expected {profit} of {gain:percent}.",
                "[On average|In expectation], {asset_name} brings a {profit} of {gain:percent}.",
            ),
            captions=(
                "The expected {profit} of each {asset}:",
                "[What can be expected from each {asset}|The expected values of the {profit:plural}], as a percentage:",
                "[Each|Every] {asset} has an expected {profit}:",
            ),
            listings=(
                ("The expected {profit:plural} are", "{gain:percent} for {asset_name}"),
                ("[On average|In expectation], the {profit} is", "{gain:percent} for {asset_name}"),
            ),
        ),
        Values(
            measures=(Measure("beta", "Sensitivity to the market"), Measure("own", "Own variance")),
            labels=("asset_name",),
            sets=("ASSETS",),
            phrasings=(
                "The {profit} of {asset_name} has a sensitivity of {beta:digits} to the market and an own variance of "
                "{own:digits}.",
                "{asset_name} moves with the market with a sensitivity of {beta:digits}, and has a variance of "
                "{own:digits} of its own.",
                "With an own variance of {own:digits}, {asset_name} reacts to the market with a sensitivity of "
                "{beta:digits}.",
            ),
            captions=(
                "The risk of each {asset}:",
                "[How each {asset} moves|How every {asset} moves] with the market, and its own variance:",
                "[Risk data|Data on risk] of the {profit:plural}:",
            ),
        ),
        Rule(
            tells=(),
            phrasings=(
                "The market has a variance of {market:digits}, and the variance of the {profit} of the {plan} is this "
                "number times the square of its sensitivity, plus the own variances times the squared shares.",
                "To the own variances, each times the square of its share, the market adds its variance of "
                "{market:digits} times the square of the sensitivity of the whole {plan}.",
                "The variance of the {plan} consists of the variance of the market, {market:digits}, times the squared "
                "sensitivity of the {plan}, and of the own variances times the squared shares.",
            ),
        ),
        Rule(
            tells=(),
            phrasings=(
                "The sensitivity of the {plan} is the sum of the sensitivities, each times its share.",
                "The sensitivities, weighted by the shares, add up to the sensitivity of the {plan}.",
                "[Weighted by their shares|Each times its share], the sensitivities sum to that of the whole {plan}.",
            ),
        ),
        Rule(
            tells=("whole",),
            phrasings=(
                "[The|All] shares must add up to one, so that all of {whole} is used.",
                "[All|The whole] of {whole} must be used, so that the shares add up to one.",
                "Nothing of {whole} may be [left over|kept back], since the shares have to sum to one.",
            ),
        ),
        Rule(
            tells=("earn",),
            phrasings=(
                "The expected {profit} of the whole {plan} must be [at least|no less than] {target:percent}.",
                "[At least|No less than] {target:percent} of expected {profit} is required of the {plan}.",
                "The {plan} as a whole [has to|must] reach an expected {profit} of {target:percent} or more.",
            ),
        ),
        Rule(
            tells=("share",),
            phrasings=(
                "No {asset} may have a share above {cap:percent}, nor a negative one.",
                "[At most|No more than] {cap:percent} of {whole} can go into any one {asset}, and no share can be "
                "negative.",
                "[Every|Each] share must lie between zero and {cap:percent}.",
            ),
        ),
    ),
    goal=Goal(
        (
            "Which shares make the variance of the {profit} of the {plan} as small as possible?",
            "[Find|Determine] the shares that minimize the variance of the {plan}.",
            "What is the [smallest|lowest] variance that the {profit} of the {plan} can have?",
            "The [aim|goal] is the least risk, measured by the variance of the {profit} of the whole {plan}.",
        )
    ),
)

FAMILY = Family(
    name="mean_variance_portfolio",
    title="Mean-variance portfolio",
    reference="Markowitz, Portfolio Selection, Journal of Finance 1952; Sharpe, Management Science 9 (1963), 277-293",
    model_class="QP",
    problem_class="quadratic",
    formulation=FORMULATION,
    ranges=Ranges(
        assets=Range(3, 5, size=True, least=3, most=40),
        gain=Range(0.02, 0.15, 0.005),
        beta=Range(0.2, 1.6, 0.1),
        own=Range(0.005, 0.05, 0.001),
        market=Range(0.01, 0.05, 0.005),
        cap=Range(0.4, 0.8, 0.05),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
