"""Every engine on every case of the conformance suite."""

from __future__ import annotations

import pytest

from nl2opt.solvers.engines import registry
from nl2opt.solvers.program import Feature
from nl2opt.solvers.testing import check_case, check_engine
from nl2opt.solvers.testing_programs import Case, cases


pytestmark = pytest.mark.usefixtures("kept_workers")


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
@pytest.mark.parametrize("engine", registry.names())
def test_engine_gives_the_known_answer_or_refuses(engine: str, case: Case) -> None:
    """An engine proves the known status and optimum, or says that it cannot and names who can."""
    assert check_case(engine, case).fault == ""


def test_every_feature_has_cases() -> None:
    """No feature of programs is left untested."""
    assert frozenset().union(*(case.program.features for case in cases())) == frozenset(Feature)


def test_names_of_cases_are_distinct() -> None:
    """A report names its case without doubt."""
    names = [case.name for case in cases()]
    assert len(names) == len(set(names))


def test_suite_catches_a_wrong_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine that returns half of each value does not pass."""
    from dataclasses import replace

    from nl2opt.solvers.engines.highs import Highs

    honest = Highs.solve

    def halved(self, program, options, on_progress=None):
        result = honest(self, program, options, on_progress)
        return result if result.x is None else replace(result, x=result.x / 2)

    monkeypatch.setattr(Highs, "solve", halved)
    faults = [report.fault for report in check_engine("highs") if report.fault]
    assert len(faults) >= 10
