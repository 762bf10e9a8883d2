"""A branch of a git repository, as GitHub Pages shows one. Works in a bare repository of its own below var/."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from crawler.nightly import children
from crawler.nightly.children import Done
from crawler.nightly.config import Target
from crawler.nightly.crawling import StepFailed
from crawler.nightly.plan import Plan

_NO_BRANCH = 2  # git ls-remote --exit-code: the repository answered and has no such branch
_SECRET = re.compile(r"//[^/@\s]{1,500}@")


def to_branch(site: Path, target: Target, plan: Plan) -> str:
    """Commits the site on top of the remote's branch and pushes it; the same site makes no commit.

    No checkout is touched: the site itself is the working tree, the index is a file of its own. Raises StepFailed,
    OSError.
    """
    if shutil.which("git") is None:
        raise StepFailed("git is not installed")
    return _Branch(site, target, plan).update()


class _Branch:
    def __init__(self, site: Path, target: Target, plan: Plan) -> None:
        self._site, self._plan, self._domain = site, plan, target.options.get("domain")
        self._remote, self._branch = target.options["remote"], target.options.get("branch", "gh-pages")
        self._folder = plan.own / f"{target.name}.git"
        self._index = self._folder / "site.index"

    def update(self) -> str:
        if not (self._folder / "HEAD").exists():
            shutil.rmtree(self._folder, ignore_errors=True)
            self._git("init", "--quiet", "--bare", str(self._folder))
        parent = self._parent()
        tree = self._tree()
        if parent and self._git("rev-parse", f"{parent}^{{tree}}").out.strip() == tree:
            return "unchanged"
        on = ["-p", parent] if parent else []
        commit = self._git("commit-tree", tree, *on, given=f"Site {self._site.name}\n").out.strip()
        self._git("push", "--quiet", self._remote, f"{commit}:refs/heads/{self._branch}")
        return f"commit {commit[:12]} pushed to {self._branch}"

    def _parent(self) -> str | None:
        """The remote branch's last commit, fetched; None where there is no such branch yet."""
        asked = self._git("ls-remote", "--exit-code", self._remote, f"refs/heads/{self._branch}", fine=(0, _NO_BRANCH))
        if asked.status == _NO_BRANCH:
            return None
        self._git("fetch", "--quiet", "--depth=1", "--no-tags", self._remote, f"+refs/heads/{self._branch}:refs/last")
        return self._git("rev-parse", "refs/last").out.strip()

    def _tree(self) -> str:
        self._index.unlink(missing_ok=True)
        (self._folder / "site.index.lock").unlink(missing_ok=True)  # a killed run's
        self._git("--work-tree", str(self._site), "add", "--all", "--force", ".")
        # GitHub Pages would leave out what Jekyll does not know.
        self._add(".nojekyll", "")
        if self._domain:
            self._add("CNAME", f"{self._domain}\n")
        return self._git("write-tree").out.strip()

    def _add(self, name: str, text: str) -> None:
        blob = self._git("hash-object", "-w", "--stdin", given=text).out.strip()
        self._git("update-index", "--add", "--cacheinfo", f"100644,{blob},{name}")

    def _git(self, *arguments: str, given: str | None = None, fine: tuple[int, ...] = (0,)) -> Done:
        # The maintainer's own settings must change no byte of the site.
        own = ["-c", "core.autocrlf=false", "-c", "core.excludesFile=/dev/null", "-c", "core.attributesFile=/dev/null"]
        command = ["git", *own, "--git-dir", str(self._folder), *arguments]
        if arguments[0] == "--work-tree":
            command = ["git", *own, "-C", str(self._site), "--git-dir", str(self._folder), *arguments]
        done = children.run(command, self._plan.config.seconds("deploy"), given=given, environment=self._environment())
        if done.status not in fine or done.late:
            raise StepFailed(_SECRET.sub("//…@", f"git {_verb(arguments)}: {done.reason}"))
        return done

    def _environment(self) -> Mapping[str, str]:
        on = self._plan.clock().isoformat(timespec="seconds")
        who = {"NAME": "Kabar Netral", "EMAIL": "nightly@kabar-netral.invalid", "DATE": on}
        signed = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in who.items()}
        # No password is asked for at night.
        return signed | {"GIT_INDEX_FILE": str(self._index), "GIT_TERMINAL_PROMPT": "0"}


def _verb(arguments: tuple[str, ...]) -> str:
    return next(word for word in arguments[2 if arguments[0] == "--work-tree" else 0 :] if not word.startswith("-"))
