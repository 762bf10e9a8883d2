"""Concluding a crew's crawl: what each member counted becomes one crawl of each source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from redis import RedisError

from crawler.fetch.assignment import Assignment
from crawler.fetch.crawling import note, noted
from crawler.fetch.memory import Crawl
from crawler.fetch.tally import COUNTERS, Tally
from crawler.spread.crew import Crew, lost


def conclude(crew: Crew, assignments: Sequence[Assignment]) -> bool:
    """Hands in what this member counted. The last of the crew notes the crawls of all and returns True: it is to group,
    for nobody else writes any more. Where Redis is lost each member notes what it knows and groups nothing."""
    try:
        return _concluded(crew, assignments)
    except RedisError as error:
        for assignment in assignments:
            assignment.tally.why = assignment.tally.why or lost(error)
            note(assignment, noted(assignment, crew.started))
        return False


def _concluded(crew: Crew, assignments: Sequence[Assignment]) -> bool:
    for assignment in assignments:
        source, crawl = assignment.source.name, noted(assignment, crew.started)
        assignment.tally.shared = crew.is_found_elsewhere(source)
        crew.add(source, crawl.counts, crawl.why)
    if not assignments or not crew.is_last():
        return False
    for source in crew.sources():
        note(assignments[0], _whole(crew, source, assignments[0]))
    return True


def _whole(crew: Crew, source: str, assignment: Assignment) -> Crawl:
    """The crawl of one source by the whole crew."""
    counted = crew.counted(source)
    counts = Counter({name: number for name, number in counted.numbers.items() if name in COUNTERS})
    outcome = Tally(source, counts, why=counted.why).outcome
    return Crawl(source, crew.started, assignment.now(), outcome, counted.why, counted.numbers)
