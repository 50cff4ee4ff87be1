"""MPS files, free and fixed, each against HiGHS's own reader where that can read it."""

from __future__ import annotations

import gzip
import math
from pathlib import Path

import pytest

from nl2opt.errors import Nl2optError
from nl2opt.formulation.elements import Sense
from nl2opt.formulation.text_parser import parse
from nl2opt.formulation.text_printer import to_text
from nl2opt.solvers.api import solve
from nl2opt.solvers.readers.mps import read_mps
from nl2opt.solvers.readers.read import import_model
from tests.solvers.readers.highs_reader import highs_optimum

PLAIN = """* a comment
NAME          PLAIN
ROWS
 N  COST
 L  LIM1
 G  LIM2
 E  MYEQN
COLUMNS
    X         COST                 1   LIM1                 1
    X         LIM2                 1
    MARKER                 'MARKER'                 'INTORG'
    Y         COST                 2   LIM1                 1
    Y         MYEQN               -1
    MARKER                 'MARKER'                 'INTEND'
    Z         COST                -1   MYEQN                1
RHS
    RHS       LIM1                 4   LIM2                 1
    RHS       MYEQN                7
BOUNDS
 UP BND       X                    4
 LO BND       Y                   -1
 UP BND       Y                    1
ENDATA
"""


def ours(folder: Path, text: str) -> float | None:
    """The optimum of the imported formulation, which must survive being printed and parsed."""
    path = folder / "model.mps"
    path.write_text(text)
    formulation = import_model(path).formulation
    assert parse(to_text(formulation)) == formulation
    return solve(formulation).objective


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", ""),
        ("ROWS", "OBJSENSE\n    MAX\nROWS"),
        ("ROWS", "OBJSENSE MAX\nROWS"),
        ("ROWS", "OBJSENSE\n    MAXIMIZE\nROWS"),
        ("ROWS", "OBJSENSE\n    MIN\nROWS"),
        ("    RHS       LIM1                 4   LIM2                 1", " RHS LIM1 4\n\n RHS LIM2 1"),
        ("    RHS       LIM1                 4   LIM2                 1", "    LIM1 4 LIM2 1"),
        ("RHS\n", "RHS\n RHS COST -12.5\n"),
        ("BOUNDS", "RANGES\n RNG LIM1 2.5\nBOUNDS"),
        ("BOUNDS", "RANGES\n RNG LIM2 2.5\nBOUNDS"),
        ("BOUNDS", "RANGES\n RNG MYEQN 2.5\nBOUNDS"),
        ("BOUNDS", "RANGES\n RNG MYEQN -2.5\nBOUNDS"),
        ("BOUNDS", "RANGES\n RNG LIM1 -1\nBOUNDS"),
        (" UP BND       Y                    1\n", ""),
        (" UP BND       X                    4\n", " UP BND X -2\n"),
        (" UP BND       X                    4\n", " MI BND X\n UP BND X 3\n"),
        (" UP BND       X                    4\n", " FR BND X\n LO BND Z 2\n UP BND Z 8.5\n"),
        (" UP BND       X                    4\n", " BV BND X\n"),
        (" UP BND       X                    4\n", " LI BND X 2\n UI BND X 3\n"),
        (" UP BND       X                    4\n", " FX BND X 2.5\n"),
        (" UP BND       X                    4\n", " PL BND X\n UP BND Z 9\n"),
        (" UP BND       X                    4\n", " UP X 3\n"),
        (" UP BND       X                    4\n", " UP BND X 1e30\n"),
        (" UP BND       X                    4\n", " UP BND X 0\n"),
        (" LO BND       Y                   -1\n UP BND       Y                    1\n", ""),
        ("ENDATA", "QUADOBJ\n    X X 2\n    Z Z 3\n    X Z 1\nENDATA"),
        ("ENDATA", "QMATRIX\n    X X 2\n    Z Z 3\n    X Z 1\n    Z X 1\nENDATA"),
        (" N  COST\n", " N  COST\n N  OTHER\n"),
    ],
)
def test_sections_mean_what_highs_says(tmp_path: Path, old: str, new: str) -> None:
    """Every section and kind of bound has the optimum that HiGHS's reader and solver find."""
    assert old in PLAIN
    text = PLAIN.replace(old, new, 1) if old else PLAIN
    if "QUADOBJ" in new or "QMATRIX" in new:
        # HiGHS solves no quadratic models over integers.
        text = "".join(line for line in text.splitlines(keepends=True) if "MARKER" not in line)
    found = ours(tmp_path, text)
    expected = highs_optimum(tmp_path / "model.mps")
    assert found == (None if expected is None else pytest.approx(expected))


def test_reads_names_with_blanks_in_fixed_columns(tmp_path: Path) -> None:
    """Fields of the fixed format are told apart by their columns, so that names may have blanks."""
    text = PLAIN.replace("LIM1", "LI 1").replace("LIM2", "LI 2")
    assert ours(tmp_path, text) == pytest.approx(highs_optimum_of_plain(tmp_path))
    renamed = import_model(tmp_path / "model.mps").renamed
    assert renamed == {"LI 1": "LI_1", "LI 2": "LI_2"}


def highs_optimum_of_plain(folder: Path) -> float:
    """The optimum of the model that most tests vary."""
    path = folder / "plain.mps"
    path.write_text(PLAIN)
    found = highs_optimum(path)
    assert found is not None
    return found


def test_reads_compressed_files(tmp_path: Path) -> None:
    """A file that gzip has compressed is read as it is."""
    path = tmp_path / "model.mps.gz"
    path.write_bytes(gzip.compress(PLAIN.encode()))
    assert solve(import_model(path).formulation).objective == pytest.approx(highs_optimum_of_plain(tmp_path))
    path.write_bytes(gzip.compress(PLAIN.encode())[:-20])
    with pytest.raises(Nl2optError, match="damaged gzip file"):
        import_model(path)


def test_reads_indicators_and_quadratic_rows() -> None:
    """INDICATORS switch a row, and QCMATRIX adds products to one."""
    extra = "QCMATRIX LIM1\n X X 1\n X Z 2\n Z X 2\nINDICATORS\n IF LIM2 Y 1\nENDATA"
    model = read_mps(PLAIN.replace("ENDATA", extra), "model.mps")
    lim1, lim2, _ = model.rows
    assert lim1.products == {(0, 0): 1.0, (0, 2): 4.0}
    assert lim2.switch == (1, True)


def test_first_of_several_sets_counts() -> None:
    """Right sides and bounds of a second set are alternatives that are not used."""
    text = PLAIN.replace("BOUNDS", " RHS2 LIM1 99\nBOUNDS").replace("ENDATA", " UP BND2 X 99\nENDATA")
    model = read_mps(text, "model.mps")
    assert model.rows[0].upper == 4
    assert model.columns[0].upper == 4


def test_without_objective_any_point_will_do() -> None:
    """A file without a free row asks for any feasible point."""
    text = "ROWS\n L c\nCOLUMNS\n x c 1\nRHS\n RHS c 4\nENDATA\n"
    model = read_mps(text, "model.mps")
    assert model.sense is Sense.SATISFY
    assert model.columns[0].upper == math.inf


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        (" L  LIM1", " K  LIM1", 5, "'K' is no kind of row"),
        (" G  LIM2", " G  LIM1", 6, "'LIM1' is declared twice"),
        ("Z         COST                -1", "Z         COST                1x", 15, "'1x' is no number"),
        ("Z         COST                -1", "Z         COTS                -1", 15, "no row 'COTS'"),
        ("Z         COST                -1", "Z         COST               inf", 15, "no finite coefficient"),
        ("Z         COST                -1   MYEQN                1", "Z COST -1 COST 1", 15, "comes twice"),
        ("Z         COST                -1   MYEQN                1", "X COST -1", 15, "comes a second time"),
        ("Z         COST                -1   MYEQN                1", "Z COST", 15, "has 2 words"),
        ("    RHS       MYEQN                7", "    RHS       MYEQM                7", 18, "no row 'MYEQM'"),
        (" LO BND       Y ", " LO BND       W ", 21, "no column 'W'"),
        (" LO BND       Y ", " XX BND       Y ", 21, "'XX' is no kind of bound"),
        (" LO BND       Y ", " SC BND       Y ", 21, "'Y' is semi-continuous"),
        ("ENDATA", "SOS\n S1 SOS1\nENDATA", 23, "special ordered sets"),
        ("ENDATA", "", 23, "without ENDATA"),
        ("BOUNDS", "BOUND", 19, "no section of an MPS file"),
        ("ROWS", "OBJSENSE\n    UP\nROWS", 4, "'UP' is no direction"),
        ("INTORG", "INTBEGIN", 11, "is no marker"),
        ("ENDATA", "INDICATORS\n IF LIM1 Y 2\nENDATA", 24, "no value of a binary"),
    ],
)
def test_mistakes_name_their_line(old: str, new: str, line: int, what: str) -> None:
    """An error says in which line what is wrong, and what to do."""
    assert old in PLAIN
    with pytest.raises(Nl2optError) as caught:
        read_mps(PLAIN.replace(old, new, 1), "model.mps")
    assert caught.value.where == f"model.mps:{line}"
    assert what in caught.value.what
    assert caught.value.hint


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    """A missing file, a folder, an empty one, one that is no text and one of another kind have an error each."""
    (tmp_path / "model.mps").write_text(PLAIN)
    (tmp_path / "empty.mps").write_text(" \n")
    (tmp_path / "binary.mps").write_bytes(b"\0\1\2")
    (tmp_path / "model.txt").write_text(PLAIN)
    (tmp_path / "latin.mps").write_bytes(PLAIN.replace("LIM1", "LIMé").encode("latin-1"))
    for name, what in (
        ("modle.mps", f"Did you mean '{tmp_path / 'model.mps'}'"),
        ("", "is a folder"),
        ("empty.mps", "is empty"),
        ("binary.mps", "NUL"),
        ("model.txt", "neither an MPS nor an LP file"),
    ):
        with pytest.raises(Nl2optError) as caught:
            import_model(tmp_path / name)
        assert what in str(caught.value)
    assert "LIMé" in to_text(import_model(tmp_path / "latin.mps").formulation)
