"""The tolerant reader: what a language model wrote, mended line by line until the strict parser takes it.

It changes notation, never meaning; where it must assume something (a sign, an integrality), the mend says so.
A formulation that is already in the language passes through unchanged.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from nl2opt.formulation.checks import check
from nl2opt.formulation.diagnostics import Diagnostic, FormulationError, Severity
from nl2opt.formulation.elements import Formulation, Kind
from nl2opt.formulation.spans import line_and_column
from nl2opt.formulation.text_parser import parse
from nl2opt.formulation.tolerant.characters import plain_characters
from nl2opt.formulation.tolerant.mends import Mend, Notebook
from nl2opt.formulation.tolerant.names import Renaming, closest, identifiers
from nl2opt.formulation.tolerant.notation import mend_notation
from nl2opt.formulation.tolerant.sections import split_sections
from nl2opt.formulation.tolerant.statements import (
    KindStatement,
    StatementDraft,
    read_constraint,
    read_objective,
)
from nl2opt.formulation.tolerant.variables import VariableDraft, read_variables, split_note

_DECLARED = re.compile(r"^\s*([A-Za-z_]\w*)\s*(?:\[[^\]]*\])?\s*(?:=|$)")
_COMMENT_LINE = re.compile(r"^\s*#(?!#)", re.MULTILINE)
_STRICT = re.compile(r"(?<![<>=!-])[<>](?![<>=])")
_FLAT_SUBSCRIPT = re.compile(r"\b([A-Za-z_]\w*)\s*\[\s*(\d+(?:\s*,\s*\d+)*)\s*\]")


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of a draft.

    Attributes:
        formulation: None when some line could not be read or the objective or variables are missing.
        mends: what was changed, in order.
        diagnostics: what could not be read; places refer to ``text``.
        text: the mended text that the strict parser saw.
    """

    formulation: Formulation | None
    mends: tuple[Mend, ...]
    diagnostics: tuple[Diagnostic, ...]
    text: str


def read_draft(raw: str, problem: str | None = None) -> Reading:
    """Read what a model wrote; ``problem`` becomes the formulation's own copy of the words."""
    sound = _already_sound(raw)
    if sound is not None:
        return Reading(replace(sound, problem=problem or sound.problem), (), (), raw)
    notebook = Notebook()
    text = mended_text(raw, notebook)
    try:
        formulation = parse(text)
    except FormulationError as error:
        return Reading(None, tuple(notebook.mends), error.diagnostics, text)
    missing = []
    if not formulation.variables:
        missing.append(Diagnostic(Severity.ERROR, "no-variables", "The formulation declares no variables."))
    if "## Objective" not in text:
        missing.append(Diagnostic(Severity.ERROR, "no-objective", "The formulation states no objective."))
    if missing:
        return Reading(None, tuple(notebook.mends), tuple(missing), text)
    return Reading(replace(formulation, problem=problem), tuple(notebook.mends), (), text)


def _already_sound(raw: str) -> Formulation | None:
    """The formulation, where the draft is in the language as it stands and leaves nothing to assume.

    Comment lines are worth keeping as notes, which the strict parser does not do, and strict comparisons are mended.
    """
    if _COMMENT_LINE.search(raw) or _STRICT.search(raw):
        return None
    try:
        formulation = parse(raw)
    except FormulationError:
        return None
    signed = all(
        variable.kind is Kind.BINARY or variable.lower is not None or variable.upper is not None
        for variable in formulation.variables
    )
    faults = any(item.severity is Severity.ERROR for item in check(formulation))
    return formulation if formulation.variables and signed and not faults else None


def without_lines(reading: Reading, problem: str | None = None) -> Reading:
    """The same draft without the constraint lines that could not be read; the last resort after repairs."""
    lines = reading.text.splitlines()
    start = lines.index("## Constraints") if "## Constraints" in lines else len(lines)
    bad = {
        line_and_column(reading.text, item.where.start)[0] - 1 for item in reading.diagnostics if item.where is not None
    }
    # A mistake at the very end (a bracket that never closes) belongs to the last line.
    bad = {min(number, len(lines) - 1) for number in bad}
    if not bad or min(bad) <= start:
        return reading
    kept = "\n".join(line for number, line in enumerate(lines) if number not in bad)
    again = read_draft(kept, problem)
    left_out = tuple(
        Mend("left-out", f"the line '{lines[number]}' could not be read and was left out", assumption=True)
        for number in sorted(bad)
    )
    return replace(again, mends=(*reading.mends, *left_out))


def mended_text(raw: str, notebook: Notebook) -> str:
    """The draft as five-element text; lines that make no sense stay as they are, for the parser to report."""
    sections = split_sections(_flatten(plain_characters(raw, notebook)), notebook)
    renaming = Renaming()
    variables = [draft for line in sections["Variables"] for draft in read_variables(line, renaming, notebook)]
    variables = _first_of_each(variables)
    declared = {draft.name for draft in variables}
    data = [*sections["Sets"], *sections["Parameters"]]
    declared |= {match.group(1) for line in data if (match := _DECLARED.match(line))}
    objective = read_objective(sections["Objective"], declared, renaming, notebook)
    statements = _read_statements(sections["Constraints"], variables, declared, renaming, notebook)
    statements, objective = _resolve_names(statements, objective, variables, declared, notebook)
    lines = []
    for title in ("Sets", "Parameters"):
        entries = [_mend_data(line, declared, notebook) for line in sections[title]]
        lines += [f"## {title}", *entries] if entries else []
    lines += ["## Variables", *(draft.line() for draft in variables)] if variables else []
    lines += ["## Objective", objective] if objective else []
    lines += ["## Constraints", *_labelled(statements)] if statements else []
    return "\n".join(lines) + "\n"


def _read_statements(
    lines: list[str], variables: list[VariableDraft], declared: set[str], renaming: Renaming, notebook: Notebook
) -> list[StatementDraft]:
    """The constraints; a comment line is the note of the constraint below it."""
    statements: list[StatementDraft] = []
    note = ""
    for line in lines:
        if line.lstrip().startswith("#"):
            note = line.strip("# \t")
            continue
        for statement in read_constraint(line, declared, renaming, notebook):
            if isinstance(statement, KindStatement):
                _set_kind(variables, statement)
            else:
                statements.append(statement if statement.note else replace(statement, note=note))
        note = ""
    return statements


def _flatten(text: str) -> str:
    """``x[0]`` as ``x_0`` where no set is declared, so that numbered variables need no index set."""
    if re.search(r"^\s*#*\s*\**sets?\b", text, re.IGNORECASE | re.MULTILINE):
        return text
    return _FLAT_SUBSCRIPT.sub(lambda found: found.group(1) + "_" + re.sub(r"\s*,\s*", "_", found.group(2)), text)


def _first_of_each(variables: list[VariableDraft]) -> list[VariableDraft]:
    found: dict[str, VariableDraft] = {}
    for draft in variables:
        found.setdefault(draft.name, draft)
    return list(found.values())


def _set_kind(variables: list[VariableDraft], statement: KindStatement) -> None:
    word = statement.kind
    kind = Kind.BINARY if word.startswith("bin") else Kind.CONTINUOUS if word.startswith("con") else Kind.INTEGER
    for draft in variables:
        if draft.name in statement.names:
            draft.kind = kind


def _mend_data(line: str, known: set[str], notebook: Notebook) -> str:
    """A line of sets or parameters: numbers are cleaned, the structure is left to the parser."""
    text, note = split_note(line.lstrip("-*• "))
    match = re.match(r"^(\s*\w+\s*(?:\[[^\]]*\])?\s*)(?::=|:|=)\s*(.+)$", text)
    if match:
        value = match.group(2).replace("$", "")
        if not re.search(r"[\[{(]", value):
            value = mend_notation(value, known, notebook)
        text = f"{match.group(1).rstrip()} = {value}"
    return f"{text}  # {note}" if note else text


def _resolve_names(
    statements: list[StatementDraft],
    objective: str | None,
    variables: list[VariableDraft],
    declared: set[str],
    notebook: Notebook,
) -> tuple[list[StatementDraft], str | None]:
    """Undeclared names become the declared one they can only mean; a name that a constraint defines is declared."""
    bodies = [statement.body for statement in statements]
    goal = split_note(objective)[0] if objective else ""
    index_names = {name for text in (*bodies, goal) for name in identifiers(text)}
    bound = {
        name
        for statement in statements
        for name in re.findall(r"([A-Za-z_]\w*)(?=\s*(?:,\s*\w+\s*\)?)*\s+in\b)", statement.index)
    }
    renaming = Renaming()
    for name in sorted(index_names - declared - bound):
        left = next(
            (_left_side(item.body) for item in statements if item.label == name and name not in item.body), None
        )
        meant = closest(name, declared)
        if left:
            notebook.say("label", f"'{name}' is the label of a constraint and is read as its left side, '{left}'")
            renaming.add(name, f"({left})", Notebook())
        elif meant is not None:
            notebook.say("undeclared", f"'{name}' was not declared and is read as '{meant}'")
            renaming.add(name, meant, Notebook())
        elif any(re.match(rf"^{re.escape(name)}\s*==|.*==\s*{re.escape(name)}$", body) for body in bodies):
            notebook.say(
                "declared", f"'{name}' was not declared; it is taken to be a continuous variable", assumption=True
            )
            variables.append(VariableDraft(name, Kind.CONTINUOUS, None, None))
            declared.add(name)
    resolved = [replace(statement, body=renaming(statement.body)) for statement in statements]
    return resolved, renaming(objective) if objective else None


def _left_side(body: str) -> str:
    """What a comparison has on its left, when that is a formula."""
    left = re.split(r"<=|>=|==|!=|<|>", body, maxsplit=1)[0].strip()
    return left if re.search(r"[A-Za-z_]", left) else ""


def _labelled(statements: list[StatementDraft]) -> list[str]:
    """Constraint lines, each with a label of its own."""
    used: set[str] = set()
    lines = []
    for number, statement in enumerate(statements, start=1):
        label = statement.label or f"c{number}"
        base, suffix = label, 2
        while label in used:
            label, suffix = f"{base}_{suffix}", suffix + 1
        used.add(label)
        lines.append(replace(statement, label=label).line())
    return lines
