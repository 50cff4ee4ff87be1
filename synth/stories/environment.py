"""Stories of nature, water, waste and climate."""

from __future__ import annotations

from nl2opt.synth.stories.story import Activity, Decider, Kind, Measure, Quality, Story, verb

FUND = verb("fund, funds, funded, funding")

REFORESTATION = Story(
    name="reforestation",
    domain="environment",
    kind=Kind.COUNT,
    deciders=(
        Decider("a forest agency in Oregon", "the agency"),
        Decider("the head ranger of Pine Ridge Park", "the ranger", "she"),
        Decider("Green Canopy", "the charity"),
        Decider("Mateo, who restores burnt forests,", "Mateo", "he"),
    ),
    verbs=(verb("plant, plants, planted, planting"), verb("set out, sets out, set out, setting out")),
    activities=(
        Activity("oak sapling", 1.3),
        Activity("birch sapling", 0.7),
        Activity("maple sapling"),
        Activity("spruce sapling", 0.8),
        Activity("cedar sapling", 1.1),
        Activity("willow sapling", 0.6),
        Activity("redwood sapling", 1.8),
    ),
    collective="tree",
    quantity=(20, 600, 10),
    resources=(
        Measure("liter of water", (5, 30, 1), total="total use of water", reasons=("because the summer was dry",)),
        Measure("minute of digging", (4, 15, 1), total="total digging time"),
        Measure("square meter of ground", (2, 12, 1), total="total area"),
        Measure("wooden stake", (1, 3, 1)),
    ),
    supplies=(
        Measure(
            "kilogram of carbon dioxide",
            (5, 30, 1),
            (verb("absorb, absorbs, absorbed, absorbing"), verb("bind, binds, bound, binding")),
            "total carbon uptake",
            reasons=("to reach the climate goal",),
        ),
    ),
    cost=(2, 14, 0.5),
    fixed=("a transport fee", "a permit fee"),
    fixed_span=(50, 400, 10),
    qualities=(Quality("drought tolerance score", (2, 9, 1)),),
    periods=("this fall", "next spring"),
    lower_reasons=("to protect rare birds", "because of an agreement with the state"),
    upper_reasons=("because the tree nursery is nearly sold out", "because of the soil"),
    mix_reasons=("to keep the forest diverse", "to make the forest more resistant to storms"),
    contexts=(
        "The planting is done by volunteers.",
        "The old forest burnt down in a dry summer.",
        "A path for hikers will lead through the new forest.",
    ),
    facts=(
        "The nearest national park was created in {year}.",
        "The fire lasted {n} days.",
        "The nearest national park covers {big} square kilometers.",
    ),
)

WATER_TREATMENT = Story(
    name="water_treatment",
    domain="environment",
    kind=Kind.MEASURE,
    deciders=(
        Decider("a mine that must clean its waste water", "the mine"),
        Decider("the chief chemist of a treatment plant", "the chemist", "he"),
        Decider("Clearbrook Water", "the company"),
        Decider("Lena, who cleans up a polluted lake,", "Lena", "she"),
    ),
    verbs=(verb("add, adds, added, adding"), verb("dose, doses, dosed, dosing")),
    activities=(
        Activity("kilogram of alum"),
        Activity("kilogram of lime", 0.7),
        Activity("kilogram of activated carbon", 1.8),
        Activity("kilogram of iron chloride", 1.2),
        Activity("kilogram of zeolite"),
        Activity("kilogram of bentonite", 0.8),
    ),
    collective="kilogram of chemicals",
    quantity=(10, 200, 5),
    resources=(
        Measure("minute of stirring", (2, 12, 1), total="total stirring time"),
        Measure(
            "liter of sludge",
            (1, 9, 0.5),
            (verb("create, creates, created, creating"), verb("cause, causes, caused, causing")),
            "total amount of sludge",
            reasons=("because the basin is small",),
        ),
        Measure("liter of rinse water", (5, 40, 5), total="total use of rinse water"),
    ),
    supplies=(
        Measure(
            "gram of lead", (5, 60, 5), (verb("remove, removes, removed, removing"),), "total amount of lead removed"
        ),
        Measure("gram of arsenic", (2, 30, 1), (verb("remove, removes, removed, removing"),)),
        Measure("gram of phosphate", (20, 200, 10), (verb("remove, removes, removed, removing"),)),
    ),
    cost=(0.5, 6, 0.1),
    fixed=("a delivery fee", "a safety inspection fee"),
    fixed_span=(20, 200, 5),
    qualities=(Quality("toxicity score", (1, 8, 1), least=False),),
    periods=("each day", "this week"),
    lower_reasons=("to keep the process stable", "because of the permit"),
    upper_reasons=("to protect the fish downstream", "due to safety rules"),
    mix_reasons=("so that the acid level stays stable", "on the advice of a laboratory"),
    contexts=(
        "The treated water flows back into a river.",
        "The chemicals are kept in a locked room.",
        "Samples are taken every morning.",
    ),
    facts=(
        "The plant was built in {year}.",
        "The river is {n} kilometers long.",
        "The basin is as large as {n} swimming pools.",
    ),
)

LITTER_TEAMS = Story(
    name="litter_teams",
    domain="environment",
    kind=Kind.COUNT,
    deciders=(
        Decider("a coastal town in Maine", "the town"),
        Decider("Clean Shores", "the charity"),
        Decider("Nadia, who leads an ocean cleanup group,", "Nadia", "she"),
    ),
    verbs=(verb("send, sends, sent, sending"), verb("deploy, deploys, deployed, deploying")),
    activities=(
        Activity("beach team"),
        Activity("kayak team", 0.8),
        Activity("diving team", 1.8),
        Activity("school team", 0.6),
        Activity("tractor team", 2.2),
        Activity("cliff team", 1.4),
    ),
    collective="cleanup team",
    quantity=(2, 30, 1),
    resources=(
        Measure("volunteer", (3, 12, 1), total="total number of volunteers"),
        Measure("work glove", (4, 20, 2)),
        Measure("liter of drinking water", (5, 30, 1), reasons=("because the cooler is small",)),
    ),
    supplies=(
        Measure(
            "bag of litter",
            (10, 60, 5),
            (verb("collect, collects, collected, collecting"), verb("remove, removes, removed, removing")),
            "total number of collected bags",
        ),
        Measure(
            "meter of shoreline",
            (100, 900, 50),
            (verb("clean, cleans, cleaned, cleaning"),),
            "total length of cleaned shoreline",
        ),
    ),
    cost=(40, 400, 10),
    fixed=("an insurance fee", "an equipment fee"),
    fixed_span=(50, 300, 10),
    qualities=(Quality("risk rating", (1, 8, 1), least=False),),
    periods=("on the day of the cleanup", "this weekend", "in the coming month"),
    lower_reasons=("because of an agreement with the coast guard", "to please the sponsors"),
    upper_reasons=("to protect nesting birds", "due to safety rules"),
    mix_reasons=("to cover all parts of the coast", "because of the tides"),
    contexts=(
        "The litter is sorted and weighed afterwards.",
        "A local bakery gives out free snacks.",
        "Schools and clubs are invited to help.",
    ),
    facts=(
        "The cleanup has been held since {year}.",
        "Last time, {n} shopping carts were found.",
        "The town has {big} inhabitants.",
    ),
)

RECYCLING_PLANT = Story(
    name="recycling_plant",
    domain="environment",
    kind=Kind.MEASURE,
    deciders=(
        Decider("a recycling plant in Michigan", "the plant"),
        Decider("Loopworks", "the company"),
        Decider("the operations manager of a waste yard", "the manager", "he"),
    ),
    verbs=(verb("process, processes, processed, processing"), verb("recycle, recycles, recycled, recycling")),
    activities=(
        Activity("ton of glass"),
        Activity("ton of paper", 0.7),
        Activity("ton of plastic", 1.4),
        Activity("ton of scrap metal", 1.8),
        Activity("ton of cardboard", 0.8),
        Activity("ton of textile waste", 1.2),
        Activity("ton of electronic waste", 2.5),
    ),
    collective="ton of waste",
    quantity=(10, 200, 5),
    resources=(
        Measure("hour of sorting", (1, 8, 0.5), total="total sorting time"),
        Measure("kilowatt-hour of electricity", (50, 400, 10), total="total use of electricity"),
        Measure("gallon of water", (20, 300, 10), total="total use of water", reasons=("because of a drought",)),
    ),
    supplies=(
        Measure(
            "recycling credit",
            (2, 15, 1),
            (verb("earn, earns, earned, earning"), verb("generate, generates, generated, generating")),
            "total number of recycling credits",
        ),
    ),
    profit=(10, 95, 5),
    price=(120, 360, 10),
    cost=(30, 110, 5),
    gains=("profit", "net revenue"),
    fixed=("a set-up cost", "a disposal fee"),
    fixed_span=(200, 1500, 50),
    qualities=(Quality("dirt", (0.01, 0.15, 0.01), least=False, share=True, whole="the waste"),),
    periods=("this week", "each month"),
    lower_reasons=("because of a contract with the county", "to meet the state's recycling goals"),
    upper_reasons=("because few trucks are free", "because of noise limits"),
    mix_reasons=("to keep all sorting lines busy", "because of the terms of the permit"),
    contexts=(
        "The waste is brought by trucks from the county.",
        "Recycled material is sold to factories.",
        "The plant is open to school classes on Fridays.",
    ),
    facts=(
        "The plant opened in {year}.",
        "The yard is watched by {n} cameras.",
        "The county has {big} businesses.",
    ),
)

CONSERVATION = Story(
    name="conservation",
    domain="environment",
    kind=Kind.SELECT,
    deciders=(
        Decider("a wildlife foundation", "the foundation"),
        Decider("the conservation board of Alder County", "the board"),
        Decider("Ingrid, who advises a nature trust,", "Ingrid", "she"),
    ),
    verbs=(verb("select, selects, selected, selecting"), FUND),
    activities=(
        Activity("the wetland restoration", 1.4),
        Activity("the fish ladder", 0.8),
        Activity("the bird reserve"),
        Activity("the bee meadow", 0.5),
        Activity("the wolf monitoring", 0.7),
        Activity("the dune protection", 1.1),
        Activity("the toad tunnel", 0.4),
        Activity("the peat bog rescue", 1.5),
    ),
    collective="project",
    quantity=(0, 1, 1),
    resources=(
        Measure("ranger", (1, 8, 1), total="total number of rangers"),
        Measure("week of field work", (3, 30, 1), total="total amount of field work"),
        Measure("biologist", (1, 4, 1), reasons=("because biologists are hard to find",)),
    ),
    supplies=(
        Measure(
            "hectare of habitat",
            (10, 200, 5),
            (verb("protect, protects, protected, protecting"), verb("restore, restores, restored, restoring")),
            "total area of protected habitat",
        ),
        Measure(
            "breeding site",
            (2, 20, 1),
            (verb("save, saves, saved, saving"), verb("protect, protects, protected, protecting")),
            "total number of protected breeding sites",
        ),
    ),
    cost=(20000, 250000, 5000),
    periods=("this year", "in the next grant period"),
    lower_reasons=("because of the wish of a donor", "because of a promise to the public"),
    upper_reasons=("because the staff is small", "because of state rules"),
    mix_reasons=("because of links to the same river", "on the advice of scientists"),
    contexts=(
        "All projects have been approved by the authorities.",
        "A report will be published at the end.",
        "Local schools will be involved.",
    ),
    facts=(
        "The foundation goes back to {year}.",
        "The trust is supported by {big} members.",
        "The members meet {n} times a year.",
    ),
)

STORIES = (REFORESTATION, WATER_TREATMENT, LITTER_TEAMS, RECYCLING_PLANT, CONSERVATION)
