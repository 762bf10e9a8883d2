"""A forked process is what `python -m` gives: status, both streams, standard input, folder, environment."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.running import ROOT, run_module

CASES = [
    (("json.tool", "--compact"), '{"kabupaten": "Ngada"}'),
    (("json.tool",), "{"),
    (("crawler", "crawl", "--since", "kemarin"), None),
]


@pytest.mark.parametrize(("words", "given"), CASES)
def test_a_forked_process_tells_what_a_real_one_tells(words: tuple[str, ...], given: str | None) -> None:
    real = subprocess.run([sys.executable, "-m", *words], cwd=ROOT, input=given or "", capture_output=True, text=True)
    forked = run_module(*words, given=given)
    assert (forked.returncode, forked.stdout, forked.stderr) == (real.returncode, real.stdout, real.stderr)


def said(expression: str, **options: object) -> str:
    """What a process says of an expression; timeit runs any code."""
    words = ("-n1", "-r1", "-s", f"import os; print({expression})")
    return run_module("timeit", *words, **options).stdout.splitlines()[0]  # type: ignore[arg-type]


def test_folder_and_environment_are_those_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KABAR_UJI_SATU", "satu")
    both = "os.environ['KABAR_UJI_SATU'] + os.environ['KABAR_UJI_DUA']"
    assert said(f"os.getcwd(), {both}", cwd=tmp_path, environment={"KABAR_UJI_DUA": "dua"}) == f"{tmp_path} satudua"
    assert said("'KABAR_UJI_DUA' in os.environ") == "False", "nothing is left for the next"


def test_two_in_a_row_have_other_hash_seeds() -> None:
    assert len({said("hash('kabar')") for _ in range(4)}) == 2


def test_one_that_hangs_is_ended_and_the_next_runs() -> None:
    with pytest.raises(subprocess.TimeoutExpired):
        run_module("timeit", "-n1", "-r1", "import time; time.sleep(600)", timeout=0.3)
    assert said("6 * 7") == "42"
