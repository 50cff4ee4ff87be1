"""linopy: expressions over labelled axes of xarray."""

from __future__ import annotations

from collections.abc import Callable

import highspy
import linopy
import linopy.io
import pandas as pd
import xarray as xr

from benchmarks.compiling.models import Instance


def builder(instance: Instance) -> Callable[[], highspy.Highs]:
    """From labelled arrays to the solver with the model."""
    make = {"transport": _transport, "facility": _facility, "lotsizing": _lotsizing, "flow": _flow}[instance.model]
    axes = {
        "transport": {"cost": "ps", "supply": "p", "need": "s"},
        "facility": {"cost": "ps", "fixed": "p", "capacity": "p", "need": "s"},
        "lotsizing": {
            "need": "it",
            "largest": "it",
            "setup_cost": "i",
            "stock_cost": "i",
            "setup_time": "i",
            "capacity": "t",
        },
        "flow": {"cost": "a", "room": "a", "surplus": "n"},
    }[instance.model]
    lengths = {
        letter: length for name, letters in axes.items() for letter, length in zip(letters, instance.data[name].shape)
    }
    coordinates = {letter: pd.RangeIndex(length, name=letter) for letter, length in lengths.items()}
    data = {
        name: xr.DataArray(instance.data[name], coords=[coordinates[letter] for letter in letters], dims=list(letters))
        for name, letters in axes.items()
    }
    if instance.model == "flow":
        ends = instance.data["arcs"] - 1
        for name, column in (("tail", ends[:, 0]), ("head", ends[:, 1])):
            data[name] = xr.DataArray(column, coords=[coordinates["a"]], dims=["a"], name="n")

    def build() -> highspy.Highs:
        model = linopy.Model()
        make(model, data, coordinates)
        return linopy.io.to_highspy(model)

    return build


def highs(held: highspy.Highs) -> highspy.Highs:
    """The solver with the model."""
    return held


Data = dict[str, xr.DataArray]
Coordinates = dict[str, pd.RangeIndex]


def _transport(model: linopy.Model, data: Data, coordinates: Coordinates) -> None:
    ship = model.add_variables(lower=0, coords=[coordinates["p"], coordinates["s"]], name="ship")
    model.add_constraints(ship.sum("s") <= data["supply"], name="shipped")
    model.add_constraints(ship.sum("p") >= data["need"], name="arrived")
    model.add_objective((data["cost"] * ship).sum())


def _facility(model: linopy.Model, data: Data, coordinates: Coordinates) -> None:
    serve = model.add_variables(lower=0, coords=[coordinates["p"], coordinates["s"]], name="serve")
    opened = model.add_variables(coords=[coordinates["p"]], binary=True, name="open")
    model.add_constraints(serve.sum("p") == 1, name="served")
    model.add_constraints((data["need"] * serve).sum("s") - data["capacity"] * opened <= 0, name="room")
    model.add_constraints(serve - opened <= 0, name="link")
    model.add_objective((data["cost"] * serve).sum() + (data["fixed"] * opened).sum())


def _lotsizing(model: linopy.Model, data: Data, coordinates: Coordinates) -> None:
    both = [coordinates["i"], coordinates["t"]]
    make = model.add_variables(lower=0, coords=both, name="make")
    stock = model.add_variables(lower=0, coords=both, name="stock")
    setup = model.add_variables(coords=both, binary=True, name="setup")
    model.add_constraints(make - stock + stock.shift(t=1) == data["need"], name="balance")
    model.add_constraints(make - data["largest"] * setup <= 0, name="allowed")
    model.add_constraints((make + data["setup_time"] * setup).sum("i") <= data["capacity"], name="room")
    model.add_objective((data["stock_cost"] * stock + data["setup_cost"] * setup).sum())


def _flow(model: linopy.Model, data: Data, coordinates: Coordinates) -> None:
    flow = model.add_variables(lower=0, upper=data["room"], coords=[coordinates["a"]], name="flow")
    leaves, arrives = (1 * flow).groupby(data["tail"]).sum(), (1 * flow).groupby(data["head"]).sum()
    model.add_constraints(leaves - arrives == data["surplus"], name="balance")
    model.add_objective((data["cost"] * flow).sum())
