"""Stories of power, heat and fuels."""

from __future__ import annotations

from nl2opt.synth.stories.story import Activity, Decider, Kind, Measure, Quality, Story, verb

EMIT = (verb("emit, emits, emitted, emitting"), verb("cause, causes, caused, causing"))

POWER_MIX = Story(
    name="power_mix",
    domain="energy",
    kind=Kind.MEASURE,
    deciders=(
        Decider("a power company on the coast", "the company"),
        Decider("the energy manager of Port Ellis", "the manager", "she"),
        Decider("Northlight Energy", "the company"),
        Decider("Viktor, who plans the supply of a small island,", "Viktor", "he"),
    ),
    verbs=(verb("generate, generates, generated, generating"), verb("produce, produces, produced, producing")),
    activities=(
        Activity("megawatt-hour of wind power", 0.6),
        Activity("megawatt-hour of solar power", 0.5),
        Activity("megawatt-hour of gas power"),
        Activity("megawatt-hour of coal power", 1.2),
        Activity("megawatt-hour of hydro power", 0.6),
        Activity("megawatt-hour of biomass power"),
        Activity("megawatt-hour of geothermal power", 0.8),
    ),
    collective="megawatt-hour of electricity",
    quantity=(50, 900, 10),
    resources=(
        Measure(
            "kilogram of carbon dioxide", (20, 700, 10), EMIT, "total emissions", reasons=("due to climate goals",)
        ),
        Measure("liter of cooling water", (50, 800, 50), total="total use of cooling water"),
        Measure("minute of maintenance", (2, 15, 1), total="total maintenance time"),
    ),
    profit=(10, 60, 1),
    cost=(25, 110, 5),
    gains=("profit", "margin"),
    fixed=("a start-up cost", "a grid connection fee"),
    fixed_span=(500, 4000, 100),
    qualities=(Quality("reliability score", (2, 9, 1)),),
    periods=("tomorrow", "this week", "each day"),
    lower_reasons=("to keep the grid stable", "because of a long-term contract"),
    upper_reasons=("because the lines to the city are weak", "due to the weather forecast"),
    mix_reasons=("to meet the goals of the energy plan", "to depend less on the weather"),
    contexts=(
        "All plants feed into the same grid.",
        "Customers do not notice where their electricity comes from.",
        "The control room is staffed day and night.",
    ),
    facts=(
        "The grid was last renewed in {year}.",
        "The region has {n} villages.",
        "The control room is {n} kilometers from the nearest plant.",
    ),
)

PLANT_HOURS = Story(
    name="plant_hours",
    domain="energy",
    kind=Kind.MEASURE,
    deciders=(
        Decider("the operator of a district heating network", "the operator"),
        Decider("Stadler Heat and Power", "the company"),
        Decider("Ingrid, the shift engineer of a heating plant,", "Ingrid", "she"),
    ),
    verbs=(verb("schedule, schedules, scheduled, scheduling"), verb("allocate, allocates, allocated, allocating")),
    activities=(
        Activity("hour of turbine operation", 1.5),
        Activity("hour of gas boiler operation"),
        Activity("hour of wood boiler operation", 0.8),
        Activity("hour of solar collector operation", 0.6),
        Activity("hour of waste burner operation", 1.2),
        Activity("hour of diesel engine operation", 0.9),
    ),
    collective="hour of operation",
    quantity=(10, 120, 2),
    resources=(
        Measure("kilogram of soot", (1, 12, 1), EMIT, "total amount of soot", reasons=("due to clean air rules",)),
        Measure("liter of water", (50, 400, 10), total="total use of water"),
        Measure("minute of supervision", (5, 30, 5), total="total supervision time"),
    ),
    supplies=(
        Measure(
            "megawatt-hour of heat",
            (2, 16, 1),
            (verb("deliver, delivers, delivered, delivering"), verb("produce, produces, produced, producing")),
            "total amount of heat",
        ),
        Measure(
            "kilowatt-hour of electricity",
            (100, 900, 50),
            (verb("deliver, delivers, delivered, delivering"), verb("generate, generates, generated, generating")),
            "total amount of electricity",
        ),
    ),
    cost=(60, 420, 10),
    fixed=("a start-up cost", "an inspection fee"),
    fixed_span=(200, 1500, 50),
    qualities=(Quality("noise rating", (2, 9, 1), least=False),),
    periods=("this week", "during the cold spell"),
    lower_reasons=("to keep the equipment warm", "because fuel has already been paid for"),
    upper_reasons=("because the equipment must cool down", "because of planned maintenance"),
    mix_reasons=("to spread the wear", "to keep to the agreement with the city"),
    contexts=(
        "Several units may run at the same time.",
        "The heat goes to homes near the river.",
        "The plant stands at the edge of the town.",
    ),
    facts=(
        "The plant opened in {year}.",
        "The network has {n} kilometers of pipes.",
        "The chimney is {n} meters high.",
    ),
)

SOLAR_INSTALLER = Story(
    name="solar_installer",
    domain="energy",
    kind=Kind.COUNT,
    deciders=(
        Decider("an installer of solar technology in Arizona", "the installer"),
        Decider("Brightroof", "the company"),
        Decider("Daniel, who fits homes with clean energy,", "Daniel", "he"),
    ),
    verbs=(verb("install, installs, installed, installing"), verb("sell, sells, sold, selling")),
    activities=(
        Activity("rooftop system", 1.5),
        Activity("carport system", 1.3),
        Activity("home battery"),
        Activity("wall charger", 0.4),
        Activity("heat pump", 1.4),
        Activity("solar water heater", 0.8),
        Activity("smart thermostat", 0.2),
    ),
    collective="device",
    quantity=(3, 50, 1),
    resources=(
        Measure("hour of electrical work", (4, 20, 1), total="total time of electrical work"),
        Measure(
            "meter of cable", (10, 60, 5), total="total use of cable", reasons=("because of delays at the supplier",)
        ),
        Measure("hour of planning", (1, 8, 0.5), total="total planning time"),
        Measure("mounting bracket", (2, 16, 1)),
    ),
    profit=(100, 900, 20),
    price=(1500, 6000, 100),
    cost=(400, 1400, 50),
    gains=("profit", "margin"),
    fixed=("a certification fee", "a training cost"),
    qualities=(Quality("customer rating", (3, 9, 1)),),
    periods=("this month", "in the coming quarter"),
    lower_reasons=("to keep an agreement with a builder", "because customers have already signed contracts"),
    upper_reasons=("because the maker delivers slowly", "due to a shortage of parts"),
    mix_reasons=("to keep every team busy", "because of a state program"),
    contexts=(
        "Most customers live in the suburbs.",
        "All devices are bought from the same maker.",
        "The team works in the region only.",
    ),
    facts=(
        "The firm has won {n} awards.",
        "The firm was founded in {year}.",
        "The web page of the firm has {big} visitors a month.",
    ),
)

FUEL_BLEND = Story(
    name="fuel_blend",
    domain="energy",
    kind=Kind.MEASURE,
    deciders=(
        Decider("a refinery on the Gulf Coast", "the refinery"),
        Decider("the blending manager of Carden Fuels", "the manager", "she"),
        Decider("Carden Fuels", "the company"),
    ),
    verbs=(verb("blend, blends, blended, blending"), verb("mix, mixes, mixed, mixing")),
    activities=(
        Activity("barrel of naphtha"),
        Activity("barrel of ethanol"),
        Activity("barrel of reformate"),
        Activity("barrel of alkylate"),
        Activity("barrel of butane"),
        Activity("barrel of light crude"),
    ),
    collective="barrel of gasoline",
    quantity=(100, 2000, 20),
    resources=(
        Measure("minute of pumping", (0.5, 4, 0.5), total="total pumping time"),
        Measure(
            "gram of additive", (10, 80, 5), total="total use of additive", reasons=("because of a late delivery",)
        ),
        Measure("kilowatt-hour of electricity", (1, 9, 0.5), total="total use of electricity"),
    ),
    profit=(4, 30, 1),
    cost=(40, 120, 2),
    gains=("profit", "margin"),
    fixed=("a tank cleaning cost", "a testing fee"),
    qualities=(
        Quality("octane rating", (78, 112, 1)),
        Quality("sulfur", (0.01, 0.06, 0.005), least=False, share=True, whole="the gasoline"),
        Quality("vapor pressure index", (3, 15, 1), least=False),
    ),
    periods=("today", "this week"),
    lower_reasons=("because of a supply contract", "to empty a tank that needs repair"),
    upper_reasons=("because of limited tank space", "due to fuel standards"),
    mix_reasons=("to meet the fuel standards", "so that engines run smoothly"),
    contexts=(
        "The volumes simply add up when they are combined.",
        "The gasoline is sold to filling stations in the state.",
        "Samples are tested in a laboratory on site.",
    ),
    facts=(
        "The refinery started in {year}.",
        "The control room has {n} screens.",
        "A pipeline of {big} kilometers leads to the port.",
    ),
)

ENERGY_PROJECTS = Story(
    name="energy_projects",
    domain="energy",
    kind=Kind.SELECT,
    deciders=(
        Decider("a county in Colorado", "the county"),
        Decider("the energy board of Lakewood", "the board"),
        Decider("Rosa, who leads a citizens' energy cooperative,", "Rosa", "she"),
    ),
    verbs=(verb("choose, chooses, chosen, choosing"), verb("fund, funds, funded, funding")),
    activities=(
        Activity("the hilltop wind farm", 1.8),
        Activity("the school solar roof", 0.6),
        Activity("the river turbine"),
        Activity("the biogas plant", 1.2),
        Activity("the street light program", 0.5),
        Activity("the battery park", 1.3),
        Activity("the heat recovery plant"),
        Activity("the bus charging depot", 0.8),
    ),
    collective="project",
    quantity=(0, 1, 1),
    resources=(
        Measure("technician", (2, 12, 1), total="total number of technicians"),
        Measure("month of construction work", (2, 14, 1), total="total amount of construction work"),
        Measure("acre of public land", (1, 20, 1), total="total use of land", reasons=("because land is scarce",)),
    ),
    supplies=(
        Measure(
            "household",
            (100, 1500, 50),
            (verb("supply, supplies, supplied, supplying"), verb("serve, serves, served, serving")),
            "total number of households",
        ),
    ),
    profit=(20000, 200000, 5000),
    cost=(50000, 600000, 10000),
    gains=("net benefit", "yearly benefit"),
    qualities=(),
    periods=("this year", "in the next budget"),
    lower_reasons=("to keep a promise to the voters", "because of a state grant"),
    upper_reasons=("because the planning office is small", "due to state rules"),
    mix_reasons=("because of a shared power line", "on the advice of engineers"),
    contexts=(
        "The council will vote on the plan in public.",
        "Engineers have studied every project.",
        "Residents may comment on the plan.",
    ),
    facts=(
        "The council has {n} members.",
        "A survey was answered by {big} residents.",
        "The energy plan dates from {year}.",
    ),
)

STORIES = (POWER_MIX, PLANT_HOURS, SOLAR_INSTALLER, FUEL_BLEND, ENERGY_PROJECTS)
