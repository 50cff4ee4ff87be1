"""Stories of roads, rails, ships and deliveries."""

from __future__ import annotations

from nl2opt.synth.stories.story import Activity, Decider, Kind, Measure, Quality, Story, verb

CARRY = (verb("carry, carries, carried, carrying"), verb("transport, transports, transported, transporting"))
INCLUDE = (verb("include, includes, included, including"),)
HIRE = verb("hire, hires, hired, hiring")

GRAVEL_HAUL = Story(
    name="gravel_haul",
    domain="transport",
    kind=Kind.COUNT,
    deciders=(
        Decider("a quarry in Tennessee", "the quarry"),
        Decider("Hugo, who runs a haulage firm,", "Hugo", "he"),
        Decider("Ironside Logistics", "the company"),
        Decider("the dispatcher of a freight firm", "the dispatcher", "she"),
    ),
    verbs=(verb("use, uses, used, using"), verb("send, sends, sent, sending")),
    activities=(
        Activity("dump truck"),
        Activity("semi-trailer", 1.8),
        Activity("pickup", 0.3),
        Activity("freight car", 2.5),
        Activity("river barge", 4),
        Activity("flatbed", 1.3),
        Activity("farm trailer", 0.6),
    ),
    collective="vehicle",
    quantity=(2, 40, 1),
    resources=(
        Measure("gallon of fuel", (10, 50, 5), total="total use of fuel"),
        Measure("hour of driving", (2, 8, 0.5), total="total driving time", reasons=("due to rules on rest periods",)),
        Measure("minute of loading", (10, 45, 5), total="total loading time"),
        Measure(
            "kilogram of exhaust gas",
            (20, 120, 5),
            (verb("emit, emits, emitted, emitting"), verb("produce, produces, produced, producing")),
            total="total amount of exhaust gas",
        ),
    ),
    supplies=(Measure("ton of gravel", (6, 24, 1), CARRY, "total amount of gravel"),),
    cost=(60, 420, 10),
    fixed=("a rental fee", "a permit fee"),
    fixed_span=(50, 600, 10),
    qualities=(Quality("reliability rating", (3, 9, 1)),),
    periods=("today", "this week", "each day"),
    lower_reasons=("because of a contract with the owner", "because a deposit has been paid"),
    upper_reasons=("because few drivers are free", "due to limited parking"),
    mix_reasons=("to be prepared for breakdowns", "because of the wishes of the city"),
    contexts=(
        "The gravel goes to a construction site by the river.",
        "The roads are in good condition.",
        "Nobody works at night.",
    ),
    facts=(
        "The quarry has been open since {year}.",
        "The site is {n} miles away.",
        "The site covers {big} acres.",
    ),
)

PASSENGER_TRIPS = Story(
    name="passenger_trips",
    domain="transport",
    kind=Kind.COUNT,
    deciders=(
        Decider("the transit authority of a coastal city", "the authority"),
        Decider("Baylink", "the operator"),
        Decider("Helen, who plans the traffic for a festival,", "Helen", "she"),
    ),
    verbs=(verb("schedule, schedules, scheduled, scheduling"), verb("run, runs, run, running")),
    activities=(
        Activity("bus trip"),
        Activity("ferry trip", 2.5),
        Activity("train trip", 4),
        Activity("tram trip", 1.6),
        Activity("shuttle trip", 0.5),
        Activity("cable car trip", 0.7),
    ),
    collective="trip",
    quantity=(4, 60, 1),
    resources=(
        Measure(
            "minute of crew time", (30, 120, 5), total="total crew time", reasons=("because many drivers are ill",)
        ),
        Measure("kilowatt-hour of electricity", (15, 90, 5), total="total use of electricity"),
        Measure("minute of cleaning", (5, 25, 5), total="total cleaning time"),
    ),
    supplies=(
        Measure("passenger", (20, 70, 5), CARRY, "total number of passengers"),
        Measure("bicycle", (2, 12, 1), CARRY, "total number of bicycles"),
    ),
    profit=(20, 150, 5),
    cost=(40, 220, 10),
    gains=("profit", "surplus"),
    fixed=("a docking fee", "an operating license fee"),
    qualities=(Quality("comfort rating", (2, 9, 1)),),
    periods=("each day", "on Saturday", "during the festival"),
    lower_reasons=("because of the timetable", "because of an agreement with the suburbs"),
    upper_reasons=("because the line is busy", "due to noise rules"),
    mix_reasons=("to serve all parts of the city", "because of a vote of the council"),
    contexts=(
        "Tickets are the same on all lines.",
        "All lines start at the central station.",
        "Dogs may come along for free.",
    ),
    facts=(
        "The central station was opened in {year}.",
        "The network has {n} stops.",
        "A poll was answered by {big} residents.",
    ),
)

FLIGHT_TICKETS = Story(
    name="flight_tickets",
    domain="transport",
    kind=Kind.COUNT,
    deciders=(
        Decider("a regional airline", "the airline"),
        Decider("the revenue manager of Skylark Airways", "the manager", "he"),
        Decider("Skylark Airways", "the airline"),
    ),
    verbs=(verb("sell, sells, sold, selling"), verb("offer, offers, offered, offering")),
    activities=(
        Activity("economy ticket", 0.7),
        Activity("business ticket", 1.8),
        Activity("premium ticket", 1.4),
        Activity("standby ticket", 0.5),
        Activity("family ticket", 1.2),
        Activity("group ticket"),
    ),
    collective="ticket",
    quantity=(10, 160, 5),
    resources=(
        Measure(
            "kilogram of baggage",
            (8, 40, 2),
            INCLUDE,
            total="total amount of baggage",
            reasons=("because the aircraft is old",),
        ),
        Measure("minute of cabin service", (2, 12, 1), INCLUDE, total="total amount of cabin service"),
        Measure("liter of cabin space", (300, 900, 50)),
        Measure("cold drink", (1, 4, 1), INCLUDE),
    ),
    profit=(25, 240, 5),
    price=(160, 480, 10),
    cost=(40, 140, 5),
    gains=("profit", "margin"),
    fixed=("a marketing cost", "an airport fee"),
    qualities=(Quality("comfort score", (2, 9, 1)),),
    periods=("for the morning flight", "for each flight"),
    lower_reasons=("because of an agreement with a travel agency", "to reward loyal travelers"),
    upper_reasons=("because of airport rules", "because demand is limited"),
    mix_reasons=("to keep all groups of travelers happy", "because of company policy"),
    contexts=(
        "All tickets can be bought online.",
        "The flight leaves from the old terminal.",
        "Every traveler gets a newspaper.",
    ),
    facts=(
        "The airline was founded in {year}.",
        "The flight is {big} kilometers long.",
        "The fleet has {n} aircraft.",
    ),
)

COURIERS = Story(
    name="couriers",
    domain="transport",
    kind=Kind.COUNT,
    deciders=(
        Decider("a parcel service in Philadelphia", "the service"),
        Decider("Amir, who runs a delivery start-up,", "Amir", "he"),
        Decider("Quickpost", "the company"),
        Decider("the district manager of Quickpost", "the manager", "she"),
    ),
    verbs=(HIRE, verb("recruit, recruits, recruited, recruiting")),
    activities=(
        Activity("bike courier", 0.7),
        Activity("scooter courier", 0.9),
        Activity("van driver", 1.8),
        Activity("foot messenger", 0.4),
        Activity("truck driver", 2.4),
        Activity("night rider"),
    ),
    collective="employee",
    quantity=(2, 30, 1),
    resources=(
        Measure("square meter of garage space", (2, 10, 1), total="total garage space"),
        Measure("minute of dispatcher time", (5, 30, 5), total="total dispatcher time"),
        Measure("phone charger", (1, 2, 1), reasons=("because a delivery is late",)),
    ),
    supplies=(
        Measure(
            "parcel",
            (20, 90, 5),
            (verb("deliver, delivers, delivered, delivering"), verb("handle, handles, handled, handling")),
            "total number of delivered parcels",
        ),
        Measure(
            "letter",
            (10, 150, 10),
            (verb("deliver, delivers, delivered, delivering"), verb("bring, brings, brought, bringing")),
            "total number of delivered letters",
        ),
    ),
    cost=(80, 260, 10),
    fixed=("an insurance fee", "a training cost"),
    fixed_span=(50, 500, 10),
    qualities=(Quality("punctuality score", (3, 9, 1)),),
    periods=("for the holiday season", "this month", "for the new district"),
    lower_reasons=("because of a contract with a store", "because of company policy"),
    upper_reasons=("because few people apply", "due to city rules"),
    mix_reasons=("to stay flexible", "because of the weather"),
    contexts=(
        "Everybody on the road wears a yellow jacket.",
        "The depot lies close to the station.",
        "Customers can follow their deliveries online.",
    ),
    facts=(
        "The depot was opened in {year}.",
        "The city has {n} districts.",
        "The app has been rated by {big} customers.",
    ),
)

CARGO_HOLD = Story(
    name="cargo_hold",
    domain="transport",
    kind=Kind.MEASURE,
    deciders=(
        Decider("the captain of a cargo ship", "the captain", "she"),
        Decider("Meridian Shipping", "the company"),
        Decider("a shipping firm in Savannah", "the firm"),
    ),
    verbs=(verb("load, loads, loaded, loading"), verb("ship, ships, shipped, shipping")),
    activities=(
        Activity("ton of cement", 0.7),
        Activity("ton of steel", 0.9),
        Activity("ton of timber", 1.6),
        Activity("ton of fertilizer"),
        Activity("ton of cotton", 2),
        Activity("ton of sugar"),
        Activity("ton of machinery", 1.8),
    ),
    collective="ton of cargo",
    quantity=(20, 500, 10),
    resources=(
        Measure("cubic meter of hold space", (0.5, 2, 0.1), total="total use of space"),
        Measure("minute of crane work", (2, 12, 1), total="total crane time", reasons=("because a crane is broken",)),
        Measure("meter of rope", (1, 8, 1), total="total use of rope"),
    ),
    profit=(10, 80, 5),
    cost=(8, 60, 2),
    gains=("profit", "net freight income"),
    fixed=("a customs fee", "a port fee"),
    qualities=(Quality("hazard rating", (1, 9, 1), least=False),),
    periods=("for the next voyage", "for each voyage"),
    lower_reasons=("because of a contract with a customer", "because some cargo was left behind last time"),
    upper_reasons=("because of port rules", "because the pier is nearly empty"),
    mix_reasons=("to keep the ship stable", "because of the wishes of the port"),
    contexts=(
        "The ship sails to South America.",
        "The weather is expected to be calm.",
        "Repairs have just been finished.",
    ),
    facts=(
        "The ship was built in {year}.",
        "The voyage takes {n} days.",
        "The engine has run for {big} hours.",
    ),
)

STORIES = (GRAVEL_HAUL, PASSENGER_TRIPS, FLIGHT_TICKETS, COURIERS, CARGO_HOLD)
