"""`review walk`: what waits, one record after the other, with a line of input for each decision."""

from __future__ import annotations

import shlex
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from crawler.commands.options import Var, warn
from crawler.commands.review_records import Content
from crawler.commands.reviewing import By, desk_for, laid_out, told

if TYPE_CHECKING:
    from crawler.reviewing.desk import Entry, ReviewDesk

HELP = "accept [--withheld] | set FIELD VALUE | withhold [NAME] | disclose [NAME] | hide WHY | show | skip | quit"


def walk(context: typer.Context, by: By = None, content: Content = None, var: Var | None = None) -> None:
    """Go through what waits: each record is shown, then lines are read, from a terminal or from standard input.

    accept, accept --withheld, hide WHY and skip go on to the next; set, withhold, disclose and show stay; quit, or the
    end of the input, ends.
    """
    round = Walk(desk_for(content or context.obj, by), var)
    waiting = round.desk.waiting()
    warn(round.desk.all().warnings)
    for number, (record, why) in enumerate(waiting, 1):
        print(f"[{number} of {len(waiting)}] {why}")
        with told():
            entry = round.desk.entry(record.id)
        if not round.stay_at(entry):
            break
    print(f"{round.decisions} decisions; {len(round.desk.waiting())} records wait for a person")


@dataclass
class Walk:
    """One walk: `decisions` counts the changes made."""

    desk: ReviewDesk
    var: Path | None
    decisions: int = 0

    def stay_at(self, entry: Entry) -> bool:
        """Reads lines about one record until it is done with; False when the walk is to end."""
        from crawler.reviewing.refusing import Refused

        self._show(entry)
        while True:
            words = _read_words()
            if words is None or words == ["quit"]:
                return False
            if words == ["skip"]:
                return True
            try:
                changed = self._act(entry, words)
            except Refused as error:
                print(f"error: {error}", file=sys.stderr)
                entry = self.desk.entry(entry.record.id)
                continue
            if changed is None:
                print(HELP)
            elif words[0] in ("accept", "hide"):
                return True
            else:
                entry = changed
                self._show(entry)

    def _act(self, entry: Entry, words: list[str]) -> Entry | None:
        """The record as it stands after a decision, None for words that are none. Raises Refused."""
        id, seen, desk = entry.record.id, entry.state, self.desk
        match words:
            case ["show"]:
                return desk.entry(id)
            case ["accept"]:
                done = desk.accept(id, seen=seen)
            case ["accept", "--withheld"]:
                done = desk.accept(id, withheld=True, seen=seen)
            case ["set", field, value]:
                done = desk.set_field(id, field, value, seen=seen)
            case ["withhold", *name]:
                done = desk.withhold(id, " ".join(name) or None, seen=seen)
            case ["disclose", *name]:
                done = desk.disclose(id, " ".join(name) or None, seen=seen)
            case ["hide", *why]:
                done = desk.hide(id, " ".join(why), seen=seen)
            case _:
                return None
        self.decisions += 1
        return done

    def _show(self, entry: Entry) -> None:
        from crawler.reviewing.printing import print_record
        from crawler.write.review import waits

        print_record(entry, laid_out(entry, self.var), waits(entry.record), sys.stdout)


def _read_words() -> list[str] | None:
    """The words of the next line that has any, None at the end of the input."""
    while True:
        if sys.stdin.isatty():
            print("review> ", end="", flush=True)
        line = sys.stdin.readline()
        if not line:
            return None
        try:
            words = shlex.split(line)
        except ValueError:  # a quote that is not closed, or an apostrophe in a name
            words = line.split()
        if words:
            return words
