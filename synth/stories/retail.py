"""Stories of shops, markets and advertising."""

from __future__ import annotations

from nl2opt.synth.stories.story import Activity, Decider, Kind, Measure, Quality, Story, verb

BUY = verb("buy, buys, bought, buying")
ORDER = verb("order, orders, ordered, ordering")

FLOOR_SPACE = Story(
    name="floor_space",
    domain="retail",
    kind=Kind.MEASURE,
    deciders=(
        Decider("a department store in Boston", "the store"),
        Decider("Yusuf, the manager of a shopping center,", "Yusuf", "he"),
        Decider("Hartley's", "the store"),
    ),
    verbs=(verb("display, displays, displayed, displaying"), verb("show, shows, shown, showing")),
    activities=(
        Activity("square meter of footwear"),
        Activity("square meter of furniture", 0.7),
        Activity("square meter of jewelry", 2),
        Activity("square meter of bedding", 0.8),
        Activity("square meter of sports gear"),
        Activity("square meter of kitchenware", 0.9),
        Activity("square meter of luggage", 0.8),
    ),
    collective="square meter of goods",
    quantity=(10, 160, 5),
    resources=(
        Measure(
            "hour of staff time", (1, 8, 0.5), total="total staff time", reasons=("because many employees are away",)
        ),
        Measure("watt of lighting", (20, 120, 10), total="total lighting power"),
        Measure("minute of cleaning", (5, 25, 5), total="total cleaning time"),
    ),
    supplies=(
        Measure(
            "shopper",
            (3, 30, 1),
            (verb("attract, attracts, attracted, attracting"), verb("draw, draws, drawn, drawing")),
            "total number of shoppers",
        ),
    ),
    profit=(20, 160, 5),
    cost=(10, 70, 5),
    gains=("weekly profit", "net revenue"),
    fixed=("a set-up cost", "a decoration cost"),
    fixed_span=(100, 800, 20),
    qualities=(Quality("fashion rating", (2, 9, 1)),),
    periods=("this season", "for the holidays"),
    lower_reasons=("because of a contract with a brand", "to keep regular customers"),
    upper_reasons=("because of fire safety rules", "because the stockroom is nearly empty"),
    mix_reasons=("to keep the assortment balanced", "because of advice from headquarters"),
    contexts=(
        "The ground floor is being rearranged.",
        "The main entrance faces the market square.",
        "The store is open every day except Sunday.",
    ),
    facts=(
        "The store was built in {year}.",
        "The parking garage has {big} spaces.",
        "The restaurant upstairs has {n} tables.",
    ),
)

ELECTRONICS_SHOP = Story(
    name="electronics_shop",
    domain="retail",
    kind=Kind.COUNT,
    deciders=(
        Decider("an electronics shop in Denver", "the shop"),
        Decider("Priya, who owns a small electronics store,", "Priya", "she"),
        Decider("Voltmart", "the store"),
        Decider("the purchasing manager of Voltmart", "the manager", "he"),
    ),
    verbs=(ORDER, verb("stock, stocks, stocked, stocking")),
    activities=(
        Activity("smartphone", 1.2),
        Activity("laptop", 2),
        Activity("headset", 0.4),
        Activity("camera", 1.5),
        Activity("game console"),
        Activity("printer", 0.8),
        Activity("loudspeaker", 0.6),
        Activity("fitness watch", 0.5),
    ),
    collective="device",
    quantity=(5, 120, 5),
    resources=(
        Measure("liter of shelf space", (2, 20, 1), reasons=("because the shop is small",)),
        Measure("minute of sales advice", (5, 40, 5), total="total time of sales advice"),
        Measure("protective box", (1, 3, 1)),
    ),
    profit=(20, 140, 5),
    price=(220, 600, 10),
    cost=(80, 180, 10),
    gains=("profit", "gross margin"),
    fixed=("a delivery fee", "a listing fee"),
    fixed_span=(50, 500, 10),
    qualities=(Quality("customer rating", (2, 9, 1)),),
    periods=("this month", "for the holiday season"),
    lower_reasons=("because customers have made reservations", "to keep a discount from the wholesaler"),
    upper_reasons=("because the wholesaler is short of devices", "because new models will come out soon"),
    mix_reasons=("to keep the assortment balanced", "because of past sales"),
    contexts=(
        "Everything in stock is expected to sell.",
        "The shop lies in a busy street.",
        "All devices come from the same wholesaler.",
    ),
    facts=(
        "The shop opened in {year}.",
        "The nearest competitor is {n} blocks away.",
        "The newsletter has {big} readers.",
    ),
)

ADVERTISING = Story(
    name="advertising",
    domain="retail",
    kind=Kind.COUNT,
    deciders=(
        Decider("a chain of shoe stores", "the chain"),
        Decider("the marketing manager of Bella Cosmetics", "the manager", "she"),
        Decider("Bella Cosmetics", "the company"),
        Decider("Oscar, who is opening a bicycle shop,", "Oscar", "he"),
    ),
    verbs=(BUY, verb("book, books, booked, booking")),
    activities=(
        Activity("radio spot", 0.8),
        Activity("newspaper ad", 0.7),
        Activity("billboard", 1.5),
        Activity("television spot", 3),
        Activity("web banner", 0.4),
        Activity("podcast spot", 0.6),
        Activity("magazine ad"),
        Activity("bus poster", 0.5),
    ),
    collective="advertisement",
    quantity=(2, 40, 1),
    resources=(
        Measure("hour of design work", (1, 12, 0.5), total="total amount of design work"),
        Measure(
            "hour of editing",
            (0.5, 6, 0.5),
            total="total editing time",
            reasons=("because the editor works part time",),
        ),
    ),
    supplies=(
        Measure(
            "shopper",
            (500, 6000, 100),
            (verb("reach, reaches, reached, reaching"),),
            "total number of shoppers reached",
        ),
        Measure(
            "store visit",
            (5, 60, 5),
            (verb("generate, generates, generated, generating"), verb("produce, produces, produced, producing")),
            "total number of store visits",
        ),
    ),
    cost=(100, 900, 20),
    fixed=("an agency fee", "a production cost"),
    fixed_span=(200, 2000, 50),
    qualities=(Quality("image score", (2, 9, 1)),),
    periods=("for the spring campaign", "this month", "in the coming quarter"),
    lower_reasons=("because of a contract with an agency", "to stay visible in the region"),
    upper_reasons=("so that people do not get annoyed", "because few slots are free"),
    mix_reasons=("to reach all age groups", "on the advice of an agency"),
    contexts=(
        "The campaign presents a new product line.",
        "The target group lives in the city and its suburbs.",
        "An agency has tested the campaign with volunteers.",
    ),
    facts=(
        "The brand was created in {year}.",
        "The campaign slogan was chosen out of {n} ideas.",
        "The last campaign was mentioned in {big} posts.",
    ),
)

GIFT_BASKETS = Story(
    name="gift_baskets",
    domain="retail",
    kind=Kind.COUNT,
    deciders=(
        Decider("a delicatessen in Seattle", "the delicatessen"),
        Decider("Chloe, who sells gifts on a weekend market,", "Chloe", "she"),
        Decider("Basket and Bow", "the shop"),
    ),
    verbs=(verb("pack, packs, packed, packing"), verb("prepare, prepares, prepared, preparing")),
    activities=(
        Activity("breakfast basket"),
        Activity("picnic basket", 1.4),
        Activity("birthday basket", 1.2),
        Activity("wedding basket", 2),
        Activity("travel basket", 0.7),
        Activity("wellness basket", 1.1),
        Activity("garden basket", 0.9),
    ),
    collective="gift basket",
    quantity=(5, 90, 1),
    resources=(
        Measure("jar of jam", (1, 4, 1)),
        Measure("bar of chocolate", (1, 6, 1), reasons=("because the supplier is on strike",)),
        Measure("box of tea", (1, 3, 1)),
        Measure("minute of packing", (3, 15, 1), total="total packing time"),
        Measure("meter of ribbon", (0.5, 3, 0.5), total="total use of ribbon"),
    ),
    profit=(5, 35, 1),
    price=(40, 110, 5),
    cost=(12, 38, 1),
    gains=("profit", "margin"),
    fixed=("a printing cost", "a design fee"),
    fixed_span=(20, 160, 5),
    qualities=(Quality("elegance rating", (2, 9, 1)),),
    periods=("for the holidays", "this week", "each day"),
    lower_reasons=("to fill orders from a hotel", "because customers have already paid a deposit"),
    upper_reasons=("because demand is limited", "because the counter is small"),
    mix_reasons=("to offer something for every taste", "because of last year's sales"),
    contexts=(
        "All baskets are tied with a ribbon.",
        "The baskets themselves are made of willow.",
        "A card is added to every basket for free.",
    ),
    facts=(
        "The shop was opened in {year}.",
        "The shop is {n} meters from the station.",
        "Last year, {big} customers ordered online.",
    ),
)

COFFEE_BLEND = Story(
    name="coffee_blend",
    domain="retail",
    kind=Kind.MEASURE,
    deciders=(
        Decider("a coffee roaster in Portland", "the roaster"),
        Decider("Lucas, who supplies cafes with his own blend,", "Lucas", "he"),
        Decider("Harbor Coffee", "the company"),
    ),
    verbs=(verb("roast, roasts, roasted, roasting"), verb("blend, blends, blended, blending")),
    activities=(
        Activity("kilogram of Brazilian coffee"),
        Activity("kilogram of Kenyan coffee", 1.4),
        Activity("kilogram of Colombian coffee", 1.2),
        Activity("kilogram of Vietnamese coffee", 0.8),
        Activity("kilogram of Peruvian coffee", 1.1),
        Activity("kilogram of Indian coffee", 0.9),
    ),
    collective="kilogram of coffee",
    quantity=(20, 300, 5),
    resources=(
        Measure("minute of roasting", (1, 6, 0.5), total="total roasting time"),
        Measure("liter of gas", (5, 30, 1), total="total use of gas", reasons=("due to high energy prices",)),
        Measure("minute of tasting", (0.5, 3, 0.5), total="total tasting time"),
    ),
    profit=(2, 14, 0.5),
    price=(14, 30, 1),
    cost=(4, 12, 0.5),
    gains=("profit", "margin"),
    fixed=("an import fee", "a customs fee"),
    fixed_span=(50, 400, 10),
    qualities=(
        Quality("aroma rating", (2, 9, 1)),
        Quality("caffeine", (0.008, 0.024, 0.001), least=False, share=True, whole="the blend"),
        Quality("acidity score", (1, 9, 1), least=False),
    ),
    periods=("this week", "in the coming month"),
    lower_reasons=("because of a contract with the growers", "to use up last year's harvest"),
    upper_reasons=("because the importer is short of stock", "because storage space is limited"),
    mix_reasons=("to keep the taste constant", "because of the taste of regular customers"),
    contexts=(
        "The beans are roasted in a copper drum.",
        "All coffee is sold as whole beans.",
        "The beans arrive by ship.",
    ),
    facts=(
        "The roaster drum dates from {year}.",
        "The cafe next door has {n} seats.",
        "A film about the harvest was watched by {big} people.",
    ),
)

STORIES = (FLOOR_SPACE, ELECTRONICS_SHOP, ADVERTISING, GIFT_BASKETS, COFFEE_BLEND)
