"""The JSON form: its law, its shape, and errors with a path."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from nl2opt.formulation.diagnostics import FormulationError
from nl2opt.formulation.elements import Formulation, Variable
from nl2opt.formulation.expressions import Number
from nl2opt.formulation.json_form import from_json, to_json
from nl2opt.formulation.text_parser import parse_file
from tests.formulation.strategies import formulations

GOLDEN = Path(__file__).parents[1] / "golden" / "text"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(formulations())
def test_json_reads_back_as_the_same_formulation(formulation: Formulation) -> None:
    """A formulation through a JSON text is equal to itself."""
    assert from_json(json.loads(json.dumps(to_json(formulation)))) == formulation


def test_shape_of_the_json() -> None:
    """The JSON of a formulation with every form of value is the one that stands beside it."""
    shown = json.dumps(to_json(parse_file(GOLDEN / "transport.5e")), indent=1, ensure_ascii=False) + "\n"
    assert shown == (GOLDEN / "transport.json").read_text(encoding="utf-8")


def test_defaults() -> None:
    """What has a default may be left out."""
    data = {"variables": [{"name": "x"}], "objective": {"sense": "satisfy"}}
    assert from_json(data) == Formulation(variables=(Variable("x"),))
    data = {"variables": [{"name": "x", "lower": -0.0, "upper": "3"}], "objective": {"sense": "satisfy"}}
    assert from_json(data).variables == (Variable("x", lower=Number(0), upper=Number(3)),)


SATISFY = {"sense": "satisfy"}


@pytest.mark.parametrize(
    ("data", "path", "message"),
    [
        ([], "JSON", "An object is expected"),
        ({}, "objective", "missing"),
        ({"objective": SATISFY, "constraint": []}, "JSON", "The key 'constraint' is unknown"),
        ({"objective": {"sense": "minimise"}}, "objective.sense", "'minimise' is unknown"),
        ({"objective": {"sense": "minimize"}}, "objective", "'satisfy' has none"),
        ({"objective": {"sense": "minimize", "expression": "2x"}}, "objective.expression", "Unexpected 'x'"),
        ({"objective": SATISFY, "sets": {"A": [1]}}, "sets", "A list is expected here, not an object"),
        ({"objective": SATISFY, "sets": [{"name": "A", "value": "{1"}]}, "sets[0].value", "too early"),
        ({"objective": SATISFY, "sets": [{"name": "A", "value": {"entries": [[["a"]]]}}]},
         "sets[0].value.entries[0]", "of 2 items"),
        ({"objective": SATISFY, "sets": [{"name": 3}]}, "sets[0].name", "A string is expected here, not a number"),
        ({"objective": SATISFY, "sets": [{"value": "1..3"}]}, "sets[0].name", "A string is expected here, not null"),
        ({"objective": SATISFY, "parameters": [{"name": "p", "value": True}]}, "parameters[0].value", "true or false"),
        ({"objective": SATISFY, "parameters": [{"name": "p", "value": [1, ["2"]]}]},
         "parameters[0].value[1][0]", "A number is expected here, not a string"),
        ({"objective": SATISFY, "parameters": [{"name": "p", "value": float("nan")}]}, "parameters[0]", "not finite"),
        ({"objective": SATISFY, "parameters": [{"name": "p", "value": {"entries": [[[1.5], 2]]}}]},
         "parameters[0].value.entries[0][0][0]", "A whole number"),
        ({"objective": SATISFY, "variables": [{"name": "x y"}]}, "variables[0]", "no name"),
        ({"objective": SATISFY, "variables": [{"name": "x", "kind": "int"}]}, "variables[0].kind", "'int' is unknown"),
        ({"objective": SATISFY, "variables": [{"name": "x", "index": ["i in"]}]}, "variables[0].index[0]", "too early"),
        ({"objective": SATISFY, "variables": [{"name": "x", "source": [1]}]}, "variables[0].source", "of 2 items"),
        ({"objective": SATISFY, "variables": [{"name": "x", "kind": "binary", "lower": 0}]},
         "variables[0]", "no bounds"),
        ({"objective": SATISFY, "constraints": [{"name": "a", "body": "x <= 1"}, {"name": "b", "body": "x = 1"}]},
         "constraints[1].body", "'=' does not compare"),
        ({"objective": SATISFY, "constraints": [{"name": "a", "body": 3}]}, "constraints[0].body", "A string"),
        ({"objective": SATISFY, "constraints": [{"name": "a", "body": "x + 1"}]}, "constraints[0]", "neither true"),
        ({"objective": SATISFY, "problem": 3}, "problem", "A string is expected"),
    ],
)  # fmt: skip
def test_bad_json_names_its_path(data: Any, path: str, message: str) -> None:
    """What is wrong in the JSON is an error with the path to it."""
    with pytest.raises(FormulationError, match=message) as caught:
        from_json(data)
    assert caught.value.diagnostics[0].element == path
