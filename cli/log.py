"""``nl2opt log``: what was asked and answered, to be listed, shown and done again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from nl2opt.cli.options import Json

if TYPE_CHECKING:
    from nl2opt.pipeline.runs import RunRecord

app = typer.Typer(help="List, show and replay past runs.", rich_markup_mode=None, invoke_without_command=True)
RunId = Annotated[str, typer.Argument(metavar="ID", help="An id from 'nl2opt log list', its beginning, or 'last'.")]
Limit = Annotated[int, typer.Option("--limit", "-n", min=1, help="How many runs, the newest first.")]


@app.callback()
def default(context: typer.Context) -> None:
    """List, show and replay past runs; without a verb, list them."""
    if context.invoked_subcommand is None:
        list_runs()


@app.command("list")
def list_runs(limit: Limit = 20, as_json: Json = False) -> int:
    """List the runs, the newest first."""
    from itertools import islice

    from nl2opt.pipeline import runs

    records = list(islice(runs.list_runs(), limit))
    if as_json:
        import json

        typer.echo(json.dumps([dict(record.data) for record in records], indent=2, ensure_ascii=False))
        return 0
    for record in records:
        text = record.data.get("problem") or record.formulation_text
        typer.echo(f"{record.id}  {outcome(record):<24}  {_shortened(text)}")
    if not records:
        typer.echo(f"No runs in {runs.runs_folder()}.")
    return 0


@app.command()
def show(run_id: RunId, as_json: Json = False) -> int:
    """Show a run: problem, model, settings, versions, every prompt and raw output, formulation and outcome."""
    import json

    from nl2opt.pipeline import runs

    record = runs.load_run(run_id)
    calls = [call for call in _calls(record) if "completion" in call]
    if as_json:
        full = {**record.data, "formulation_text": record.formulation_text, "calls": calls}
        typer.echo(json.dumps(full, indent=2, ensure_ascii=False))
        return 0
    data = record.data
    parts = [f"Run {record.id}, {data.get('started', '')}, {outcome(record)}", f"Model: {data.get('model', '')}"]
    for label in ("settings", "options", "versions"):
        parts.append(
            f"{label.capitalize()}: {', '.join(f'{key} {value}' for key, value in data.get(label, {}).items())}"
        )
    parts.append(f"Folder: {record.folder}")
    blocks = ["\n".join(parts)]
    if data.get("problem"):
        blocks.append(f"== Problem\n{data['problem']}")
    for number, call in enumerate(calls, 1):
        for message in call["request"]["messages"]:
            blocks.append(f"== Call {number}, {message['role']}\n{message['content'].strip()}")
        completion = call["completion"]
        spent = (
            f"{completion['completion_tokens']} tokens, {completion['seconds']:.1f} s, ended by {completion['finish']}"
        )
        blocks.append(f"== Call {number}, the model's words ({spent})\n{completion['text'].strip()}")
    for event in data.get("events", []):
        details = ", ".join(f"{key}: {value}" for key, value in event.items() if key != "kind" and value)
        blocks.append(f"== Step: {event['kind']}\n{details}".rstrip())
    if record.formulation_text:
        blocks.append(f"== Formulation\n{record.formulation_text.strip()}")
    if "error" in data:
        blocks.append(f"== Error\n{data['error']}")
    typer.echo("\n\n".join(blocks))
    return 0


@app.command()
def replay(run_id: RunId, as_json: Json = False) -> int:
    """Do a run again from its record, with the recorded words of the model, and compare the outcome.

    Returns what 'nl2opt solve' would, or 1 when the outcome differs from the recorded one.
    """
    from nl2opt.cli.answering import rendered
    from nl2opt.pipeline.replaying import replay as replay_run
    from nl2opt.pipeline.runs import load_run

    answer, differences = replay_run(load_run(run_id))
    typer.echo(rendered(answer, as_json), nl=False)
    for difference in differences:
        typer.echo(difference, err=True)
    return 1 if differences else int(answer.status.exit_code)


def outcome(record: RunRecord) -> str:
    """``optimal 120``, ``infeasible``, ``failed``, or ``unfinished`` for a run that was cut off."""
    answer = record.data.get("answer")
    if answer is None:
        if "error" in record.data:
            return "failed"
        return "formulation only" if record.formulation_text else "unfinished"
    if answer.get("objective") is None:
        return str(answer["status"])
    from nl2opt.render.numbers import format_number

    return f"{answer['status']} {format_number(answer['objective'])}"


def _calls(record: RunRecord) -> list[dict[str, Any]]:
    import json

    if not record.calls.exists():
        return []
    return [json.loads(line) for line in record.calls.read_text(encoding="utf-8").splitlines() if line]


def _shortened(text: str, width: int = 60) -> str:
    words = " ".join(text.split())
    return words if len(words) <= width else f"{words[: width - 1]}…"
