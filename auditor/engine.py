"""`audit`: one article in, its transparency report out. Read this first: it is the table of contents of the tool.

Opens no file and prints nothing.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from auditor.analysis.accusations import find as accusations
from auditor.analysis.accusations.candidates import ruled_words
from auditor.analysis.phrases import find as phrases
from auditor.analysis.sources import resolve as sources
from auditor.analysis.statements import find as statements
from auditor.base.threads import begun
from auditor.judging import cases, policy, reports
from auditor.judging.case import Case
from auditor.language import entries, genres
from auditor.language import read as reading
from auditor.language.tagger import charges
from auditor.language.tongue.check import checked
from auditor.records.article import Article
from auditor.records.report import Report
from auditor.toolkit import Toolkit


def audit(article: Article, toolkit: Toolkit) -> Report:
    """The transparency report of `article`; equal input gives an equal report.

    Raises ReadingError A320 for an article in another language, unless the toolkit is for any.
    """
    case = understood(article, toolkit)
    verdict = policy.judge(case, toolkit.policies, toolkit.questions, toolkit.today, toolkit.off)
    return reports.make(case, verdict, toolkit.provenance)


def understood(article: Article, toolkit: Toolkit) -> Case:
    """All in `article` that policies judge; raises as `audit`."""
    parsed = reading.parse(admitted(article, toolkit), toolkit)
    charged = begun(partial(charges.read, parsed.seen, toolkit.tagger), "charges")
    ruled = ruled_words(parsed.doc, parsed.matches)
    suspected = begun(partial(charges.suspects, parsed.seen, toolkit.tagger, ruled), "suspects")
    told = phrases.find(parsed)
    model = None if toolkit.sources is None else toolkit.sources.statements
    heard = statements.find(parsed, told, toolkit.detectors, toolkit.tagger, model)
    resolved = sources.resolve(parsed, heard, told, toolkit.sources)
    accused = accusations.find(parsed, resolved, charged(), suspected())
    return cases.make(parsed, resolved, accused)


def admitted(article: Article, toolkit: Toolkit) -> Article:
    """`article` with what is in another language silenced, and with notes on what it is and on the settings.

    Raises as `audit`.
    """
    article = checked(article, toolkit.tongues) if toolkit.tongues is not None else article
    article = entries.noted(genres.noted(article, toolkit.words))
    return replace(article, notes=(*article.notes, *toolkit.notes)) if toolkit.notes else article
