"""The proposal: a survey as text, the evidence in comments and the table of sources.toml."""

from __future__ import annotations

import json
from collections.abc import Iterator

from crawler.fetch.onramp.platforms import usual_means
from crawler.fetch.onramp.survey import Survey
from crawler.record import clean_line


def proposal(survey: Survey) -> str:
    """The evidence as comments and the table as TOML, ready to be appended to sources.toml."""
    comments = (f"# {clean_line(line)}" for line in evidence_lines(survey))
    return "\n".join([*comments, "", *_table_lines(survey), ""])


def evidence_lines(survey: Survey) -> Iterator[str]:
    """What was seen, a line for each thing."""
    yield f"{survey.sight.url}, looked at on {survey.sight.today.isoformat()}"
    spoken = ", ".join(one.what for one in survey.evidence)
    if survey.family:
        yield f"family {survey.family}: {spoken}"
    elif survey.platform:
        yield f"platform {survey.platform}, which has no page object (read by the default one): {spoken}"
    else:
        yield "no family is recognised: the default page object reads it (JSON-LD, metas, generic extractor)"
    others = [one for one in survey.sight.evidence if one.family != survey.platform]
    if others:
        yield f"against it: {'; '.join(f'{one.family}, {one.what}' for one in others)}"
    yield f"zone {survey.zone}: {survey.zone_by}"
    if survey.article:
        article = survey.article
        when = article.published.isoformat() if article.published else "no date"
        headline = article.headline if len(article.headline) < 80 else f"{article.headline[:79]}…"
        yield f"article read by {article.reader}: “{headline}”, {when}, {len(article.body)} paragraphs"
    else:
        yield "no article page was read: nothing shows yet that its pages can be"
    if survey.sight.robots:
        yield f"robots.txt read; it names {len(survey.sight.sitemaps)} sitemaps"
    for trial in survey.trials:
        word = "works" if trial.works else "does not"
        yield f"{word}: {trial.means.kind} {trial.means.url} ({trial.told()})"
    if not any(trial.works for trial in survey.trials):
        yield "no means of discovery is known to answer: the table goes by those that such a site usually has"


def _table_lines(survey: Survey) -> Iterator[str]:
    yield "[[source]]"
    yield f"name = {_quoted(survey.name)}"
    yield f"title = {_quoted(survey.title)}"
    yield f"hosts = [{', '.join(map(_quoted, survey.hosts))}]"
    if survey.family:
        yield f"family = {_quoted(survey.family)}"
    yield f"zone = {_quoted(survey.zone)}"
    yield 'status = "unverified"'
    yield f"note = {_quoted(_note(survey))}"
    if survey.discovery == usual_means(survey.family, f"https://{survey.hosts[0]}"):
        return  # a table without `discovery` has just these
    yield "discovery = ["
    for means in survey.discovery:
        following = f", next = {_quoted(means.next)}" if means.next else ""
        yield f"  {{ kind = {_quoted(str(means.kind))}, url = {_quoted(means.url)}{following} }},"
    yield "]"


def _note(survey: Survey) -> str:
    """What is known and how sure, in one line that begins with the day."""
    works = [str(trial.means.kind) for trial in survey.trials if trial.works]
    told = [
        f"{survey.platform or 'no known platform'} by {survey.evidence[0].what}"
        if survey.evidence
        else "no known platform",
        f"{', '.join(dict.fromkeys(works))} answered" if works else "no means of discovery has been seen to answer",
        f"an article read by {survey.article.reader}" if survey.article else "no article read yet",
        f"zone by {survey.zone_by}",
    ]
    return f"{survey.sight.today.isoformat()}: looked at; {'; '.join(told)}. Not crawled yet."


def _quoted(text: str) -> str:
    """A TOML string: JSON's escapes are TOML's."""
    return json.dumps(clean_line(text), ensure_ascii=False)
