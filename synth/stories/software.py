"""Stories of servers, code and teams that write it."""

from __future__ import annotations

from nl2opt.synth.stories.story import Activity, Decider, Kind, Measure, Quality, Story, verb

RENT = verb("rent, rents, rented, renting")
HIRE = verb("hire, hires, hired, hiring")

SERVER_RENTAL = Story(
    name="server_rental",
    domain="software",
    kind=Kind.COUNT,
    deciders=(
        Decider("a video platform", "the platform"),
        Decider("Maya, who keeps a web shop online,", "Maya", "she"),
        Decider("the operations team of Pixelhub", "the team"),
    ),
    verbs=(RENT, verb("reserve, reserves, reserved, reserving")),
    activities=(
        Activity("compute server", 1.3),
        Activity("storage server"),
        Activity("graphics server", 2.4),
        Activity("database server", 1.6),
        Activity("edge server", 0.5),
        Activity("backup server", 0.8),
        Activity("cache server", 0.7),
    ),
    collective="server",
    quantity=(2, 60, 1),
    resources=(
        Measure("watt of power", (100, 600, 50), total="total power"),
        Measure("network cable", (1, 6, 1), reasons=("because the data center is being rebuilt",)),
        Measure("hour of administration", (0.5, 5, 0.5), total="total administration time"),
    ),
    supplies=(
        Measure(
            "request",
            (200, 3000, 100),
            (verb("handle, handles, handled, handling"), verb("answer, answers, answered, answering")),
            "total number of handled requests",
        ),
        Measure("gigabyte of memory", (16, 256, 16), total="total memory"),
        Measure("terabyte of disk space", (1, 12, 1), total="total disk space"),
    ),
    cost=(40, 480, 10),
    fixed=("a set-up fee", "an activation fee"),
    fixed_span=(20, 400, 10),
    qualities=(Quality("reliability score", (3, 9, 1)),),
    periods=("each month", "for the launch", "for the coming quarter"),
    lower_reasons=("because of a contract with the provider", "because of the security policy"),
    upper_reasons=("because the provider is short of machines", "because of the energy policy"),
    mix_reasons=("to keep the system balanced", "because of the backup plan"),
    contexts=(
        "All machines stand in the same data center.",
        "Users come from all over the world.",
        "The software runs on any of the machines.",
    ),
    facts=(
        "The data center opened in {year}.",
        "The provider has {n} other customers in the city.",
        "The code has {big} files.",
    ),
)

RELEASE_PLAN = Story(
    name="release_plan",
    domain="software",
    kind=Kind.SELECT,
    deciders=(
        Decider("a maker of accounting software", "the maker"),
        Decider("Leo, the product owner of a travel app,", "Leo", "he"),
        Decider("the product board of Notewise", "the board"),
    ),
    verbs=(verb("choose, chooses, chosen, choosing"), verb("include, includes, included, including")),
    activities=(
        Activity("the search page"),
        Activity("the offline mode", 1.4),
        Activity("the payment module", 1.6),
        Activity("the chat window", 0.9),
        Activity("the dark theme", 0.3),
        Activity("the map view", 1.1),
        Activity("the report builder", 1.3),
        Activity("the voice control", 1.8),
    ),
    collective="feature",
    quantity=(0, 1, 1),
    resources=(
        Measure("day of coding", (5, 40, 1), total="total coding time"),
        Measure("day of testing", (2, 15, 1), total="total testing time", reasons=("because a tester has left",)),
        Measure("day of design", (1, 10, 1), total="total design time"),
    ),
    supplies=(
        Measure(
            "customer request",
            (10, 90, 5),
            (verb("settle, settles, settled, settling"), verb("answer, answers, answered, answering")),
            "total number of settled customer requests",
        ),
    ),
    profit=(5000, 80000, 1000),
    cost=(4000, 60000, 1000),
    gains=("expected profit", "expected benefit"),
    periods=("for the next release", "this quarter"),
    lower_reasons=("because of a promise to a customer", "because of new laws"),
    upper_reasons=("because the team is small", "because of the road map"),
    mix_reasons=("because of shared code", "because of advice from the designers"),
    contexts=(
        "All features have been described in detail.",
        "The release will be shown at a trade fair.",
        "Users can vote for features online.",
    ),
    facts=(
        "The product has been on sale since {year}.",
        "The product has been translated into {n} languages.",
        "The forum has {big} members.",
    ),
)

DEVELOPER_TEAM = Story(
    name="developer_team",
    domain="software",
    kind=Kind.COUNT,
    deciders=(
        Decider("a software firm in Seattle", "the firm"),
        Decider("Emma, who is starting a game studio,", "Emma", "she"),
        Decider("the head of development at Codeline", "the head of development", "he"),
    ),
    verbs=(HIRE, verb("recruit, recruits, recruited, recruiting")),
    activities=(
        Activity("web developer"),
        Activity("data engineer", 1.3),
        Activity("software tester", 0.7),
        Activity("interface designer", 0.9),
        Activity("software architect", 1.8),
        Activity("working student", 0.4),
        Activity("security expert", 1.6),
    ),
    collective="employee",
    quantity=(1, 20, 1),
    resources=(
        Measure("square meter of office space", (4, 12, 1), total="total office space"),
        Measure("software license", (1, 6, 1), total="total number of licenses"),
        Measure(
            "hour of onboarding", (4, 30, 2), total="total onboarding time", reasons=("because the mentor is busy",)
        ),
    ),
    supplies=(
        Measure(
            "story point",
            (4, 20, 1),
            (verb("complete, completes, completed, completing"), verb("deliver, delivers, delivered, delivering")),
            "total number of story points",
        ),
        Measure(
            "bug report",
            (2, 25, 1),
            (verb("settle, settles, settled, settling"), verb("handle, handles, handled, handling")),
            "total number of settled bug reports",
        ),
    ),
    cost=(900, 3200, 50),
    fixed=("a recruiting fee", "an equipment cost"),
    fixed_span=(500, 5000, 100),
    qualities=(Quality("experience score", (2, 9, 1)),),
    periods=("for the new project", "this year"),
    lower_reasons=("because of a contract with a client", "because of the security policy"),
    upper_reasons=("because few people apply", "because of the office rules"),
    mix_reasons=("to keep the team balanced", "because of advice from a consultant"),
    contexts=(
        "Everyone may work from home on Fridays.",
        "The office is in the city center.",
        "The project will run for a year.",
    ),
    facts=(
        "The firm was founded in {year}.",
        "The kitchen has {n} kinds of tea.",
        "The job page was seen by {big} people.",
    ),
)

APP_AGENCY = Story(
    name="app_agency",
    domain="software",
    kind=Kind.COUNT,
    deciders=(
        Decider("a digital agency in Miami", "the agency"),
        Decider("Tariq, who programs for local firms,", "Tariq", "he"),
        Decider("Brightbyte", "the agency"),
    ),
    verbs=(verb("build, builds, built, building"), verb("develop, develops, developed, developing")),
    activities=(
        Activity("mobile app", 1.5),
        Activity("web shop", 1.3),
        Activity("chat bot", 0.8),
        Activity("booking tool"),
        Activity("company site", 0.5),
        Activity("learning game", 1.6),
        Activity("photo gallery", 0.3),
    ),
    collective="product",
    quantity=(1, 25, 1),
    resources=(
        Measure("hour of coding", (20, 120, 5), total="total coding time"),
        Measure("hour of design", (5, 50, 5), total="total design time"),
        Measure(
            "hour of testing", (4, 40, 2), total="total testing time", reasons=("because testers are hard to find",)
        ),
        Measure("client meeting", (1, 6, 1), total="total number of client meetings"),
    ),
    profit=(500, 5000, 100),
    price=(6000, 15000, 500),
    cost=(1000, 5000, 100),
    gains=("profit", "net profit"),
    fixed=("a license fee", "a tool cost"),
    fixed_span=(200, 3000, 100),
    qualities=(Quality("innovation score", (2, 9, 1)),),
    periods=("this quarter", "this year"),
    lower_reasons=("because of a contract with a client", "to gain references"),
    upper_reasons=("because demand is limited", "because few developers are free"),
    mix_reasons=("to keep all teams busy", "because of the agency's strategy"),
    contexts=(
        "Clients are mostly small firms.",
        "All work is done by the agency's own staff.",
        "Hosting is left to another company.",
    ),
    facts=(
        "The agency was founded in {year}.",
        "The clients come from {n} towns.",
        "The newsletter has {big} readers.",
    ),
)

CLOUD_STORAGE = Story(
    name="cloud_storage",
    domain="software",
    kind=Kind.MEASURE,
    deciders=(
        Decider("a photo service", "the service"),
        Decider("Irina, who manages the data of a university,", "Irina", "she"),
        Decider("Vaultbase", "the company"),
    ),
    verbs=(RENT, verb("reserve, reserves, reserved, reserving")),
    activities=(
        Activity("terabyte of flash storage", 2),
        Activity("terabyte of archive storage", 0.5),
        Activity("terabyte of backup storage", 0.8),
        Activity("terabyte of object storage"),
        Activity("terabyte of encrypted storage", 1.4),
        Activity("terabyte of tape storage", 0.4),
    ),
    collective="terabyte of storage",
    quantity=(5, 200, 5),
    resources=(
        Measure("kilowatt-hour of electricity", (1, 12, 0.5), total="total use of electricity"),
        Measure(
            "minute of maintenance",
            (1, 10, 1),
            total="total maintenance time",
            reasons=("because the administrator is alone",),
        ),
    ),
    supplies=(
        Measure(
            "user account",
            (20, 200, 10),
            (verb("serve, serves, served, serving"), verb("support, supports, supported, supporting")),
            "total number of user accounts",
        ),
        Measure(
            "gigabyte of daily transfer",
            (10, 120, 10),
            (verb("allow, allows, allowed, allowing"), verb("provide, provides, provided, providing")),
            "total amount of daily transfer",
        ),
    ),
    profit=(4, 40, 1),
    cost=(5, 60, 1),
    gains=("profit", "margin"),
    fixed=("an activation fee", "a migration cost"),
    fixed_span=(20, 400, 10),
    qualities=(
        Quality("speed rating", (1, 9, 1)),
        Quality("delay score", (1, 9, 1), least=False),
    ),
    periods=("each month", "this year"),
    lower_reasons=("because of privacy laws", "because of a contract with the provider"),
    upper_reasons=("because the provider is short of hardware", "because of the security policy"),
    mix_reasons=("to keep the system safe", "because of advice from the provider"),
    contexts=(
        "All data are copied at night.",
        "Users do not see where their data are kept.",
        "The contract can be changed at any time.",
    ),
    facts=(
        "The service was started in {year}.",
        "The provider has offices in {n} cities.",
        "The help page has {big} visitors a day.",
    ),
)

STORIES = (SERVER_RENTAL, RELEASE_PLAN, DEVELOPER_TEAM, APP_AGENCY, CLOUD_STORAGE)
