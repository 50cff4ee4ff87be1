"""The plots of a dataset's card, as PNG."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

from nl2opt.errors import MissingExtraError
from nl2opt.synth.allocation import Trials
from nl2opt.synth.jobs.statistics import Statistics

_BAR = "#31688e"
_OTHER = "#b5b5b5"
_MOST_BARS = 40


def plots(found: Statistics) -> Iterator[tuple[str, bytes]]:
    """The name and the bytes of each plot.

    Raises:
        MissingExtraError: matplotlib is not installed.
    """
    yield "counts.png", _counts(found)
    yield "complexity.png", _complexity(found)
    yield "acceptance.png", _acceptance(found)
    yield "difficulty.png", _difficulty(found)


def _figure(width: float, height: float) -> Any:
    try:
        from matplotlib.figure import Figure
    except ImportError:
        raise MissingExtraError("The plots of a dataset's card", "matplotlib", "synth") from None
    return Figure(figsize=(width, height), layout="constrained")


def _png(figure: Any) -> bytes:
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=100, metadata={"Software": None})
    return buffer.getvalue()


def _counts(found: Statistics) -> bytes:
    figure = _figure(11, 7)
    names = ("band", "origin", "route", "model_class", "problem_class", "domain")
    for axes, name in zip(figure.subplots(2, 3).flat, names, strict=True):
        counts = found.counts[name]
        _bars(axes, list(counts), list(counts.values()))
        axes.set_title(f"rows by {name.replace('_', ' ')}")
    return _png(figure)


def _complexity(found: Statistics) -> bytes:
    figure = _figure(9, 4)
    parts = (("score S", found.scores, "symlog"), ("characters", found.lengths, "linear"))
    for axes, (title, numbers, scale) in zip(figure.subplots(1, 2), parts, strict=True):
        if numbers:
            axes.boxplot(list(numbers.values()), tick_labels=list(numbers), showfliers=False)
        axes.set_yscale(scale)
        axes.set_title(f"{title} by band")
    return _png(figure)


def _acceptance(found: Statistics) -> bytes:
    families = sorted(found.trials["family"], key=lambda trial: trial.accepted / max(1, trial.tries))[:_MOST_BARS]
    figure = _figure(10, max(3.5, 0.2 * len(families) + 1))
    left, right = figure.subplots(1, 2)
    for axes, trials, title in ((left, found.trials["band"], "band"), (right, families, "family, lowest first")):
        _bars(axes, [trial.name for trial in trials], _rates(trials))
        axes.set_xlim(0, 1)
        axes.set_title(f"accepted share by {title}")
    return _png(figure)


def _rates(trials: Sequence[Trials]) -> list[float]:
    return [trial.accepted / max(1, trial.tries) for trial in trials]


def _bars(axes: Any, names: Sequence[str], values: Sequence[float]) -> None:
    axes.barh(range(len(names)), values, color=_BAR)
    axes.set_yticks(range(len(names)), names, fontsize=8)
    axes.invert_yaxis()


def _difficulty(found: Statistics) -> bytes:
    figure = _figure(7, 4)
    axes = figure.subplots()
    bars = len(found.after.counts)
    places = range(bars)
    axes.bar([place - 0.2 for place in places], found.before.counts, 0.4, color=_OTHER, label="with equal tries")
    axes.bar([place + 0.2 for place in places], found.after.counts, 0.4, color=_BAR, label="here")
    axes.set_xticks(places, [f"{place / bars:.1f}" for place in places])
    axes.set_xlabel("chance that a candidate is rejected")
    axes.set_title("rows by difficulty")
    axes.legend()
    return _png(figure)
