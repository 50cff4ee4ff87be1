"""CSV and JSON need numpy alone; other formats say which package is missing and how to install it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

CODE = """
import sys
from pathlib import Path

class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("pandas", "pyarrow", "openpyxl"):
            raise ImportError(name)

sys.meta_path.insert(0, Refuse())
from nl2opt.errors import MissingExtraError
from nl2opt.formulation.data import load
from nl2opt.formulation.text_parser import parse

plan = parse("## Sets\\nP\\n## Parameters\\nu[P]\\n## Objective\\nsatisfy\\n")
for name in ("u.csv", "u.json", "u.parquet", "u.xlsx"):
    try:
        print(load(plan, {"u": Path(name)}).table("u").values.tolist())
    except MissingExtraError as error:
        print(" ".join(str(error).split()))
"""


def test_csv_and_json_need_no_extra(tmp_path: Path) -> None:
    """Without pandas, pyarrow and openpyxl, the message for Parquet and Excel has the exact command."""
    (tmp_path / "u.csv").write_text("p,u\na,1\nb,2\n")
    (tmp_path / "u.json").write_text('{"a": 3, "b": 4}')
    (tmp_path / "u.parquet").write_bytes(b"PAR1")
    (tmp_path / "u.xlsx").write_bytes(b"PK")
    done = subprocess.run([sys.executable, "-c", CODE], cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert done.stdout.splitlines() == [
        "[1.0, 2.0]",
        "[3.0, 4.0]",
        "Reading Parquet files needs the package 'pyarrow', which is not installed. Run: pip install 'nl2opt[tables]'",
        "Reading Excel files needs the package 'openpyxl', which is not installed. Run: pip install 'nl2opt[tables]'",
    ], done.stderr
