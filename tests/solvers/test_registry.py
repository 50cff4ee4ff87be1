"""Names of engines and of the solvers behind a colon."""

from __future__ import annotations

import pytest

from nl2opt.errors import Nl2optError
from nl2opt.solvers.engines import registry


def test_solver_after_a_colon_is_taken() -> None:
    """``mathopt:pdlp`` is MathOpt with PDLP, by name, title and features; upper case makes no difference."""
    engine = registry.engine("mathopt:PDLP")
    assert (engine.name, engine.title) == ("mathopt:pdlp", "MathOpt (PDLP)")
    assert engine.supports < registry.engine("mathopt").supports


def test_names_are_without_solvers() -> None:
    """A list of engines names each once."""
    assert not any(":" in name for name in registry.names())
    assert len(set(registry.names())) == len(registry.names())


def test_known_solvers_can_be_made() -> None:
    """What an engine says that it knows, it knows."""
    for engine in registry.engines():
        for solver in engine.variants.known:
            name = f"{engine.name}:{solver}"
            assert registry.engine(name).name == name


@pytest.mark.parametrize(
    ("name", "what", "hint"),
    [
        ("mathopt:pdpl", "The engine 'mathopt' has no solver 'pdpl'.", "Did you mean 'pdlp'? Its solvers are glop,"),
        ("mathopt:", "No solver is named after the colon.", "Solvers of 'mathopt' are glop, pdlp"),
        ("highs:simplex", "The engine 'highs' takes no solver after a colon.", "Write --solver highs."),
        ("mathop:pdlp", "There is no engine 'mathop'.", "Did you mean 'mathopt'?"),
    ],
)
def test_wrong_names_are_one_clear_error(name: str, what: str, hint: str) -> None:
    """A wrong engine or solver is said with what was probably meant."""
    with pytest.raises(Nl2optError) as failure:
        registry.engine(name)
    assert failure.value.what == what
    assert failure.value.hint.startswith(hint)


def test_auto_takes_only_engines_made_for_it() -> None:
    """Engines that only reach others are never chosen by themselves."""
    automatic = [engine.name for engine in registry.automatic([])]
    assert automatic[0] == "highs"
    assert set(automatic) <= {"highs", "scip", "cp_sat"}
