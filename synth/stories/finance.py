"""Stories of banks, funds and insurance."""

from __future__ import annotations

from nl2opt.synth.stories.story import Activity, Decider, Kind, Measure, Quality, Story, verb

INVEST = verb("invest, invests, invested, investing")
PUT = verb("put, puts, put, putting")

SAVINGS = Story(
    name="savings",
    domain="finance",
    kind=Kind.MONEY,
    deciders=(
        Decider("a retired teacher", "the teacher", "she"),
        Decider("Omar, who has sold his house,", "Omar", "he"),
        Decider("a young couple with some savings", "the couple", "they"),
        Decider("the Miller family", "the family"),
    ),
    verbs=(INVEST, PUT),
    activities=(
        Activity("municipal bonds", 0.7),
        Activity("real estate", 1.2),
        Activity("gold", 0.8),
        Activity("technology stocks", 1.6),
        Activity("a savings account", 0.5),
        Activity("treasury bills", 0.6),
        Activity("utility stocks"),
        Activity("an index fund", 1.2),
    ),
    collective="dollar",
    quantity=(1000, 40000, 500),
    profit=(0.02, 0.08, 0.005),
    gains=("return", "annual return"),
    fixed=("an account fee", "a brokerage fee"),
    fixed_span=(20, 200, 10),
    qualities=(Quality("risk score", (1, 9, 1), least=False), Quality("liquidity score", (1, 9, 1))),
    periods=("this year", "for the coming year"),
    lower_reasons=("to have money for emergencies", "on the advice of a bank"),
    upper_reasons=("to limit the risk", "because prices may fall"),
    mix_reasons=("to spread the risk", "on the advice of a friend"),
    contexts=(
        "Taxes are not considered.",
        "The money is not needed for anything else.",
        "The yearly returns are thought to be certain.",
    ),
    facts=(
        "The bank was founded in {year}.",
        "The adviser has {n} years of experience.",
        "The bank has {big} branches worldwide.",
    ),
)

PENSION_FUND = Story(
    name="pension_fund",
    domain="finance",
    kind=Kind.MONEY,
    deciders=(
        Decider("a pension fund for nurses", "the fund"),
        Decider("the portfolio manager of a pension fund", "the manager", "he"),
        Decider("Evergreen Retirement", "the company"),
    ),
    verbs=(INVEST, verb("place, places, placed, placing")),
    activities=(
        Activity("government bonds", 0.6),
        Activity("corporate bonds", 0.9),
        Activity("emerging market stocks", 1.6),
        Activity("infrastructure projects", 1.2),
        Activity("office buildings"),
        Activity("timber land", 0.9),
        Activity("green energy stocks", 1.3),
    ),
    collective="dollar",
    quantity=(100000, 4000000, 50000),
    profit=(0.02, 0.08, 0.0025),
    gains=("return", "expected return"),
    fixed=("a management fee", "an audit fee"),
    fixed_span=(1000, 20000, 500),
    qualities=(
        Quality("risk rating", (1, 9, 1), least=False),
        Quality("sustainability score", (2, 9, 1)),
    ),
    periods=("this year", "in the coming quarter"),
    lower_reasons=("because of the fund's charter", "because of state rules"),
    upper_reasons=("because of the fund's risk policy", "due to the rules of the regulator"),
    mix_reasons=("to spread the risk", "because of a vote of the members"),
    contexts=(
        "Members pay into the fund every month.",
        "The plan will be reviewed after a year.",
        "The board has to approve the plan.",
    ),
    facts=(
        "The fund was set up in {year}.",
        "The office has {n} parking spaces.",
        "The hotline takes {big} calls a month.",
    ),
)

COMMUNITY_LOANS = Story(
    name="community_loans",
    domain="finance",
    kind=Kind.MONEY,
    deciders=(
        Decider("a credit union in Wisconsin", "the credit union"),
        Decider("First Valley Bank", "the bank"),
        Decider("the lending manager of a small bank", "the manager", "she"),
    ),
    verbs=(verb("place, places, placed, placing"), PUT),
    activities=(
        Activity("farm loans"),
        Activity("car loans", 1.1),
        Activity("student loans", 0.7),
        Activity("home loans", 0.8),
        Activity("furniture loans", 1.3),
        Activity("small business loans", 1.2),
    ),
    collective="dollar",
    quantity=(10000, 400000, 5000),
    profit=(0.03, 0.1, 0.005),
    gains=("return", "net return"),
    fixed=("a processing fee", "a registration fee"),
    fixed_span=(100, 2000, 50),
    qualities=(Quality("default risk score", (1, 9, 1), least=False),),
    periods=("this year", "in the coming quarter"),
    lower_reasons=("to support the region", "because of the rules of the union"),
    upper_reasons=("because of the rules on bank capital", "because of worries about the economy"),
    mix_reasons=("to spread the risk", "because of the bank's policy"),
    contexts=(
        "All loans are paid back within the term.",
        "Only residents of the region can apply.",
        "The bank is paid at the end of the year.",
    ),
    facts=(
        "The building dates from {year}.",
        "The bank has {n} counters.",
        "The web page has {big} visitors a month.",
    ),
)

INSURANCE_SALES = Story(
    name="insurance_sales",
    domain="finance",
    kind=Kind.COUNT,
    deciders=(
        Decider("an insurance agency in Hartford", "the agency"),
        Decider("Grace, who works as an insurance agent,", "Grace", "she"),
        Decider("Shieldmark Insurance", "the company"),
    ),
    verbs=(verb("sell, sells, sold, selling"), verb("write, writes, written, writing")),
    activities=(
        Activity("car policy"),
        Activity("home policy", 1.4),
        Activity("life policy", 1.8),
        Activity("travel policy", 0.4),
        Activity("boat policy", 1.2),
        Activity("pet policy", 0.5),
        Activity("farm policy", 1.6),
    ),
    collective="policy",
    quantity=(5, 120, 5),
    resources=(
        Measure("minute of paperwork", (10, 60, 5), total="total amount of paperwork"),
        Measure("phone call", (1, 8, 1), total="total number of phone calls"),
        Measure("hour of risk review", (0.5, 3, 0.5), reasons=("because an expert is ill",)),
    ),
    profit=(20, 180, 5),
    cost=(15, 90, 5),
    gains=("profit", "commission"),
    fixed=("a license fee", "a training cost"),
    qualities=(Quality("risk rating", (1, 9, 1), least=False),),
    periods=("this month", "in the coming quarter", "each week"),
    lower_reasons=("to keep a bonus", "because of an agreement with a partner bank"),
    upper_reasons=("due to the rules of the regulator", "because demand is limited"),
    mix_reasons=("to spread the risk", "because of company policy"),
    contexts=(
        "Customers sign their contracts online.",
        "All contracts run for the same time.",
        "The agency lies in the old town.",
    ),
    facts=(
        "The agency was founded in {year}.",
        "The office building has {n} floors.",
        "The parking lot has {big} spaces.",
    ),
)

BANK_STAFF = Story(
    name="bank_staff",
    domain="finance",
    kind=Kind.COUNT,
    deciders=(
        Decider("a bank that opens a new branch", "the bank"),
        Decider("the branch manager of Union Savings Bank", "the manager", "she"),
        Decider("Keystone Bank", "the bank"),
    ),
    verbs=(verb("hire, hires, hired, hiring"), verb("recruit, recruits, recruited, recruiting")),
    activities=(
        Activity("teller"),
        Activity("loan officer", 1.5),
        Activity("investment adviser", 1.8),
        Activity("trainee", 0.5),
        Activity("business banker", 1.6),
        Activity("part-time clerk", 0.6),
    ),
    collective="employee",
    quantity=(1, 20, 1),
    resources=(
        Measure("square meter of office space", (4, 12, 1), total="total office space"),
        Measure(
            "hour of instruction", (4, 30, 2), total="total instruction time", reasons=("because the trainer is busy",)
        ),
        Measure("software license", (1, 3, 1)),
    ),
    supplies=(
        Measure(
            "customer",
            (20, 80, 5),
            (verb("serve, serves, served, serving"), verb("advise, advises, advised, advising")),
            "total number of served customers",
        ),
        Measure(
            "contract",
            (2, 15, 1),
            (verb("close, closes, closed, closing"), verb("handle, handles, handled, handling")),
            "total number of closed contracts",
        ),
    ),
    cost=(600, 2000, 50),
    fixed=("a recruiting cost", "a background check fee"),
    fixed_span=(200, 2000, 50),
    qualities=(Quality("experience rating", (2, 9, 1)),),
    periods=("for the new branch", "for the coming quarter"),
    lower_reasons=("due to the rules of the regulator", "because of an agreement with the union"),
    upper_reasons=("because few people apply", "because of headquarters policy"),
    mix_reasons=("to keep the team balanced", "because of headquarters policy"),
    contexts=(
        "The branch is open on weekdays.",
        "The building stands at the market square.",
        "All employees get the same number of vacation days.",
    ),
    facts=(
        "The bank was founded in {year}.",
        "The vault has {big} boxes.",
        "The nearest other branch is {n} kilometers away.",
    ),
)

VENTURES = Story(
    name="ventures",
    domain="finance",
    kind=Kind.SELECT,
    deciders=(
        Decider("a venture capital firm in San Francisco", "the firm"),
        Decider("Sofia, who invests in young companies,", "Sofia", "she"),
        Decider("Anchor Ventures", "the firm"),
    ),
    verbs=(verb("back, backs, backed, backing"), verb("finance, finances, financed, financing")),
    activities=(
        Activity("Aurora Robotics", 1.4),
        Activity("Bluefin Foods", 0.8),
        Activity("Cobalt Battery", 1.6),
        Activity("Daylight Health"),
        Activity("Ember Games", 0.6),
        Activity("Fernwood Homes", 1.2),
        Activity("Gravel Bikes", 0.5),
        Activity("Helio Sensors", 0.9),
    ),
    collective="company",
    quantity=(0, 1, 1),
    resources=(
        Measure("hour of legal work", (20, 150, 5), total="total amount of legal work"),
        Measure(
            "day of coaching",
            (5, 40, 1),
            total="total amount of coaching",
            reasons=("because the partners travel a lot",),
        ),
        Measure("desk in the office", (2, 10, 1), name="desks"),
    ),
    supplies=(
        Measure(
            "new job",
            (5, 80, 5),
            (verb("create, creates, created, creating"), verb("provide, provides, provided, providing")),
            "total number of new jobs",
        ),
    ),
    profit=(50000, 600000, 10000),
    cost=(100000, 900000, 20000),
    gains=("expected profit", "expected gain"),
    periods=("this year", "in the coming round"),
    lower_reasons=("because of a promise to the partners", "to gain experience in the field"),
    upper_reasons=("because the team is small", "because of the fund's rules"),
    mix_reasons=("because of a shared laboratory", "because of a shared customer base"),
    contexts=(
        "All of the companies were founded recently.",
        "The founders have presented their plans.",
        "The partners meet every Monday.",
    ),
    facts=(
        "The firm was founded in {year}.",
        "The partners read {big} business plans a year.",
        "The office is on floor {n} of a tower.",
    ),
)

STORIES = (SAVINGS, PENSION_FUND, COMMUNITY_LOANS, INSURANCE_SALES, BANK_STAFF, VENTURES)
