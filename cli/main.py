"""The command ``nl2opt``: its verbs, and what happens to errors.

Verb modules import nothing heavy at their top, so that ``nl2opt --help`` answers at once.
"""

from __future__ import annotations

import logging
import os
import sys
import traceback
from collections.abc import Sequence
from typing import Annotated, NoReturn

import typer
from typer.exceptions import TyperException

import nl2opt
from nl2opt.cli import (
    check,
    doctor,
    evaluate,
    explain,
    export,
    formulate,
    import_model,
    log,
    model,
    solve,
    synth,
    train,
    whatif,
)
from nl2opt.errors import ExitCode, Nl2optError

app = typer.Typer(
    name="nl2opt",
    help="From an optimization problem in plain English to a verified answer.",
    epilog="Exit codes: 0 optimal, 1 user error, 2 limit reached, 3 infeasible, 4 unbounded, 5 no formulation, "
    "6 engine failed, 130 interrupted.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,  # plain help: loading the markup library takes longer than everything else here
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
app.command("solve")(solve.solve)
app.command("explain")(explain.explain)
app.command("whatif", cls=whatif.WhatIfCommand)(whatif.whatif)
app.command("formulate")(formulate.formulate)
app.command("check")(check.check)
app.command("export")(export.export)
app.command("import")(import_model.import_model)
app.command("eval")(evaluate.evaluate)
app.add_typer(model.app, name="model")
app.add_typer(log.app, name="log")
app.add_typer(synth.app, name="synth")
app.add_typer(train.app, name="train")
app.command("doctor")(doctor.doctor)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"nl2opt {nl2opt.__version__}")
        raise typer.Exit(0)


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and exit.", callback=_show_version, is_eager=True)
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", help="Show log lines and the traceback of an error.", envvar="NL2OPT_DEBUG")
    ] = False,
) -> None:
    """From an optimization problem in plain English to a verified answer."""
    del version  # its callback has done all that there is to do
    if debug:
        logging.basicConfig(stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
        logging.getLogger("nl2opt").setLevel(logging.DEBUG)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code; errors are printed on standard error.

    Args:
        arguments: the words after ``nl2opt``; those of the process by default.
    """
    output = sys.stdout
    try:
        code = int(app(args=arguments, prog_name="nl2opt", standalone_mode=False) or 0)
        sys.stdout.flush()
    except TyperException as error:
        return _complain(_usage_fault(error), ExitCode.USER_ERROR)
    except Nl2optError as error:
        return _complain(str(error), error.exit_code)
    except (BrokenPipeError, SystemExit):
        # The reader (``| head``) has left; typer exits when it notices first. Python would complain at its last flush.
        os.dup2(os.open(os.devnull, os.O_WRONLY), output.fileno())
        return ExitCode.OPTIMAL
    except OSError as error:
        name = f"{error.filename}: " if error.filename else ""
        return _complain(f"{name}{error.strerror or error}.\n\nCheck the path, its permissions and the free space.", 1)
    except Exception as error:
        fault = f"nl2opt itself failed with {type(error).__name__}: {error}"
        return _complain(f"{fault}\n\nRun it again as 'nl2opt --debug ...' and report what it prints.", 6)
    if code == ExitCode.INTERRUPTED:  # typer turns Ctrl-C into this code
        print("Interrupted.", file=sys.stderr)
    return code


def _usage_fault(error: TyperException) -> str:
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "nl2opt"
    return f"{error.format_message().rstrip()}\n\nRun '{path} --help' for the options."


def _complain(text: str, code: int) -> int:
    if logging.getLogger("nl2opt").isEnabledFor(logging.DEBUG):
        traceback.print_exc()
    print(text, file=sys.stderr)
    return int(code)


def _keep_output_apart() -> None:
    """Let Python alone write to standard output.

    HiGHS writes a line to it now and then in spite of its options (1.15.1, while it undoes a presolve), and such a line
    would stand in the middle of what ``--json`` prints. What libraries write goes to standard error instead.
    """
    try:
        apart = os.dup(1)
        os.dup2(2, 1)
    except OSError:
        return  # the process was started without one of the two
    sys.stdout = open(  # noqa: SIM115 - it stays open as long as the process
        apart, "w", encoding=sys.stdout.encoding, errors=sys.stdout.errors, buffering=1 if sys.stdout.isatty() else -1
    )


def main() -> NoReturn:
    """The console script."""
    _keep_output_apart()
    sys.exit(run())
