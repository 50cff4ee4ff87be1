"""Stories of farms, gardens and forests."""

from __future__ import annotations

from nl2opt.synth.stories.story import Activity, Decider, Kind, Measure, Quality, Story, verb

PLANT = verb("plant, plants, planted, planting")
GROW = verb("grow, grows, grown, growing")
CONTAIN = (verb("contain, contains, , containing"),)

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
    collective="acre of crops",
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
        "The land lies along a river.",
        "The soil is the same everywhere.",
        "The harvest is sold to a mill in the next town.",
    ),
    facts=(
        "The family has owned the land since {year}.",
        "The barn is {n} years old.",
        "The nearest town has {big} inhabitants.",
    ),
)

CATTLE_FEED = Story(
    name="cattle_feed",
    domain="agriculture",
    kind=Kind.MEASURE,
    deciders=(
        Decider("a cattle rancher in Texas", "the rancher", "she"),
        Decider("Highland Dairy", "the dairy"),
        Decider("Ruben, who feeds a small herd of cows,", "Ruben", "he"),
    ),
    verbs=(verb("mix, mixes, mixed, mixing"), verb("blend, blends, blended, blending")),
    activities=(
        Activity("kilogram of corn meal"),
        Activity("kilogram of soybean meal"),
        Activity("kilogram of alfalfa hay"),
        Activity("kilogram of wheat bran"),
        Activity("kilogram of barley flour"),
        Activity("kilogram of beet pulp"),
        Activity("kilogram of molasses"),
    ),
    collective="kilogram of feed",
    quantity=(20, 300, 5),
    resources=(
        Measure(
            "gram of fat", (10, 60, 5), CONTAIN, "total amount of fat", reasons=("on the advice of a feed expert",)
        ),
        Measure("minute of milling", (1, 6, 0.5), total="total milling time"),
        Measure("liter of storage space", (1, 4, 0.5)),
    ),
    supplies=(
        Measure("gram of protein", (60, 450, 10), CONTAIN, "total amount of protein"),
        Measure("gram of fiber", (20, 250, 10), CONTAIN, "total amount of fiber"),
        Measure("gram of calcium", (1, 15, 1), CONTAIN, "total amount of calcium"),
    ),
    cost=(0.2, 1.5, 0.05),
    fixed=("a delivery fee", "a handling fee"),
    fixed_span=(20, 120, 5),
    qualities=(
        Quality("water", (0.05, 0.3, 0.01), least=False, share=True, whole="the mix"),
        Quality("taste rating", (2, 9, 1)),
    ),
    periods=("for the coming week", "for each day of winter"),
    lower_reasons=("to use up what was ordered", "because of a contract with a trader"),
    upper_reasons=("for the health of the herd", "because stocks are low"),
    mix_reasons=("to keep the diet balanced", "on the advice of a veterinarian"),
    contexts=(
        "All ingredients come from the same trader.",
        "The feed is prepared in a barn behind the stables.",
        "The cows stay indoors during the winter.",
    ),
    facts=(
        "The herd has {n} cows.",
        "The mill in the barn was bought in {year}.",
        "The pasture is {n} kilometers from the stables.",
    ),
)

ORCHARD = Story(
    name="orchard",
    domain="agriculture",
    kind=Kind.COUNT,
    deciders=(
        Decider("a fruit grower in Oregon", "the grower", "he"),
        Decider("Elena, who is laying out a new orchard,", "Elena", "she"),
        Decider("Sunridge Orchards", "the company"),
    ),
    verbs=(PLANT, verb("set out, sets out, set out, setting out")),
    activities=(
        Activity("apple tree"),
        Activity("pear tree"),
        Activity("plum tree", 0.8),
        Activity("cherry tree", 1.2),
        Activity("peach tree", 0.9),
        Activity("apricot tree"),
        Activity("fig tree", 0.7),
    ),
    collective="fruit tree",
    quantity=(10, 150, 5),
    resources=(
        Measure("square meter of land", (6, 30, 1), total="total area of land"),
        Measure("liter of water", (10, 60, 5), total="total use of water", reasons=("because the well is small",)),
        Measure("hour of pruning", (0.5, 3, 0.5), total="total pruning time"),
    ),
    supplies=(
        Measure(
            "kilogram of fruit",
            (20, 90, 5),
            (verb("bear, bears, borne, bearing"), verb("yield, yields, yielded, yielding")),
            "total amount of fruit",
        ),
    ),
    profit=(15, 90, 5),
    cost=(20, 80, 5),
    gains=("yearly profit", "net income"),
    fixed=("a consulting fee", "a soil test fee"),
    fixed_span=(50, 400, 10),
    qualities=(Quality("hardiness rating", (2, 9, 1)),),
    periods=("this fall", "next spring"),
    lower_reasons=("to keep an agreement with a juice maker", "to win a subsidy for old varieties"),
    upper_reasons=("because the tree nursery is nearly sold out", "due to a plant disease in the region"),
    mix_reasons=("to help pollination", "to spread the harvest over the summer"),
    contexts=(
        "The orchard lies on a slope that faces south.",
        "The trees are bought from a nursery in the valley.",
        "Bees from a neighbor visit the trees.",
    ),
    facts=(
        "The oldest tree on the land was planted in {year}.",
        "The farm shop is open {n} weeks a year.",
        "A hedge of {big} meters surrounds the land.",
    ),
)

GRAPE_HARVEST = Story(
    name="grape_harvest",
    domain="agriculture",
    kind=Kind.COUNT,
    deciders=(
        Decider("a winery in Napa Valley", "the winery"),
        Decider("Giulia, who owns a vineyard,", "Giulia", "she"),
        Decider("the harvest manager of Castello Vineyards", "the manager", "he"),
    ),
    verbs=(verb("hire, hires, hired, hiring"), verb("employ, employs, employed, employing")),
    activities=(
        Activity("student picker", 0.7),
        Activity("seasonal picker"),
        Activity("expert picker", 1.4),
        Activity("local helper", 0.8),
        Activity("tractor driver", 1.8),
        Activity("retired farmhand", 0.9),
    ),
    collective="worker",
    quantity=(3, 40, 1),
    resources=(
        Measure("hour of supervision", (1, 5, 0.5), total="total supervision time"),
        Measure("square meter of lodging", (4, 12, 1), reasons=("because rooms are scarce in the village",)),
        Measure("picking basket", (1, 4, 1)),
    ),
    supplies=(
        Measure(
            "crate of grapes",
            (20, 70, 5),
            (verb("pick, picks, picked, picking"), verb("harvest, harvests, harvested, harvesting")),
            "total number of crates",
            reasons=("to finish before the rain",),
        ),
    ),
    cost=(80, 240, 5),
    fixed=("an agency fee", "a registration fee"),
    fixed_span=(50, 300, 10),
    qualities=(Quality("skill rating", (2, 9, 1)),),
    periods=("for the coming harvest", "for each day of the harvest"),
    lower_reasons=("because of an agreement with the village", "to keep good relations with the region"),
    upper_reasons=("because few people apply", "due to rules on seasonal work"),
    mix_reasons=("to keep the teams balanced", "so that beginners get help"),
    contexts=(
        "The grapes are picked by hand.",
        "The wine is aged in a cellar under the house.",
        "The harvest begins as soon as the grapes are ripe.",
    ),
    facts=(
        "The vineyard was planted in {year}.",
        "The cellar holds {big} bottles.",
        "The slope above the house has {n} rows of vines.",
    ),
)

LIVESTOCK = Story(
    name="livestock",
    domain="agriculture",
    kind=Kind.COUNT,
    deciders=(
        Decider("a family farm in Iowa", "the farm"),
        Decider("Hannah, who has inherited a farm,", "Hannah", "she"),
        Decider("the manager of an organic farm", "the manager", "he"),
    ),
    verbs=(verb("raise, raises, raised, raising"), verb("keep, keeps, kept, keeping")),
    activities=(
        Activity("goat"),
        Activity("pig", 1.4),
        Activity("lamb", 0.9),
        Activity("turkey", 0.5),
        Activity("calf", 2.5),
        Activity("alpaca", 1.8),
        Activity("rabbit", 0.3),
    ),
    collective="animal",
    quantity=(4, 60, 1),
    resources=(
        Measure("square meter of barn space", (2, 8, 1), total="total barn space"),
        Measure(
            "hour of care", (1, 6, 0.5), total="total care time", reasons=("because the family does all the work",)
        ),
        Measure("kilogram of grain", (10, 60, 5), total="total use of grain"),
        Measure("bale of straw", (1, 6, 1)),
    ),
    profit=(20, 140, 5),
    cost=(15, 90, 5),
    gains=("profit", "net profit"),
    fixed=("a registration fee", "a veterinary fee"),
    fixed_span=(50, 400, 10),
    periods=("this year", "over the summer"),
    lower_reasons=("to keep an agreement with a restaurant", "because of requests from regular customers"),
    upper_reasons=("because the fences are old", "due to animal welfare rules"),
    mix_reasons=("to limit the risk of disease", "to make good use of the pasture"),
    contexts=(
        "All animals have access to the pasture.",
        "The farm is known for good animal care.",
        "Visitors may watch the feeding in the morning.",
    ),
    facts=(
        "The barn was built in {year}.",
        "The farm has belonged to the family for {n} years.",
        "Last year, {big} visitors came to the farm.",
    ),
)

STORIES = (MIXED_FARM, CATTLE_FEED, ORCHARD, GRAPE_HARVEST, LIVESTOCK)
