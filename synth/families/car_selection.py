"""Car selection: participants are given cars that they would take, so that they are as content as possible."""

from __future__ import annotations

from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.narrative.statements import Goal, Measure, Narrative, Opening, Rule, Setting, Values

FORMULATION = """
## Sets
PARTICIPANTS
CARS
## Parameters
rating[PARTICIPANTS, CARS]
floor_rating  # nobody is given a car with a rating below this
## Variables
assign[p in PARTICIPANTS, c in CARS if rating[p, c] >= floor_rating] binary
## Objective
maximize sum(rating[p, c] * assign[p, c] for p in PARTICIPANTS for c in CARS if rating[p, c] >= floor_rating)
## Constraints
one_car[p in PARTICIPANTS]: sum(assign[p, c] for c in CARS if rating[p, c] >= floor_rating) <= 1
one_driver[c in CARS]: sum(assign[p, c] for p in PARTICIPANTS if rating[p, c] >= floor_rating) <= 1
"""


def sample(sampler: Sampler) -> Data:
    """Ratings at random; every participant would take one car at least, and every car would be taken by somebody."""
    participants = sampler.members("PARTICIPANTS", sampler.size("participants"))
    cars = sampler.members("CARS", sampler.size("cars"))
    lowest = sampler.number("floor_rating")
    rating = {(p, c): sampler.number("rating") for p in participants for c in cars}
    for p in participants:
        c = sampler.choose(cars)
        rating[p, c] = sampler.until(lambda: sampler.number("rating"), lambda drawn: drawn >= lowest)
    for c in cars:
        p = sampler.choose(participants)
        rating[p, c] = sampler.until(lambda: sampler.number("rating"), lambda drawn: drawn >= lowest)
    return {"PARTICIPANTS": participants, "CARS": cars, "rating": rating, "floor_rating": lowest}


SETTINGS = (
    Setting(
        "car_sharing",
        "transport",
        {
            "decider": "car sharing club",
            "participant": "member",
            "car": "car",
            "get": "get",
            "given": "given",
            "score": "rating",
        },
        {
            "PARTICIPANTS": ("Anna", "Bashir", "Carla", "David", "Emre", "Fatima", "Georg", "Hanna", "Ivan", "Julia"),
            "CARS": ("Fiat", "Skoda", "Toyota", "Renault", "Volvo", "Seat", "Mazda", "Honda", "Opel", "Dacia"),
        },
        distractors=("The club was founded in {year}.", "The parking lot of the club has {places} places."),
    ),
    Setting(
        "internships",
        "education",
        {
            "decider": "college",
            "participant": "student",
            "car": "internship",
            "get": "be offered",
            "given": "offered",
            "score": "rating",
        },
        {
            "PARTICIPANTS": ("Aisha", "Ben", "Chen", "Diego", "Elena", "Farid", "Gloria", "Henry", "Ingrid", "Jamal"),
            "CARS": (
                "City Archive",
                "Design Studio",
                "Opera House",
                "Data Lab",
                "Radio Station",
                "Town Museum",
                "Tech Garage",
                "Book Press",
                "Wind Park",
            ),
        },
        distractors=("An internship lasts {weeks} weeks.", "The college awarded its first degree in {year}."),
    ),
    Setting(
        "court_interpreters",
        "legal",
        {
            "decider": "court registry",
            "participant": "interpreter",
            "car": "trial",
            "get": "be assigned to",
            "given": "assigned to",
            "score": "suitability",
        },
        {
            "PARTICIPANTS": ("Alba", "Boris", "Celine", "Dimitri", "Esra", "Fabio", "Gita", "Hamid", "Irina", "Jorge"),
            "CARS": ("Abbott", "Berger", "Castro", "Dalton", "Eriksen", "Fontaine", "Grant", "Hofer", "Ibarra"),
        },
        distractors=(
            "The registry keeps files that go back to {year}.",
            "The longest of the trials will take {days} days.",
        ),
    ),
    Setting(
        "shelter_dogs",
        "environment",
        {
            "decider": "animal shelter",
            "participant": "family",
            "car": "dog",
            "get": "adopt",
            "given": "entrusted with",
            "score": "match score",
        },
        {
            "PARTICIPANTS": ("Adams", "Brown", "Carter", "Dawson", "Ellis", "Foster", "Green", "Harris", "Irving"),
            "CARS": ("Balu", "Coco", "Dina", "Fido", "Gigi", "Lucky", "Max", "Nero", "Paula", "Rex"),
        },
        distractors=(
            "The shelter also looks after {cats} cats.",
            "The kennels were built in {year}.",
        ),
    ),
    Setting(
        "surgery_mentors",
        "health",
        {
            "decider": "teaching hospital",
            "participant": "young doctor",
            "car": "mentor",
            "get": "be matched with",
            "given": "matched with",
            "score": "preference",
        },
        {
            "PARTICIPANTS": ("Alvarez", "Bianchi", "Chowdhury", "Dubois", "Eze", "Fujita", "Garcia", "Hughes", "Iqbal"),
            "CARS": ("Keller", "Lambert", "Murphy", "Nielsen", "Okafor", "Petrov", "Quist", "Romero", "Sato"),
        },
        distractors=(
            "The hospital treats about {patients} patients a day.",
            "The program has existed since {year}.",
        ),
    ),
    Setting(
        "festival_slots",
        "entertainment",
        {
            "decider": "street festival",
            "participant": "performer",
            "car": "stage",
            "get": "play on",
            "given": "put on",
            "score": "preference",
        },
        {
            "PARTICIPANTS": ("Ajo", "Bella", "Caruso", "Doreen", "Elvira", "Fango", "Gustav", "Hula", "Indigo", "Juno"),
            "CARS": ("Fountain", "Town Gate", "Market", "Bridge", "Courtyard", "Harbor", "Castle", "Park", "Tower"),
        },
        distractors=(
            "Around {stalls} food stalls have been registered.",
            "The festival has taken place every summer since {year}.",
        ),
    ),
)

NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} [decides|has to decide] which {participant} will {get} which {car}.",
                "{PARTICIPANTS_size} {participant*PARTICIPANTS_size} hope to {get} one of the {CARS_size} "
                "{car*CARS_size} of {decider:a}.",
                "The {participant:plural} of {decider:a} are {PARTICIPANTS:list}, and the {car:plural} are "
                "{CARS:list}.",
                "At {decider:a}, there are {CARS_size} {car*CARS_size} for {PARTICIPANTS_size} "
                "{participant*PARTICIPANTS_size}: {CARS:list}.",
            )
        ),
    ),
    statements=(
        Rule(
            tells=("one_car",),
            phrasings=(
                "[Each|Every] {participant} can {get} at most one {car}.",
                "No {participant} can {get} more than one {car}, and some may go without.",
                "{participant:a} will {get} one {car} or none.",
            ),
        ),
        Rule(
            tells=("one_driver", "assign"),
            phrasings=(
                "No {car} can be shared, so that each of them goes to one {participant} at most.",
                "Each {car} is [for one {participant} only|reserved for at most one {participant}].",
                "Two {participant:plural} can never {get} the same {car}, but {car:a} may remain unused.",
            ),
        ),
        Values(
            measures=(Measure("rating", "{score}"),),
            labels=("participant_name", "car_name"),
            sets=("PARTICIPANTS", "CARS"),
            phrasings=(
                "{car_name} is rated by {participant_name} with {rating:number} out of 10.",
                "The {score} of {participant_name} for {car_name} is {rating:number}.",
                "{participant_name} rates {car_name} at {rating:number}.",
            ),
            captions=(
                "On a scale from 0 to 10, the {participant:plural} gave the following marks to the {car:plural}:",
                "This is how the {participant:plural} rate the {car:plural}, where 10 is best:",
                "The {score} of each {participant} for each {car} is a number from 0 to 10:",
            ),
        ),
        Rule(
            tells=("assign",),
            phrasings=(
                "No {participant} may be {given} {car:a} whose {score} is below {floor_rating:digits}.",
                "{car:a} is out of the question for {participant:a} whenever the {score} is less than "
                "{floor_rating:digits}.",
                "Only pairs with a {score} of {floor_rating:digits} or more are [allowed|possible].",
            ),
        ),
    ),
    goal=Goal(
        (
            "Who should {get} which {car} so that the sum of the {score:plural} is as [high|large] as possible?",
            "[Find|Determine] the matching of {participant:plural} with {car:plural} that has the highest total "
            "{score}.",
            "What is the highest [possible |]total {score} of all pairs that are formed?",
            "[Maximize|Make as large as possible] the total {score} of the pairs.",
        )
    ),
)

FAMILY = Family(
    name="car_selection",
    title="Car selection",
    reference="Burkard, Dell'Amico and Martello, Assignment Problems, SIAM 2012, chapter 4; an OptMATH seed",
    model_class="IP",
    problem_class="combinatorial",
    formulation=FORMULATION,
    ranges=Ranges(
        participants=Range(3, 6, size=True, least=2, most=40),
        cars=Range(3, 6, size=True, least=2, most=40),
        rating=Range(0, 10),
        floor_rating=Range(3, 6),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
