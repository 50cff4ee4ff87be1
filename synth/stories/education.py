"""Stories of schools, courses and tutors."""

from __future__ import annotations

from nl2opt.synth.stories.story import Activity, Decider, Kind, Measure, Quality, Story, verb

CONTAIN = (verb("contain, contains, , containing"),)
OFFER = verb("offer, offers, offered, offering")

TUTORING = Story(
    name="tutoring",
    domain="education",
    kind=Kind.MEASURE,
    deciders=(
        Decider("a tutoring center in Austin", "the center"),
        Decider("Noah, who works as a private tutor,", "Noah", "he"),
        Decider("Brightpath Academy", "the academy"),
    ),
    verbs=(OFFER, verb("schedule, schedules, scheduled, scheduling")),
    activities=(
        Activity("hour of math tutoring"),
        Activity("hour of physics tutoring", 1.2),
        Activity("hour of essay coaching", 0.9),
        Activity("hour of exam training", 1.3),
        Activity("hour of reading practice", 0.6),
        Activity("hour of piano instruction", 1.4),
        Activity("hour of Spanish conversation", 0.8),
    ),
    collective="hour of instruction",
    quantity=(5, 80, 1),
    resources=(
        Measure("minute of preparation", (10, 60, 5), total="total preparation time"),
        Measure("worksheet", (1, 8, 1), total="total number of worksheets"),
        Measure("minute of video calls", (5, 30, 5), reasons=("because the internet connection is slow",)),
    ),
    supplies=(
        Measure(
            "student",
            (1, 8, 1),
            (verb("help, helps, helped, helping"), verb("serve, serves, served, serving")),
            "total number of students",
        ),
    ),
    profit=(10, 60, 5),
    price=(45, 110, 5),
    cost=(12, 40, 1),
    gains=("profit", "net income"),
    fixed=("a license fee", "a material cost"),
    fixed_span=(30, 250, 10),
    qualities=(Quality("student satisfaction score", (3, 9, 1)),),
    periods=("each week", "this month", "in the coming term"),
    lower_reasons=("because parents have already paid a deposit", "because of an agreement with a school"),
    upper_reasons=("because few teachers are free", "because demand is limited"),
    mix_reasons=("to keep the program balanced", "because of the wishes of parents"),
    contexts=(
        "Most students come after school.",
        "The rooms are quiet and bright.",
        "Parents can cancel at any time.",
    ),
    facts=(
        "The center was founded in {year}.",
        "The library has {big} books.",
        "The nearest school is {n} blocks away.",
    ),
)

COLLEGE_CLASSES = Story(
    name="college_classes",
    domain="education",
    kind=Kind.COUNT,
    deciders=(
        Decider("a community college in Nevada", "the college"),
        Decider("the dean of an evening school", "the dean", "she"),
        Decider("Riverbend College", "the college"),
    ),
    verbs=(OFFER, verb("run, runs, run, running")),
    activities=(
        Activity("pottery class", 1.2),
        Activity("coding class", 1.3),
        Activity("yoga class", 0.6),
        Activity("cooking class", 1.5),
        Activity("photography class"),
        Activity("writing class", 0.7),
        Activity("sewing class", 0.9),
        Activity("drama class", 1.1),
    ),
    collective="class",
    quantity=(2, 40, 1),
    resources=(
        Measure(
            "hour of room time",
            (10, 40, 2),
            total="total use of rooms",
            reasons=("because some rooms are being painted",),
        ),
        Measure("hour of teaching", (10, 36, 2), total="total teaching time"),
        Measure("hour of office work", (1, 8, 1), total="total amount of office work"),
    ),
    supplies=(
        Measure(
            "participant",
            (6, 24, 1),
            (verb("admit, admits, admitted, admitting"), verb("teach, teaches, taught, teaching")),
            "total number of participants",
        ),
    ),
    profit=(100, 900, 20),
    cost=(200, 1200, 50),
    gains=("surplus", "net income"),
    fixed=("an advertising cost", "an equipment cost"),
    qualities=(Quality("popularity score", (2, 9, 1)),),
    periods=("this semester", "over the summer", "in the coming fall"),
    lower_reasons=("because of the college charter", "to keep the teachers employed"),
    upper_reasons=("because few teachers are free", "because of the room plan"),
    mix_reasons=("to keep the program varied", "because of a survey among residents"),
    contexts=(
        "All rooms are in the same building.",
        "Anyone may sign up online.",
        "The program is printed in the local newspaper.",
    ),
    facts=(
        "The college was founded in {year}.",
        "A survey was answered by {big} residents.",
        "The campus has {n} bicycle racks.",
    ),
)

SCHOOL_LUNCH = Story(
    name="school_lunch",
    domain="education",
    kind=Kind.MEASURE,
    deciders=(
        Decider("the cafeteria of an elementary school", "the cafeteria"),
        Decider("Rachel, who cooks for a boarding school,", "Rachel", "she"),
        Decider("the kitchen manager of Elmwood High School", "the manager", "he"),
    ),
    verbs=(verb("buy, buys, bought, buying"), verb("order, orders, ordered, ordering")),
    activities=(
        Activity("kilogram of rice"),
        Activity("kilogram of chicken"),
        Activity("kilogram of tofu"),
        Activity("kilogram of broccoli"),
        Activity("kilogram of pasta"),
        Activity("kilogram of cheese"),
        Activity("kilogram of spinach"),
        Activity("kilogram of salmon"),
    ),
    collective="kilogram of food",
    quantity=(5, 100, 1),
    resources=(
        Measure("gram of saturated fat", (2, 60, 1), CONTAIN, "total amount of saturated fat"),
        Measure(
            "gram of salt", (1, 12, 1), CONTAIN, "total amount of salt", reasons=("for the health of the students",)
        ),
        Measure("minute of cooking", (1, 10, 1), total="total cooking time"),
        Measure("liter of fridge space", (1, 4, 0.5)),
    ),
    supplies=(
        Measure("gram of protein", (20, 280, 10), CONTAIN, "total amount of protein"),
        Measure("gram of dietary fiber", (2, 40, 2), CONTAIN, "total amount of dietary fiber"),
        Measure("milligram of iron", (5, 35, 1), CONTAIN, "total amount of iron"),
    ),
    cost=(1, 18, 0.5),
    fixed=("a delivery fee", "an inspection fee"),
    fixed_span=(10, 80, 5),
    qualities=(Quality("taste rating", (2, 9, 1)),),
    periods=("for the coming week", "for each school day"),
    lower_reasons=("because of the weekly menu", "to use up a voucher"),
    upper_reasons=("because of allergies among the students", "because the grocer is short of supplies"),
    mix_reasons=("to keep the meals varied", "because of the guidelines for school meals"),
    contexts=(
        "Lunch is free for all students.",
        "The kitchen is run by trained cooks.",
        "The students may vote on the dessert.",
    ),
    facts=(
        "The school was built in {year}.",
        "The kitchen has {n} stoves.",
        "The dining hall has {big} chairs.",
    ),
)

SCIENCE_KITS = Story(
    name="science_kits",
    domain="education",
    kind=Kind.COUNT,
    deciders=(
        Decider("a science club", "the club"),
        Decider("Curious Minds", "the company"),
        Decider("Felix, who sells learning kits to schools,", "Felix", "he"),
    ),
    verbs=(verb("assemble, assembles, assembled, assembling"), verb("prepare, prepares, prepared, preparing")),
    activities=(
        Activity("chemistry kit", 1.2),
        Activity("biology kit"),
        Activity("robotics kit", 2),
        Activity("optics kit", 0.8),
        Activity("weather kit", 0.7),
        Activity("magnet kit", 0.6),
        Activity("rocket kit", 1.5),
    ),
    collective="science kit",
    quantity=(10, 150, 5),
    resources=(
        Measure("test tube", (1, 8, 1), total="total number of test tubes"),
        Measure("minute of assembly", (5, 30, 5), total="total assembly time"),
        Measure("battery", (1, 6, 1), reasons=("because a shipment is late",)),
        Measure("page of printing", (4, 24, 2), total="total amount of printing"),
    ),
    profit=(4, 30, 1),
    price=(35, 95, 5),
    cost=(10, 33, 1),
    gains=("profit", "surplus"),
    fixed=("a design cost", "a safety test fee"),
    qualities=(Quality("learning score", (3, 9, 1)),),
    periods=("this month", "before the school year", "each week"),
    lower_reasons=("because of orders from schools", "because of a contract with a museum"),
    upper_reasons=("because demand is limited", "because the storeroom is small"),
    mix_reasons=("to cover all subjects", "because of the order of a school district"),
    contexts=(
        "Every kit has a colorful handbook.",
        "The kits are packed by hand.",
        "Teachers have tested all kits in class.",
    ),
    facts=(
        "The workshop was set up in {year}.",
        "The kits are used in {n} countries.",
        "A video about the workshop has {big} likes.",
    ),
)

FIELD_TRIP = Story(
    name="field_trip",
    domain="education",
    kind=Kind.COUNT,
    deciders=(
        Decider("a high school in Georgia", "the school"),
        Decider("Ms. Ortiz, who plans a class trip,", "Ms. Ortiz", "she"),
        Decider("the principal of Elmwood School", "the principal", "he"),
    ),
    verbs=(verb("rent, rents, rented, renting"), verb("book, books, booked, booking")),
    activities=(
        Activity("coach", 2.4),
        Activity("school bus", 2),
        Activity("minibus"),
        Activity("passenger van", 0.5),
        Activity("tour boat", 1.8),
        Activity("shuttle", 0.7),
    ),
    collective="vehicle",
    quantity=(1, 20, 1),
    resources=(
        Measure("chaperone", (1, 3, 1), total="total number of chaperones"),
        Measure("gallon of fuel", (4, 16, 1), total="total use of fuel"),
        Measure("meter of curb space", (6, 12, 1), reasons=("because the street is being repaired",)),
    ),
    supplies=(
        Measure(
            "student",
            (14, 26, 1),
            (verb("carry, carries, carried, carrying"), verb("take, takes, taken, taking")),
            "total number of students",
        ),
        Measure(
            "suitcase",
            (10, 30, 2),
            (verb("hold, holds, held, holding"), verb("carry, carries, carried, carrying")),
        ),
    ),
    cost=(80, 400, 10),
    fixed=("a booking fee", "an insurance fee"),
    fixed_span=(40, 250, 10),
    qualities=(Quality("safety rating", (3, 9, 1)),),
    periods=("for the trip to the museum", "for the trip to the coast"),
    lower_reasons=("because of an agreement with the company", "because a deposit has been paid"),
    upper_reasons=("because few drivers are free", "because the company is short of vehicles"),
    mix_reasons=("because of the school's safety rules", "so that younger students travel in comfort"),
    contexts=(
        "The trip takes place on a Friday.",
        "Everyone brings a packed lunch.",
        "Parents have been told about the trip.",
    ),
    facts=(
        "The museum was opened in {year}.",
        "The museum is {n} miles away.",
        "The museum shows {big} objects.",
    ),
)

STORIES = (TUTORING, COLLEGE_CLASSES, SCHOOL_LUNCH, SCIENCE_KITS, FIELD_TRIP)
