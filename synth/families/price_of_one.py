"""The price of one product in whole steps: every step up brings more for each sale and loses some of the sales."""

from __future__ import annotations

from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.narrative.statements import Goal, Narrative, Opening, Rule, Setting

FORMULATION = """
## Parameters
start  # price today
sold  # sales at this price
step
lost  # sales lost by each step
cost
most  # steps that are allowed
## Variables
steps >= 0 integer  # by how many steps the price is raised
## Objective
maximize (start + step * steps - cost) * (sold - lost * steps)
## Constraints
demand: lost * steps <= sold
limit: steps <= most
"""


def sample(sampler: Sampler) -> Data:
    """The best number of steps, without limits, is drawn between the ends of a range; the sales follow from it."""
    step, lost, start = sampler.number("step"), sampler.number("lost"), sampler.number("start")
    cost = sampler.share(start, 0.2, 0.7)
    best = sampler.number("best")
    # The parabola has its top where lost * (start - cost + step * x) = step * (sold - lost * x).
    sold = int(2 * lost * best + lost * (start - cost) / step) + sampler.rng.randint(0, int(lost))
    most = sampler.size("most")
    return {"start": start, "sold": sold, "step": step, "lost": lost, "cost": cost, "most": most}


SETTINGS = (
    Setting(
        "hotel_rooms",
        "customer service",
        {
            "decider": "hotel manager",
            "time": "time",
            "good": "room",
            "deal": "booking",
            "span": "night",
            "charged": "the rate for a room",
            "spending": "cleaning and service",
        },
        distractors=("The hotel has {floors} floors.", "Breakfast ends {minutes} minutes after ten."),
    ),
    Setting(
        "concert_tickets",
        "entertainment",
        {
            "decider": "concert organizer",
            "time": "time",
            "good": "ticket",
            "deal": "sale",
            "span": "concert",
            "charged": "the price of a ticket",
            "spending": "staff and fees",
        },
        distractors=("The band was founded in {year}.", "The hall has {doors} doors."),
    ),
    Setting(
        "orchard_baskets",
        "agriculture",
        {
            "decider": "fruit grower",
            "time": "time",
            "good": "basket of apples",
            "deal": "sale",
            "span": "market day",
            "charged": "the price of a basket",
            "spending": "picking and packing",
        },
        distractors=("The orchard has {trees} rows of trees.", "The market opens for {hours} hours."),
    ),
    Setting(
        "fitness_classes",
        "health",
        {
            "decider": "fitness studio",
            "time": "time",
            "good": "membership",
            "deal": "sale",
            "span": "month",
            "charged": "the price of a membership",
            "spending": "trainers and towels",
        },
        distractors=("The studio has {mirrors} mirrors.", "It opened in {year}."),
    ),
    Setting(
        "app_licenses",
        "software",
        {
            "decider": "software vendor",
            "time": "time",
            "good": "license",
            "deal": "sale",
            "span": "week",
            "charged": "the price of a license",
            "spending": "support",
        },
        distractors=("The app has {menus} menus.", "Version {version} came out last month."),
    ),
    Setting(
        "boat_tours",
        "transport",
        {
            "decider": "boat operator",
            "time": "time",
            "good": "seat",
            "deal": "booking",
            "span": "day",
            "charged": "the fare for a seat",
            "spending": "fuel and insurance",
        },
        distractors=("The boat is {feet} feet long.", "A tour takes {minutes} minutes."),
    ),
    Setting(
        "legal_consultations",
        "legal",
        {
            "decider": "law practice",
            "time": "time",
            "good": "consultation",
            "deal": "booking",
            "span": "month",
            "charged": "the fee for a consultation",
            "spending": "research and office work",
        },
        distractors=("The practice has {partners} partners.", "Its library holds {books} yards of books."),
    ),
)


NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} is [thinking about|considering] raising {charged}.",
                "{decider:a} wonders [whether and by how much|by how much] {charged} should be raised.",
                "{decider:a} [has to|must] decide about {charged}, which can stay as it is or go up in equal steps.",
                "[The question for|What is open for] {decider:a} is how far {charged} should go up.",
            )
        ),
    ),
    statements=(
        Rule(
            tells=(),
            phrasings=(
                "[At the moment|Today|Currently], {charged} is {start:money}, and {sold:number} {good*sold} are sold "
                "per {span}.",
                "With {charged} at {start:money}, as it is now, there are {sold:number} {deal*sold} per {span}.",
                "[A {span}|Each {span}] brings {sold:number} {deal*sold} while {charged} is {start:money}, which is "
                "the case now.",
            ),
        ),
        Rule(
            tells=("demand", "limit", "steps"),
            phrasings=(
                "{charged} can be raised by {step:money} as often as {most:number} {time*most}, and [each|every] time "
                "the number of {deal:plural} per {span} falls by {lost:number}, though never below zero.",
                "[Every|Each] increase of {step:money} loses {lost:number} {deal*lost} per {span}, until none are "
                "left, and a whole number of such increases is possible, from none to {most:number}.",
                "Only whole steps of {step:money} upwards are possible, at most {most:number} of them, and for each "
                "step {lost:number} fewer {good*lost} are sold per {span}, [with zero as the least|but never fewer "
                "than none].",
            ),
        ),
        Rule(
            tells=(),
            phrasings=(
                "[Each|Every] {good} that is sold costs {cost:money} for {spending}.",
                "[Selling|To sell] {good:a} means an expense of {cost:money} for {spending}.",
                "The expense for {spending} is {cost:money} for [each|every] {good} that is sold.",
            ),
        ),
    ),
    goal=Goal(
        (
            "By how many steps should {charged} be raised so that the profit per {span}, income minus expenses, is as "
            "large as possible?",
            "[Find|Determine] the number of increases that maximizes the profit per {span}, which is income less "
            "expenses.",
            "What is the [highest|largest] profit per {span}, after expenses, that can be reached?",
            "The [aim|goal] is the largest possible profit per {span}, which is what the {good:plural} bring less "
            "what they cost.",
        )
    ),
)

FAMILY = Family(
    name="price_of_one",
    title="Price of one product in whole steps",
    reference="Stewart, Calculus, section 4.7 (revenue with a linear demand), a textbook problem; own formulation",
    model_class="MINLP",
    problem_class="nonlinear",
    formulation=FORMULATION,
    ranges=Ranges(
        start=Range(40, 200, 5),
        step=Range(2, 10),
        lost=Range(2, 12),
        best=Range(1, 12),
        most=Range(6, 25),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
