"""The drill: a good night, then one fault after the other, and after each a clean night. What must hold is looked at
after every one of them."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field

from tests.drill.cases import PUBLISHED, Case, OutletCase, Stage
from tests.drill.looking import checked, digest, published_keys, read_keys, record_faults, shown_keys, site_faults
from tests.drill.newsroom import Key, Outlet
from tests.drill.night import Ran

Say = Callable[[str], None]
OUTLET_ARTICLES = 4
"""New articles at each outlet in the night of the outlets' faults; after three failures in a row a host is left."""


@dataclass(frozen=True)
class Trial:
    """A fault that was tried, and what did not hold."""

    name: str
    faults: tuple[str, ...]
    seconds: float

    @property
    def survived(self) -> bool:
        return not self.faults


@dataclass
class Drill:
    """Goes through cases on a stage. `whole` are the sites by digest that were looked at and found whole."""

    stage: Stage
    say: Say
    trials: list[Trial] = field(default_factory=list)
    whole: set[str] = field(default_factory=set)

    def first_night(self, *, twice: bool = True) -> None:
        """A clean first night, and a second run of it that must change nothing."""
        began = time.monotonic()
        faults = list(self._clean())
        if not twice:
            self._note("no fault: a first night", faults, began)
            return
        before = self._standing()
        ran = self.stage.nights.run()
        faults += [] if ran.status in PUBLISHED else [f"the second run ended with {ran.status}: {ran.told[-300:]}"]
        faults += [] if self._standing() == before else ["the second run of the night changed records or site"]
        self._note("no fault: a first night, run twice", faults, began)

    def outlets(self, cases: Sequence[OutletCase]) -> None:
        """One night in which outlets fail, each in its own way, and a clean one."""
        nights, servers, began = self.stage.nights, self.stage.servers, time.monotonic()
        nights.newsroom.advance(OUTLET_ARTICLES)
        ill = dict(zip((outlet.name for outlet in nights.newsroom.outlets), cases, strict=False))
        for name, case in ill.items():
            servers.set_fault(name, case.fault)
        known = self._known()
        ran = nights.run()
        servers.mend()
        faults = [*self._ended(ran, PUBLISHED), *self._standing_faults(known)]
        own = {name: list(self._outlet_faults(name, case, ran)) for name, case in ill.items()}
        faults += self._unread(outlet for outlet in nights.newsroom.outlets if outlet.name not in ill)
        clean = list(self._clean())
        for name, case in ill.items():
            self._note(case.name, [*own[name], *faults, *clean], began)
            began = time.monotonic()

    def house(self, cases: Iterable[Case]) -> None:
        """For each case a night with the fault and a clean one."""
        for case in cases:
            began = time.monotonic()
            self.stage.nights.newsroom.advance(case.articles)
            self._note(case.name, list(self._tried(case)), began)

    def _tried(self, case: Case) -> Iterator[str]:
        known = self._known()
        with case.around(self.stage) if case.around else nullcontext():
            ran = self.stage.nights.run(case.pranks(self.stage), case.largest)
            spoilt = 1 if case.spoils_a_record else 0
            faults = [fault for fault in self._standing_faults(known) if not (spoilt and "1 unreadable" in fault)]
            yield from (fault for fault in faults if not (spoilt and fault.startswith("1 lost")))
        for disk in self.stage.disks.values():
            disk.free()
        case.mend(self.stage)
        yield from self._ended(ran, case.status)
        if case.named and not re.search(case.named, ran.told):
            yield f"no line names the fault ({case.named}): {ran.told[-300:]!r}"
        yield from self._clean()

    def _ended(self, ran: Ran, status: frozenset[int]) -> Iterator[str]:
        if ran.status not in status:
            yield f"ended with {ran.status}, not {sorted(status)}: {ran.told[-300:]!r}"
        if "Traceback" in ran.out + ran.err:
            yield f"a traceback: {ran.err[-300:]!r}"

    def _outlet_faults(self, name: str, case: OutletCase, ran: Ran) -> Iterator[str]:
        lines = [line for line in ran.told.splitlines() if f"kabar-{name}:" in line]
        if not any(re.search(case.named, line) for line in lines):
            yield f"no line names the fault of kabar-{name} ({case.named}): {lines}"
        if case.read:
            yield from self._unread([self.stage.nights.newsroom.named(name)])

    def _unread(self, outlets: Iterable[Outlet]) -> Iterator[str]:
        """Articles without a record, of outlets that could be read."""
        stored = self._known()
        for outlet in outlets:
            if missing := {paper.key for paper in outlet.visible if paper.story.relevant} - stored:
                yield f"{len(missing)} articles of kabar-{outlet.name} are missing, which could be read"

    def _standing_faults(self, known: set[Key]) -> Iterator[str]:
        """What is wrong right after a night with a fault."""
        nights = self.stage.nights
        yield from record_faults(nights.content, nights.newsroom, known, complete=False)
        site = nights.current
        if site is None:
            yield "nothing is published"
            return
        yield from self._whole(theme=True)

    def _clean(self) -> Iterator[str]:
        """A night without a fault, and what is not up to date after it."""
        nights = self.stage.nights
        ran = nights.run()
        if ran.status not in PUBLISHED:
            yield f"the clean night ended with {ran.status}: {ran.told[-300:]!r}"
        yield from record_faults(nights.content, nights.newsroom, set(), complete=True)
        site = nights.current
        if site is None:
            yield "nothing is published after a clean night"
            return
        yield from self._whole(theme=not self.whole)
        if set(shown_keys(site)) != published_keys(nights.content):
            yield "the site does not show what the records hold after a clean night"
        left = [path.name for path in nights.site.rglob(".*") if path.name.startswith((".new-", ".old-", ".current-"))]
        if left:
            yield f"left behind after a clean night: {', '.join(left)}"

    def _whole(self, *, theme: bool) -> Iterator[str]:
        """What is wrong with the published site, unless this very site was found whole before."""
        nights = self.stage.nights
        site = nights.current
        assert site is not None
        known = digest(site)
        if known in self.whole:
            return
        faults = list(site_faults(site, nights.newsroom))
        wrong = checked(site, nights.content) if theme else None
        faults += [wrong] if wrong else []
        if not faults:
            self.whole.add(known)
        yield from faults

    def _known(self) -> set[Key]:
        return set(read_keys(self.stage.nights.content)[0])

    def _standing(self) -> tuple[str, str]:
        site = self.stage.nights.current
        return digest(self.stage.nights.content / "records"), digest(site) if site else ""

    def _note(self, name: str, faults: list[str], began: float) -> None:
        trial = Trial(name, tuple(faults), time.monotonic() - began)
        self.trials.append(trial)
        self.say(f"{len(self.trials):3} {'survived' if trial.survived else 'FAILED'} {trial.seconds:6.1f} s  {name}")
        for fault in faults:
            self.say(f"        {fault}")
