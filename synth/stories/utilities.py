"""Stories of water, waste, roads and networks of a city."""

from __future__ import annotations

from nl2opt.synth.stories.story import Activity, Decider, Kind, Measure, Quality, Story, verb

SCHEDULE = verb("schedule, schedules, scheduled, scheduling")

WATER_SOURCES = Story(
    name="water_sources",
    domain="utilities",
    kind=Kind.MEASURE,
    deciders=(
        Decider("the waterworks of a growing town", "the waterworks"),
        Decider("Claire, the chief engineer of a water company,", "Claire", "she"),
        Decider("Bluewell Utilities", "the company"),
    ),
    verbs=(verb("pump, pumps, pumped, pumping"), verb("deliver, delivers, delivered, delivering")),
    activities=(
        Activity("megaliter of river water", 0.8),
        Activity("megaliter of well water"),
        Activity("megaliter of lake water", 0.9),
        Activity("megaliter of spring water", 0.6),
        Activity("megaliter of desalinated water", 2.2),
        Activity("megaliter of recycled water", 1.4),
    ),
    collective="megaliter of water",
    quantity=(5, 120, 5),
    resources=(
        Measure("kilowatt-hour of electricity", (200, 900, 50), total="total use of electricity"),
        Measure("kilogram of chlorine", (1, 8, 0.5), total="total use of chlorine", reasons=("for health reasons",)),
        Measure("minute of filtering", (10, 60, 5), total="total filtering time"),
    ),
    profit=(40, 260, 10),
    cost=(60, 380, 10),
    gains=("surplus", "profit"),
    fixed=("a start-up cost", "a license fee"),
    fixed_span=(200, 2000, 50),
    qualities=(
        Quality("hardness score", (1, 9, 1), least=False),
        Quality("taste rating", (2, 9, 1)),
    ),
    periods=("each day", "this week", "during the summer"),
    lower_reasons=("to keep the equipment running", "because of an agreement with a neighboring town"),
    upper_reasons=("to protect nature", "because of state rules"),
    mix_reasons=("to keep the taste constant", "to depend less on the weather"),
    contexts=(
        "All water flows into the same tank.",
        "The water is tested every morning.",
        "The town is growing steadily.",
    ),
    facts=(
        "The water tower was built in {year}.",
        "The water tower is {n} meters high.",
        "The town has {big} water meters.",
    ),
)

GARBAGE_FLEET = Story(
    name="garbage_fleet",
    domain="utilities",
    kind=Kind.COUNT,
    deciders=(
        Decider("the sanitation department of Milwaukee", "the department"),
        Decider("the fleet manager of a waste company", "the manager", "he"),
        Decider("Tidytown Services", "the company"),
    ),
    verbs=(verb("lease, leases, leased, leasing"), verb("buy, buys, bought, buying")),
    activities=(
        Activity("rear loader"),
        Activity("side loader", 1.3),
        Activity("front loader", 1.6),
        Activity("street sweeper", 0.7),
        Activity("electric cart", 0.4),
        Activity("roll-off truck", 1.8),
    ),
    collective="vehicle",
    quantity=(1, 25, 1),
    resources=(
        Measure("crew member", (1, 3, 1), total="total number of crew members"),
        Measure("liter of diesel", (20, 90, 5), total="total use of diesel", reasons=("due to climate goals",)),
        Measure("square meter of depot space", (10, 40, 5), total="total depot space"),
    ),
    supplies=(
        Measure(
            "garbage bin",
            (150, 900, 50),
            (verb("empty, empties, emptied, emptying"), verb("handle, handles, handled, handling")),
            "total number of emptied garbage bins",
        ),
        Measure(
            "city block",
            (4, 30, 1),
            (verb("serve, serves, served, serving"), verb("cover, covers, covered, covering")),
            "total number of served city blocks",
        ),
    ),
    cost=(300, 1800, 50),
    fixed=("a registration fee", "a training cost"),
    fixed_span=(200, 2500, 50),
    qualities=(Quality("noise score", (1, 9, 1), least=False),),
    periods=("for the coming year", "for the new district"),
    lower_reasons=("because of a contract with the maker", "because of the city's waste plan"),
    upper_reasons=("because the maker delivers slowly", "because of noise rules"),
    mix_reasons=("to reach narrow streets", "because of the city's waste plan"),
    contexts=(
        "Collection starts early in the morning.",
        "Glass and paper are collected by another company.",
        "The depot lies near the highway.",
    ),
    facts=(
        "The depot was built in {year}.",
        "The city has {n} parks.",
        "The landfill is {n} miles from the depot.",
    ),
)

NETWORK_REPAIRS = Story(
    name="network_repairs",
    domain="utilities",
    kind=Kind.COUNT,
    deciders=(
        Decider("a public water company", "the company"),
        Decider("Stefan, who plans the work of a repair team,", "Stefan", "he"),
        Decider("the works department of Salem", "the department"),
    ),
    verbs=(SCHEDULE, verb("complete, completes, completed, completing")),
    activities=(
        Activity("pipe repair", 1.6),
        Activity("valve replacement", 1.2),
        Activity("meter exchange", 0.5),
        Activity("hydrant test", 0.4),
        Activity("leak search"),
        Activity("sewer inspection", 1.3),
        Activity("pump service", 1.1),
    ),
    collective="job",
    quantity=(3, 60, 1),
    resources=(
        Measure("hour of crew time", (1, 6, 0.5), total="total crew time", reasons=("because a crew is on vacation",)),
        Measure("rubber seal", (1, 6, 1), total="total number of rubber seals"),
        Measure("kilometer of driving", (3, 25, 1), total="total driving distance"),
        Measure("minute of street closure", (10, 90, 10), total="total duration of street closures"),
    ),
    supplies=(
        Measure(
            "household",
            (4, 60, 2),
            (verb("help, helps, helped, helping"), verb("reach, reaches, reached, reaching")),
            "total number of households",
        ),
    ),
    cost=(60, 700, 20),
    fixed=("an equipment fee", "a permit fee"),
    fixed_span=(50, 500, 10),
    qualities=(Quality("urgency score", (2, 9, 1)),),
    periods=("this week", "in the coming month"),
    lower_reasons=("due to state rules", "because of complaints from residents"),
    upper_reasons=("because spare parts are scarce", "because of the traffic"),
    mix_reasons=("to keep the network in good condition", "because of the long-term plan"),
    contexts=(
        "The crews start from the same yard.",
        "Residents are told by letter in advance.",
        "Emergencies are handled by another team.",
    ),
    facts=(
        "The oldest pipe was laid in {year}.",
        "The network is {big} kilometers long.",
        "The hotline is staffed by {n} people.",
    ),
)

WINTER_SERVICE = Story(
    name="winter_service",
    domain="utilities",
    kind=Kind.MEASURE,
    deciders=(
        Decider("the road department of a mountain county", "the department"),
        Decider("Erik, who heads the winter service,", "Erik", "he"),
        Decider("Saferoads", "the company"),
    ),
    verbs=(verb("spread, spreads, spread, spreading"), verb("order, orders, ordered, ordering")),
    activities=(
        Activity("ton of rock salt"),
        Activity("ton of sea salt", 1.2),
        Activity("ton of sand", 0.5),
        Activity("ton of fine gravel", 0.6),
        Activity("ton of magnesium chloride", 1.8),
        Activity("ton of sawdust", 0.4),
    ),
    collective="ton of material",
    quantity=(5, 150, 5),
    resources=(
        Measure("hour of truck time", (0.5, 4, 0.5), total="total truck time", reasons=("because a truck is broken",)),
        Measure("cubic meter of silo space", (0.5, 2, 0.1), total="total silo space"),
        Measure(
            "kilogram of dust",
            (1, 20, 1),
            (verb("cause, causes, caused, causing"), verb("create, creates, created, creating")),
            total="total amount of dust",
        ),
    ),
    supplies=(
        Measure(
            "kilometer of road",
            (2, 14, 1),
            (verb("cover, covers, covered, covering"), verb("treat, treats, treated, treating")),
            "total length of treated road",
        ),
        Measure("safety point", (1, 9, 1), total="total number of safety points"),
    ),
    cost=(30, 240, 5),
    fixed=("a delivery fee", "a storage fee"),
    fixed_span=(50, 600, 10),
    qualities=(Quality("corrosion score", (1, 9, 1), least=False),),
    periods=("for the coming night", "this winter", "this week"),
    lower_reasons=("because of a contract with a supplier", "because of the steep roads"),
    upper_reasons=("to protect plants along the road", "because of rules on groundwater"),
    mix_reasons=("because of tests by the state", "to protect the vehicles"),
    contexts=(
        "Snow is expected in the whole county.",
        "School buses use the roads in the morning.",
        "The trucks start from the same depot.",
    ),
    facts=(
        "The coldest winter was in {year}.",
        "The highest pass lies at {big} meters.",
        "The depot is {n} minutes from the nearest village.",
    ),
)

GRID_UPGRADES = Story(
    name="grid_upgrades",
    domain="utilities",
    kind=Kind.SELECT,
    deciders=(
        Decider("a city utility", "the utility"),
        Decider("the planning board of Riverside", "the board"),
        Decider("Martha, the head of a power utility,", "Martha", "she"),
    ),
    verbs=(verb("choose, chooses, chosen, choosing"), verb("build, builds, built, building")),
    activities=(
        Activity("the Elm Street substation"),
        Activity("the harbor pumping station", 1.4),
        Activity("the northern water main", 1.2),
        Activity("the fiber ring", 0.9),
        Activity("the airport cable", 0.7),
        Activity("the sewage tunnel", 1.8),
        Activity("the gas storage tank", 1.3),
        Activity("the hospital transformer", 0.5),
    ),
    collective="project",
    quantity=(0, 1, 1),
    resources=(
        Measure("engineer", (2, 12, 1), total="total number of engineers"),
        Measure("week of digging", (2, 20, 1), total="total digging time"),
        Measure("kilometer of trench", (1, 9, 0.5), reasons=("because of the traffic",)),
    ),
    supplies=(
        Measure(
            "household",
            (200, 2000, 100),
            (verb("connect, connects, connected, connecting"), verb("serve, serves, served, serving")),
            "total number of households",
        ),
    ),
    profit=(20000, 240000, 5000),
    cost=(80000, 800000, 10000),
    gains=("yearly benefit", "net benefit"),
    periods=("this year", "in the coming budget period"),
    lower_reasons=("because of the age of the network", "because of a promise to residents"),
    upper_reasons=("because few contractors are free", "because of state rules"),
    mix_reasons=("because of work on the same street", "because of advice from engineers"),
    contexts=(
        "All projects can be finished before winter.",
        "The budget has been discussed in public.",
        "Residents want fewer outages.",
    ),
    facts=(
        "The utility was founded in {year}.",
        "The control center has {n} screens.",
        "Last year, {big} residents visited the open day.",
    ),
)

STORIES = (WATER_SOURCES, GARBAGE_FLEET, NETWORK_REPAIRS, WINTER_SERVICE, GRID_UPGRADES)
