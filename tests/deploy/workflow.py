"""Running a workflow's own `run:` steps here, as GitHub's runner would: bash -e, one after another, with outputs."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def load(name: str) -> dict[str, Any]:
    """A workflow by its file's name without .yml."""
    told = yaml.safe_load((ROOT / ".github" / "workflows" / f"{name}.yml").read_text(encoding="utf-8"))
    assert isinstance(told, dict)
    return told


@dataclass
class Job:
    """One job in a folder that stands for the runner's checkout; `outputs` are those of its steps by their id."""

    workflow: str
    name: str
    folder: Path
    environment: Mapping[str, str]
    known: Mapping[str, str] = field(default_factory=dict)
    outputs: dict[str, str] = field(default_factory=dict)
    said: str = ""

    def run(self, *without: str) -> int:
        """Runs the steps that are commands, except those named, and returns the status of the last one that ran."""
        told = load(self.workflow)
        job = told["jobs"][self.name]
        shared = {**told.get("env", {}), **job.get("env", {})}
        ran = 0
        for step in job["steps"]:
            if "run" not in step or step["name"] in without or not self._is_due(step.get("if")):
                continue
            ran += 1
            if status := self._step(step, {**shared, **step.get("env", {})}):
                return status
        assert ran, f"{self.name} has no step that could be run"
        return 0

    def _step(self, step: Mapping[str, Any], variables: Mapping[str, str]) -> int:
        own = {name: self._value(str(value)) for name, value in variables.items()}
        files = {name: self.folder.parent / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for file in files.values():
            file.write_text("", encoding="utf-8")
        place = {**self.environment, **own, **{name: str(file) for name, file in files.items()}}
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
        done = subprocess.run(command, cwd=self.folder, env=place, capture_output=True, text=True, timeout=120)
        self.said += done.stdout + done.stderr
        for line in files["GITHUB_OUTPUT"].read_text(encoding="utf-8").splitlines():
            name, _, value = line.partition("=")
            self.outputs[f"steps.{step['id']}.outputs.{name}"] = value
        return done.returncode

    def _is_due(self, condition: str | None) -> bool:
        if condition is None:
            return True
        found = re.fullmatch(r"([\w.-]+) == '(\w+)'", condition)
        assert found, f"{condition} is no condition that is understood here"
        return self._look_up(found[1]) == found[2]

    def _value(self, text: str) -> str:
        return re.sub(r"\$\{\{ ([^}]+) \}\}", lambda found: self._look_up(found[1]), text)

    def _look_up(self, name: str) -> str:
        return {**self.known, **self.outputs}.get(name, "")
