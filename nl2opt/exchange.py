"""Formulations in other forms: exported as code, model files and documents, and imported from model files."""

from __future__ import annotations

from pathlib import Path

from nl2opt.formulation.checks import check
from nl2opt.formulation.data.assignments import GivenData, assigned
from nl2opt.formulation.diagnostics import FormulationError, Severity
from nl2opt.formulation.elements import Formulation
from nl2opt.formulation.text_parser import parse
from nl2opt.pipeline.answer import Answer
from nl2opt.solvers.writers import registry
from nl2opt.source import Source, read_argument, read_file


def export(
    problem: str | Path | Formulation | Answer, to: str, *, data: GivenData = None, folder: Path | None = None
) -> str:
    """A problem in another form, such as a script for Pyomo or an MPS file, as text.

    Args:
        problem: a formulation, an answer (with the data that it was solved with), a ``.5e`` file, or a problem in
            words, which the default language model formulates first (see ``nl2opt.formulate`` for other models).
        to: the form, one of ``nl2opt.solvers.writers.registry.names()``.
        data: values by the name of a set or parameter; they replace what the formulation says.
        folder: where the table files of a formulation that is given as an object are.

    Raises:
        FormulationError: the formulation or its data have mistakes.
        Nl2optError: there is no such form, or it cannot hold this model.
    """
    registry.writer(to)
    if isinstance(problem, Answer):
        given = {**problem.tables, **assigned(problem.formulation, data)}
        return export_formulation(problem.formulation, to, data=given, folder=folder or problem.folder)
    if isinstance(problem, Formulation):
        return export_formulation(problem, to, data=data, folder=folder)
    source = read_file(problem) if isinstance(problem, Path) else read_argument(problem)
    if source.is_formulation:
        return export_source(source, to, data=data)
    from nl2opt.session import formulate

    return export_formulation(formulate(problem), to, data=data)


def export_source(source: Source, to: str, *, data: GivenData = None) -> str:
    """``export`` of a formulation that is given as text; its mistakes are shown at their place in the text."""
    formulation = parse(source.text, source.name)
    return export_formulation(formulation, to, data=data, folder=source.folder, text=source.text, filename=source.name)


def export_formulation(
    formulation: Formulation,
    to: str,
    *,
    data: GivenData = None,
    folder: Path | None = None,
    text: str = "",
    filename: str = "",
) -> str:
    """``export`` of a formulation.

    Args:
        formulation: what to export.
        to: the form.
        data: values by name.
        folder: where its table files are; None for the working directory.
        text: what it was parsed from, so that mistakes are shown at their place.
        filename: how messages call the text.
    """
    writer = registry.writer(to)
    errors = [item for item in check(formulation) if item.severity is Severity.ERROR]
    if errors:
        raise FormulationError(errors, text, filename)
    try:
        return writer.write(formulation, tables=assigned(formulation, data), folder=folder)
    except FormulationError as error:
        raise FormulationError(error.diagnostics, text, filename) from error


def read_model(path: str | Path) -> Formulation:
    """The formulation of an MPS or LP file, which may be compressed (``model.mps.gz``).

    Each column is a scalar variable and each row a constraint. A name that the language does not allow becomes a legal
    one (``ship(Lyon,Nice)`` becomes ``ship_Lyon_Nice``), and the file's own name is the element's note.

    Raises:
        Nl2optError: the file cannot be read; the error names the line.
    """
    from nl2opt.solvers.readers.read import import_model

    return import_model(path).formulation
