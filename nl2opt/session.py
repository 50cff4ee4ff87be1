"""What ``import nl2opt`` offers: solve, formulate, parse and check, with a language model that stays open."""

from __future__ import annotations

import atexit
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from nl2opt.errors import Nl2optError
from nl2opt.formulation.checks import check as check_names
from nl2opt.formulation.data.assignments import GivenData, assigned
from nl2opt.formulation.diagnostics import Diagnostic, FormulationError, Severity
from nl2opt.formulation.elements import Formulation
from nl2opt.formulation.text_parser import parse
from nl2opt.formulation.text_printer import to_text
from nl2opt.pipeline.answer import Answer
from nl2opt.pipeline.given import solve_given
from nl2opt.pipeline.settings import Settings
from nl2opt.solvers.result import SolveOptions
from nl2opt.source import Source, read_argument, read_file

if TYPE_CHECKING:
    from nl2opt.llm.adapters import Adapter
    from nl2opt.llm.download import Progress as PullCallback
    from nl2opt.llm.protocol import LanguageModel
    from nl2opt.solvers.engines.protocol import ProgressCallback
    from nl2opt.solvers.explain.explanation import ExplainOptions

__all__ = ["Session", "check", "findings", "formulate", "parse", "solve", "solve_source"]


class Session:
    """A language model that is opened at its first use and kept until ``close``.

    Args:
        model: ``embedded``, ``embedded:NAME``, a path of a GGUF file, or ``openai:NAME``; None for the user's default.
        base_url: address of the endpoint, for ``openai``.
        key_env: the environment variable that holds the endpoint's key.
        adapter: for the embedded model: the name of a shipped adapter, a folder that ``nl2opt train export`` has
            written, or ``none``; the shipped one for the default model if None.
        on_pull: told how far the model file is fetched.
    """

    def __init__(
        self,
        model: str | None = None,
        *,
        base_url: str | None = None,
        key_env: str | None = None,
        adapter: str | Path | None = None,
        on_pull: PullCallback | None = None,
    ) -> None:
        self.spec = (model, base_url, key_env, str(adapter) if adapter is not None else None)
        self._on_pull = on_pull
        self._model: LanguageModel | None = None
        self._adapter: Adapter | None = None
        self._adapter_chosen = False

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def model(self) -> LanguageModel:
        """The model, opened if it is not; a known model that is not on this machine is fetched first.

        Raises:
            Nl2optError: the spec names no model, or an option does not go with it.
            ModelError: the model cannot be fetched, loaded or reached.
        """
        if self._model is None:
            from nl2opt.llm.selection import open_model

            _, base_url, key_env, _ = self.spec
            adapter = self.adapter
            self._model = open_model(
                self._model_spec,
                base_url=base_url,
                key_variable=key_env,
                adapters={adapter.label: adapter.path} if adapter is not None else None,
                progress=self._on_pull,
            )
        return self._model

    @property
    def adapter(self) -> Adapter | None:
        """The adapter that drafts, found without opening the model.

        Raises:
            Nl2optError: the model cannot have one.
            ModelFileError: it is missing, damaged, or for another model.
        """
        if not self._adapter_chosen:
            from nl2opt.llm.selection import select_adapter

            self._adapter = select_adapter(self._model_spec, self.spec[3])
            self._adapter_chosen = True
        return self._adapter

    @property
    def _model_spec(self) -> str | None:
        model = self.spec[0]
        is_file = model is not None and model.lower().endswith(".gguf") and ":" not in model
        return f"embedded:{model}" if is_file else model

    def adapted(self, settings: Settings) -> Settings:
        """The settings with the session's adapter and what it was trained to be told."""
        adapter = self.adapter
        if adapter is None:
            return settings
        return replace(
            settings,
            adapter=adapter.label,
            system=adapter.system,
            opening=adapter.opening,
            table_cells=max(settings.table_cells, adapter.table_cells),
        )

    def solve(
        self,
        text: str,
        settings: Settings | None = None,
        options: SolveOptions | None = None,
        *,
        on_step: Callable[[str], None] | None = None,
        explain: ExplainOptions | None = None,
    ) -> Answer:
        """Formulate and solve a problem in plain language; see ``nl2opt.pipeline.solve.solve_text``."""
        from nl2opt.pipeline.problem_text import require_problem
        from nl2opt.pipeline.solve import solve_text

        require_problem(text)  # before a model of a gigabyte is loaded
        chosen = self.adapted(settings or Settings())
        return solve_text(text, self.model, chosen, options or SolveOptions(), on_step=on_step, explain=explain)

    def formulate(
        self, text: str, settings: Settings | None = None, *, on_step: Callable[[str], None] | None = None
    ) -> Formulation:
        """The formulation of a problem in plain language; see ``nl2opt.pipeline.solve.formulate_text``."""
        from nl2opt.pipeline.problem_text import require_problem
        from nl2opt.pipeline.solve import formulate_text

        require_problem(text)
        chosen = self.adapted(settings or Settings())
        return formulate_text(text, self.model, chosen, on_step=on_step)[0]

    def close(self) -> None:
        """Free the model; it is opened again when it is needed."""
        if self._model is not None:
            model, self._model = self._model, None
            model.close()


def solve(
    problem: str | Path | Formulation,
    *,
    data: GivenData = None,
    model: str | None = None,
    base_url: str | None = None,
    key_env: str | None = None,
    adapter: str | Path | None = None,
    repairs: int = 2,
    max_tokens: int = 1024,
    seed: int = 0,
    solver: str = "auto",
    time_limit: float | None = None,
    gap: float = 1e-6,
    threads: int = 0,
    memory_limit: str | float | None = None,
    explain: bool = True,
    relax: bool = False,
    relax_weights: Mapping[str, float] | None = None,
    explain_limit: float = 5.0,
) -> Answer:
    """Solve a problem.

    Args:
        problem: its words, a file with them, a ``.5e`` file with a formulation, or a formulation. Only words need a
            language model.
        data: values by the name of a set or parameter, for what the formulation leaves open or instead of what it says:
            numbers, lists, dictionaries, arrays, data frames, paths of CSV, Parquet, Excel or JSON files; or words such
            as ``"cost=cost.csv"``. Only with a formulation.
        model: as for ``Session``; the model stays open for the next call.
        base_url: address of the endpoint, for ``openai``.
        key_env: the environment variable that holds the endpoint's key.
        adapter: a shipped adapter's name, a folder that ``nl2opt train export`` has written, or ``none``.
        repairs: repair rounds at most.
        max_tokens: tokens that one draft may have.
        seed: of model and solver.
        solver: ``auto`` or the name of an engine.
        time_limit: seconds of wall time of the solver; None for no limit.
        gap: relative gap that counts as optimal.
        threads: of the solver; 0 lets it choose.
        memory_limit: of the solver, such as ``"2GB"``, or a number of MB; None for no limit.
        explain: whether to explain an infeasible or unbounded answer.
        relax: whether to look for the smallest change that makes an infeasible model feasible.
        relax_weights: what a change costs, by the name of a constraint or variable; 1 is usual, 0 forbids it.
        explain_limit: seconds of wall time of the explanation.

    Raises:
        FormulationError: the formulation has mistakes.
        NoFormulationError: the words did not lead to a formulation.
        Nl2optError: the problem cannot be read, or model or solver cannot be used.
    """
    from nl2opt.solvers.memory_size import parse_memory

    options = SolveOptions(
        engine=solver,
        time_limit=time_limit,
        gap=gap,
        threads=threads,
        seed=seed,
        memory_limit=None if memory_limit is None else parse_memory(memory_limit),
    )
    reasons = _explain_options(explain, relax, relax_weights, explain_limit, options)
    if isinstance(problem, Formulation):
        return solve_given(problem, options, tables=data, explain=reasons)
    source = _source(problem)
    if source.is_formulation:
        return solve_source(source, options, data=data, explain=reasons)
    if data:
        raise Nl2optError(
            "Data go with a formulation, and this is a problem in words.",
            hint="Write nl2opt.solve(nl2opt.formulate(problem), data=...).",
        )
    session = _kept_session(model, base_url, key_env, adapter)
    settings = Settings(repairs=repairs, max_tokens=max_tokens, seed=seed)
    return session.solve(source.text, settings, options, explain=reasons)


def formulate(
    problem: str | Path,
    *,
    model: str | None = None,
    base_url: str | None = None,
    key_env: str | None = None,
    adapter: str | Path | None = None,
    repairs: int = 2,
    max_tokens: int = 1024,
    seed: int = 0,
) -> Formulation:
    """The formulation of a problem in words, or in a file with them.

    Args:
        problem: its words, or a ``.txt`` or ``.md`` file with them.
        model: as for ``solve``, like the arguments after it.
        base_url: address of the endpoint, for ``openai``.
        key_env: the environment variable that holds the endpoint's key.
        adapter: a shipped adapter's name, a folder that ``nl2opt train export`` has written, or ``none``.
        repairs: repair rounds at most.
        max_tokens: tokens that one draft may have.
        seed: of the model.

    Raises:
        NoFormulationError: the words did not lead to a formulation.
        Nl2optError: the problem cannot be read, or the model cannot be used.
    """
    session = _kept_session(model, base_url, key_env, adapter)
    settings = Settings(repairs=repairs, max_tokens=max_tokens, seed=seed)
    return session.formulate(_source(problem).text, settings)


def check(problem: str | Path | Formulation, data: GivenData = None) -> list[Diagnostic]:
    """The mistakes of a formulation: of a ``.5e`` file, a text in the formulation language, or a formulation.

    ``data`` are values for its sets and parameters, as for ``solve``.

    Returns:
        Errors and warnings in the order of the text; empty when nothing is wrong.
    """
    return findings(Source(to_text(problem)) if isinstance(problem, Formulation) else _source(problem), data)


def findings(source: Source, data: GivenData = None) -> list[Diagnostic]:
    """What the parser, the checks and the data have to say; each is asked only when the one before found no error."""
    from nl2opt.formulation.data import load
    from nl2opt.solvers.lowering import lower

    try:
        formulation = parse(source.text, source.name)
        found = check_names(formulation)
        if not any(item.severity == Severity.ERROR for item in found):
            found += lower(formulation, load(formulation, assigned(formulation, data), source.folder)).warnings
    except FormulationError as error:
        return list(error.diagnostics)
    return found


def solve_source(
    source: Source,
    options: SolveOptions,
    *,
    data: GivenData = None,
    on_progress: ProgressCallback | None = None,
    keep_record: bool = False,
    explain: ExplainOptions | None = None,
    on_step: Callable[[str], None] | None = None,
) -> Answer:
    """Solve a formulation that is given as text, with data for its sets and parameters.

    See ``nl2opt.pipeline.given.solve_given``.

    Raises:
        FormulationError: it has mistakes; each is shown at its place in the text.
        Nl2optError: the engine cannot be used.
    """
    formulation = parse(source.text, source.name)
    return solve_given(
        formulation,
        options,
        tables=data,
        folder=source.folder,
        text=source.text,
        filename=source.name,
        on_progress=on_progress,
        keep_record=keep_record,
        explain=explain,
        on_step=on_step,
    )


def _explain_options(
    explain: bool, relax: bool, weights: Mapping[str, float] | None, seconds: float, options: SolveOptions
) -> ExplainOptions | None:
    from nl2opt.solvers.explain.explanation import ExplainOptions

    if not explain and not relax:
        return None
    return ExplainOptions(seconds, relax, explain, dict(weights or {}), options.threads, options.seed)


_kept: Session | None = None


def _kept_session(model: str | None, base_url: str | None, key_env: str | None, adapter: str | Path | None) -> Session:
    """The session of the last call where it has the same model; loading one takes seconds."""
    global _kept
    wanted = Session(model, base_url=base_url, key_env=key_env, adapter=adapter)
    if _kept is None or _kept.spec != wanted.spec:
        if _kept is None:
            atexit.register(_close_kept)
        else:
            _kept.close()
        _kept = wanted
    return _kept


def _close_kept() -> None:
    if _kept is not None:
        _kept.close()


def _source(problem: str | Path) -> Source:
    if isinstance(problem, Path):
        return read_file(problem)
    return read_argument(problem)
