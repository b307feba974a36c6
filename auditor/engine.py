"""`audit`: one article in, its transparency report out. Read this first: it is the table of contents of the tool.

Opens no file and prints nothing. A `Toolkit` is built once a process and only read after that.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from itertools import takewhile
from threading import Event

from spacy.language import Language
from spacy.tokens import Doc

from auditor import cases, layout, metrics, nlp, phrases, policy, profile, quotations, syntax
from auditor.accusations import build as accusing
from auditor.appraisal import Accusation, Profile
from auditor.facts import FACTS
from auditor.layout import LayoutRule
from auditor.match.compile import CompiledRules, compile_rules
from auditor.match.run import match_rules
from auditor.model import (
    SILENT_ROLES,
    AnonymityGrant,
    Article,
    ArticleInfo,
    Detector,
    Evidence,
    Finding,
    FoundBy,
    NonResponse,
    Note,
    PackInfo,
    Place,
    PolicyQuestion,
    PolicyRule,
    Provenance,
    Report,
    RulePack,
    Source,
    Statement,
)
from auditor.packs import schema
from auditor.quotations import Quotation
from auditor.sources.resolve import resolve
from auditor.spans import LineIndex, Span, count_words
from auditor.statements.build import build
from auditor.statements.candidates import is_denied, voices_nothing
from auditor.statements.join import join
from auditor.tagger import network
from auditor.tagger.network import Network
from auditor.tagger.read import Seen, look, read


@dataclass(frozen=True, slots=True)
class Toolkit:
    """What an audit works with: the language model, the compiled rules and the policies in force."""

    nlp: Language
    rules: CompiledRules
    detectors: tuple[Detector, ...]
    tagger: Network | None
    layout: tuple[LayoutRule, ...]
    policies: tuple[PolicyRule, ...]
    questions: tuple[PolicyQuestion, ...]
    provenance: Provenance


def build_toolkit(
    packs: Sequence[RulePack],
    model: str = nlp.DEFAULT_MODEL,
    *,
    version: str = "",
    detectors: Sequence[Detector] = tuple(Detector),
    threads: int = 1,
) -> Toolkit:
    """The toolkit for `packs`; raises PackError for a rule that the model cannot serve, ModelError for a model.

    Of `detectors` at least one is needed; what is no statement (grants, non-responses, layout) rules find in any case.
    The tagger works in so many `threads`, whose number changes no result.
    """
    language = nlp.load(model)
    labels = nlp.labels(language)
    for pack in packs:
        schema.check_labels(pack, labels)
        schema.check_facts(pack, FACTS)
        for rule in pack.policies:
            policy.check(rule)
    return Toolkit(
        nlp=language,
        rules=compile_rules(packs, language),
        detectors=tuple(detectors),
        tagger=network.load(threads=threads) if Detector.TAGGER in detectors else None,
        layout=layout.compile_rules(rule for pack in packs for rule in pack.rules),
        policies=tuple(p for pack in packs for p in sorted(pack.policies, key=lambda p: p.rank)),
        questions=tuple(q for pack in packs for q in sorted(pack.questions, key=lambda q: q.ask)),
        provenance=Provenance(
            auditor=version,
            model_name=model,
            model_version=str(language.meta["version"]),
            packs=tuple(PackInfo(p.name, p.version, p.digest) for p in packs),
            detectors=tuple(detectors),
            tagger=network.info() if Detector.TAGGER in detectors else None,
        ),
    )


def audit(article: Article, toolkit: Toolkit) -> Report:
    """The transparency report of `article`; equal input gives an equal report."""
    arranged = layout.arrange(article, toolkit.layout)
    quoted = quotations.find(arranged.text, arranged.blocks)
    given_up = Event()
    with ThreadPoolExecutor(max_workers=1) as beside:  # the tagger looks while the parser parses
        looking = beside.submit(_look, arranged, quoted, toolkit.tagger, given_up)
        try:
            doc = nlp.parse(arranged, toolkit.nlp, quoted)
            matched = match_rules(doc, arranged, toolkit.rules, quoted)
            seen = looking.result()
        finally:
            given_up.set()  # whoever interrupts the parser need not wait for the tagger
    matches = matched.matches
    lexicons = toolkit.rules.lexicons

    found = build(doc, arranged, matches, quoted, lexicons) if Detector.RULES in toolkit.detectors else ()
    readings = read(seen, toolkit.tagger, found) if toolkit.tagger else ()
    is_silent = partial(voices_nothing, doc, lexicons)
    joined = join(arranged, found, readings, quoted, partial(is_denied, doc), is_silent)
    grants = phrases.build_grants(doc, arranged, matches)
    non_responses = phrases.build_non_responses(doc, arranged, matches)
    told = [*(n.span for n in non_responses), *(g.span for g in grants)]
    statements = without_phrases(joined.statements, told)
    statements = without_excuses(statements, [n.party for n in non_responses if n.party is not None])
    unvoiced = tuple(u for u in joined.unvoiced if not any(span.overlaps(u.cue) for span in told))
    sources, statements = resolve(doc, arranged, statements, matches, lexicons, quoted, joined.readings)
    grants = phrases.attach_grants(doc, arranged, grants, sources)
    sources = phrases.with_grants(sources, grants)
    non_responses = phrases.attach_parties(non_responses, sources)

    accusations = accusing.build(doc, matches, sources, statements, non_responses, lexicons)

    counts = metrics.measure(arranged, sources, statements, grants, non_responses, quoted)
    case = cases.Case(
        arranged,
        sources,
        statements,
        grants,
        non_responses,
        quoted,
        counts,
        lexicons,
        *_sentences_and_verbs(doc),
        accusations,
        cases.wordings(matches),
    )
    profiles = profile.build(case)
    case = replace(case, profiles=profiles)
    findings = policy.evaluate(case, toolkit.policies)
    spans = _spans_used(sources, statements, grants, non_responses, findings, arranged.notes)
    spans |= {span for s in unvoiced for span in (s.source, s.cue, *s.content) if span is not None}
    spans |= _spans_appraised(profiles, accusations)
    return Report(
        article=_info(arranged),
        provenance=toolkit.provenance,
        sources=sources,
        statements=statements,
        grants=grants,
        non_responses=non_responses,
        metrics=counts,
        findings=findings,
        notes=(*arranged.notes, *matched.notes, *policy.unjudged(case, toolkit.policies)),
        places=_places(arranged.text, spans),
        unvoiced=unvoiced,
        profiles=profiles,
        accusations=accusations,
        checklist=policy.ask(case, toolkit.questions),
    )


def _look(article: Article, quotations: Sequence[Quotation], tagger: Network | None, given_up: Event) -> Seen:
    """What the tagger sees; whatever it has seen so far once nobody waits for it any longer."""
    if tagger is None:
        return ()
    coming = look(article, nlp.prepared(article), quotations, tagger)
    return tuple(takewhile(lambda _: not given_up.is_set(), coming))


def without_phrases(statements: Sequence[Statement], phrases: Sequence[Span]) -> tuple[Statement, ...]:
    """Without those whose cue lies in `phrases`: *declined to comment* passes nothing on."""
    return tuple(s for s in statements if s.cue is None or not any(p.contains(s.cue) for p in phrases))


def without_excuses(statements: Sequence[Statement], parties: Sequence[Span]) -> tuple[Statement, ...]:
    """Without what only the tagger heard from the very words for one who gave no answer: *declined, citing privacy*."""

    def is_excuse(statement: Statement) -> bool:
        learned = all(e.found_by is FoundBy.TAGGER for e in statement.evidence)
        return learned and statement.source is not None and any(p.overlaps(statement.source) for p in parties)

    return tuple(s for s in statements if not is_excuse(s))


def _sentences_and_verbs(doc: Doc) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    sentences = tuple(Span(s.start_char, s.end_char) for s in doc.sents)
    finite = tuple(Span(t.idx, t.idx + len(t)) for t in doc if syntax.is_finite(t))
    return sentences, finite


def _info(article: Article) -> ArticleInfo:
    words = sum(count_words(b.span.of(article.text)) for b in article.blocks if b.role not in SILENT_ROLES)
    return ArticleInfo(article.path, article.format, article.title, words, article.digest, article.meta)


def _spans_used(
    sources: Iterable[Source],
    statements: Iterable[Statement],
    grants: Iterable[AnonymityGrant],
    non_responses: Iterable[NonResponse],
    findings: Iterable[Finding],
    notes: Iterable[Note],
) -> set[Span]:
    spans: set[Span | None] = set()
    evidence: list[Evidence] = []
    for source in sources:
        spans |= {source.description, *(m.span for m in source.mentions)}
        evidence += source.evidence
    for statement in statements:
        spans |= {statement.cue, statement.source, *statement.content}
        evidence += statement.evidence
    for grant in grants:
        spans |= {grant.span, grant.reason, grant.source}
        evidence += grant.evidence
    for item in non_responses:
        spans |= {item.span, item.party}
        evidence += item.evidence
    for finding in findings:
        spans.add(finding.span)
        evidence += finding.evidence
    spans |= {note.span for note in notes} | {e.span for e in evidence}
    return {span for span in spans if span is not None}


def _spans_appraised(profiles: Iterable[Profile], accusations: Iterable[Accusation]) -> set[Span]:
    spans: set[Span | None] = set()
    for each in profiles:
        spans |= {each.identified.span, each.knows.span, each.side, each.unnamed.span if each.unnamed else None}
    for item in accusations:
        spans |= {item.span, item.cue, item.party, item.accuser, *(reply.span for reply in item.replies)}
    return {span for span in spans if span is not None}


def _places(text: str, spans: Iterable[Span]) -> dict[Span, Place]:
    lines = LineIndex(text)
    return {
        span: Place(*lines.line_column(span.start), *lines.line_column(span.end), span.of(text))
        for span in sorted(spans)
    }
