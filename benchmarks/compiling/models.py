"""The models that are compiled: their data as arrays, made before the clock starts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Array: TypeAlias = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Instance:
    """A model of one size with its data.

    Attributes:
        model: ``transport``, ``facility``, ``lotsizing`` or ``flow``.
        size: two numbers, as in ``300x300``; of a flow arcs and nodes.
        data: arrays by name, float64 (arcs: whole numbers).
        columns, rows, nonzeros: what a model without redundant parts has.
    """

    model: str
    size: tuple[int, int]
    data: dict[str, Array]
    columns: int
    rows: int
    nonzeros: int


TITLES = {
    "transport": "transportation",
    "facility": "capacitated facility location",
    "lotsizing": "lot sizing",
    "flow": "flow over a sparse arc set",
}


MODELS = tuple(TITLES)


def parse_size(text: str) -> tuple[int, int]:
    """``300x200`` as two numbers."""
    first, second = text.split("x")
    return int(first), int(second)


def instance(model: str, size: tuple[int, int]) -> Instance:
    """An instance with random data, the same at every call."""
    makers = {"transport": _transport, "facility": _facility, "lotsizing": _lotsizing, "flow": _flow}
    return Instance(model, size, makers[model](size, np.random.default_rng(7)), *shape(model, size))


def save(made: Instance, folder: Path) -> None:
    """Writes the arrays of an instance as files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, array in made.data.items():
        np.save(folder / f"{name}.npy", array)


def loaded(model: str, size: tuple[int, int], folder: Path) -> Instance:
    """The instance whose arrays :func:`save` wrote, without the memory that it took to make them."""
    data = {file.stem: np.load(file) for file in sorted(folder.glob("*.npy"))}
    return Instance(model, size, data, *shape(model, size))


def shape(model: str, size: tuple[int, int]) -> tuple[int, int, int]:
    """Columns, rows and nonzeros of a model."""
    first, second = size
    pairs = first * second
    match model:
        case "transport":
            return pairs, first + second, 2 * pairs
        case "facility":
            return pairs + first, pairs + first + second, 4 * pairs + first
        case "lotsizing":
            return 3 * pairs, 2 * pairs + second, 7 * pairs - first
        case _:
            return first, second, 2 * first


def _transport(size: tuple[int, int], random: np.random.Generator) -> dict[str, Array]:
    """Ship from plants to stores: supplies are upper bounds, needs lower ones; all in all supplies exceed needs."""
    plants, stores = size
    need = random.integers(10, 40, stores).astype(np.float64)
    supply = np.ceil(random.uniform(0.8, 1.2, plants) * 1.4 * need.sum() / plants)
    return {"cost": random.uniform(1.0, 100.0, size), "supply": supply, "need": need}


def _facility(size: tuple[int, int], random: np.random.Generator) -> dict[str, Array]:
    """Open sites and serve customers: x[i, j] is a fraction of a need, with a linking row for each."""
    sites, customers = size
    need = random.integers(5, 35, customers).astype(np.float64)
    return {
        "cost": random.uniform(1.0, 100.0, size),
        "fixed": random.uniform(200.0, 400.0, sites),
        "capacity": np.ceil(random.uniform(2.0, 4.0, sites) * need.sum() / sites),
        "need": need,
    }


def _lotsizing(size: tuple[int, int], random: np.random.Generator) -> dict[str, Array]:
    """Items over periods: stock balance, setups that allow making, and a capacity in each period."""
    items, periods = size
    need = random.integers(0, 60, size).astype(np.float64)
    setup_time = random.integers(5, 15, items).astype(np.float64)
    average = need.sum() / periods + setup_time.sum()
    return {
        "need": need,
        "largest": need[:, ::-1].cumsum(axis=1)[:, ::-1] + 1.0,
        "setup_cost": random.uniform(50.0, 150.0, items),
        "stock_cost": random.uniform(0.5, 2.0, items),
        "setup_time": setup_time,
        "capacity": np.full(periods, np.ceil(2.0 * average)),
    }


def _flow(size: tuple[int, int], random: np.random.Generator) -> dict[str, Array]:
    """A flow of least cost from half of the nodes to the other half, over some arcs of all that could be.

    A ring in both directions keeps it feasible; its arcs can carry everything.
    """
    arcs, nodes = size
    ring = np.arange(nodes)
    codes = np.concatenate([ring * nodes + (ring + 1) % nodes, (ring + 1) % nodes * nodes + ring])
    while len(codes) < arcs:
        tails, heads = random.integers(0, nodes, (2, 2 * arcs))
        more = np.unique(np.where(tails == heads, codes[0], tails * nodes + heads))
        more = random.permutation(np.setdiff1d(more, codes))
        codes = np.concatenate([codes, more[: arcs - len(codes)]])
    codes = codes[:arcs]
    surplus = random.integers(1, 20, nodes // 2).astype(np.float64)
    room = random.integers(5, 50, arcs).astype(np.float64)
    room[: 2 * nodes] = surplus.sum()
    return {
        "arcs": np.stack([codes // nodes, codes % nodes], axis=1) + 1,
        "cost": random.uniform(1.0, 20.0, arcs),
        "room": room,
        "surplus": np.concatenate([surplus, -surplus, np.zeros(nodes - 2 * len(surplus))]),
    }
