"""Stories of law firms, courts and notaries."""

from __future__ import annotations

from nl2opt.synth.stories.story import Activity, Decider, Kind, Measure, Quality, Story, verb

HIRE = verb("hire, hires, hired, hiring")
ACCEPT = verb("accept, accepts, accepted, accepting")

LAW_CASES = Story(
    name="law_cases",
    domain="legal",
    kind=Kind.COUNT,
    deciders=(
        Decider("a law firm in Baltimore", "the firm"),
        Decider("Naomi, who works as a lawyer,", "Naomi", "she"),
        Decider("Whitfield and Partners", "the firm"),
    ),
    verbs=(ACCEPT, verb("take, takes, taken, taking")),
    activities=(
        Activity("divorce case"),
        Activity("patent case", 2),
        Activity("fraud case", 1.7),
        Activity("tenancy case", 0.6),
        Activity("injury case", 1.2),
        Activity("tax case", 1.4),
        Activity("traffic case", 0.4),
        Activity("inheritance case", 0.9),
    ),
    collective="case",
    quantity=(2, 40, 1),
    resources=(
        Measure(
            "hour of lawyer time", (5, 40, 1), total="total lawyer time", reasons=("because a lawyer is on leave",)
        ),
        Measure("hour of research", (2, 25, 1), total="total research time"),
        Measure("day in court", (1, 5, 1), total="total number of days in court", name="court_days"),
        Measure("page of expert opinion", (5, 40, 5)),
    ),
    profit=(300, 4000, 50),
    cost=(200, 1800, 50),
    gains=("profit", "net income"),
    fixed=("a database fee", "an insurance fee"),
    fixed_span=(200, 2000, 50),
    qualities=(Quality("difficulty rating", (1, 9, 1), least=False),),
    periods=("this quarter", "in the coming month"),
    lower_reasons=("because of an agreement with an insurer", "to keep the expertise in the firm"),
    upper_reasons=("because of the court calendar", "because of conflicts of interest"),
    mix_reasons=("to keep all lawyers busy", "because of the firm's strategy"),
    contexts=(
        "The courthouse is across the street.",
        "All files are kept in a locked room.",
        "New clients come by recommendation.",
    ),
    facts=(
        "The firm was founded in {year}.",
        "The library has {big} volumes.",
        "The office is on floor {n}.",
    ),
)

LEGAL_TEAM = Story(
    name="legal_team",
    domain="legal",
    kind=Kind.COUNT,
    deciders=(
        Decider("a company that faces a large merger", "the company"),
        Decider("the general counsel of an airline", "the counsel", "he"),
        Decider("a city's legal department", "the department"),
    ),
    verbs=(HIRE, verb("engage, engages, engaged, engaging")),
    activities=(
        Activity("paralegal", 0.7),
        Activity("junior lawyer"),
        Activity("tax expert", 1.6),
        Activity("patent attorney", 1.8),
        Activity("law student", 0.4),
        Activity("freelance lawyer", 1.3),
        Activity("retired judge", 1.5),
    ),
    collective="team member",
    quantity=(1, 20, 1),
    resources=(
        Measure("desk", (1, 2, 1), total="total number of desks"),
        Measure("database license", (1, 3, 1), total="total number of licenses", reasons=("because of a contract",)),
        Measure("hour of briefing", (2, 16, 1), total="total briefing time"),
    ),
    supplies=(
        Measure(
            "contract",
            (10, 60, 5),
            (verb("review, reviews, reviewed, reviewing"), verb("check, checks, checked, checking")),
            "total number of reviewed contracts",
        ),
        Measure(
            "legal memo",
            (1, 9, 1),
            (verb("write, writes, written, writing"), verb("complete, completes, completed, completing")),
            "total number of legal memos",
        ),
    ),
    cost=(700, 4000, 50),
    fixed=("an agency fee", "a background check fee"),
    fixed_span=(200, 2500, 50),
    qualities=(Quality("experience score", (2, 9, 1)),),
    periods=("for the merger", "for the coming quarter"),
    lower_reasons=("because of court rules", "because of a wish of the board"),
    upper_reasons=("because few candidates are free", "because of company policy"),
    mix_reasons=("so that beginners get help", "because of company policy"),
    contexts=(
        "All work is confidential.",
        "The documents are in English.",
        "The team works in a separate building.",
    ),
    facts=(
        "The company was founded in {year}.",
        "The archive has {big} boxes.",
        "The building has {n} meeting rooms.",
    ),
)

CONTRACT_DRAFTING = Story(
    name="contract_drafting",
    domain="legal",
    kind=Kind.COUNT,
    deciders=(
        Decider("a notary in Montreal", "the notary", "she"),
        Decider("Clearclause", "the company"),
        Decider("Simon, who drafts documents for small firms,", "Simon", "he"),
    ),
    verbs=(verb("draft, drafts, drafted, drafting"), verb("prepare, prepares, prepared, preparing")),
    activities=(
        Activity("lease agreement"),
        Activity("sales agreement", 0.8),
        Activity("loan agreement", 1.3),
        Activity("marriage agreement", 1.1),
        Activity("license agreement", 1.2),
        Activity("partnership agreement", 1.8),
        Activity("work agreement", 0.6),
    ),
    collective="document",
    quantity=(5, 90, 1),
    resources=(
        Measure("minute of writing", (20, 120, 5), total="total writing time"),
        Measure(
            "minute of checking", (10, 60, 5), total="total checking time", reasons=("because a colleague is away",)
        ),
        Measure("official stamp", (1, 4, 1), total="total number of official stamps"),
        Measure("page of paper", (5, 40, 1), total="total use of paper"),
    ),
    profit=(30, 300, 10),
    price=(180, 560, 10),
    cost=(40, 170, 10),
    gains=("profit", "net income"),
    fixed=("a template fee", "a license fee"),
    fixed_span=(40, 500, 10),
    qualities=(Quality("client satisfaction score", (3, 9, 1)),),
    periods=("this week", "each month"),
    lower_reasons=("because clients have already placed orders", "because of a contract with a bank"),
    upper_reasons=("because of the rules of the profession", "because demand is limited"),
    mix_reasons=("to serve all clients well", "because of past demand"),
    contexts=(
        "All documents are signed in person.",
        "Copies are kept in a safe.",
        "Clients may ask for changes.",
    ),
    facts=(
        "The office was opened in {year}.",
        "The safe weighs {big} kilograms.",
        "The waiting room has {n} chairs.",
    ),
)

LEGAL_HOURS = Story(
    name="legal_hours",
    domain="legal",
    kind=Kind.MEASURE,
    deciders=(
        Decider("a law office in New Orleans", "the office"),
        Decider("the managing partner of Dunmore Legal", "the partner", "she"),
        Decider("Dunmore Legal", "the firm"),
    ),
    verbs=(verb("offer, offers, offered, offering"), verb("provide, provides, provided, providing")),
    activities=(
        Activity("hour of mediation", 1.2),
        Activity("hour of tax advice", 1.3),
        Activity("hour of contract review"),
        Activity("hour of patent research", 1.5),
        Activity("hour of court representation", 1.8),
        Activity("hour of tenant counseling", 0.5),
        Activity("hour of notary service", 0.8),
    ),
    collective="hour of service",
    quantity=(5, 120, 1),
    resources=(
        Measure("minute of assistant work", (5, 45, 5), total="total assistant time"),
        Measure("page of printing", (2, 30, 1), total="total amount of printing"),
        Measure("minute of supervision", (2, 20, 1), reasons=("because the partners are busy",)),
    ),
    supplies=(
        Measure(
            "client",
            (1, 4, 1),
            (verb("serve, serves, served, serving"), verb("help, helps, helped, helping")),
            "total number of clients",
        ),
    ),
    profit=(30, 220, 5),
    price=(150, 400, 10),
    cost=(30, 140, 5),
    gains=("profit", "net revenue"),
    fixed=("a database fee", "an insurance fee"),
    fixed_span=(50, 600, 10),
    qualities=(Quality("complexity rating", (1, 9, 1), least=False),),
    periods=("each week", "this month"),
    lower_reasons=("because of an agreement with the city", "because clients have already paid a deposit"),
    upper_reasons=("because few lawyers are free", "because of the rules of the bar"),
    mix_reasons=("to keep all lawyers busy", "because of the office's strategy"),
    contexts=(
        "The office is closed on weekends.",
        "Most clients live in the city.",
        "Clients are billed by the hour.",
    ),
    facts=(
        "The office was opened in {year}.",
        "The building has {n} meeting rooms.",
        "The archive holds {big} files.",
    ),
)

APPEALS = Story(
    name="appeals",
    domain="legal",
    kind=Kind.SELECT,
    deciders=(
        Decider("a firm of trial lawyers", "the firm"),
        Decider("Victor, who leads a legal aid group,", "Victor", "he"),
        Decider("the partners' board of Hale and Stone", "the board"),
    ),
    verbs=(ACCEPT, verb("choose, chooses, chosen, choosing")),
    activities=(
        Activity("the Harris appeal"),
        Activity("the Delta merger", 1.8),
        Activity("the Orchard patent suit", 1.5),
        Activity("the Kowalski estate", 0.7),
        Activity("the dockside land claim", 1.2),
        Activity("the Nilsson settlement", 0.6),
        Activity("the theater license dispute", 0.5),
        Activity("the pipeline hearing", 1.4),
    ),
    collective="matter",
    quantity=(0, 1, 1),
    resources=(
        Measure("lawyer", (1, 6, 1), total="total number of lawyers"),
        Measure("day of preparation", (5, 60, 5), total="total preparation time"),
        Measure("expert witness", (1, 4, 1), reasons=("because experts are hard to find",)),
    ),
    profit=(10000, 150000, 1000),
    cost=(5000, 90000, 1000),
    gains=("expected profit", "expected net fee"),
    periods=("this quarter", "this year"),
    lower_reasons=("because of a promise to a client", "because of public interest"),
    upper_reasons=("because of the court calendar", "because the firm is small"),
    mix_reasons=("because of related parties", "because of conflicts of interest"),
    contexts=(
        "All clients have been met in person.",
        "The hearings take place in the same courthouse.",
        "The press follows some of the hearings.",
    ),
    facts=(
        "The courthouse was built in {year}.",
        "The courthouse has {n} courtrooms.",
        "The archive holds {big} files.",
    ),
)

STORIES = (LAW_CASES, LEGAL_TEAM, CONTRACT_DRAFTING, LEGAL_HOURS, APPEALS)
