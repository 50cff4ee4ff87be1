"""Runs the pipeline over a benchmark file, one problem after the other, and can go on where it was stopped."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from nl2opt.errors import ModelError, Nl2optError
from nl2opt.evaluation.benchmark import Row, read_benchmark
from nl2opt.evaluation.report import Outcome, Report, RowResult, row_from_dict
from nl2opt.evaluation.scoring import is_correct
from nl2opt.llm.protocol import LanguageModel
from nl2opt.pipeline.answer import Answer
from nl2opt.pipeline.settings import Settings
from nl2opt.pipeline.solve import UnsolvedError, solve_text
from nl2opt.solvers.result import SolveOptions, Status


def evaluate(
    path: Path,
    model: LanguageModel,
    settings: Settings,
    options: SolveOptions,
    *,
    limit: int | None = None,
    out: Path | None = None,
    on_row: Callable[[RowResult, int, int], None] | None = None,
) -> Report:
    """Measure how often the reported optimum is right.

    Args:
        path: a benchmark file, see ``read_benchmark``.
        model: who drafts.
        settings: of the pipeline.
        options: of the solver.
        limit: only the first rows.
        out: where the report goes. Finished rows are kept beside it in ``<out>.rows.jsonl`` as they come, and are not
            run again when the same evaluation is started again.
        on_row: told each row with its number and the number of rows.

    Raises:
        Nl2optError: the benchmark cannot be read, or the rows beside ``out`` belong to another evaluation.
        ModelError: the model cannot be reached at all.
    """
    rows = read_benchmark(path)[:limit]
    setting = _setting(path, model, settings, options)
    journal = _Journal(out, setting)
    results: list[RowResult] = []
    for number, row in enumerate(rows, start=1):
        result = journal.done.get(row.id)
        if result is None:
            result = _run(row, model, settings, options)
            journal.add(result)
        results.append(result)
        if on_row:
            on_row(result, number, len(rows))
    report = Report(tuple(results), setting)
    if out:
        _write(out, json.dumps(report.to_dict(), indent=2) + "\n")
        journal.remove()
    return report


def _run(row: Row, model: LanguageModel, settings: Settings, options: SolveOptions) -> RowResult:
    started = time.perf_counter()
    try:
        answer = solve_text(row.question, model, settings, options)
    except ModelError:
        # Without a model there is nothing to measure; the rows so far are kept, and the evaluation can go on later.
        raise
    except Nl2optError as error:
        return _failed(row, error, time.perf_counter() - started)
    return _answered(row, answer, time.perf_counter() - started)


def _answered(row: Row, answer: Answer, seconds: float) -> RowResult:
    return RowResult(
        id=row.id,
        outcome=_outcome(row, answer),
        executed=True,
        status=str(answer.status),
        objective=answer.objective,
        answers=row.answers,
        seconds=seconds,
        solves=answer.cost.solves,
        drafts=answer.cost.drafts,
        prompt_tokens=answer.cost.prompt_tokens,
        completion_tokens=answer.cost.completion_tokens,
        run=answer.run.name if answer.run else None,
    )


def _failed(row: Row, error: Nl2optError, seconds: float) -> RowResult:
    cost = error.cost if isinstance(error, UnsolvedError) else None
    codes = error.codes if isinstance(error, UnsolvedError) else ()
    outcome = Outcome.NO_PARSE
    if any("name" in code or code.startswith("unknown") for code in codes):
        outcome = Outcome.NAME_ERROR
    elif isinstance(error, UnsolvedError) and error.read:
        outcome = Outcome.NOT_SOLVED
    return RowResult(
        id=row.id,
        outcome=outcome,
        executed=False,
        status=None,
        objective=None,
        answers=row.answers,
        seconds=seconds,
        solves=cost.solves if cost else 0,
        drafts=cost.drafts if cost else 0,
        prompt_tokens=cost.prompt_tokens if cost else 0,
        completion_tokens=cost.completion_tokens if cost else 0,
        message=error.what,
    )


def _outcome(row: Row, answer: Answer) -> Outcome:
    if is_correct(row, answer.status, answer.objective):
        return Outcome.CORRECT
    if answer.status is Status.INFEASIBLE:
        return Outcome.INFEASIBLE
    if answer.status is Status.UNBOUNDED:
        return Outcome.UNBOUNDED
    if answer.objective is None:
        return Outcome.NOT_SOLVED
    if any(check.name == "numbers of the model" and not check.passed for check in answer.checks):
        return Outcome.UNGROUNDED
    return Outcome.WRONG_OPTIMUM


def _setting(path: Path, model: LanguageModel, settings: Settings, options: SolveOptions) -> dict[str, Any]:
    return {
        "benchmark": path.name,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "model": model.name,
        "adapter": settings.adapter,
        "seed": settings.seed,
        "repairs": settings.repairs,
        "max_tokens": settings.max_tokens,
        "solver": options.engine,
        "time_limit": options.time_limit,
    }


class _Journal:
    """The finished rows of an evaluation on disk, under the setting that they were measured with."""

    def __init__(self, out: Path | None, setting: Mapping[str, Any]) -> None:
        self.path = out.with_name(out.name + ".rows.jsonl") if out else None
        self.done: dict[str, RowResult] = {}
        if self.path is None:
            return
        if self.path.exists():
            self._read(setting)
        else:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            _write(self.path, json.dumps({"setting": setting}) + "\n")

    def add(self, result: RowResult) -> None:
        """Keep a row."""
        if self.path is None:
            return
        from dataclasses import asdict

        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(result)) + "\n")

    def remove(self) -> None:
        """The report has everything now."""
        if self.path is not None:
            self.path.unlink(missing_ok=True)

    def _read(self, setting: Mapping[str, Any]) -> None:
        assert self.path is not None
        lines = self.path.read_text(encoding="utf-8").splitlines()
        try:
            first = json.loads(lines[0])["setting"]
        except (IndexError, KeyError, TypeError, ValueError):
            first = None
        if first != json.loads(json.dumps(setting)):
            raise Nl2optError(
                f"'{self.path}' holds rows that were measured under another setting.",
                hint="Delete it, or give another --out.",
            )
        for line in lines[1:]:
            try:
                result = row_from_dict(json.loads(line))
            except (KeyError, TypeError, ValueError):
                # The line that was being written when the process ended.
                continue
            self.done[result.id] = result


def _write(path: Path, text: str) -> None:
    temporary = path.with_name(path.name + ".part")
    try:
        temporary.write_text(text, encoding="utf-8")
        temporary.replace(path)
    except OSError as error:
        raise Nl2optError(f"'{path}' cannot be written: {error.strerror}.", hint="Give another --out.") from None
