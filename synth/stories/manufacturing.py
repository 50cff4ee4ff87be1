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
        "Its showroom is {n} kilometers from the city center.",
        "Last year, {big} visitors came to the open day.",
    ),
)

STORIES = (FURNITURE_WORKSHOP,)
