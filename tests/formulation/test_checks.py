"""The checks that need no data: every kind of mistake is found, and correct formulations are left in peace."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nl2opt.formulation.checks import check
from nl2opt.formulation.diagnostics import Diagnostic, Severity
from nl2opt.formulation.elements import Constraint, Formulation, Kind, Objective, Sense, SetDeclaration, Variable
from nl2opt.formulation.expressions import Binary, Comparison, Expression, Name, Number
from nl2opt.formulation.text_parser import parse

HEAD = """\
## Sets
PLANTS = {Lyon, Turin}
STORES = {Nice, Milan, Genoa}
T = 1..6
ARCS = {(a, b), (b, c)}
NEXT[PLANTS] = {Lyon: {Turin}, Turin: {Lyon}}
DAYS
## Parameters
cap[PLANTS] = {Lyon: 120, Turin: 90}
cost[PLANTS, STORES] = [[4, 6, 9], [5, 3, 8]]
need[STORES] = [10, 20, 30]
hours[DAYS]
budget = 500
horizon = 6
## Variables
ship[PLANTS, STORES] >= 0 continuous
open[PLANTS] binary
stock[T] >= 0
flow[ARCS] >= 0
work[DAYS] >= 0
x >= 0 integer
"""
USES = """\
all_used: x + sum(hours[d] * work[d] for d in DAYS) + horizon + sum(flow[a] for a in ARCS) <= budget
also[p in PLANTS]: sum(cost[p, s] * ship[p, s] for s in STORES) <= cap[p] * open[p] + sum(cap[q] for q in NEXT[p])
same[s in STORES]: sum(ship[p, s] for p in PLANTS) >= need[s]
more[t in T if t > 1]: stock[t] >= stock[t-1]
"""
GOOD = f"{HEAD}## Objective\nminimize x\n## Constraints\n{USES}"


def findings(text: str) -> list[Diagnostic]:
    """The findings about a text."""
    return check(parse(text))


def with_constraint(line: str) -> list[Diagnostic]:
    """The findings about the good formulation with one more constraint."""
    return findings(f"{GOOD}{line}\n")


def codes(found: list[Diagnostic]) -> list[str]:
    """The codes alone."""
    return [finding.code for finding in found]


def test_good_formulation_has_no_findings() -> None:
    """A formulation that uses every part of the language correctly is left in peace."""
    assert findings(GOOD) == []


@pytest.mark.parametrize(
    "line",
    [
        "c: open[Lyon] implies not open[Turin]",
        "c: at_most_one(open[p] for p in PLANTS)",
        "c: all_different(x, stock[1])",
        "c: 10 <= x + stock[1] <= 20",
        "c[(i, j) in ARCS if i != j]: flow[i, j] <= 10 * x",
        "c[e in ARCS]: flow[e] <= 10 * x",
        "c[p in PLANTS]: sum(ship[p, s] for s in STORES if s != Nice) <= cap[Lyon]",
        "c[p in PLANTS]: sum(ship[q, s] for q in NEXT[p] for s in STORES) <= 4",
        "c[t in T]: stock[t] <= 3 * t + len(PLANTS)",
        "c[d in DAYS if d != Monday]: work[d] <= hours[Sunday]",
        "c[i in 0..9 if i in T]: stock[i] <= 4",
        "c[t in T if t >= 3]: stock[t - 2] + stock[horizon] <= floor(budget / 7)",
        "c[p in PLANTS if p in {Lyon}]: open[p] == 1",
        "c: max(x, stock[1]) <= abs(stock[2]) + min(stock[t] for t in T)",
        "c: open[Lyon]",
        "c: (open[Lyon] iff open[Turin]) or x >= 3",
        "c[t in T]: stock[t] <= t",
        "c[s in STORES]: sum(ship[p, s] for p in PLANTS if cap[p] > need[s]) <= 3",
        "c[k in {(i, s) for i in PLANTS for s in STORES if cost[i, s] > 4}]: ship[k] <= 1",
        "c[p in PLANTS if cost[p, Nice] > 4 or p == Lyon]: open[p] <= 1",
        "c[i in STORES if i not in {Nice, Milan}]: need[i] <= x",
        "c[(i, j) in ARCS if i != a]: flow[i, j] <= x",
    ],
)
def test_correct_constraints(line: str) -> None:
    """Every construct of the language passes."""
    assert with_constraint(line) == []


@pytest.mark.parametrize(
    ("line", "code", "words", "hint"),
    [
        ("c: xx + y1 >= 3", "unknown-name", "'xx'", ""),
        ("c: stok[1] >= 3", "unknown-name", "'stok'", "Did you mean 'stock'?"),
        ("c[p in PLANT]: open[p] <= 1", "unknown-set", "'PLANT'", "Did you mean 'PLANTS'?"),
        ("c[p in budget]: open[p] <= 1", "not-a-set", "'budget' is a parameter", "1..budget"),
        ("c[p in 5]: x <= 1", "not-a-set", "number", "1..n"),
        ("c: x <= STORES", "set-as-number", "'STORES'", "len(STORES)"),
        ("c: x <= Nice", "label-as-number", "'Nice'", ""),
        ("c[s in STORES]: x <= 3 * s", "index-as-number", "'s'", ""),
        ("c: stock[x] <= 3", "variable-as-index", "'x'", ""),
        ("c[t in T if x > 1]: stock[t] <= 3", "variable-in-data", "a condition", "implies"),
        ("c: sum(stock[t] for t in 1..x) <= 3", "variable-in-data", "range", ""),
        ("c: ship[p, Nice] <= 3", "unbound-index", "'p'", "for p in SET"),
        ("c: open[Lyom] <= 1", "unknown-member", "'Lyom'", "Did you mean 'Lyon'?"),
        ("c: open[Nice] + x <= 1", "unknown-member", "'open' has no 'Nice'", ""),
        ("c: stock[7] <= 1", "index-out-of-range", "'stock' has no '7'", ""),
        ("c[t in 0..6]: stock[t] <= 1", "index-out-of-range", "takes 0", "if ..."),
        ("c[s in STORES]: open[s] <= x", "wrong-set", "'s'", "order of the indices"),
        ("c: ship[Lyon] <= x", "wrong-arity", "2 indices, but has 1", "ship["),
        ("c: flow[a, b, c] <= x", "wrong-arity", "2 indices, but has 3", "flow["),
        ("c[(i, j, k) in ARCS]: flow[i, j] <= x", "wrong-arity", "3 indices are bound", "2 names"),
        ("c[(i, j) in T]: stock[i] <= x", "wrong-arity", "one label", "one 'for'"),
        ("c: x[1] <= 3", "not-indexed", "'x'", "'x' alone"),
        ("c: stock <= 3", "missing-index", "'stock'", "stock[i]"),
        ("c: x + 1 >= need", "missing-index", "'need'", "need[i]"),
        ("c[p in NEXT]: open[p] <= x", "missing-index", "'NEXT'", "NEXT["),
        ("c: x", "missing-comparison", "'c' compares nothing", "'<='"),
        ("c: x implies open[Lyon]", "number-as-condition", "'x'", "x >= 1"),
        ("c: x + 1 implies open[Lyon]", "number-as-condition", "number", ""),
        ("c: open[Lyon] and 3 or x >= 1", "number-as-condition", "number", ""),
        ("c: 1 <= x >= 4", "mixed-chain", "one way", "and"),
        ("c: x != stock[1] != stock[2]", "mixed-chain", "one way", "and"),
        ("c: floor(x) <= 3", "data-only-function", "'floor'", ""),
        ("c: x % 2 == 0", "data-only-function", "'%'", ""),
        ("c: sqrt(x, 2) <= 3", "wrong-argument-count", "one argument", ""),
        ("c: max(x) <= 3", "wrong-argument-count", "two or more", ""),
        ("c: 3 >= 4", "contradiction", "'c'", ""),
        ("c: x + 1 < x + 1", "contradiction", "itself", ""),
        ("also: x <= 3", "duplicate-name", "'also'", ""),
    ],
)
def test_wrong_constraints(line: str, code: str, words: str, hint: str) -> None:
    """Each mistake is an error with its own code, names what it is about, and says what to do."""
    errors = [finding for finding in with_constraint(line) if finding.severity is Severity.ERROR]
    assert code in codes(errors)
    finding = next(error for error in errors if error.code == code)
    assert words in finding.message
    assert hint in finding.hint
    assert finding.element == line.split(":")[0].split("[")[0]
    assert finding.where is not None
    assert finding.where.of(f"{GOOD}{line}\n") in line


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("c: 3 <= budget", "constant-constraint"),
        ("c[s in STORES]: need[s] <= 100", "constant-constraint"),
        ("c: x == x", "constant-constraint"),
        ("c: sum(stock[t] >= 1 for t in T) + 2 <= 3", "condition-as-number"),
        ("c: (x >= 1) == open[Lyon]", "condition-as-number"),
        ("c: open[Lyon] <= 7", "binary-comparison"),
        ("c[budget in T]: stock[budget] <= x", "shadowed-name"),
        ("c[t in T]: sum(stock[t] for t in T) <= x", "hidden-index"),
        ("c[i in PLANTS]: sum(flow[i, j] for (i, j) in ARCS) <= x", "hidden-index"),
        ("c: sum(sum(flow[i, j] for (i, j) in ARCS) for i in PLANTS) <= x", "hidden-index"),
        ("c: x >= len({t for t in T for t in T})", "hidden-index"),
        ("c: budget + horizon >= x\nd: x <= budget + horizon", "duplicate-constraint"),
    ],
)
def test_suspicious_constraints(line: str, code: str) -> None:
    """What is probably a mistake, and can be meant, is a warning."""
    found = with_constraint(line)
    assert codes(found) == [code]
    assert found[0].severity is Severity.WARNING


@pytest.mark.parametrize(
    ("variables", "code", "severity"),
    [
        ("10 <= y <= 3", "crossed-bounds", Severity.ERROR),
        ("2 * 3 <= y <= 10 / 2", "crossed-bounds", Severity.ERROR),
        ("0 <= y <= 3.5 integer", "fractional-bound", Severity.WARNING),
        ("y\ny binary", "duplicate-name", Severity.ERROR),
        ("y <= z\nz", "variable-in-data", Severity.ERROR),
        ("y\nmax", "reserved-name", Severity.ERROR),
        ("y\nz >= 0", "unused-variable", Severity.WARNING),
    ],
)
def test_variables(variables: str, code: str, severity: Severity) -> None:
    """Domains of variables: bounds that cross, fractions for integers, names, and variables in bounds."""
    found = findings(f"## Variables\n{variables}\n## Objective\nminimize y\n## Constraints\nc: y >= 1\n")
    assert (code, severity) in [(finding.code, finding.severity) for finding in found]


@pytest.mark.parametrize(
    ("objective", "code"),
    [
        ("minimize x >= 3", "objective-is-comparison"),
        ("minimize 3 * budget", "constant-objective"),
        ("maximize sum(cost[p, s] for p in PLANTS for s in STORES)", "constant-objective"),
        ("maximize stock", "missing-index"),
        ("minimize PLANTS", "set-as-number"),
    ],
)
def test_objectives(objective: str, code: str) -> None:
    """An objective is a number that depends on a variable."""
    text = GOOD.replace("minimize x", objective)
    assert code in codes(findings(text))


@pytest.mark.parametrize(
    ("objective", "runs_away"),
    [
        ("maximize 3 * y + x", True),
        ("minimize 3 * y + x", False),
        ("minimize x - 2 * (y - 4)", True),
        ("minimize x - y / 4", True),
        ("maximize x - y", False),
        ("maximize y - y", False),
        ("maximize sum(gain[i] * w[i] for i in I) + x", True),
        ("minimize sum(gain[i] * w[i] for i in I) + x", False),
        ("maximize sum(mixed[i] * w[i] for i in I) + x", False),
        ("maximize y * x", False),
        ("maximize 5 * b + x", False),
        ("maximize x - y ** 2", False),
    ],
)
def test_runaway_variables(objective: str, runs_away: bool) -> None:
    """A variable in no constraint is reported exactly when the objective certainly sends it to infinity."""
    text = (
        "## Sets\nI = {a, b}\n## Parameters\ngain[I] = [3, 4]\nmixed[I] = {a: -1, b: 2}\n"
        "## Variables\nx >= 0\ny >= 0\nw[I] >= 0\nb binary\n"
        f"## Objective\n{objective}\n## Constraints\nc: x <= 4\n"
    )
    assert ("unbounded-variable" in codes(findings(text))) is runs_away


def test_integers_between_0_and_1_are_conditions() -> None:
    """An integer variable that can only be 0 or 1 counts as a condition, as a binary one does."""
    text = "## Variables\n0 <= u <= 1 integer\nb binary\n## Objective\nsatisfy\n## Constraints\nc: u implies b\n"
    assert findings(text) == []


def test_index_that_hides_another_is_told_with_the_right_form() -> None:
    """A sum that binds the index around it anew runs over everything, and the hint says how to tie the two."""
    head = "## Sets\nNODES = {a, b}\nARCS = {(a, b), (b, a)}\n## Variables\nflow[ARCS] >= 0\n## Objective\nsatisfy\n"
    lines = {
        "for (n, j) in ARCS": "Write 'for (i, j) in ARCS if i == n', or 'for j in NODES if (n, j) in ARCS'.",
        "for (j, n) in ARCS": "Write 'for (j, i) in ARCS if i == n', or 'for j in NODES if (j, n) in ARCS'.",
        "for n in NODES": "Give it a name of its own: 'for i in NODES'.",
    }
    for generator, hint in lines.items():
        found = findings(f"{head}## Constraints\nout[n in NODES]: sum(flow[a, b] * 2 {generator}) <= 4\n")
        told = "The index 'n' of this sum hides the 'n' of the constraint's index"
        assert [(item.code, item.hint) for item in found] == [("hidden-index", hint)]
        assert found[0].message == f"{told}, so the sum runs over every member of {generator.split()[-1]}."


def test_sums_beside_each_other_may_share_an_index() -> None:
    """Sums that stand one after the other bind the same name, each for itself."""
    line = "c[p in PLANTS]: sum(stock[t] for t in T) + sum(t * stock[t] for t in T) <= sum(x for t in T if t > 2) + x\n"
    assert with_constraint(line) == []


def test_label_that_a_variable_is_called_like() -> None:
    """In a comparison with an index, a word is a member of the set although a variable has the same name."""
    text = (
        "## Sets\nI = {a, b}\n## Variables\nb[I] binary\na >= 0\n## Objective\nminimize a\n"
        "## Constraints\nc[i in I if i != b and i == a]: b[i] <= a\nd: a >= b[b]\n"
    )
    assert findings(text) == []


def test_unused_declarations() -> None:
    """A set, a parameter and a variable that nothing uses are told, each once."""
    text = "## Sets\nI = {a, b}\n## Parameters\nq = 4\n## Variables\nx >= 0\ny >= 0\n## Objective\nminimize x\n"
    assert codes(findings(text)) == ["unused-set", "unused-parameter", "unused-variable"]


def test_misspelt_names_are_not_also_unused() -> None:
    """When a name is misspelt, the one that was meant does not count as unused."""
    text = "## Parameters\ncapacity = 4\n## Variables\nx\n## Objective\nmaximize x\n## Constraints\nc: x <= capasity\n"
    assert codes(findings(text)) == ["unknown-name"]


def test_entries_of_tables() -> None:
    """Keys that the sets do not have, or of a wrong length, are errors with a suggestion."""
    text = GOOD.replace("{Lyon: 120, Turin: 90}", "{Lyon: 120, Turim: 90}")
    (finding,) = findings(text)
    assert (finding.code, finding.hint) == ("unknown-member", "Did you mean 'Turin'?")
    text = GOOD.replace("{Lyon: 120, Turin: 90}", "{(Lyon, Nice): 120}")
    assert codes(findings(text)) == ["wrong-arity"]


def test_sets_in_definitions() -> None:
    """A set may be defined by others; a parameter or an unknown name is no set."""
    assert "not-a-set" in codes(findings(GOOD.replace("DAYS\n##", "DAYS = budget | PLANTS\n##")))
    assert "unknown-set" in codes(findings(GOOD.replace("DAYS\n##", "DAYS = STORES | PLANT\n##")))
    assert findings(GOOD.replace("DAYS\n##", "DAYS = STORES | PLANTS - {Nice}\n##")) == []


def test_set_that_is_defined_by_itself_ends() -> None:
    """A circular definition is looked at without going round for ever."""
    assert "unknown-set" not in codes(findings(GOOD.replace("DAYS\n##", "DAYS = DAYS | PLANTS\n##")))


def test_order_is_by_place() -> None:
    """Findings come in the order of the text, whatever their kind."""
    found = findings(f"{GOOD}b: nothing[1] <= 3\nc: open[Lyon, Nice] <= x\nd: floor(x) <= 2\ne: zilch <= 3\n")
    starts = [finding.where.start for finding in found if finding.where]
    assert starts == sorted(starts)
    assert codes(found) == ["unknown-name", "wrong-arity", "data-only-function", "unknown-name"]


def test_formulation_without_text() -> None:
    """A formulation that was made by code has no places; findings come in the order of its elements."""
    formulation = Formulation(
        sets=(SetDeclaration("in"),),
        variables=(Variable("x", kind=Kind.BINARY, upper=Number(1)),),
        objective=Objective(sense=Sense.MINIMIZE, expression=Name("y")),
        constraints=(Constraint("c", body=Comparison((Name("x"), Name("z")), ("<=",))),),
    )
    found = [finding for finding in check(formulation) if finding.severity is Severity.ERROR]
    assert [(finding.element, finding.code) for finding in found] == [
        ("in", "reserved-name"),
        ("x", "binary-with-bounds"),
        ("objective", "unknown-name"),
        ("c", "unknown-name"),
    ]


def test_operators_that_do_not_exist() -> None:
    """A formulation that was made by code with a wrong operator or function is told so."""
    body = Comparison((Binary("//", Name("x"), Number(2)), Number(1)), ("=<",))
    formulation = Formulation(variables=(Variable("x"),), constraints=(Constraint("c", body=body),))
    assert codes(check(formulation))[:2] == ["unknown-operator", "unknown-operator"]


def test_long_sums() -> None:
    """A sum of many thousand terms is checked without recursion."""
    terms = " + ".join(f"{place} * x" for place in range(1, 5001))
    text = f"## Variables\nx >= 0\n## Objective\nminimize {terms}\n## Constraints\nc: {terms} >= 3\n"
    assert findings(text) == []


@given(st.permutations(["c: x + 1 >= yy", "d: open[Lyom] <= x", "e: stock <= x", "f: x <= 4"]))
def test_findings_do_not_depend_on_the_order_of_constraints(lines: list[str]) -> None:
    """The same constraints in another order have the same findings."""
    found = findings(GOOD + "\n".join(lines) + "\n")
    assert sorted((finding.element, finding.code) for finding in found) == [
        ("c", "unknown-name"),
        ("d", "unknown-member"),
        ("e", "missing-index"),
    ]


_leaves = st.sampled_from(["x", "PLANTS", "Nice", "p", "budget", "cost", "7", "zz"]).map(
    lambda word: Number(int(word)) if word.isdigit() else Name(word)
)


def _grown(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    binary = st.builds(Binary, st.sampled_from(["+", "-", "*", "/", "|", "^"]), inner, inner)
    comparison = st.builds(lambda left, right: Comparison((left, right), ("<=",)), inner, inner)
    return binary | comparison


@given(st.recursive(_leaves, _grown, max_leaves=12))
def test_any_tree_is_checked_without_failing(body: Expression) -> None:
    """Whatever stands where, the checks answer with findings and never fail."""
    formulation = parse(GOOD)
    broken = Formulation(
        formulation.sets,
        formulation.parameters,
        formulation.variables,
        formulation.objective,
        (*formulation.constraints, Constraint("c", body=body)),
    )
    for finding in check(broken):
        assert finding.message
        assert finding.code
