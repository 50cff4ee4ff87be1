"""Stories of call centers, counters and repair teams."""

from __future__ import annotations

from nl2opt.synth.stories.story import Activity, Decider, Kind, Measure, Quality, Story, verb

HIRE = verb("hire, hires, hired, hiring")
SCHEDULE = verb("schedule, schedules, scheduled, scheduling")

CALL_CENTER = Story(
    name="call_center",
    domain="customer service",
    kind=Kind.COUNT,
    deciders=(
        Decider("a call center in Tampa", "the call center"),
        Decider("the service manager of an online bank", "the manager", "she"),
        Decider("Helpline", "the company"),
    ),
    verbs=(HIRE, verb("recruit, recruits, recruited, recruiting")),
    activities=(
        Activity("phone agent"),
        Activity("chat agent", 0.9),
        Activity("bilingual agent", 1.4),
        Activity("technical agent", 1.6),
        Activity("beginner", 0.5),
        Activity("home agent", 0.8),
        Activity("night agent", 1.2),
    ),
    collective="employee",
    quantity=(3, 60, 1),
    resources=(
        Measure(
            "hour of coaching", (1, 10, 1), total="total coaching time", reasons=("because the coach is part time",)
        ),
        Measure("headset", (1, 2, 1), total="total number of headsets"),
        Measure("square meter of office space", (3, 9, 1), total="total office space"),
    ),
    supplies=(
        Measure(
            "customer call",
            (20, 90, 5),
            (verb("answer, answers, answered, answering"), verb("handle, handles, handled, handling")),
            "total number of answered customer calls",
        ),
        Measure(
            "complaint",
            (2, 15, 1),
            (verb("settle, settles, settled, settling"), verb("resolve, resolves, resolved, resolving")),
            "total number of settled complaints",
        ),
    ),
    cost=(90, 320, 10),
    fixed=("a recruiting fee", "a training cost"),
    fixed_span=(100, 1500, 50),
    qualities=(Quality("friendliness score", (3, 9, 1)),),
    periods=("for the holiday season", "for each day", "this month"),
    lower_reasons=("because of the service contract", "because of an agreement with the union"),
    upper_reasons=("because few people apply", "because of company policy"),
    mix_reasons=("to keep the team balanced", "because of the service contract"),
    contexts=(
        "Callers wait in a queue with music.",
        "The office has a quiet room.",
        "The agents work in shifts.",
    ),
    facts=(
        "The center was opened in {year}.",
        "Calls are answered for {n} companies.",
        "The canteen serves {big} meals a month.",
    ),
)

SUPPORT_CHANNELS = Story(
    name="support_channels",
    domain="customer service",
    kind=Kind.MEASURE,
    deciders=(
        Decider("a telephone company", "the company"),
        Decider("Fatima, who leads a support team,", "Fatima", "she"),
        Decider("the support department of a software maker", "the department"),
    ),
    verbs=(verb("offer, offers, offered, offering"), verb("provide, provides, provided, providing")),
    activities=(
        Activity("hour of phone support"),
        Activity("hour of chat support", 0.8),
        Activity("hour of video support", 1.5),
        Activity("hour of email support", 0.7),
        Activity("hour of counter service", 1.2),
        Activity("hour of forum moderation", 0.5),
    ),
    collective="hour of service",
    quantity=(10, 200, 5),
    resources=(
        Measure("minute of supervision", (2, 20, 1), total="total supervision time"),
        Measure("megabyte of data traffic", (10, 200, 10), total="total data traffic"),
        Measure("minute of follow-up work", (2, 25, 1), reasons=("because the office closes early",)),
    ),
    supplies=(
        Measure(
            "ticket",
            (2, 15, 1),
            (verb("close, closes, closed, closing"), verb("resolve, resolves, resolved, resolving")),
            "total number of closed tickets",
        ),
        Measure(
            "positive review",
            (1, 12, 1),
            (verb("earn, earns, earned, earning"), verb("receive, receives, received, receiving")),
            "total number of positive reviews",
        ),
    ),
    cost=(15, 75, 5),
    fixed=("a software fee", "a set-up cost"),
    fixed_span=(50, 700, 10),
    qualities=(Quality("waiting time score", (1, 9, 1), least=False),),
    periods=("each week", "this month"),
    lower_reasons=("because of the service contract", "because of requests from older customers"),
    upper_reasons=("because few employees are trained", "because of privacy rules"),
    mix_reasons=("to serve all age groups", "because of a customer survey"),
    contexts=(
        "Customers choose how to get in touch.",
        "All employees know the products well.",
        "The service is free of charge.",
    ),
    facts=(
        "The department was set up in {year}.",
        "A survey was answered by {big} customers.",
        "The products are sold in {n} countries.",
    ),
)

REPAIR_VISITS = Story(
    name="repair_visits",
    domain="customer service",
    kind=Kind.COUNT,
    deciders=(
        Decider("a repair service for home appliances", "the service"),
        Decider("Fixwell", "the company"),
        Decider("Carla, who plans the visits of technicians,", "Carla", "she"),
    ),
    verbs=(SCHEDULE, verb("book, books, booked, booking")),
    activities=(
        Activity("washer visit"),
        Activity("oven visit", 1.2),
        Activity("fridge visit", 1.4),
        Activity("dryer visit", 0.9),
        Activity("toaster visit", 0.4),
        Activity("boiler visit", 1.8),
        Activity("coffee machine visit", 0.6),
    ),
    collective="visit",
    quantity=(4, 70, 1),
    resources=(
        Measure(
            "minute of technician time",
            (20, 90, 5),
            total="total technician time",
            reasons=("because a technician is ill",),
        ),
        Measure("spare part", (1, 5, 1), total="total number of spare parts"),
        Measure("kilometer of driving", (4, 30, 1), total="total driving distance"),
    ),
    profit=(15, 110, 5),
    price=(90, 240, 5),
    cost=(20, 85, 5),
    gains=("profit", "net income"),
    fixed=("a tool rental fee", "a training cost"),
    fixed_span=(40, 400, 10),
    qualities=(Quality("customer satisfaction score", (3, 9, 1)),),
    periods=("this week", "each day"),
    lower_reasons=("because of warranty contracts", "because customers have already waited for a long time"),
    upper_reasons=("because few technicians are trained", "because spare parts are scarce"),
    mix_reasons=("to use the skills of all technicians", "because of warranty contracts"),
    contexts=(
        "The technicians drive their own vans.",
        "Customers get a text message in advance.",
        "Every repair has a warranty.",
    ),
    facts=(
        "The firm was founded in {year}.",
        "The warehouse is {n} kilometers from the city.",
        "The app has {big} users.",
    ),
)

STAFF_WORKSHOPS = Story(
    name="staff_workshops",
    domain="customer service",
    kind=Kind.COUNT,
    deciders=(
        Decider("a hotel chain that trains its staff", "the chain"),
        Decider("the training manager of a supermarket", "the manager", "he"),
        Decider("Smiling Desk", "the company"),
    ),
    verbs=(verb("run, runs, run, running"), SCHEDULE),
    activities=(
        Activity("phone workshop", 0.8),
        Activity("writing workshop"),
        Activity("conflict workshop", 1.4),
        Activity("software workshop", 1.3),
        Activity("language workshop", 1.6),
        Activity("safety briefing", 0.4),
        Activity("sales workshop", 1.1),
    ),
    collective="session",
    quantity=(2, 40, 1),
    resources=(
        Measure(
            "hour of trainer time",
            (2, 10, 0.5),
            total="total trainer time",
            reasons=("because the trainer travels a lot",),
        ),
        Measure("workbook", (5, 30, 1), total="total number of workbooks"),
        Measure("hour of room time", (2, 8, 0.5), total="total use of rooms"),
    ),
    supplies=(
        Measure(
            "employee",
            (6, 24, 1),
            (verb("train, trains, trained, training"), verb("reach, reaches, reached, reaching")),
            "total number of trained employees",
        ),
        Measure(
            "skill point",
            (2, 20, 1),
            (verb("give, gives, given, giving"), verb("provide, provides, provided, providing")),
            "total number of skill points",
        ),
    ),
    cost=(150, 1100, 50),
    fixed=("a license fee", "a preparation cost"),
    fixed_span=(100, 1200, 50),
    qualities=(Quality("participant rating", (3, 9, 1)),),
    periods=("this quarter", "this year", "each month"),
    lower_reasons=("because of the quality standard", "because of requests from employees"),
    upper_reasons=("because few trainers are free", "because of the shift plan"),
    mix_reasons=("to cover all skills", "because of the quality standard"),
    contexts=(
        "Lunch is provided at all sessions.",
        "Participants get a certificate.",
        "The sessions take place on quiet days.",
    ),
    facts=(
        "The chain was founded in {year}.",
        "The head office has {n} meeting rooms.",
        "Guests wrote {big} reviews last year.",
    ),
)

SERVICE_POINTS = Story(
    name="service_points",
    domain="customer service",
    kind=Kind.COUNT,
    deciders=(
        Decider("an airport in Minnesota", "the airport"),
        Decider("the visitor manager of a trade fair", "the manager", "she"),
        Decider("a city hall that wants shorter queues", "the city hall"),
    ),
    verbs=(verb("install, installs, installed, installing"), verb("set up, sets up, set up, setting up")),
    activities=(
        Activity("information desk", 1.6),
        Activity("touch screen", 0.5),
        Activity("ticket machine", 0.7),
        Activity("photo booth", 0.8),
        Activity("staffed counter", 1.8),
        Activity("help phone", 0.3),
        Activity("luggage scale", 0.4),
    ),
    collective="service point",
    quantity=(1, 30, 1),
    resources=(
        Measure("square meter of floor space", (1, 9, 0.5), total="total floor space"),
        Measure("minute of daily upkeep", (5, 40, 5), total="total daily upkeep"),
        Measure("power outlet", (1, 5, 1), reasons=("because the building is old",)),
    ),
    supplies=(
        Measure(
            "visitor",
            (40, 400, 10),
            (verb("serve, serves, served, serving"), verb("assist, assists, assisted, assisting")),
            "total number of visitors",
        ),
    ),
    cost=(300, 4000, 50),
    fixed=("a design fee", "a software fee"),
    fixed_span=(200, 3000, 50),
    qualities=(Quality("usability score", (2, 9, 1)),),
    periods=("this year", "before the summer"),
    lower_reasons=("because of accessibility rules", "because of a contract with the maker"),
    upper_reasons=("because of fire safety rules", "because the maker delivers slowly"),
    mix_reasons=("to suit all age groups", "because of a customer survey"),
    contexts=(
        "The hall has been painted recently.",
        "Signs show the way in several languages.",
        "Visitors can also find help online.",
    ),
    facts=(
        "The hall was built in {year}.",
        "The roof is {n} meters high.",
        "The parking lot has {big} spaces.",
    ),
)

STORIES = (CALL_CENTER, SUPPORT_CHANNELS, REPAIR_VISITS, STAFF_WORKSHOPS, SERVICE_POINTS)
