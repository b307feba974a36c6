"""`lengths`: how long drafts are and how easily they read, by textacy's counts (`textacy.text_stats`).

Nothing is audited for it: a draft is read, its parts are told apart, and the parser finds its sentences. What is handed
to textacy is a document of the words of these sentences alone, so that neither blanks nor marks count as anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from spacy.lang.en import English
from spacy.tokens import Doc
from spacy.vocab import create_vocab

from auditor import engine
from auditor.base.spans import Nest, Span, words_in
from auditor.language import parser
from auditor.language import read as reading
from auditor.records.article import SILENT_ROLES, Article
from auditor.records.report import Detector, Failure, Skipped
from auditor.records.reviews import Length, Lengths
from auditor.reviewing import library
from auditor.runs import runner
from auditor.runs.drafts import Selection
from auditor.runs.runner import OnProgress
from auditor.settings.settings import Settings
from auditor.toolkit import Toolkit

_PART = re.compile(r"\w+(?:['’.,]\w+)*")
"""A part of a hyphenated word. textacy counts syllables where a word may be hyphenated, and in a word that has a
hyphen it finds none."""


def lengths(selection: Selection, settings: Settings, on_progress: OnProgress | None = None) -> Lengths:
    """The lengths of all drafts; a draft that fails never stops the others.

    Raises UsageError without textacy, PackError or ModelError, before the first draft.
    """
    library.check()
    plain = replace(settings, detectors=(Detector.RULES,))  # neither tagger nor source model is loaded
    outcomes = list(runner.stream(selection.drafts, plain, of_article, on_progress))
    return Lengths(
        tuple(outcome for outcome in outcomes if isinstance(outcome, Length)),
        selection.failures + tuple(outcome for outcome in outcomes if isinstance(outcome, Failure)),
        selection.skipped + tuple(outcome for outcome in outcomes if isinstance(outcome, Skipped)),
    )


def of_article(article: Article, toolkit: Toolkit) -> Length:
    """The length of one article; raises as `engine.audit`."""
    arranged, _, turns = reading.arrange(engine.admitted(article, toolkit), toolkit)
    quoted = reading.quotations_of(arranged, turns, toolkit.words)
    doc = parser.parse(arranged, toolkit.nlp, quoted)
    sentences = [list(words) for words in sentences_of(arranged, doc)]
    words = [word for sentence in sentences for word in sentence]
    marked = Nest((each.inner, True) for each in quoted)
    measured = document([[word.of(arranged.text) for word in sentence] for sentence in sentences])
    basics, readability = library.text_stats()
    return Length(
        path=article.path,
        words=len(words),
        sentences=basics.n_sents(measured) if words else 0,
        quoted_words=sum(any(marked.around(word)) for word in words),
        ease=float(readability.flesch_reading_ease(measured)) if words else None,
        grade=float(readability.flesch_kincaid_grade_level(measured)) if words else None,
        meta=arranged.meta,
    )


def sentences_of(article: Article, doc: Doc) -> Iterator[list[Span]]:
    """The words of each sentence of what is read of an article, none of them empty.

    A sentence never runs on into another paragraph. Words before the first that is parsed (a dateline) belong to it.
    """
    starts = [token.idx for token in doc if token.is_sent_start and not token.is_space]
    parsed = [token.idx for token in doc if not token.is_space]
    for block in article.blocks:
        if block.role in SILENT_ROLES:
            continue
        first = next((at for at in parsed if at >= block.span.start), block.span.end)
        bounds = [at for at in starts if first < at < block.span.end]
        sentence: list[Span] = []
        for word in words_in(article.text, block.span):
            while bounds and bounds[0] <= word.start:
                del bounds[0]
                if sentence:
                    yield sentence
                    sentence = []
            sentence.append(word)
        if sentence:
            yield sentence


def document(sentences: list[list[str]]) -> Doc:
    """The words of sentences, those with hyphens in parts, as a document of spaCy in English."""
    parts = [[part for word in sentence for part in _PART.findall(word)] for sentence in sentences]
    words = [word for sentence in parts for word in sentence]
    starts: list[bool | int | None] = [number == 0 for sentence in parts for number, _ in enumerate(sentence)]
    return Doc(create_vocab("en", English.Defaults), words=words, sent_starts=starts)
