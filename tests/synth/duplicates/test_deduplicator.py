from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nl2opt.errors import Nl2optError
from nl2opt.formulation.fingerprint import Fingerprint, Outcome, rounded
from nl2opt.synth.duplicates.deduplicator import Deduplicator, Duplicate, Sameness, signature
from nl2opt.synth.duplicates.near import minhashes, similarity
from nl2opt.synth.duplicates.words import normalized_words, runs
from nl2opt.synth.pairs import Origin, Pair, Route, Verdict

BAKERY = (
    "A bakery makes rye bread and rolls in one oven. A loaf of rye bread brings $3 and takes 12 minutes of baking, a "
    "batch of rolls brings $5 and takes 9 minutes. The oven can be used for 1,200 minutes a day, and the baker wants "
    "at least twenty loaves of rye bread on the shelf when the shop opens. How many of each should be made?"
)
FERRY = (
    "Two ferries carry cars over the sound. The old one takes 30 cars for 400 euros a crossing and the new one 52 cars "
    "for 610 euros. On Friday 900 cars wait. Which crossings move them all for the least money?"
)


def pair(text: str, *optima: float, formulation: str = "") -> Pair:
    """A pair with that text and these optima."""
    return Pair(
        text=text,
        formulation=formulation or f"maximize {optima[0]}*x",
        status="optimal",
        objective=optima[0],
        fingerprint=Fingerprint(tuple(Outcome("optimal", rounded(exact), exact) for exact in optima)),
        route=Route.CODE,
        origin=Origin.COMPOSER,
        verdict=Verdict.INVERSE,
        family="product mix",
        setting="bakery",
        domain="retail",
        model_class="IP",
        problem_class="integer",
        band="trivial",
        complexity=5.0,
        seed=1,
    )


def judged(*pairs: Pair, texts_per_model: int = 1) -> list[Sameness | None]:
    """How each pair is judged, in order."""
    index = Deduplicator(texts_per_model)
    found = [index.judge(signature(each)) for each in pairs]
    assert index.kept + sum(index.removed.values()) == len(pairs)
    return [None if each is None else each.sameness for each in found]


def test_each_kind_of_duplicate_is_named() -> None:
    """The same words, the same model in other words, nearly the same words; and what only looks alike is kept."""
    first = pair(BAKERY, 500.0, 512.31, 498.7)
    assert judged(first, pair(BAKERY.upper(), 1.0, 1.5))[1] is Sameness.TEXT
    assert judged(first, pair(FERRY, 500.001, 512.3101, 498.7))[1] is Sameness.MODEL
    assert judged(first, pair(BAKERY.replace("be made", "be sold"), 620.0, 611.2))[1] is Sameness.NEAR
    assert judged(first, pair(FERRY, 501.0, 512.31, 498.7)) == [None, None]


def test_whole_optima_are_no_proof_of_the_same_model() -> None:
    """Three bins here and three bins there are two models, unless their formulations are the same."""
    one = pair(BAKERY, 3.0, 3.0, 4.0, formulation="a")
    assert judged(one, pair(FERRY, 3.0, 3.0, 4.0, formulation="b")) == [None, None]
    assert judged(one, pair(FERRY, 3.0, 3.0, 4.0, formulation="a")) == [None, Sameness.MODEL]


def test_a_model_may_have_several_texts() -> None:
    """Stories and paraphrases of one model are kept up to the number asked for."""
    texts = (BAKERY, FERRY, " ".join(reversed(BAKERY.split())))
    pairs = [pair(text, 500.0, 512.31) for text in texts]
    assert judged(*pairs, texts_per_model=2) == [None, None, Sameness.MODEL]


@given(
    st.lists(
        st.sampled_from([pair(text, value, value + 0.25) for text in (BAKERY, FERRY) for value in (5.0, 7.0)]),
        max_size=6,
    )
)
@settings(max_examples=10, deadline=None)
def test_shards_are_judged_as_one_stream(pairs: list[Pair]) -> None:
    """A job that stops between shards and goes on removes what it would have removed in one go."""
    signatures = [signature(each) for each in pairs]
    whole = Deduplicator()
    expected = [whole.judge(each) for each in signatures]
    for cut in range(len(pairs) + 1):
        first, second = Deduplicator(), Deduplicator()
        found: list[Duplicate | None] = [first.judge(each) for each in signatures[:cut]]
        second.keep(each for each, duplicate in zip(signatures, found, strict=False) if duplicate is None)
        assert [*found, *(second.judge(each) for each in signatures[cut:])] == expected


def test_similarity_is_the_share_of_common_runs() -> None:
    """The estimate is within four standard errors of the exact share."""
    words = normalized_words(BAKERY)
    for cut in (10, 30, 50):
        other = " ".join([*words[:cut], "something", "else", *words[cut:]])
        one, two = set(runs(words, 5)), set(runs(normalized_words(other), 5))
        exact = len(one & two) / len(one | two)
        assert similarity(minhashes(BAKERY), minhashes(other)) == pytest.approx(exact, abs=4 * 0.044)
    assert similarity(minhashes(BAKERY), minhashes(BAKERY)) == 1.0
    assert similarity(minhashes(BAKERY), minhashes(FERRY)) < 0.1


def test_minhashes_do_not_depend_on_the_process() -> None:
    """Another process with another hash seed has the same minima."""
    code = "from nl2opt.synth.duplicates.near import minhashes; print(minhashes('one two three four five six seven'))"
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": "7"}
    )
    assert run.stdout.strip() == str(minhashes("one two three four five six seven"))


def test_words_are_compared_without_marks() -> None:
    """Capitals, commas and curly apostrophes make no difference; numbers do."""
    assert normalized_words("The baker’s 1,200 Rolls -- at 3.50!") == ["the", "baker's", "1200", "rolls", "at", "3.50"]
    assert list(runs(["a", "b"], 5)) == ["a b"]
    assert list(runs([], 5)) == []


@pytest.mark.parametrize("arguments", [{"texts_per_model": 0}, {"threshold": 0.0}, {"threshold": 1.5}])
def test_impossible_settings_are_refused(arguments: dict[str, float]) -> None:
    """The error says what to give."""
    with pytest.raises(Nl2optError) as caught:
        Deduplicator(**arguments)  # type: ignore[arg-type]
    assert caught.value.hint.startswith("Give")
