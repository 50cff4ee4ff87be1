"""Stories of farms, gardens and forests."""

from __future__ import annotations

from nl2opt.synth.stories.story import Activity, Decider, Kind, Measure, Quality, Story, verb

PLANT = verb("plant, plants, planted, planting")
GROW = verb("grow, grows, grown, growing")

MIXED_FARM = Story(
    name="mixed_farm",
    domain="agriculture",
    kind=Kind.MEASURE,
    deciders=(
        Decider("a farmer in Kansas", "the farmer", "she"),
        Decider("Willow Creek Farm", "the farm"),
        Decider("Tom, who took over his family's land,", "Tom", "he"),
    ),
    verbs=(PLANT, GROW),
    activities=(
        Activity("acre of wheat"),
        Activity("acre of corn", 1.2),
        Activity("acre of alfalfa", 0.7),
        Activity("acre of barley", 0.9),
        Activity("acre of canola", 1.1),
        Activity("acre of rye", 0.8),
    ),
    collective="acre of land",
    quantity=(10, 200, 5),
    resources=(
        Measure("hour of labor", (2, 12, 1), total="total labor", reasons=("because few workers can be found",)),
        Measure("kilogram of fertilizer", (20, 90, 5), total="total use of fertilizer"),
        Measure("gallon of water", (400, 2000, 100), total="total use of water", reasons=("because of the drought",)),
    ),
    supplies=(
        Measure(
            "ton of feed",
            (1, 6, 0.5),
            (verb("yield, yields, yielded, yielding"), verb("give, gives, given, giving")),
            total="total amount of feed",
        ),
    ),
    profit=(60, 400, 10),
    cost=(40, 200, 10),
    gains=("profit", "net income"),
    fixed=("a permit fee", "a fixed machinery cost"),
    qualities=(Quality("soil score", (2, 9, 1)),),
    periods=("this season", "next spring"),
    lower_reasons=("because of a contract with a mill", "to keep a subsidy"),
    upper_reasons=("because of crop rotation", "due to local rules"),
    mix_reasons=("to protect the soil", "to spread the risk"),
    contexts=(
        "The land lies on both sides of a river.",
        "The soil is the same everywhere.",
        "The harvest is sold to a mill in the next town.",
    ),
    facts=(
        "The family has owned the land since {year}.",
        "The barn is {n} years old.",
        "The nearest town has {big} inhabitants.",
    ),
)

STORIES = (MIXED_FARM,)
