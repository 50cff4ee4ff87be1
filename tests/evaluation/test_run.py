"""Evaluations: figures, failures by kind, and going on after an interruption."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nl2opt.errors import ModelError, Nl2optError
from nl2opt.evaluation.benchmark import read_benchmark
from nl2opt.evaluation.report import Outcome, Report, RowResult
from nl2opt.evaluation.run import evaluate
from nl2opt.pipeline.settings import Settings
from nl2opt.solvers.result import SolveOptions
from tests.pipeline.scripted import ScriptedModel

QUESTION = "Each x earns $3 and there is room for at most 4 of them. How many x give the most profit?"
RIGHT = "## Variables\nx integer >= 0\n## Objective\nmaximize 3*x\n## Constraints\nroom: x <= 4\n"
WRONG = RIGHT.replace("3*x", "4*x")
INFEASIBLE = RIGHT + "again: 3*x >= 4*x + 3\n"
MISNAMED = RIGHT.replace("maximize 3*x", "maximize 3*zebra")


@pytest.fixture
def benchmark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Five rows of the same small problem."""
    monkeypatch.setenv("NL2OPT_RUNS", str(tmp_path / "runs"))
    path = tmp_path / "small.jsonl"
    path.write_text("".join(json.dumps({"id": f"r{n}", "question": QUESTION, "answer": 12}) + "\n" for n in range(5)))
    return path


def run(path: Path, model: ScriptedModel, out: Path | None = None, limit: int | None = None) -> Report:
    """Evaluate without repairs."""
    return evaluate(path, model, Settings(repairs=0), SolveOptions(), limit=limit, out=out)


def test_figures_and_failures(benchmark: Path, tmp_path: Path) -> None:
    """ER, SA and AST are means over all rows, and each failure has its kind."""
    out = tmp_path / "report.json"
    report = run(benchmark, ScriptedModel(RIGHT, WRONG, INFEASIBLE, MISNAMED, "no idea"), out)
    assert (report.er, report.sa) == (0.6, 0.2)
    assert [row.outcome for row in report.rows] == [
        Outcome.CORRECT,
        Outcome.WRONG_OPTIMUM,
        Outcome.INFEASIBLE,
        Outcome.NAME_ERROR,
        Outcome.NO_PARSE,
    ]
    written = json.loads(out.read_text())
    assert {"n", "er", "sa", "ast", "seconds", "rows"} <= written.keys()
    assert set(written["seconds"]) == {"median", "p90"}
    assert written["n"] == len(written["rows"]) == 5
    assert written["ast"] == pytest.approx(3 / 5)
    assert written["setting"]["sha256"]


def test_an_interrupted_evaluation_goes_on(benchmark: Path, tmp_path: Path) -> None:
    """Rows that are on disk are not run again, and a half-written line does not matter."""
    out = tmp_path / "report.json"

    class Broken(ScriptedModel):
        """Fails when it has nothing left to say."""

        def complete(self, requests):  # type: ignore[no-untyped-def]
            """The next text, or the error of a model that died."""
            if not self._texts:
                raise ModelError("The model died.")
            return super().complete(requests)

    with pytest.raises(ModelError):
        run(benchmark, Broken(RIGHT, WRONG), out)
    journal = tmp_path / "report.json.rows.jsonl"
    assert len(journal.read_text().splitlines()) == 3
    journal.write_text(journal.read_text() + '{"id": "r2", "outc')
    model = ScriptedModel(RIGHT, RIGHT, RIGHT)
    report = run(benchmark, model, out)
    assert [row.outcome is Outcome.CORRECT for row in report.rows] == [True, False, True, True, True]
    assert len(model.asked) == 3
    assert not journal.exists()


def test_rows_of_another_setting_are_not_mixed_in(benchmark: Path, tmp_path: Path) -> None:
    """Going on with another seed is refused."""
    out = tmp_path / "report.json"
    (tmp_path / "report.json.rows.jsonl").write_text('{"setting": {"seed": 5}}\n')
    with pytest.raises(Nl2optError, match="another setting"):
        run(benchmark, ScriptedModel(), out)


def test_the_limit_takes_the_first_rows(benchmark: Path) -> None:
    """``limit`` is a number of rows."""
    assert [row.id for row in run(benchmark, ScriptedModel(RIGHT, RIGHT), limit=2).rows] == ["r0", "r1"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "empty"),
        ("{not json}\n", "no JSON"),
        ('{"question": "a"}\n', "no 'question' and 'answer'"),
        ('{"id": 1, "question": "a", "answer": 1}\n{"id": 1, "question": "b", "answer": 1}\n', "used twice"),
    ],
)
def test_bad_benchmark_files(tmp_path: Path, content: str, words: str) -> None:
    """Each fault is named with its line."""
    path = tmp_path / "bad.jsonl"
    path.write_text(content)
    with pytest.raises(Nl2optError, match=words):
        read_benchmark(path)


def test_a_missing_benchmark_file() -> None:
    """The name is in the message."""
    with pytest.raises(Nl2optError, match=r"nowhere\.jsonl"):
        read_benchmark(Path("nowhere.jsonl"))


def test_quantiles_of_the_seconds() -> None:
    """The median of ten rows lies between the middle two; nine of ten are within p90."""
    rows = tuple(
        RowResult(str(n), Outcome.CORRECT, True, "optimal", 1.0, ("1",), float(n), 1, 1, 0, 0) for n in range(1, 11)
    )
    report = Report(rows)
    assert report.median_seconds == 5.5
    assert report.p90_seconds == 9.0
