"""Scripts for Pyomo."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from nl2opt.formulation.elements import Constraint, Element, Kind, Objective, Parameter, Sense, SetDeclaration, Variable
from nl2opt.formulation.expressions import (
    Binary,
    Call,
    Comparison,
    Expression,
    Generator,
    Name,
    Node,
    Not,
    Number,
    Reduction,
    Subscript,
    walk,
)
from nl2opt.solvers.lowering.reformulations.statements import Statement, simple
from nl2opt.solvers.writers.data_code import given
from nl2opt.solvers.writers.layout import wrapped
from nl2opt.solvers.writers.limits import constant_rows
from nl2opt.solvers.writers.protocol import Construct
from nl2opt.solvers.writers.python_code import Level, PythonCode
from nl2opt.solvers.writers.resolve import MOVED, PLACE, Neighbours
from nl2opt.solvers.writers.script_writer import ScriptWriter, is_constant, key, noted, plain_sets, targets

_WORDS = """
Block Constraint Expression Objective Param Set Skip Var activate active active_blocks active_component_data
active_components add_component all_blocks all_component_data all_components block_data_objects clear
clear_suffix_value clone cname collect_ctypes component component_data_iterindex component_data_objects component_map
component_objects compute_statistics config construct contains_component create_instance ctype deactivate
del_component dim display doc find_component fix_all_vars get_suffix_value getname id_index_map index index_set
is_component_type is_constructed is_expression_type is_indexed is_logical_type is_named_expression_type
is_numeric_type is_parameter_type is_reference is_variable_type items iteritems iterkeys itervalues keys load
local_name model name nconstraints nobjectives nvariables parent_block parent_component pprint preprocess private_data
reclassify_component_type reconstruct register_private_data_initializer root_block set_suffix_value set_value
solutions statistics to_dense_data transfer_attributes_from type unfix_all_vars valid_model_component
valid_problem_types values write
"""
_ATTRIBUTES = frozenset(_WORDS.split())
"""Attributes of a ConcreteModel, which no component may hide."""


class _Rules(PythonCode):
    """Expressions inside rules, where components are attributes of ``m``."""

    functions: ClassVar[dict[str, str]] = {name: f"pyo.{name}" for name in ("exp", "log", "sin", "cos", "sqrt")}

    def __init__(
        self, plain: PythonCode, components: Sequence[str], neighbours: Sequence[Neighbours], prefix: str = "m"
    ) -> None:
        super().__init__(plain.data, plain.identifiers, plain.variables)
        self.whole, self.modules = plain.whole, plain.modules
        self.listed, self.looked_up = plain.listed, plain.looked_up
        self.components = frozenset(components)
        self.neighbours = {item.name: item for item in neighbours}
        self.prefix = prefix

    def named(self, name: str) -> str:
        """A component by its model, other data as globals."""
        word = self.identifiers[name]
        return f"{self.prefix}.{word}" if name in self.components else word

    def entry(self, base: str, indices: Sequence[Expression]) -> str:
        """Members before and behind others are found by the ordered set itself."""
        item = self.neighbours.get(base)
        if item is None or item.base not in self.components:
            return super().entry(base, indices)
        method = "next" if item.step > 0 else "prev"
        step = "" if abs(item.step) == 1 else f", {abs(item.step)}"
        return f"{self.named(item.base)}.{method}({self.code(indices[0])}{step})"

    def searched(self, domain: Expression) -> str:
        """A component finds its members by itself."""
        if isinstance(domain, Name) and domain.id in self.components:
            return self.named(domain.id)
        return super().searched(domain)

    def called(self, function: str, arguments: Sequence[Expression]) -> str:
        """As in all scripts, with Pyomo's words for places in ordered sets."""
        if function == PLACE and isinstance(arguments[0], Name) and arguments[0].id in self.components:
            return f"{self.code(arguments[0])}.ord({self.code(arguments[1])})"
        if function == MOVED and isinstance(arguments[0], Name) and arguments[0].id in self.components:
            return f"{self.code(arguments[0])}.next({self.code(arguments[1])}, {self.code(arguments[2])})"
        if function == "abs" and self.varies(arguments[0]):
            # The SCIP interface of Pyomo knows no absolute value.
            return f"pyo.sqrt({self.code(arguments[0], Level.ATOM)} ** 2)"
        return super().called(function, arguments)


class PyomoWriter(ScriptWriter):
    """Pyomo: sets, parameters, variables and rules of a ConcreteModel; HiGHS, or SCIP for nonlinear models."""

    name = "pyomo"
    title = "Pyomo"
    native = frozenset({Construct.CONTINUOUS, Construct.PRODUCT, Construct.FUNCTION, Construct.NONLINEAR})
    reserved = ("pyo", "m", "model", "solver", "results", "status", "variable", "row", *sorted(_ATTRIBUTES))
    nests = False

    rules: _Rules

    @property
    def library(self) -> tuple[str, ...]:
        """The import."""
        return ("import pyomo.environ as pyo",)

    def make_code(self) -> PythonCode:
        """The printer of data; that of rules is made beside it."""
        prepared = self.prepared
        final = prepared.formulation
        plain = PythonCode(prepared.data, prepared.identifiers, [item.name for item in final.variables])
        self._constraint_names: set[str] = set()
        self._components = self._find_components()
        words = [*self._components, *plain.variables]
        self.rules = _Rules(plain, words, prepared.neighbours)
        self._outside = _Rules(plain, words, prepared.neighbours, prefix="model")
        self._constant = constant_rows(prepared.rewritten, prepared.data)
        return plain

    @property
    def neighbours(self) -> Sequence[Neighbours]:
        """Only the dictionaries that data are computed with; in rules, ordered sets answer."""
        final = self.prepared.formulation
        roots = [element.value for element in given(final) if isinstance(element.value, Node)]
        used = {node.base for root in roots for node in walk(root) if isinstance(node, Subscript)}
        inside = [item for item in self.prepared.neighbours if item.base not in self._components]
        return [item for item in self.prepared.neighbours if item.name in used or item in inside]

    def _find_components(self) -> list[str]:
        """The sets and indexed parameters that the model itself reads, and the sets that these are indexed by."""
        final = self.prepared.formulation
        words: set[str] = {
            item.base for item in self.prepared.neighbours if item.name in set(self._words(self._model_elements()))
        }
        words |= set(self._words(self._model_elements()))
        for element in reversed(given(final)):
            if element.name in words and element.index:
                words |= set(plain_sets(element.index) or ())
        found: list[str] = []
        for element in given(final):
            indexed = bool(element.index) and (isinstance(element, Parameter) or plain_sets(element.index) is not None)
            plain = isinstance(element, SetDeclaration) and not element.index
            if element.name in words and (indexed or plain):
                found.append(element.name)
        return found

    def _model_elements(self) -> list[Variable | Objective | Constraint]:
        final = self.prepared.formulation
        return [*final.variables, final.objective, *final.constraints]

    @staticmethod
    def _words(elements: Sequence[Variable | Objective | Constraint]) -> Iterator[str]:
        for element in elements:
            roots: list[Node | None] = list(getattr(element, "index", ()))
            for attribute in ("lower", "upper", "expression", "body"):
                roots.append(getattr(element, attribute, None))
            for root in roots:
                for node in walk(root) if root is not None else ():
                    if isinstance(node, Name):
                        yield node.id
                    elif isinstance(node, Subscript):
                        yield node.base

    def model_lines(self) -> list[str]:
        """The model with its sets and parameters."""
        lines = ["model = pyo.ConcreteModel()"]
        final = self.prepared.formulation
        for element in given(final):
            if element.name not in self._components:
                continue
            word = self.prepared.identifiers[element.name]
            if isinstance(element, SetDeclaration):
                arguments = [self._outside.named(name) for name in plain_sets(element.index) or ()]
                arguments.append(f"initialize={word}")
                if not element.index and (arity := self.prepared.data.set(element.name).arity) > 1:
                    arguments.append(f"dimen={arity}")
                lines += wrapped(f"model.{word} = pyo.Set({', '.join(arguments)})")
            else:
                lines += wrapped(f"model.{word} = pyo.Param({self._index(element, word)}, initialize={word})")
        return lines

    def _index(self, element: Parameter, word: str) -> str:
        sets = plain_sets(element.index)
        return f"list({word})" if sets is None else ", ".join(self._outside.named(name) for name in sets)

    def variable_lines(self, variable: Variable) -> list[str]:
        """``Var`` with its domain and bounds."""
        sets = plain_sets(variable.index)
        arguments: list[str] = []
        if variable.index and sets is not None:
            arguments += [self._outside.named(name) for name in sets]
        elif variable.index:
            arguments.append(f"[{key(targets(variable.index))}{self._outside.over(variable.index)}]")
        positive = variable.lower == Number(0)
        if variable.kind is Kind.BINARY:
            arguments.append("within=pyo.Binary")
        else:
            family = "Integers" if variable.kind is Kind.INTEGER else "Reals"
            if positive or variable.kind is Kind.INTEGER:
                arguments.append(f"within=pyo.{'NonNegative' if positive else ''}{family}")
            if variable.upper is not None or (variable.lower is not None and not positive):
                arguments.append(f"bounds={self._bounds(variable)}")
        word = self.prepared.identifiers[variable.name]
        line = f"model.{word} = pyo.Var({', '.join(arguments)})"
        lines = wrapped(line)
        if variable.note and len(lines) == 1 and len(lines[0]) + len(variable.note) + 4 <= 100:
            return [f"{lines[0]}  # {variable.note}"]
        return noted(variable.note, lines)

    def _bounds(self, variable: Variable) -> str:
        constant = is_constant(variable.lower, variable.index) and is_constant(variable.upper, variable.index)
        code = self._outside if constant else self.rules
        pair = ", ".join("None" if bound is None else code.code(bound) for bound in (variable.lower, variable.upper))
        if constant:
            return f"({pair})"
        return f"lambda {', '.join(['m', *targets(variable.index)])}: ({pair})"

    def objective_lines(self, objective: Objective) -> list[str]:
        """A rule with a decorator."""
        assert objective.expression is not None
        sense = "minimize" if objective.sense is Sense.MINIMIZE else "maximize"
        body = wrapped(f"return {self.rules.code(objective.expression)}", 4)
        return [
            f"@model.Objective(sense=pyo.{sense})",
            f"def {self._rule(objective)}(m):",
            *_inner_note(objective),
            *body,
        ]

    def _rule(self, element: Element) -> str:
        """The name of a rule, which becomes that of the component."""
        word = self.prepared.identifiers.local(element.name, self._constraint_names)
        self._constraint_names.add(word)
        return word

    def constraint_lines(self, constraint: Constraint) -> list[str]:
        """A rule with a decorator; conditions of the index skip."""
        if self.is_data(constraint):
            return noted(constraint.note, self.assertion(constraint))
        index = tuple(self._split(generator) for generator in constraint.index)
        names = [generator.domain.id for generator in index if isinstance(generator.domain, Name)]
        body: list[str] = []
        if len(names) == len(index):
            arguments = ", ".join(self._outside.named(name) for name in names)
            for generator in index:
                for condition in generator.conditions:
                    body += wrapped(f"if {self.rules.code(_negated(condition))}:", 4)
                    body.append("        return pyo.Constraint.Skip")
        else:
            arguments = f"[{key(targets(index))}{self._outside.over(index)}]"
        parameters = ", ".join(["m", *targets(index)])
        return [
            *wrapped(f"@model.Constraint({arguments})"),
            *wrapped(f"def {self._rule(constraint)}({parameters}):"),
            *_inner_note(constraint),
            *body,
            *self._returned(constraint),
            "",
            "",
        ]

    def _split(self, generator: Generator) -> Generator:
        domain, conditions = self.code.split_domain(generator)
        return Generator(generator.targets, domain, conditions)

    def _returned(self, constraint: Constraint) -> list[str]:
        body = constraint.body
        assert isinstance(body, Comparison)
        if len(body.operators) == 2:
            low, middle, high = (self.rules.code(operand) for operand in body.operands)
            text = f"pyo.inequality({low}, {middle}, {high})"
        else:
            text = self.rules.code(body)
        if constraint.name not in self._constant:
            return wrapped(f"return {text}", 4)
        return [
            *wrapped(f"row = {text}", 4),
            "    return pyo.Constraint.Feasible if row is True else row  # there may be nothing to sum",
        ]

    def solution_lines(self) -> list[str]:
        """Solve and print."""
        solver = "scip_direct" if self._is_curved() else "appsi_highs"
        lines = [] if self.has_objective else ["model.objective = pyo.Objective(expr=0)  # any feasible point will do"]
        lines += [
            f'solver = pyo.SolverFactory("{solver}")',
            "results = solver.solve(model, load_solutions=False)",
            "status = results.solver.termination_condition",
            'print("status:", status)',
            "if status == pyo.TerminationCondition.optimal:",
            "    model.solutions.load_from(results)",
            "    for variable in model.component_data_objects(pyo.Var):",
            "        if abs(variable.value or 0) > 1e-9:",
            '            print(f"{variable.name} = {variable.value:g}")',
        ]
        if self.has_objective:
            lines.append('    print(f"objective: {pyo.value(model.objective):.10g}")')
        return lines

    def _is_curved(self) -> bool:
        """Whether an expression is not linear in the variables."""
        varies = self.code.varies
        for element in self._model_elements():
            for attribute in ("expression", "body"):
                root = getattr(element, attribute, None)
                for node in walk(root) if root is not None else ():
                    match node:
                        case Binary("*", left, right) if varies(left) and varies(right):
                            return True
                        case Binary("/" | "**", left, right) if varies(right) or (
                            node.operator == "**" and varies(left)
                        ):
                            return True
                        case Call() | Reduction("prod") if varies(node) and getattr(node, "function", "") != "len":
                            return True
        return False


def _negated(condition: Expression) -> Expression:
    """The opposite of a condition, without ``not`` before a comparison."""
    statement = simple(Statement(condition, False))
    return statement.expression if statement.positive else Not(statement.expression)


def _inner_note(element: Element) -> list[str]:
    return [f"    # {element.note}"] if element.note else []
