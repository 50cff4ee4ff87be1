"""A budget over channels whose response grows with the square root of what is spent."""

from __future__ import annotations

from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.narrative.statements import Goal, Measure, Narrative, Opening, Rule, Setting, Values

FORMULATION = """
## Sets
CHANNELS
## Parameters
response[CHANNELS]
least[CHANNELS]
most[CHANNELS]
budget
## Variables
least[c] <= spend[c in CHANNELS] <= most[c]
## Objective
maximize sum(response[c] * sqrt(spend[c]) for c in CHANNELS)
## Constraints
afford: sum(spend[c] for c in CHANNELS) <= budget
"""


def sample(sampler: Sampler) -> Data:
    """The budget lies between the sums of the lower and of the upper limits."""
    channels = sampler.members("CHANNELS", sampler.size("channels"))
    most = sampler.numbers("most", channels)
    least = {c: sampler.share(most[c], 0.05, 0.3) for c in channels}
    low, high = sum(least.values()), sum(most.values())
    return {
        "CHANNELS": channels,
        "response": sampler.numbers("response", channels),
        "least": least,
        "most": most,
        "budget": low + sampler.share(high - low, 0.2, 0.8),
    }


SETTINGS = (
    Setting(
        "store_advertising",
        "retail",
        {
            "decider": "furniture store",
            "channel": "channel",
            "money": "dollars",
            "input": "money",
            "sum": "daily advertising budget",
            "result": "new customers",
            "spend": "spend",
        },
        {"CHANNELS": ("radio", "television", "flyers", "billboards", "newspapers", "cinema", "search engines")},
        distractors=("The store has {floors} floors.", "Its first flyer was printed in {year}."),
    ),
    Setting(
        "app_marketing",
        "software",
        {
            "decider": "game studio",
            "channel": "platform",
            "money": "dollars",
            "input": "money",
            "sum": "daily marketing budget",
            "result": "downloads",
            "spend": "spend",
        },
        {"CHANNELS": ("video ads", "banner ads", "influencers", "podcasts", "forums", "newsletters")},
        distractors=("The game has {levels} levels.", "The studio has {people} employees."),
    ),
    Setting(
        "fertilizer_fields",
        "agriculture",
        {
            "decider": "farm manager",
            "channel": "field",
            "money": "kilograms",
            "input": "fertilizer",
            "sum": "stock of fertilizer",
            "result": "extra sacks of grain",
            "spend": "spread",
        },
        {"CHANNELS": ("North Field", "South Field", "Hill Field", "Mill Field", "River Field", "Church Field")},
        distractors=("The farm has {hens} hens.", "The tractor was bought in {year}."),
    ),
    Setting(
        "study_hours",
        "education",
        {
            "decider": "student",
            "channel": "subject",
            "money": "hours",
            "input": "time",
            "sum": "study time",
            "result": "exam points",
            "spend": "spend",
        },
        {"CHANNELS": ("algebra", "history", "chemistry", "French", "biology", "economics")},
        distractors=("The exams begin in {weeks} weeks.", "The student lives {miles} miles from the campus."),
    ),
    Setting(
        "health_campaign",
        "health",
        {
            "decider": "health agency",
            "channel": "measure",
            "money": "volunteer hours",
            "input": "time",
            "sum": "stock of volunteer hours",
            "result": "people reached",
            "spend": "spend",
        },
        {"CHANNELS": ("school visits", "posters", "home visits", "radio spots", "hotlines", "health fairs")},
        distractors=("The agency has {offices} offices.", "Its last campaign was in {year}."),
    ),
    Setting(
        "festival_tickets",
        "entertainment",
        {
            "decider": "music festival",
            "channel": "medium",
            "money": "working hours",
            "input": "working time",
            "sum": "promotion time",
            "result": "tickets sold",
            "spend": "spend",
        },
        {"CHANNELS": ("street posters", "radio trailers", "online videos", "student papers", "local television")},
        distractors=("The festival lasts {days} days.", "It was held for the first time in {year}."),
    ),
    Setting(
        "patrol_hours",
        "environment",
        {
            "decider": "nature reserve",
            "channel": "area",
            "money": "hours",
            "input": "patrol time",
            "sum": "patrol time of a month",
            "result": "protected nests",
            "spend": "spend",
        },
        {"CHANNELS": ("East Marsh", "Long Beach", "Pine Wood", "Salt Lake", "Stone Cliff", "Reed Bank")},
        distractors=("The reserve has {rangers} rangers.", "It has been protected since {year}."),
    ),
)


NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} [has to|must] divide its {sum} among {CHANNELS_size} {channel:plural}: {CHANNELS:list}.",
                "[How to divide the {sum} among|How much of the {sum} to put into each of] {CHANNELS:list} is what "
                "{decider:a} has to decide.",
                "{decider:a} can {spend} {input} on {CHANNELS:list}, with [less and less effect|a falling effect] the "
                "more it is.",
                "There are {CHANNELS_size} {channel:plural} on which {decider:a} can {spend} its {sum}, [all "
                "with|each with] falling returns.",
            )
        ),
    ),
    statements=(
        Values(
            measures=(Measure("response", "Factor of the square root"),),
            labels=("channel_name",),
            sets=("CHANNELS",),
            phrasings=(
                "On {channel_name}, the result is {response:number} times the square root of the amount put in, "
                "measured in {money}.",
                "With {channel_name}, the {result} [number|amount to] {response:number} times the square root of the "
                "amount in {money}.",
                "The effect of {channel_name} equals {response:number} times the square root of [what it gets|the "
                "amount it gets] in {money}.",
            ),
            captions=(
                "The {result} from each {channel} are a factor times the square root of the amount it gets in "
                "{money}, with these factors:",
                "[Each|Every] {channel} brings this factor times the square root of its amount in {money}, counted in "
                "{result}:",
                "The response is proportional to the square root of the amount in {money}, and these are the factors "
                "for the {result}:",
            ),
            listings=(
                (
                    "The {result} are a factor times the square root of the amount in {money}, and the factor is",
                    "{response:number} for {channel_name}",
                ),
                (
                    "[Results grow|The effect grows] with the square root of the amount in {money}, which is to be "
                    "multiplied by",
                    "{response:number} for {channel_name}",
                ),
            ),
        ),
        Values(
            measures=(
                Measure("least", "Least ({money})"),
                Measure("most", "Most ({money})"),
            ),
            labels=("channel_name",),
            sets=("CHANNELS",),
            phrasings=(
                "[At least|No less than] {least:number} and at most {most:number} {money} must go to {channel_name}.",
                "{channel_name} must get between {least:number} and {most:number} {money}.",
                "[No more than|At most] {most:number} {money} can be used for {channel_name}, but no less than "
                "{least:number}.",
            ),
            captions=(
                "The least and the most that [each|every] {channel} can get, in {money}:",
                "[Limits|The limits] for each {channel}, in {money}:",
                "What goes to [each|any] {channel} must lie between two limits, in {money}:",
            ),
            tells=("spend",),
        ),
        Rule(
            tells=("afford",),
            phrasings=(
                "[In total|Altogether], no more than {budget:number} {money} are available.",
                "The {sum} is limited to {budget:number} {money}.",
                "All {channel:plural} together can get [at most|up to] {budget:number} {money}.",
            ),
        ),
    ),
    goal=Goal(
        (
            "How should the {sum} be divided so that the total result, in {result}, is as large as possible?",
            "[Find|Determine] the division that maximizes the sum of the results of all {channel:plural}.",
            "What is the [largest|highest] total result, in {result}, that can be reached?",
            "The [aim|goal] is the largest total effect, summed over all {channel:plural}.",
        )
    ),
)

FAMILY = Family(
    name="advertising_response",
    title="Budget with square-root responses",
    reference="Little, BRANDAID, Operations Research 1975 (response functions); Lilien, Kotler and Moorthy, Marketing "
    "Models, 1992, chapter 6",
    model_class="NLP",
    problem_class="nonlinear",
    formulation=FORMULATION,
    ranges=Ranges(
        channels=Range(2, 5, size=True, least=2, most=40),
        response=Range(3, 30),
        most=Range(20, 100, 5),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
