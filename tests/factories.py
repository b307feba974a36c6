"""Sample articles and the reports that a perfect audit would make of them, built by hand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from auditor.base.spans import Span, count_words
from auditor.judging import reports
from auditor.records.appraisal import (
    Accusation,
    AccusationKind,
    Backing,
    Frame,
    Grade,
    Gravity,
    Identified,
    Knows,
    Profile,
    Question,
    Reason,
    Reply,
    ReplyKind,
)
from auditor.records.article import Block, BlockRole, MetaValue, Note
from auditor.records.manuscript import Manuscript
from auditor.records.origin import Original
from auditor.records.report import ArticleInfo, Finding, Footing, Metrics, PackInfo, Provenance, Report
from auditor.records.rules import FoundBy, RuleKind
from auditor.records.scales import Confidence, Severity
from auditor.records.sourcing import (
    AnonymityGrant,
    Evidence,
    Form,
    Mention,
    Mode,
    NonResponse,
    NonResponseKind,
    Relayed,
    Source,
    SourceKind,
    Statement,
)
from auditor.render.dispatch import render_report

FERRY = """\
Night ferry may be cut, aides say

The Port of Lindholm plans to end its night ferry in May, according to two people briefed on the plan.

The people, who asked not to be named because the vote is weeks away, said the route loses $40,000 a month.

“We have decided nothing,” Mayor Ida Brandt said. “Nobody saw a budget.” She *promised* a hearing | a vote.

Critics called the plan rushed. A port report from 2024 said 1,200 riders use the boat each week.

A person close to the union said a strike was possible. It is said that the captain has quit.

The union did not respond to requests for comment. Reached by phone, the harbour master declined to comment.

“Last boat out,” a sign read.
"""


def find(text: str, words: str, nth: int = 0) -> Span:
    """The span of the `nth` occurrence of `words` in `text`."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def metrics(
    text: str,
    sources: Sequence[Source],
    statements: Sequence[Statement],
    grants: Sequence[AnonymityGrant] = (),
    non_responses: int = 0,
    footings: tuple[Footing, ...] = (),
    relayed: int = 0,
) -> Metrics:
    """The counts of a report, quoted words being those of direct statements."""
    kinds = {source.id: source.kind for source in sources if source.relayed_by is None}
    by_kind: Counter[SourceKind] = Counter()
    words: Counter[SourceKind] = Counter()
    quoted: Counter[SourceKind] = Counter()
    nobody, others = [0, 0, 0], [0, 0, 0]
    for statement in statements:
        size = sum(count_words(span.of(text)) for span in statement.content)
        direct = size if statement.mode is Mode.DIRECT else 0
        if statement.source_id is None:
            nobody = [nobody[0] + 1, nobody[1] + size, nobody[2] + direct]
            continue
        if statement.source_id not in kinds:
            others = [others[0] + 1, others[1] + size, others[2] + direct]
            continue
        kind = kinds[statement.source_id]
        by_kind[kind] += 1
        words[kind] += size
        quoted[kind] += direct
    return Metrics(
        sources=Counter(kinds.values()),
        statements=by_kind,
        words=words,
        quoted_words=quoted,
        unresolved_statements=nobody[0],
        grants=len(grants),
        grants_with_reason=sum(grant.reason is not None for grant in grants),
        non_responses=non_responses,
        footings=footings,
        unresolved_words=nobody[1],
        unresolved_quoted_words=nobody[2],
        relayed=relayed,
        relayed_sources=len(sources) - len(kinds),
        relayed_statements=others[0],
        relayed_words=others[1],
        relayed_quoted_words=others[2],
    )


def make_report(
    text: str,
    *,
    path: str = "drafts/ferry.txt",
    title: str | None = None,
    meta: Mapping[str, MetaValue] | None = None,
    sources: tuple[Source, ...] = (),
    statements: tuple[Statement, ...] = (),
    grants: tuple[AnonymityGrant, ...] = (),
    non_responses: tuple[NonResponse, ...] = (),
    findings: tuple[Finding, ...] = (),
    notes: tuple[Note, ...] = (),
    footings: tuple[Footing, ...] = (),
    profiles: tuple[Profile, ...] = (),
    accusations: tuple[Accusation, ...] = (),
    checklist: tuple[Question, ...] = (),
    relayed: tuple[Relayed, ...] = (),
) -> Report:
    """A report with the counts and places that belong to its parts."""
    records = (sources, statements, grants, non_responses, findings, notes, profiles, accusations, relayed)
    return Report(
        article=ArticleInfo(path, "txt", title, count_words(text), "ab" * 32, dict(meta or {})),
        provenance=Provenance("0.1.0", "en_sample", "3.8.0", (PackInfo("core", "0.1.0", "cd" * 32),)),
        sources=sources,
        statements=statements,
        grants=grants,
        non_responses=non_responses,
        metrics=metrics(text, sources, statements, grants, len(non_responses), footings, len(relayed)),
        findings=findings,
        notes=notes,
        places=reports.places(text, reports.spans_in(records)),
        profiles=profiles,
        accusations=accusations,
        checklist=checklist,
        relayed=relayed,
    )


CRANES = """\
Cranes are old, port source says

“The cranes are old,” a port source told Radio Brack on Monday. The quay is shut, Radio Brack said, citing two aides.
"""


def beside(report: Report, text: str) -> Report:
    """`report` with `text`, that it was made of, beside it: a headline, then a paragraph for each line."""
    spans = [Span(each.start(), each.end()) for each in re.finditer(r"[^\n]+", text)]
    roles = [BlockRole.HEADLINE, *[BlockRole.PARA] * len(spans)]
    blocks = tuple(Block(n, roles[n], span, int(n == 0)) for n, span in enumerate(spans))
    return replace(report, manuscript=Manuscript(text, blocks, (), Original(text)))


def cranes() -> Report:
    """A report on people whom another outlet relays: one who told it something, and two whom it cites."""
    told, cited, radio = find(CRANES, "a port source"), find(CRANES, "two aides"), find(CRANES, "Radio Brack")
    why = (Evidence("sources/relayed", told, "told 'Radio Brack', which is another outlet", FoundBy.SOURCES),)
    return make_report(
        CRANES,
        sources=(
            replace(source(CRANES, 1, SourceKind.ANONYMOUS, [told], 1), relayed_by="Radio Brack"),
            source(CRANES, 2, SourceKind.MEDIA, [find(CRANES, "Radio Brack", 1)]),
        ),
        statements=(
            statement(CRANES, 1, ["“The cranes are old,”"], "told", told, "S1", mode=Mode.DIRECT),
            statement(CRANES, 2, ["The quay is shut"], "said", find(CRANES, "Radio Brack", 1), "S2"),
        ),
        relayed=(
            Relayed(told, "a port source", 1, radio, "Radio Brack", "S1", "S2", why),
            Relayed(cited, "two aides", 2, find(CRANES, "Radio Brack", 1), "Radio Brack", None, "S2"),
        ),
    )


def source(
    text: str,
    number: int,
    kind: SourceKind,
    mentions: Sequence[Span],
    count: int | None = None,
    described: Span | None = None,
) -> Source:
    """A source whose label is the words of its first mention; an anonymous one is plainly described as such."""
    is_described = kind is SourceKind.ANONYMOUS
    rule = "core/descriptors/made" if is_described else "sources/kind"
    found_by = (FoundBy.RULE, RuleKind.DESCRIPTOR) if is_described else (FoundBy.SOURCES, None)
    return Source(
        id=f"S{number}",
        label=mentions[0].of(text),
        kind=kind,
        count=count,
        mentions=tuple(Mention(span, Form.NOMINAL) for span in mentions),
        description=described,
        evidence=(Evidence(rule, mentions[0], f"a source of the kind {kind.value}", *found_by),),
    )


def statement(
    text: str,
    number: int,
    content: Sequence[str],
    cue: str | Span,
    who: str | Span | None,
    source_id: str | None,
    mode: Mode = Mode.INDIRECT,
    confidence: Confidence = Confidence.HIGH,
) -> Statement:
    """A statement whose parts are found by their words."""
    marked = cue if isinstance(cue, Span) else find(text, cue)
    return Statement(
        id=f"A{number}",
        mode=mode,
        cue=marked,
        content=tuple(find(text, words) for words in content),
        source=find(text, who) if isinstance(who, str) else who,
        source_id=source_id,
        confidence=confidence,
        evidence=(Evidence("core/attribution/said", marked, "cue", FoundBy.RULE, RuleKind.ATTRIBUTION),),
    )


def finding(
    number: int,
    policy: str,
    severity: Severity,
    message: str,
    span: Span | None,
    **more: str | None,
) -> Finding:
    """A finding of high confidence; `waived`, `subject` and `caution` may be given."""
    return Finding(
        id=f"F{number}",
        policy=policy,
        severity=severity,
        confidence=Confidence.HIGH,
        message=message,
        span=span,
        fingerprint=f"{number:016x}",
        subject=more.get("subject"),
        waived=more.get("waived"),
        caution=more.get("caution") or "",
        evidence=() if span is None else (Evidence("sources/kind", span, "why it is anonymous", FoundBy.SOURCES),),
    )


def _ferry_sources() -> tuple[Source, ...]:
    def at(words: str, nth: int = 0) -> Span:
        return find(FERRY, words, nth)

    kind = SourceKind
    two = at("two people briefed on the plan")
    return (
        source(FERRY, 1, kind.UNNAMED_GROUP, [at("aides")]),
        source(FERRY, 2, kind.ANONYMOUS, [two, at("The people")], 2, at("briefed on the plan")),
        source(FERRY, 3, kind.NAMED_PERSON, [at("Mayor Ida Brandt"), at("She")], 1, at("Mayor")),
        source(FERRY, 4, kind.UNNAMED_GROUP, [at("Critics")]),
        source(FERRY, 5, kind.DOCUMENT, [at("A port report from 2024")]),
        source(FERRY, 6, kind.ANONYMOUS, [at("A person close to the union")], 1),
        source(FERRY, 7, kind.UNATTRIBUTED, [at("It is said")]),
    )


def _ferry_statements() -> tuple[Statement, ...]:
    def said(*args: object, **more: object) -> Statement:
        return statement(FERRY, *args, **more)  # type: ignore[arg-type]

    direct = Mode.DIRECT
    plan = ["The Port of Lindholm plans to end its night ferry in May"]
    talk = ["“We have decided nothing,”", "“Nobody saw a budget.”"]
    two = "two people briefed on the plan"
    cut = find(FERRY, "said", 0)
    union = "A person close to the union"
    return (
        said(1, ["Night ferry may be cut"], "say", "aides", "S1"),
        said(2, plan, "according to", two, "S2"),
        said(3, ["the route loses $40,000 a month"], cut, "The people", "S2"),
        said(4, talk, find(FERRY, "said", 1), "Mayor Ida Brandt", "S3", mode=direct),
        said(5, ["a hearing | a vote"], "promised", "She", "S3"),
        said(6, ["the plan rushed"], "called", "Critics", "S4"),
        said(
            7,
            ["1,200 riders use the boat each week"],
            find(FERRY, "said", 2),
            find(FERRY, "A port report from 2024"),
            "S5",
        ),
        said(8, ["a strike was possible"], find(FERRY, "said", 3), union, "S6"),
        said(9, ["the captain has quit"], "It is said", None, "S7", confidence=Confidence.MEDIUM),
        said(10, ["“Last boat out,”"], "read", None, None, mode=direct, confidence=Confidence.LOW),
    )


def _ferry_profiles() -> tuple[Profile, ...]:
    two, reason = find(FERRY, "two people briefed on the plan"), find(FERRY, "because the vote is weeks away")
    person, brandt = find(FERRY, "A person close to the union"), find(FERRY, "Mayor")
    return (
        Profile(
            "S2",
            Grade(Identified.ACCESS, two),
            Grade(Knows.BRIEFED, find(FERRY, "briefed on")),
            Grade(Reason.OTHER, reason),
            None,
            0,
            2,
            ("A2",),
            ("lead",),
            (),
            (Backing("A3", "A7", "S5", 2),),
        ),
        Profile(
            "S3",
            Grade(Identified.NAME_AND_POSITION, brandt),
            Grade(Knows.NOT_SAID),
            None,
            None,
            1,
            1,
            ("A4", "A5"),
            (),
            (),
            (),
        ),
        Profile(
            "S6",
            Grade(Identified.ACCESS, person),
            Grade(Knows.FAMILIAR, find(FERRY, "close to")),
            Grade(Reason.NONE),
            find(FERRY, "union"),
            0,
            1,
            ("A8",),
            (),
            (),
            (),
        ),
    )


def accusation(
    number: int,
    cue: Span,
    party: Span,
    label: str,
    kind: AccusationKind = AccusationKind.ACCUSATION,
    by: str | None = None,
    replies: tuple[Reply, ...] = (),
    charge: str | None = None,
) -> Accusation:
    """An accusation of which nothing more matters."""
    return Accusation(
        id=f"C{number}",
        kind=kind,
        frame=Frame.EXPLICIT,
        gravity=Gravity.MISCONDUCT,
        confidence=Confidence.HIGH,
        span=cue,
        cue=cue,
        sentence=cue,
        party=party,
        party_label=label,
        party_id=None,
        accuser=None,
        by=by,
        statement_id=None,
        charge=charge or f"G{number}",
        replies=replies,
        speaks=(),
        rule="core/accusations/made",
    )


def _ferry_accusation() -> Accusation:
    return Accusation(
        id="C1",
        kind=AccusationKind.CRITICISM,
        frame=Frame.EXPLICIT,
        gravity=Gravity.OPINION,
        confidence=Confidence.MEDIUM,
        span=find(FERRY, "called the plan rushed"),
        cue=find(FERRY, "called"),
        sentence=find(FERRY, "Critics called the plan rushed"),
        party=find(FERRY, "the plan", 1),
        party_label="Port of Lindholm",
        party_id=None,
        accuser=find(FERRY, "Critics"),
        by="S4",
        statement_id="A6",
        charge="G1",
        replies=(Reply(ReplyKind.STATEMENT, find(FERRY, "said", 1), False, "S2"),),
        speaks=(find(FERRY, "said", 2),),
        rule="core/accusations/called",
    )


def ferry() -> Report:
    """A report with every kind of thing that a report can hold."""
    grant = find(FERRY, "who asked not to be named because the vote is weeks away")
    reason = find(FERRY, "because the vote is weeks away")
    person = find(FERRY, "A person close to the union")
    quiet = find(FERRY, "The union did not respond to requests for comment")
    refused = find(FERRY, "the harbour master declined to comment")
    rule = "core/grants/asked-not-to-be-named"
    people = find(FERRY, "The people")
    silent = "core/non-responses/did-not-respond"
    asked = (Evidence(silent, quiet, "non-response", FoundBy.RULE, RuleKind.NON_RESPONSE),)
    given = (Evidence(rule, grant, "grant", FoundBy.RULE, RuleKind.GRANT),)
    unexplained = "S6 is anonymous and the article does not say why."
    return make_report(
        FERRY,
        title="Night ferry may be cut, aides say",
        meta={"desk": "Metro", "author": ("Ana Ruiz", "Bo Lund"), "date": "2025-03-14"},
        sources=_ferry_sources(),
        statements=_ferry_statements(),
        grants=(AnonymityGrant(grant, reason, "S2", people, given),),
        non_responses=(
            NonResponse(quiet, NonResponseKind.NO_RESPONSE, find(FERRY, "The union"), None, asked),
            NonResponse(refused, NonResponseKind.DECLINED, find(FERRY, "the harbour master"), "Per Holm"),
        ),
        findings=(
            finding(1, "default/lead-on-anonymous-sources", Severity.INFO, "The lead rests on them.", None),
            finding(
                2,
                "default/reason-for-anonymity",
                Severity.WARNING,
                unexplained,
                person,
                subject="S6",
                caution="A reason may be known to the desk.",
            ),
            finding(3, "default/hedge", Severity.ERROR, "Say who says so.", find(FERRY, "It is said")),
            finding(4, "default/quotation", Severity.WARNING, "Who?", find(FERRY, "“Last"), waived="A sign."),
        ),
        notes=(Note("A311", "The file was read as Windows-1252.", None), Note("A320", "Odd mark.", quiet)),
        profiles=_ferry_profiles(),
        accusations=(_ferry_accusation(),),
        checklist=(Question("Who approved it?", "An editor should.", ("ap", "npr")),),
        footings=(Footing("headline", ("S1",), 1, False), Footing("lead", ("S2",), 1, True)),
    )


def nothing() -> Report:
    """The report of an article in which nothing was found."""
    return make_report("Rain is expected on Sunday.\n", path="drafts/rain.txt")


def as_markdown(report: Report) -> str:
    """The transparency report as people read it."""
    return render_report(report, "markdown")
