"""Stories of building sites."""

from __future__ import annotations

from nl2opt.synth.stories.story import Activity, Decider, Kind, Measure, Quality, Story, verb

BUILD = verb("build, builds, built, building")
RENT = verb("rent, rents, rented, renting")

HOUSE_BUILDER = Story(
    name="house_builder",
    domain="construction",
    kind=Kind.COUNT,
    deciders=(
        Decider("a house builder in North Carolina", "the builder"),
        Decider("Hearthstone Homes", "the company"),
        Decider("Andrea, who develops a new neighborhood,", "Andrea", "she"),
    ),
    verbs=(BUILD, verb("construct, constructs, constructed, constructing")),
    activities=(
        Activity("bungalow"),
        Activity("townhouse", 1.2),
        Activity("cottage", 0.8),
        Activity("duplex", 1.6),
        Activity("villa", 2.2),
        Activity("log cabin", 0.6),
        Activity("tiny home", 0.4),
    ),
    collective="house",
    quantity=(2, 40, 1),
    resources=(
        Measure("day of labor", (40, 150, 5), total="total labor time", reasons=("because workers are hard to find",)),
        Measure("ton of concrete", (20, 90, 5), total="total use of concrete"),
        Measure("square meter of land", (150, 600, 10), total="total area of land"),
        Measure("window", (4, 20, 1), total="total number of windows"),
    ),
    profit=(8000, 60000, 1000),
    cost=(60000, 190000, 5000),
    gains=("profit", "net profit"),
    fixed=("a planning cost", "a permit fee"),
    fixed_span=(2000, 30000, 500),
    qualities=(Quality("energy rating", (2, 9, 1)),),
    periods=("this year", "over the next season"),
    lower_reasons=("because of an agreement with the city", "because buyers have already signed"),
    upper_reasons=("because of the zoning plan", "because demand is limited"),
    mix_reasons=("to attract all age groups", "because of the zoning plan"),
    contexts=(
        "The land lies close to a forest.",
        "A school will be built nearby.",
        "All houses get a garden.",
    ),
    facts=(
        "The firm was founded in {year}.",
        "The city center is {n} minutes away by bus.",
        "The city has {big} inhabitants.",
    ),
)

CONCRETE_MIX = Story(
    name="concrete_mix",
    domain="construction",
    kind=Kind.MEASURE,
    deciders=(
        Decider("a concrete plant in Utah", "the plant"),
        Decider("Solidmix", "the company"),
        Decider("Paulo, who prepares concrete for a bridge,", "Paulo", "he"),
    ),
    verbs=(verb("mix, mixes, mixed, mixing"), verb("order, orders, ordered, ordering")),
    activities=(
        Activity("ton of cement", 1.8),
        Activity("ton of sand", 0.5),
        Activity("ton of fly ash", 0.8),
        Activity("ton of crushed stone", 0.7),
        Activity("ton of blast furnace slag"),
        Activity("ton of volcanic ash", 1.2),
        Activity("ton of quartz gravel", 0.9),
    ),
    collective="ton of material",
    quantity=(5, 160, 5),
    resources=(
        Measure("minute of grinding", (2, 20, 1), total="total grinding time"),
        Measure("cubic meter of silo space", (0.4, 1.2, 0.1), total="total silo space"),
        Measure(
            "kilogram of carbon dioxide",
            (10, 500, 10),
            (verb("cause, causes, caused, causing"), verb("release, releases, released, releasing")),
            "total emissions",
            reasons=("because of the building code",),
        ),
    ),
    supplies=(
        Measure("strength point", (1, 12, 1), total="total number of strength points"),
        Measure(
            "kilogram of lime",
            (10, 500, 10),
            (verb("contain, contains, , containing"),),
            "total amount of lime",
        ),
    ),
    cost=(10, 130, 5),
    fixed=("a delivery fee", "a testing fee"),
    fixed_span=(50, 700, 10),
    qualities=(
        Quality("silica", (0.1, 0.7, 0.02), share=True, whole="the concrete"),
        Quality("durability score", (2, 9, 1)),
    ),
    periods=("for the bridge", "this week"),
    lower_reasons=("because of the recipe", "because of a contract with a supplier"),
    upper_reasons=("because stocks are low", "because of the building code"),
    mix_reasons=("because of the recipe", "so that the concrete does not crack"),
    contexts=(
        "Water is added at the site.",
        "The weights simply add up.",
        "The laboratory takes samples of everything.",
    ),
    facts=(
        "The plant was built in {year}.",
        "The bridge will be {big} meters long.",
        "The plant is {n} kilometers from the site.",
    ),
)

EARTHWORKS = Story(
    name="earthworks",
    domain="construction",
    kind=Kind.COUNT,
    deciders=(
        Decider("a contractor who digs a canal", "the contractor", "he"),
        Decider("the site manager of a highway project", "the manager", "she"),
        Decider("Groundforce", "the company"),
    ),
    verbs=(RENT, verb("lease, leases, leased, leasing")),
    activities=(
        Activity("excavator", 1.5),
        Activity("bulldozer", 1.4),
        Activity("wheel loader"),
        Activity("haul truck", 0.8),
        Activity("backhoe", 0.7),
        Activity("mini digger", 0.4),
        Activity("scraper", 1.8),
    ),
    collective="machine",
    quantity=(1, 25, 1),
    resources=(
        Measure("operator", (1, 3, 1), total="total number of operators"),
        Measure("liter of diesel", (60, 300, 10), total="total use of diesel", reasons=("due to climate goals",)),
        Measure("minute of servicing", (10, 60, 5), total="total servicing time"),
    ),
    supplies=(
        Measure(
            "cubic meter of soil",
            (100, 700, 20),
            (verb("move, moves, moved, moving"),),
            "total amount of moved soil",
            reasons=("to stay on schedule",),
        ),
        Measure(
            "ton of rock",
            (20, 200, 10),
            (verb("load, loads, loaded, loading"), verb("lift, lifts, lifted, lifting")),
            "total amount of lifted rock",
        ),
    ),
    cost=(200, 1200, 20),
    fixed=("a transport fee", "an insurance fee"),
    fixed_span=(200, 2500, 50),
    qualities=(Quality("noise rating", (1, 9, 1), least=False),),
    periods=("for each day", "for the coming week"),
    lower_reasons=("because of a contract with the rental firm", "because of the schedule"),
    upper_reasons=("because the site is narrow", "because the rental firm is short of machines"),
    mix_reasons=("to avoid waiting times", "because of advice from an engineer"),
    contexts=(
        "The soil is soft and easy to dig.",
        "The site is fenced.",
        "Work stops at sunset.",
    ),
    facts=(
        "The project was planned in {year}.",
        "The site is {big} meters long.",
        "The site office has {n} chairs.",
    ),
)

FLOORING = Story(
    name="flooring",
    domain="construction",
    kind=Kind.MEASURE,
    deciders=(
        Decider("a flooring contractor in Dallas", "the contractor", "he"),
        Decider("Jasmin, who fits out offices,", "Jasmin", "she"),
        Decider("Levelground", "the company"),
    ),
    verbs=(verb("install, installs, installed, installing"), verb("lay, lays, laid, laying")),
    activities=(
        Activity("square meter of tile flooring", 1.2),
        Activity("square meter of oak flooring", 1.5),
        Activity("square meter of carpet", 0.6),
        Activity("square meter of vinyl flooring", 0.7),
        Activity("square meter of marble", 2),
        Activity("square meter of cork flooring"),
        Activity("square meter of laminate", 0.8),
    ),
    collective="square meter of flooring",
    quantity=(20, 400, 10),
    resources=(
        Measure("minute of labor", (20, 90, 5), total="total labor time", reasons=("because a worker is injured",)),
        Measure("kilogram of adhesive", (0.5, 4, 0.5), total="total use of adhesive"),
        Measure("minute of cutting", (2, 15, 1), total="total cutting time"),
    ),
    profit=(4, 36, 1),
    price=(50, 140, 5),
    cost=(10, 48, 2),
    gains=("profit", "margin"),
    fixed=("a tool rental fee", "a set-up cost"),
    fixed_span=(50, 500, 10),
    qualities=(Quality("wear resistance score", (2, 9, 1)),),
    periods=("this month", "each week"),
    lower_reasons=("because of a contract with a hotel", "because customers have already paid a deposit"),
    upper_reasons=("because the supplier is short of material", "because few workers are free"),
    mix_reasons=("because of the wishes of the architect", "to keep all workers busy"),
    contexts=(
        "Old floors are removed by another firm.",
        "The rooms are empty during the work.",
        "All materials are kept in a dry shed.",
    ),
    facts=(
        "The firm was founded in {year}.",
        "The office tower has {n} floors.",
        "The showroom had {big} visitors last year.",
    ),
)

CITY_PROJECTS = Story(
    name="city_projects",
    domain="construction",
    kind=Kind.SELECT,
    deciders=(
        Decider("a construction firm in Atlanta", "the firm"),
        Decider("the city council of Harborview", "the council"),
        Decider("Ahmed, who leads a building company,", "Ahmed", "he"),
    ),
    verbs=(verb("select, selects, selected, selecting"), BUILD),
    activities=(
        Activity("the harbor bridge", 1.8),
        Activity("the market hall"),
        Activity("the sports center", 1.4),
        Activity("the bus terminal", 1.1),
        Activity("the library annex", 0.6),
        Activity("the river promenade", 0.8),
        Activity("the fire station", 0.7),
        Activity("the parking garage", 1.2),
    ),
    collective="project",
    quantity=(0, 1, 1),
    resources=(
        Measure("engineer", (2, 12, 1), total="total number of engineers"),
        Measure("crane", (1, 4, 1), total="total number of cranes", reasons=("because cranes are scarce",)),
        Measure("month of work", (3, 20, 1), total="total amount of work"),
    ),
    supplies=(
        Measure(
            "new job",
            (10, 120, 5),
            (verb("create, creates, created, creating"), verb("provide, provides, provided, providing")),
            "total number of new jobs",
        ),
    ),
    profit=(100000, 900000, 10000),
    cost=(200000, 2500000, 50000),
    gains=("expected benefit", "expected profit"),
    periods=("this year", "in the next budget"),
    lower_reasons=("because of a promise to the voters", "because of a federal grant"),
    upper_reasons=("because of the noise", "because the planning office is small"),
    mix_reasons=("because of limited space on the site", "because of advice from experts"),
    contexts=(
        "All designs have been approved.",
        "The sites belong to the city.",
        "Residents have seen the plans.",
    ),
    facts=(
        "The city was founded in {year}.",
        "The council has {n} members.",
        "A petition was signed by {big} residents.",
    ),
)

STORIES = (HOUSE_BUILDER, CONCRETE_MIX, EARTHWORKS, FLOORING, CITY_PROJECTS)
