"""Every story is complete and well formed, and together they cover what people ask about."""

import keyword
import re
from collections import Counter
from importlib import import_module

import pytest

from nl2opt.formulation.numbers import numbers_in
from nl2opt.synth.language.english import plural, with_article
from nl2opt.synth.language.templates import template
from nl2opt.synth.stories.registry import all_stories
from nl2opt.synth.stories.story import Kind, Story, kind_phrase, measure_name, variable_name

DOMAINS = {
    "agriculture",
    "construction",
    "customer service",
    "education",
    "energy",
    "entertainment",
    "environment",
    "finance",
    "health",
    "legal",
    "manufacturing",
    "retail",
    "software",
    "transport",
    "utilities",
}
NUMBER_WORDS = re.compile(
    r"\b(one|two|three|four|five|six|seven|eight|nine|ten|dozen|pair|couples?|half|halves|double|triple|twice|once|first|"
    r"second|third|quarters|hundred|thousand|million|percent|both|single|minimum|maximum)\b"
)
LANGUAGE_WORDS = {"for", "in", "if", "and", "or", "xor", "not", "implies", "iff", "sum", "min", "max", "all", "any"}

each_domain = pytest.mark.parametrize("domain", sorted(DOMAINS))


def stories_of(domain: str) -> list[Story]:
    """The stories of a domain."""
    return [story for story in all_stories() if story.domain == domain]


def spans(story: Story) -> dict[str, tuple]:
    """All ranges of numbers of a story, by what they are for."""
    named = {
        "quantity": story.quantity,
        "profit": story.profit,
        "price": story.price,
        "cost": story.cost,
        "fixed": story.fixed_span,
    }
    named |= {measure.noun: measure.span for measure in (*story.resources, *story.supplies)}
    named |= {quality.noun: quality.span for quality in story.qualities}
    return {name: span for name, span in named.items() if span is not None}


def nouns(story: Story) -> list[str]:
    """What a story counts, measures and rates."""
    measured = [measure.noun for measure in (*story.resources, *story.supplies)]
    return [activity.noun for activity in story.activities] + measured + [quality.noun for quality in story.qualities]


def phrases(story: Story) -> list[str]:
    """All other words that stand in sentences of the model."""
    reasons = [reason for measure in (*story.resources, *story.supplies) for reason in measure.reasons]
    reasons += [*story.lower_reasons, *story.upper_reasons, *story.mix_reasons]
    totals = [measure.total for measure in (*story.resources, *story.supplies) if measure.total]
    return reasons + totals + [*story.gains, *story.fixed, *story.periods, story.collective]


def test_sixty_stories_in_all_domains():
    """There are at least 60 stories, at least 4 in each of the fifteen domains, and no other domains."""
    counts = Counter(story.domain for story in all_stories())
    assert set(counts) == DOMAINS
    assert min(counts.values()) >= 4
    assert counts.total() >= 60


def test_kinds_and_goals_vary():
    """Each kind of activity has several stories; about half of all can be maximized, and most can be minimized."""
    stories = all_stories()
    kinds = Counter(story.kind for story in stories)
    assert all(kinds[kind] >= 3 for kind in Kind)
    assert kinds[Kind.COUNT] < 0.7 * len(stories)
    gainful = [story for story in stories if story.profit]
    costly = [story for story in stories if story.cost and story.supplies]
    assert 0.4 * len(stories) <= len(gainful) <= 0.8 * len(stories)
    assert len(costly) >= 0.4 * len(stories)


def test_verbs_and_activities_are_not_all_alike():
    """No verb serves more than an eighth of the stories, and no activity stands in two stories."""
    verbs = Counter(verb.base for story in all_stories() for verb in story.verbs)
    activities = Counter(activity.noun for story in all_stories() for activity in story.activities)
    assert verbs.most_common(1)[0][1] <= len(all_stories()) / 8
    assert [noun for noun, count in activities.items() if count > 1 and " of " not in noun] == []
    assert len(activities) >= 450


def test_stories_stand_in_the_file_of_their_domain():
    """A file holds the stories of the domain that it is named after, and names are used once."""
    names = []
    for domain in DOMAINS:
        stories = import_module(f"nl2opt.synth.stories.{domain.replace(' ', '_')}").STORIES
        assert {story.domain for story in stories} == {domain}
        names += [story.name for story in stories]
    assert len(names) == len(set(names)) == len(all_stories())


@each_domain
def test_story_is_complete(domain):
    """A story has enough of everything that the composer draws from."""
    for story in stories_of(domain):
        assert re.fullmatch(r"[a-z]+(_[a-z]+)*", story.name)
        assert 6 <= len(story.activities) <= 10
        assert len(story.deciders) >= 3
        assert len(story.verbs) >= 2
        assert story.kind is Kind.MONEY or 2 <= len(story.resources) <= 5
        assert len(story.supplies) <= 4
        assert len(story.contexts) >= 3
        assert len(story.facts) >= 3
        assert len(story.periods) >= 2
        assert len(story.lower_reasons) >= 2
        assert len(story.upper_reasons) >= 2
        assert len(story.mix_reasons) >= 2
        assert story.fixed or story.kind is Kind.SELECT
        assert story.profit or story.cost
        assert story.price is None or (story.cost and story.price[0] >= story.cost[1])


@each_domain
def test_names_are_valid_and_unique(domain):
    """Variables and constraints have names of the formulation language, each its own."""
    for story in stories_of(domain):
        names = [variable_name(story, activity) for activity in story.activities]
        names += [measure_name(measure) for measure in (*story.resources, *story.supplies)]
        assert len(set(names)) == len(names)
        for name in names:
            assert re.fullmatch(r"[a-z][a-z0-9_]*", name)
            assert name not in LANGUAGE_WORDS
            assert not keyword.iskeyword(name)
            assert len(name) <= 30


@each_domain
def test_ranges_are_plausible(domain):
    """Ranges have several numbers, all positive, that are reached in whole steps."""
    for story in stories_of(domain):
        for name, (low, high, step) in spans(story).items():
            assert 0 <= low < high or name == "quantity", name
            assert abs((high - low) / step - round((high - low) / step)) < 1e-6, name
            assert abs(low / step - round(low / step)) < 1e-6, f"{name}: {low} is no multiple of {step}"
        if story.kind is Kind.SELECT:
            assert story.quantity == (0, 1, 1)
        if story.kind is Kind.MONEY:
            assert story.profit is not None
            assert story.profit[1] <= 0.15
            assert story.quantity[0] >= 100
        wholes = [quality.whole for quality in story.qualities if quality.share]
        assert len(set(wholes)) == len(wholes)
        for quality in story.qualities:
            assert not quality.share or (quality.span[1] <= 1 and quality.whole.startswith("the "))
        assert all(0.2 <= activity.size <= 5 for activity in story.activities)


@each_domain
def test_nouns_fit_their_kind(domain):
    """Nouns are singular with a regular plural, begin with one unit where they are measured, and are told apart."""
    for story in stories_of(domain):
        for activity in story.activities:
            match story.kind:
                case Kind.MEASURE:
                    unit = story.collective.partition(" of ")[0]
                    assert activity.noun.startswith(f"{unit} of ")
                case Kind.SELECT:
                    assert activity.noun.startswith("the ") or activity.noun.istitle()
        counted = [measure.noun for measure in (*story.resources, *story.supplies)] + [story.collective]
        if story.kind in (Kind.COUNT, Kind.MEASURE):
            counted += [activity.noun for activity in story.activities]
        assert len(set(counted)) == len(counted)
        for noun in counted:
            assert plural(noun) != noun
        kinds = {kind_phrase(story, activity).casefold() for activity in story.activities}
        measured = {
            measure.noun.partition(" of ")[2] or plural(measure.noun) for measure in story.resources + story.supplies
        }
        rated = {quality.noun for quality in story.qualities}
        assert len(kinds) == len(story.activities)
        assert not kinds & measured
        assert not rated & (kinds | measured)


@each_domain
def test_words_carry_no_numbers(domain):
    """Words that stand in sentences of the model have no number, quantifier or comma in them."""
    for story in stories_of(domain):
        for phrase in (*nouns(story), *phrases(story), *story.contexts):
            assert not re.search(r"\d|[\"\[\]|{}]", phrase), phrase
            assert not NUMBER_WORDS.search(phrase.casefold()), phrase
        for phrase in (*nouns(story), *phrases(story)):
            assert "," not in phrase
            assert not phrase.endswith((".", " "))
            assert phrase.strip() == phrase


@each_domain
def test_contexts_and_facts_are_sentences(domain):
    """Contexts have no numbers; facts have numbers in slots alone; all begin and end like sentences."""
    for story in stories_of(domain):
        for sentence in (*story.contexts, *story.facts):
            assert sentence[0].isupper()
            assert sentence.endswith(".")
            assert sentence.count(".") == 1
            assert not re.match(r"(It|Its|They|Their|She|He|All of them) ", sentence), sentence
        for context in story.contexts:
            assert not [number for number in numbers_in(context) if number.value != 1]
        for fact in story.facts:
            assert template(fact).names
            assert template(fact).names <= {"n", "big", "year"}
            assert not NUMBER_WORDS.search(fact.casefold())


@each_domain
def test_deciders_and_fees_read_well(domain):
    """Deciders are told apart and have a pronoun, insertions end with a comma, and fees have the right article."""
    for story in stories_of(domain):
        assert len({decider.first for decider in story.deciders}) == len(story.deciders)
        for decider in story.deciders:
            assert decider.pronoun in ("it", "she", "he", "they")
            assert decider.first.count(",") in (0, 2)
            assert "," not in decider.first or decider.first.endswith(",")
            assert "," not in decider.again
        for fee in story.fixed:
            assert fee == with_article(fee.partition(" ")[2])
        for reason in (*story.lower_reasons, *story.upper_reasons, *story.mix_reasons):
            assert re.match(r"(because|to|due to|so that|on the advice|for) ", reason), reason
        for period in story.periods:
            assert re.match(r"(this|each|for|in|on|over|next|tomorrow|today|during|before)\b", period), period
        for verb in story.verbs:
            assert len({verb.base, verb.third, verb.doing}) == 3
            assert verb.doing.split()[0].endswith("ing")


@each_domain
def test_reasons_fit_any_clause(domain):
    """Reasons name no activity by a pronoun, since they also stand with totals and with two activities."""
    for story in stories_of(domain):
        reasons = [reason for measure in (*story.resources, *story.supplies) for reason in measure.reasons]
        for reason in (*reasons, *story.lower_reasons, *story.upper_reasons, *story.mix_reasons):
            assert not re.search(r"\b(it|its|them|they|their)\b", reason), reason


@each_domain
def test_no_noun_is_part_of_another(domain):
    """No activity is named by words that name another activity or a measure, too; only the noun for all may be part."""
    for story in stories_of(domain):
        kinds = [kind_phrase(story, activity).casefold() for activity in story.activities]
        measured = [
            measure.noun.partition(" of ")[2] or measure.noun for measure in (*story.resources, *story.supplies)
        ]
        for kind in kinds:
            others = [other for other in (*kinds, *measured) if other != kind]
            assert not [other for other in others if f" {other} " in f" {kind} " or f" {kind} " in f" {other} "]
