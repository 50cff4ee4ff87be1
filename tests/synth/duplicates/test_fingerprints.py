from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nl2opt.formulation.fingerprint import TOLERANCE, Fingerprint, Outcome, rounded
from nl2opt.synth.duplicates.fingerprints import FingerprintIndex, fingerprint_key, is_telling

OPTIMA = st.floats(-1e7, 1e7) | st.floats(-1.0, 1.0) | st.integers(-50, 50).map(float)


def of(*optima: float | None) -> Fingerprint:
    """A fingerprint of these optima; None for an infeasible copy."""
    return Fingerprint(
        tuple(Outcome("infeasible") if exact is None else Outcome("optimal", rounded(exact), exact) for exact in optima)
    )


@given(st.lists(OPTIMA, min_size=1, max_size=4), st.lists(st.floats(-1.5, 1.5), min_size=4, max_size=4))
def test_what_agrees_is_found_and_nothing_else(optima: list[float], moves: list[float]) -> None:
    """The index finds exactly what ``agrees`` says, however near the optima are to the ends of cells."""
    moved = [exact + move * TOLERANCE * max(1.0, abs(exact)) for exact, move in zip(optima, moves, strict=False)]
    one, two = of(*optima), of(*moved)
    index = FingerprintIndex()
    index.add("first", one)
    index.add("second", one)
    assert index.find_all(one) == ["first", "second"]
    assert (index.find(two) == "first") == one.agrees(two)
    assert index.find(of(*optima, None)) is None
    assert index.find(of(*(None for _ in optima))) is None


@given(st.lists(OPTIMA, min_size=1, max_size=3), st.lists(OPTIMA, min_size=1, max_size=3))
def test_equal_keys_agree(one: list[float], two: list[float]) -> None:
    """A key joins only what agrees: drawn anew, and one unit away in the last digit of the key."""
    for other in (two, [float(f"{exact:.6g}") for exact in one], [exact * (1 + 4e-6) for exact in one]):
        if fingerprint_key(of(*one)) == fingerprint_key(of(*other)):
            assert of(*one).agrees(of(*other))
    assert fingerprint_key(of(*one)) == fingerprint_key(of(*one))


def test_counts_and_proofs_tell_little() -> None:
    """One optimum over moved data with decimals is enough; whole numbers and infeasible copies are not."""
    assert is_telling(of(3.0, 2.71, None))
    assert not is_telling(of(3.5, 3.0, 4.0))
    assert not is_telling(of(3.5, None, None))
    assert not is_telling(of(1e9, 1e9 + 1e-3))
