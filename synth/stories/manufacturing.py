"""Stories of making things."""

from __future__ import annotations

from nl2opt.synth.stories.story import Activity, Decider, Kind, Measure, Quality, Story, verb

MAKE = verb("make, makes, made, making")
PRODUCE = verb("produce, produces, produced, producing")
BUILD = verb("build, builds, built, building")

FURNITURE_WORKSHOP = Story(
    name="furniture_workshop",
    domain="manufacturing",
    kind=Kind.COUNT,
    deciders=(
        Decider("a furniture workshop in Leeds", "the workshop"),
        Decider("Marta, who runs a small joinery,", "Marta", "she"),
        Decider("the production manager of Oakhill Interiors", "the manager", "he"),
        Decider("Oakhill Interiors", "the company"),
    ),
    verbs=(MAKE, BUILD, PRODUCE),
    activities=(
        Activity("oak table", 1.5),
        Activity("pine desk", 1.2),
        Activity("bar stool", 0.5),
        Activity("bookcase"),
        Activity("rocking chair", 0.8),
        Activity("wardrobe", 2),
        Activity("garden bench"),
        Activity("bed frame", 1.5),
    ),
    collective="piece of furniture",
    quantity=(5, 80, 1),
    resources=(
        Measure("hour of carpentry", (2, 8, 1), total="total carpentry time", reasons=("because of staff holidays",)),
        Measure("minute of sanding", (10, 60, 5), total="total sanding time"),
        Measure("board of lumber", (2, 12, 1)),
        Measure("liter of varnish", (0.5, 3, 0.5), total="total use of varnish"),
        Measure("square meter of storage space", (0.5, 3, 0.5)),
    ),
    profit=(20, 120, 5),
    price=(120, 400, 10),
    cost=(30, 100, 5),
    gains=("profit", "net profit"),
    fixed=("a set-up cost", "a tooling cost"),
    fixed_span=(100, 800, 50),
    qualities=(Quality("comfort rating", (3, 9, 1)),),
    periods=("this week", "next month", "in the coming season"),
    lower_reasons=("to fill orders already taken", "because of a contract with a hotel"),
    upper_reasons=("because the market is small", "due to limited display space"),
    mix_reasons=("to keep the range balanced", "because of customer preferences"),
    contexts=(
        "All pieces are made from local wood.",
        "Everything that is finished can be sold.",
        "Customers come mainly from the region.",
    ),
    facts=(
        "The firm was founded in {year}.",
        "The showroom is {n} kilometers from the city center.",
        "Last year, {big} visitors came to the open day.",
    ),
)

BAKERY = Story(
    name="bakery",
    domain="manufacturing",
    kind=Kind.COUNT,
    deciders=(
        Decider("a bakery in Vienna", "the bakery"),
        Decider("Louise, who bakes for cafes,", "Louise", "she"),
        Decider("the owner of a pastry shop", "the owner", "he"),
    ),
    verbs=(verb("bake, bakes, baked, baking"), MAKE),
    activities=(
        Activity("apple pie"),
        Activity("cheesecake", 1.4),
        Activity("carrot cake", 1.2),
        Activity("fruit tart", 0.8),
        Activity("chocolate torte", 1.6),
        Activity("butter braid", 0.6),
        Activity("walnut roll", 0.7),
        Activity("wedding cake", 4),
    ),
    collective="baked good",
    quantity=(5, 90, 1),
    resources=(
        Measure("gram of flour", (150, 500, 10), total="total use of flour"),
        Measure("egg", (1, 6, 1), total="total number of eggs", reasons=("because a delivery is late",)),
        Measure("minute of oven time", (10, 45, 5), total="total oven time"),
        Measure("gram of sugar", (50, 300, 10), total="total use of sugar"),
    ),
    profit=(3, 18, 0.5),
    price=(16, 44, 1),
    cost=(4, 13, 0.5),
    gains=("profit", "margin"),
    fixed=("a decoration cost", "a cleaning cost"),
    fixed_span=(10, 80, 5),
    qualities=(Quality("sweetness rating", (2, 9, 1), least=False),),
    periods=("each day", "this weekend", "tomorrow"),
    lower_reasons=("because of an order from a cafe", "to please regular customers"),
    upper_reasons=("because the display is small", "because the goods do not keep for long"),
    mix_reasons=("to offer something for every taste", "because of past sales"),
    contexts=(
        "Work starts early in the morning.",
        "Everything is baked by hand.",
        "Leftovers are given to a charity.",
    ),
    facts=(
        "The oven was bought in {year}.",
        "The shop is {n} steps from the market.",
        "The recipe book has {big} pages.",
    ),
)

PAINT_FACTORY = Story(
    name="paint_factory",
    domain="manufacturing",
    kind=Kind.MEASURE,
    deciders=(
        Decider("a paint factory in New Jersey", "the factory"),
        Decider("the plant manager of Colorama", "the manager", "she"),
        Decider("Colorama", "the company"),
    ),
    verbs=(PRODUCE, MAKE),
    activities=(
        Activity("liter of wall paint", 0.7),
        Activity("liter of wood stain"),
        Activity("liter of metal primer", 1.1),
        Activity("liter of enamel", 1.3),
        Activity("liter of lacquer", 1.4),
        Activity("liter of roof coating", 1.2),
        Activity("liter of chalk paint", 0.8),
    ),
    collective="liter of product",
    quantity=(50, 900, 10),
    resources=(
        Measure(
            "gram of pigment", (30, 200, 10), total="total use of pigment", reasons=("because imports are delayed",)
        ),
        Measure("milliliter of solvent", (50, 400, 10), total="total use of solvent"),
        Measure("minute of stirring", (0.5, 4, 0.5), total="total stirring time"),
        Measure("gram of resin", (40, 300, 10), total="total use of resin"),
    ),
    profit=(1, 9, 0.5),
    price=(9, 30, 1),
    cost=(2, 8, 0.5),
    gains=("profit", "contribution margin"),
    fixed=("a cleaning cost", "a color change cost"),
    qualities=(Quality("durability score", (2, 9, 1)),),
    periods=("this week", "each day", "in the coming month"),
    lower_reasons=("because of a contract with a builder", "to refill the warehouse"),
    upper_reasons=("because demand is limited", "due to rules on air quality"),
    mix_reasons=("to keep the assortment balanced", "because of past sales"),
    contexts=(
        "The cans are made of recycled metal.",
        "The factory works on weekdays.",
        "The products are sold to painters and home stores.",
    ),
    facts=(
        "The factory was built in {year}.",
        "The catalog shows {big} colors.",
        "The laboratory is {n} meters from the gate.",
    ),
)

ALLOY_FOUNDRY = Story(
    name="alloy_foundry",
    domain="manufacturing",
    kind=Kind.MEASURE,
    deciders=(
        Decider("a foundry in Pittsburgh", "the foundry"),
        Decider("Ravi, who runs a small steel mill,", "Ravi", "he"),
        Decider("Hammond Metals", "the company"),
    ),
    verbs=(verb("melt, melts, melted, melting"), verb("buy, buys, bought, buying")),
    activities=(
        Activity("ton of scrap iron", 0.7),
        Activity("ton of pig iron"),
        Activity("ton of stainless scrap", 1.6),
        Activity("ton of manganese ore", 1.2),
        Activity("ton of recycled rail steel", 0.9),
        Activity("ton of sponge iron", 1.1),
    ),
    collective="ton of metal",
    quantity=(5, 120, 5),
    resources=(
        Measure("kilowatt-hour of electricity", (300, 800, 20), total="total use of electricity"),
        Measure(
            "minute of furnace time",
            (5, 30, 1),
            total="total furnace time",
            reasons=("because a furnace is being repaired",),
        ),
        Measure(
            "kilogram of slag",
            (10, 120, 5),
            (verb("create, creates, created, creating"), verb("produce, produces, produced, producing")),
            total="total amount of slag",
        ),
    ),
    supplies=(
        Measure(
            "kilogram of chromium",
            (2, 120, 2),
            (verb("contain, contains, , containing"), verb("provide, provides, provided, providing")),
            "total amount of chromium",
        ),
    ),
    cost=(150, 700, 10),
    fixed=("a freight cost", "a testing fee"),
    fixed_span=(100, 1500, 50),
    qualities=(
        Quality("carbon", (0.005, 0.045, 0.005), least=False, share=True, whole="the alloy"),
        Quality("nickel", (0.01, 0.12, 0.01), share=True, whole="the finished metal"),
        Quality("purity rating", (3, 9, 1)),
    ),
    periods=("for the next melt", "this week"),
    lower_reasons=("because of a contract with a trader", "to clear the yard"),
    upper_reasons=("because stocks are low", "because of rules on dust"),
    mix_reasons=("to keep the quality constant", "because of the recipe"),
    contexts=(
        "The alloy is used for machine parts.",
        "Everything is melted in the same furnace.",
        "The weights simply add up when the metals are melted.",
    ),
    facts=(
        "The foundry was opened in {year}.",
        "The hall is {n} meters high.",
        "The pan is heated to {big} degrees.",
    ),
)

SOAP_BATCHES = Story(
    name="soap_batches",
    domain="manufacturing",
    kind=Kind.COUNT,
    deciders=(
        Decider("a maker of natural cosmetics", "the maker"),
        Decider("Lavender Lane", "the company"),
        Decider("Ines, who makes soap in her garage,", "Ines", "she"),
    ),
    verbs=(PRODUCE, verb("prepare, prepares, prepared, preparing")),
    activities=(
        Activity("batch of rose soap", name="rose_soap"),
        Activity("batch of hand cream", 1.3, name="hand_cream"),
        Activity("batch of lip balm", 0.6, name="lip_balm"),
        Activity("batch of shampoo", 1.5, name="shampoo"),
        Activity("batch of bath salt", 0.8, name="bath_salt"),
        Activity("batch of body oil", 1.2, name="body_oil"),
        Activity("batch of shaving foam", name="shaving_foam"),
    ),
    collective="batch",
    quantity=(3, 60, 1),
    resources=(
        Measure("liter of olive oil", (1, 12, 0.5), total="total use of olive oil"),
        Measure("hour of mixing", (1, 5, 0.5), total="total mixing time", reasons=("because the mixer is shared",)),
        Measure("drop of perfume", (20, 200, 10), total="total use of perfume"),
        Measure("glass jar", (10, 60, 5), total="total number of glass jars"),
    ),
    profit=(30, 240, 10),
    price=(160, 460, 10),
    cost=(40, 150, 10),
    gains=("profit", "net profit"),
    fixed=("a cleaning cost", "a skin test fee"),
    fixed_span=(40, 400, 10),
    qualities=(Quality("skin care rating", (3, 9, 1)),),
    periods=("this month", "each week"),
    lower_reasons=("because of a contract with a spa", "because of orders from shops"),
    upper_reasons=("because demand is limited", "because the shelves are nearly full"),
    mix_reasons=("to keep the assortment balanced", "because of the wishes of a spa"),
    contexts=(
        "Only natural ingredients are used.",
        "The products are sold in small shops.",
        "Every product is tested by volunteers.",
    ),
    facts=(
        "The brand was created in {year}.",
        "The garden behind the house has {n} rose bushes.",
        "A video about the work has {big} views.",
    ),
)

PARTS_SHOP = Story(
    name="parts_shop",
    domain="manufacturing",
    kind=Kind.MEASURE,
    deciders=(
        Decider("a metal shop in Detroit", "the shop"),
        Decider("the shift leader of a parts factory", "the shift leader", "he"),
        Decider("Precision Works", "the company"),
    ),
    verbs=(verb("reserve, reserves, reserved, reserving"), verb("allocate, allocates, allocated, allocating")),
    activities=(
        Activity("hour of casting", 1.4),
        Activity("hour of forging", 1.2),
        Activity("hour of laser cutting", 1.6),
        Activity("hour of stamping"),
        Activity("hour of bending", 0.7),
        Activity("hour of machining", 0.9),
    ),
    collective="hour of production",
    quantity=(5, 90, 1),
    resources=(
        Measure("kilowatt-hour of electricity", (10, 90, 5), total="total use of electricity"),
        Measure("kilogram of sheet metal", (10, 120, 5), total="total use of sheet metal"),
        Measure(
            "liter of coolant", (1, 9, 1), total="total use of coolant", reasons=("because of environmental rules",)
        ),
    ),
    supplies=(
        Measure("hinge", (10, 90, 5), (PRODUCE, verb("yield, yields, yielded, yielding")), "total number of hinges"),
        Measure("bracket", (5, 70, 5), (PRODUCE, verb("yield, yields, yielded, yielding")), "total number of brackets"),
        Measure(
            "door handle",
            (2, 40, 2),
            (PRODUCE, verb("yield, yields, yielded, yielding")),
            "total number of door handles",
        ),
    ),
    cost=(25, 160, 5),
    fixed=("a set-up cost", "a tooling cost"),
    qualities=(Quality("noise rating", (1, 9, 1), least=False),),
    periods=("this week", "each day"),
    lower_reasons=("because of the training plan", "to keep skilled workers busy"),
    upper_reasons=("because of maintenance", "because few workers are trained"),
    mix_reasons=("to spread the wear", "because of the workers' agreement"),
    contexts=(
        "All parts are made of the same metal.",
        "The parts go to a maker of kitchens.",
        "The machines stand in the same hall.",
    ),
    facts=(
        "The oldest machine dates from {year}.",
        "The shop has {n} lockers for its workers.",
        "The gate is {big} meters from the rail line.",
    ),
)

STORIES = (FURNITURE_WORKSHOP, BAKERY, PAINT_FACTORY, ALLOY_FOUNDRY, SOAP_BATCHES, PARTS_SHOP)
