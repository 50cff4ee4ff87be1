"""Stories of clinics, medicines and care."""

from __future__ import annotations

from nl2opt.synth.stories.story import Activity, Decider, Kind, Measure, Quality, Story, verb

CONTAIN = (verb("contain, contains, , containing"),)
OFFER = verb("offer, offers, offered, offering")
SCHEDULE = verb("schedule, schedules, scheduled, scheduling")
HIRE = verb("hire, hires, hired, hiring")

CLINIC_APPOINTMENTS = Story(
    name="clinic_appointments",
    domain="health",
    kind=Kind.COUNT,
    deciders=(
        Decider("a small clinic in Ohio", "the clinic"),
        Decider("Doctor Patel, who runs a family practice,", "Doctor Patel", "she"),
        Decider("the office manager of Greenfield Medical Center", "the manager", "he"),
    ),
    verbs=(SCHEDULE, OFFER),
    activities=(
        Activity("flu shot", 0.4),
        Activity("blood test", 0.6),
        Activity("eye exam"),
        Activity("skin check"),
        Activity("heart scan", 2),
        Activity("travel consultation", 1.2),
        Activity("physical checkup", 1.5),
        Activity("hearing test", 0.8),
    ),
    collective="appointment",
    quantity=(5, 80, 1),
    resources=(
        Measure("minute of nurse time", (5, 30, 5), total="total nurse time", reasons=("because a nurse is on leave",)),
        Measure("minute of doctor time", (5, 25, 5), total="total doctor time"),
        Measure("minute of desk work", (2, 12, 1), total="total amount of desk work"),
        Measure("sterile glove", (2, 8, 2), total="total number of gloves"),
    ),
    profit=(15, 90, 5),
    price=(60, 180, 5),
    cost=(10, 55, 5),
    gains=("profit", "net revenue"),
    fixed=("an equipment rental fee", "a set-up cost"),
    fixed_span=(50, 500, 10),
    qualities=(Quality("patient satisfaction score", (3, 9, 1)),),
    periods=("each day", "this week"),
    lower_reasons=("to keep an agreement with an insurer", "because patients are already on the waiting list"),
    upper_reasons=("because the waiting room is small", "due to health regulations"),
    mix_reasons=("to serve all age groups", "because of the public health plan"),
    contexts=(
        "The clinic is open on weekdays only.",
        "Patients may come without a referral.",
        "Each appointment takes place in a private room.",
    ),
    facts=(
        "The building was renovated in {year}.",
        "The clinic has {big} patients on file.",
        "The nearest hospital is {n} miles away.",
    ),
)

SUPPLEMENTS = Story(
    name="supplements",
    domain="health",
    kind=Kind.COUNT,
    deciders=(
        Decider("a marathon runner", "the runner", "she"),
        Decider("Kenji, who has been told to eat better,", "Kenji", "he"),
        Decider("a patient with poor blood values", "the patient", "he"),
    ),
    verbs=(verb("take, takes, taken, taking"), verb("buy, buys, bought, buying")),
    activities=(
        Activity("fish oil capsule", 0.8),
        Activity("protein shake", 2),
        Activity("herbal tablet", 0.7),
        Activity("fruit gummy", 0.5),
        Activity("energy bar", 1.5),
        Activity("algae pill", 0.8),
        Activity("mineral drink", 1.2),
    ),
    collective="supplement",
    quantity=(2, 40, 1),
    resources=(
        Measure("milligram of sodium", (5, 60, 5), CONTAIN, "total intake of sodium", reasons=("for medical reasons",)),
        Measure("gram of sugar", (0.5, 6, 0.5), CONTAIN, "total intake of sugar"),
    ),
    supplies=(
        Measure("milligram of magnesium", (20, 120, 10), total="total intake of magnesium"),
        Measure("milligram of iron", (1, 9, 1), total="total intake of iron"),
        Measure("microgram of vitamin D", (2, 25, 1), total="total intake of vitamin D", name="vitamin_d"),
        Measure("milligram of zinc", (1, 8, 0.5), total="total intake of zinc"),
    ),
    cost=(0.3, 2.5, 0.1),
    fixed=("a shipping fee", "a subscription fee"),
    fixed_span=(4, 20, 1),
    qualities=(Quality("taste rating", (2, 9, 1)),),
    periods=("this week", "over the next month"),
    lower_reasons=("on the advice of a doctor", "because some boxes have already been opened"),
    upper_reasons=("to avoid side effects", "because the drugstore is short of supplies"),
    mix_reasons=("on the advice of a nutritionist", "to keep the diet varied"),
    contexts=(
        "All supplements are sold without a prescription.",
        "Everything is ordered from an online drugstore.",
        "A nurse checks the blood values from time to time.",
    ),
    facts=(
        "The drugstore opened in {year}.",
        "The last blood test was {n} days ago.",
        "The drugstore sells {big} products.",
    ),
)

WARD_STAFF = Story(
    name="ward_staff",
    domain="health",
    kind=Kind.COUNT,
    deciders=(
        Decider("a hospital in Chicago", "the hospital"),
        Decider("the head nurse of a children's ward", "the head nurse", "she"),
        Decider("Saint Anne Care Home", "the care home"),
    ),
    verbs=(HIRE, verb("employ, employs, employed, employing")),
    activities=(
        Activity("registered nurse", 1.3),
        Activity("nursing assistant", 0.8),
        Activity("physical therapist", 1.5),
        Activity("night nurse", 1.4),
        Activity("care volunteer", 0.4),
        Activity("ward clerk", 0.6),
    ),
    collective="staff member",
    quantity=(2, 30, 1),
    resources=(
        Measure("hour of training", (4, 20, 2), total="total training time"),
        Measure("locker", (1, 2, 1), reasons=("because the changing room is small",)),
        Measure("set of scrubs", (2, 5, 1)),
    ),
    supplies=(
        Measure(
            "patient visit",
            (20, 90, 5),
            (verb("complete, completes, completed, completing"), verb("make, makes, made, making")),
            "total number of patient visits",
        ),
        Measure(
            "hour of bedside care",
            (10, 36, 2),
            (verb("provide, provides, provided, providing"), verb("give, gives, given, giving")),
            "total amount of bedside care",
        ),
    ),
    cost=(450, 1600, 50),
    fixed=("an agency fee", "a recruiting cost"),
    fixed_span=(200, 1500, 50),
    qualities=(Quality("experience score", (2, 9, 1)),),
    periods=("for the coming week", "for the winter season"),
    lower_reasons=("due to state rules", "to make sure that patients are safe"),
    upper_reasons=("because few people apply", "because of an agreement with the union"),
    mix_reasons=("to keep the teams balanced", "because of the care standard"),
    contexts=(
        "The ward is open around the clock.",
        "New staff are shown around before they begin.",
        "The work is paid weekly.",
    ),
    facts=(
        "The building has {n} floors.",
        "The ward was opened in {year}.",
        "Last year, {big} patients left the ward in good health.",
    ),
)

PHARMACY_LAB = Story(
    name="pharmacy_lab",
    domain="health",
    kind=Kind.MEASURE,
    deciders=(
        Decider("a pharmaceutical company in New Jersey", "the company"),
        Decider("Amara, who manages a hospital pharmacy,", "Amara", "she"),
        Decider("the lab manager of Medwell", "the manager", "he"),
    ),
    verbs=(verb("produce, produces, produced, producing"), verb("make, makes, made, making")),
    activities=(
        Activity("liter of cough syrup"),
        Activity("liter of hand sanitizer", 0.6),
        Activity("liter of saline solution", 0.5),
        Activity("liter of mouthwash", 0.7),
        Activity("liter of skin lotion", 1.2),
        Activity("liter of eye rinse"),
        Activity("liter of wound gel", 1.5),
    ),
    collective="liter of product",
    quantity=(20, 400, 5),
    resources=(
        Measure("milliliter of alcohol", (20, 300, 10), total="total use of alcohol"),
        Measure("minute of mixing", (2, 15, 1), total="total mixing time"),
        Measure("gram of glycerin", (5, 80, 5), total="total use of glycerin", reasons=("because of a shortage",)),
        Measure("minute of quality control", (1, 8, 1), total="total time of quality control"),
    ),
    profit=(3, 24, 1),
    price=(20, 60, 2),
    cost=(4, 18, 1),
    gains=("profit", "contribution margin"),
    fixed=("a cleaning cost", "a batch test fee"),
    fixed_span=(50, 400, 10),
    qualities=(Quality("purity score", (5, 10, 1)),),
    periods=("this week", "each day"),
    lower_reasons=("because of a contract with a hospital", "to keep an emergency stock"),
    upper_reasons=("because demand is limited", "due to storage rules"),
    mix_reasons=("to keep the assortment balanced", "because of an agreement with the health office"),
    contexts=(
        "Everything is filled into glass bottles.",
        "The lab meets the highest hygiene standards.",
        "The main customers are hospitals and drugstores.",
    ),
    facts=(
        "The lab was certified in {year}.",
        "The products are sold in {n} states.",
        "The cleanroom covers {big} square feet.",
    ),
)

THERAPY_PLAN = Story(
    name="therapy_plan",
    domain="health",
    kind=Kind.MEASURE,
    deciders=(
        Decider("a rehabilitation center in Vermont", "the center"),
        Decider("the chief therapist of a health resort", "the therapist", "she"),
        Decider("Lakeside Recovery", "the clinic"),
    ),
    verbs=(verb("prescribe, prescribes, prescribed, prescribing"), SCHEDULE),
    activities=(
        Activity("hour of water therapy", 1.3),
        Activity("hour of speech therapy"),
        Activity("hour of massage", 1.1),
        Activity("hour of strength training", 0.8),
        Activity("hour of art therapy", 0.7),
        Activity("hour of balance training", 0.8),
        Activity("hour of breathing practice", 0.5),
    ),
    collective="hour of treatment",
    quantity=(5, 60, 1),
    resources=(
        Measure("minute of assistant time", (10, 60, 5), total="total assistant time"),
        Measure("clean towel", (1, 6, 1), reasons=("because the laundry is closed for repairs",)),
        Measure("minute of paperwork", (5, 25, 5), total="total amount of paperwork"),
    ),
    supplies=(
        Measure("recovery point", (2, 12, 1), total="total number of recovery points"),
        Measure("fitness credit", (1, 9, 1), total="total number of fitness credits"),
    ),
    profit=(15, 80, 5),
    cost=(30, 140, 5),
    gains=("profit", "net income"),
    fixed=("a room fee", "a preparation cost"),
    fixed_span=(40, 300, 10),
    qualities=(Quality("comfort rating", (2, 9, 1)),),
    periods=("each week", "in the coming month"),
    lower_reasons=("on the advice of the doctors", "because of requests from insurers"),
    upper_reasons=("so that patients are not overworked", "because few rooms are free"),
    mix_reasons=("to keep the program balanced", "because of medical guidelines"),
    contexts=(
        "Patients stay at the center during the program.",
        "All treatments take place during the day.",
        "The program is adapted to each patient.",
    ),
    facts=(
        "The pool was built in {year}.",
        "The center has {n} rooms with a view of the lake.",
        "The program has helped {big} patients so far.",
    ),
)

STORIES = (CLINIC_APPOINTMENTS, SUPPLEMENTS, WARD_STAFF, PHARMACY_LAB, THERAPY_PLAN)
