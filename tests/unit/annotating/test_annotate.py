"""Comments stand at the words that they are about, and nothing else in a document is changed."""

from __future__ import annotations

import random
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from auditor.annotating.annotate import Comment, annotated
from auditor.base.errors import ReadingError
from auditor.base.spans import Span
from auditor.readers.documents.word import read_places, read_word
from auditor.readers.draft import Draft
from auditor.records.reading import Limits, Reading, Revisions
from auditor.render.document import SIGNATURE
from tests.factories import find
from tests.unit.annotating.documents import (
    NAMES,
    PACKAGE,
    STRICT,
    TYPES,
    Said,
    W,
    content,
    deleted,
    document,
    para,
    parts_of,
    relations,
    run,
    said,
)

FORMATS = Path(__file__).resolve().parents[2] / "formats"
ORIGINAL = Reading(revisions=Revisions.ORIGINAL)
HEAD = "Warning, high confidence"
MAIN = "word/document.xml"


def copy_of(data: bytes, words: Sequence[str | None], reading: Reading = Reading()) -> bytes:  # noqa: B008
    """A copy with a comment on each of the words, after what must hold of every copy was asked."""
    draft = Draft("draft.docx", data, reading=reading)
    text = read_word(draft).text
    spans = [None if each is None else find(text, each) for each in words]
    return checked(draft, [Comment(span, span.of(text) if span else "", (HEAD, "Why.")) for span in spans])


def checked(draft: Draft, comments: Sequence[Comment]) -> bytes:
    copy = annotated(draft, comments)
    assert copy == annotated(draft, comments)
    before, after = parts_of(draft.data), parts_of(copy)
    touched = {MAIN, "[Content_Types].xml", "word/_rels/document.xml.rels", "word/comments.xml", "word/comments2.xml"}
    assert {name: part for name, part in before.items() if name not in touched} == {
        name: part for name, part in after.items() if name not in touched
    }
    assert before.keys() <= after.keys() <= before.keys() | touched
    assert content(copy) == content(draft.data)
    for revisions in Revisions:
        reading = Reading(revisions=revisions)
        found, was = (read_word(Draft("d", each, reading=reading)) for each in (copy, draft.data))
        assert found == replace(was, digest=found.digest)
    return copy


def ranges(data: bytes, words: Sequence[str | None], reading: Reading = Reading()) -> list[str]:  # noqa: B008
    found = said(copy_of(data, words, reading), reading is ORIGINAL)
    return [each.words for _, each in sorted(found.items())]


def only(data: bytes, words: str | None, reading: Reading = Reading()) -> Said:  # noqa: B008
    [found] = said(copy_of(data, [words], reading), reading is ORIGINAL).values()
    return found


# ---------------------------------------------------------------- exact words


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (para(run("Two aides said so.")), "aides"),
        (para(run("Two aides said so.")), "Two"),
        (para(run("Two aides said so.")), "so."),
        (para(run("Two aides said so.")), "Two aides said so."),
        (para(run("Two ai"), run("des", "<w:b/>"), run(" said.")), "aides"),
        (para(run("Two &amp; aides &#8220;said&#x201D; &lt;so&gt;")), "aides “said”"),
        (para(run("Zwei Räte – 😀 😀 – sagten")), "😀 – sagten"),
        (para(run("  Two aides said  ")), "aides"),
        (para("<w:r><w:t>Two</w:t><w:tab/><w:t>aides</w:t><w:br/><w:t>said</w:t></w:r>"), "aides"),
        (para("<w:r><w:t>Two</w:t><w:tab/><w:t>aides</w:t><w:br/><w:t>said</w:t></w:r>"), "Two\taides"),
        (para("<w:r><w:t>co</w:t><w:noBreakHyphen/><w:t>op aides</w:t></w:r>"), "co-op"),
        (para("<w:r><w:t>aus\u00adtralian</w:t><w:softHyphen/><w:t> aides</w:t></w:r>"), "aus\u00adtralian aides"),
        (para("<w:r><w:lastRenderedPageBreak/><w:t>Two aides</w:t></w:r>"), "Two"),
        (para('<w:r><w:t>aides</w:t><w:footnoteReference w:id="9"/><w:t> said</w:t></w:r>'), "aides"),
        (para('<w:hyperlink r:id="rId9">', run("Two aides"), "</w:hyperlink>", run(" said so")), "aides said"),
        (para('<w:hyperlink r:id="rId9">', run("Two aides said"), "</w:hyperlink>"), "aides"),
        (para('<w:ins w:id="7" w:author="A">', run("Two aides"), "</w:ins>", run(" said so")), "aides said"),
        (para(run("Two "), '<w:ins w:id="7" w:author="A">', run("aides said"), "</w:ins>"), "Two aides"),
        (para('<w:moveTo w:id="7" w:author="A">', run("Two aides said"), "</w:moveTo>"), "aides"),
        (para("<w:smartTag>", run("Two aides said"), "</w:smartTag>"), "aides"),
        (para('<w:fldSimple w:instr="X">', run("Two aides said"), "</w:fldSimple>"), "aides"),
        (para("<w:sdt><w:sdtPr/><w:sdtContent>", run("Two aides said"), "</w:sdtContent></w:sdt>"), "aides"),
        (para('<w:bookmarkStart w:id="1" w:name="x"/>', run("Two aides"), '<w:bookmarkEnd w:id="1"/>'), "aides"),
        (para("<w:pPr><w:keepNext/></w:pPr>", run("Two aides said")), "Two"),
        (f"<w:sdt><w:sdtContent>{para(run('Two aides said'))}</w:sdtContent></w:sdt>", "aides"),
        (f"<w:tbl><w:tr><w:tc>{para(run('Two aides said'))}</w:tc></w:tr></w:tbl>", "aides"),
        (
            f"<w:tbl><w:tr><w:tc><w:tbl><w:tr><w:tc>{para(run('Two aides'))}</w:tc></w:tr></w:tbl>{para()}</w:tc>"
            f"<w:tc>{para(run('said'))}</w:tc></w:tr></w:tbl>",
            "aides said",
        ),
        (
            para(
                '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF aides</w:instrText></w:r>'
                '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
                run("Two aides"),
                '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
                run(" said"),
            ),
            "aides said",
        ),
        (
            para(run("Two aides", '<w:rPrChange w:id="3" w:author="A"><w:rPr/></w:rPrChange>')),
            "aides",
        ),
    ],
)
def test_a_comment_holds_exactly_its_words(body: str, words: str) -> None:
    found = only(document(f"{para(run('Before.'))}{body}{para(run('After.'))}"), words)
    assert found.paragraphs == [HEAD, "Why."]
    assert found.words == words or ("<w:tbl>" in body and found.words.split() == words.split())


def test_a_comment_goes_over_paragraphs_deleted_ones_and_empty_ones() -> None:
    gone = '<w:del w:id="4" w:author="A"><w:r><w:delText>gone</w:delText></w:r></w:del>'
    data = document(para(run("Two aides")) + para() + "<w:p/>" + para(gone) + para(run("said so.")))
    assert only(data, "aides\n\nsaid").words.split() == ["aides", "said"]


def test_the_end_of_a_paragraph_that_is_deleted_parts_no_comment() -> None:
    data = document(
        '<w:p><w:pPr><w:rPr><w:del w:id="1" w:author="A"/></w:rPr></w:pPr>'
        + run("Two ai")
        + "</w:p>"
        + para(run("des said"))
    )
    assert "".join(only(data, "aides").words.split()) == "aides"


def test_what_was_deleted_can_have_a_comment_where_the_original_is_read() -> None:
    data = document(
        para(
            run("Two "),
            deleted("aides of Ms. Brandt"),
            '<w:ins w:id="5" w:author="A">',
            run("officials"),
            "</w:ins>",
            run(" said."),
        )
    )
    assert only(data, "aides of", ORIGINAL).words == "aides of"
    assert only(data, "Brandt said", ORIGINAL).words == "Brandt said"
    assert only(data, "officials said").words == "officials said"


def test_comments_may_overlap_lie_in_one_another_and_share_their_ends() -> None:
    data = document(para(run("Two aides who asked "), run("not to be named", "<w:i/>"), run(" said so.")))
    words = ["Two aides who", "aides who asked not", "not to be named", "to be", "named", "Two aides who", "named said"]
    assert sorted(ranges(data, words)) == sorted(words)


def test_a_parted_run_keeps_its_properties_and_its_spaces() -> None:
    data = document(para('<w:r w:rsidR="00A1"><w:rPr><w:b/></w:rPr><w:t>Two aides said</w:t></w:r>'))
    main = parts_of(copy_of(data, ["aides"]))[MAIN].decode()
    assert (
        '<w:p><w:r w:rsidR="00A1"><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">Two </w:t></w:r>'
        '<w:commentRangeStart w:id="0"/><w:r w:rsidR="00A1"><w:rPr><w:b/></w:rPr><w:t>aides</w:t></w:r>'
        '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'
        '<w:r w:rsidR="00A1"><w:rPr><w:b/></w:rPr><w:t xml:space="preserve"> said</w:t></w:r></w:p>'
    ) in main


def test_space_that_programs_drop_at_the_outer_ends_of_words_is_not_brought_back() -> None:
    main = parts_of(copy_of(document(para(run("By "), "<w:r><w:t>aides-said </w:t></w:r>", run("so"))), ["aides"]))[
        MAIN
    ].decode()
    assert "<w:t>aides</w:t>" in main and "<w:t>-said </w:t>" in main


# ---------------------------------------------------------------- where no comment can stand


@pytest.mark.parametrize(
    ("inner", "held"),
    [
        ("<m:oMath><m:r><m:t>two aides said</m:t></m:r></m:oMath>", "two aides said"),
        (
            f"<w:r><w:ruby><w:rt>{run('x')}</w:rt><w:rubyBase>{run('two aides said')}</w:rubyBase></w:ruby></w:r>",
            "two aides said",
        ),
        (
            f"<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{run('two aides said')}</w:sdtContent></w:sdt>",
            "two aides said",
        ),
        ("<w:r><w:t><![CDATA[two aides said]]></w:t></w:r>", "two aides said"),
        ("<w:r><w:t>two aides<!-- no --> said</w:t></w:r>", "two aides said"),
    ],
)
def test_what_cannot_be_parted_is_held_whole_and_the_words_are_quoted(inner: str, held: str) -> None:
    found = only(document(para(run("He said: "), inner, run(" so"))), "aides")
    assert found == Said(held, [HEAD, "On the words “aides”", "Why."])


def test_words_in_notes_and_text_boxes_have_their_comment_on_the_paragraph_on_which_they_hang() -> None:
    box = f"<w:txbxContent>{para(run('Boxed aides.'))}</w:txbxContent>"
    shape = f"<mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
    older = f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    notes = f"<w:footnotes {NAMES}><w:footnote w:id='2'>{para(run('Noted aides.'))}</w:footnote></w:footnotes>"
    data = document(
        para(run("First."))
        + para(run("With a note"), '<w:r><w:footnoteReference w:id="2"/></w:r>', run("."))
        + para(f"<w:r>{shape}{older}</w:r>", run("With a box.")),
        {"word/footnotes.xml": notes, "word/_rels/document.xml.rels": relations(footnotes="footnotes.xml")},
    )
    assert only(data, "Noted aides") == Said("With a note.", [HEAD, "On the words “Noted aides”", "Why."])
    assert only(data, "Boxed aides") == Said("With a box.", [HEAD, "On the words “Boxed aides”", "Why."])


def test_a_comment_on_the_whole_article_stands_on_its_first_paragraph() -> None:
    data = document("<w:p/>" + para(run("Ferry may be cut")) + para(run("Two aides said.")))
    assert only(data, None) == Said("Ferry may be cut", [HEAD, "Why."])


def test_words_that_the_document_does_not_have_there_are_quoted_on_a_paragraph() -> None:
    data = document(para(run("First.")) + para(run("Two aides said.")))
    copy = checked(Draft("a.docx", data), [Comment(Span(8, 11), "Ten", (HEAD,)), Comment(Span(6, 7), "\n", (HEAD,))])
    first, second = said(copy).values()
    assert (first.words, second.words) == ("First.", "Two aides said.")
    assert second.paragraphs == [HEAD, "On the words “Ten”"]


# ---------------------------------------------------------------- the parts of the package


def test_a_document_without_comments_gets_a_part_for_them() -> None:
    parts = parts_of(copy_of(document(para(run("Two aides said."))), ["aides"]))
    assert parts["[Content_Types].xml"].decode() == TYPES.replace(
        "</Types>",
        '<Override PartName="/word/comments.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.comments+xml"/></Types>',
    )
    assert b'/relationships/comments" Target="comments.xml"/>' in parts["word/_rels/document.xml.rels"]
    assert parts["word/comments.xml"].decode() == (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:comments xmlns:w="{W}"><w:comment xmlns:w="{W}"'
        ' w:id="0" w:author="auditor" w:initials="au"><w:p><w:r><w:annotationRef/></w:r><w:r><w:rPr><w:b/></w:rPr>'
        f'<w:t xml:space="preserve">{HEAD}</w:t></w:r></w:p><w:p><w:r><w:t xml:space="preserve">Why.</w:t></w:r></w:p>'
        "</w:comment></w:comments>"
    )


@pytest.mark.parametrize("inner", ["<w:comment w:id='7' w:author='Eve'><w:p/></w:comment>", ""])
def test_comments_that_are_there_stay_and_ids_go_on_behind_theirs(inner: str) -> None:
    mark = '<w:commentRangeStart w:id="11"/>' + run("Two aides") + '<w:commentRangeEnd w:id="11"/>'
    held = f"<w:comments {NAMES}>{inner}</w:comments>" if inner else f"<w:comments {NAMES}/>"
    types = TYPES.replace("</Types>", '<Override PartName="/word/comments.xml" ContentType="x"/></Types>')
    data = document(
        para(mark, run(" said.")),
        {
            "word/comments.xml": held,
            "word/_rels/document.xml.rels": relations(styles="styles.xml", comments="comments.xml"),
            "word/commentsExtended.xml": "<x/>",
            "[Content_Types].xml": types,
        },
    )
    copy = copy_of(data, ["aides said"])
    before, after = parts_of(data), parts_of(copy)
    assert [*said(copy)] == [12]
    assert after["[Content_Types].xml"] == before["[Content_Types].xml"]
    assert after["word/_rels/document.xml.rels"] == before["word/_rels/document.xml.rels"]
    assert inner in after["word/comments.xml"].decode()


def test_a_part_that_only_has_the_name_of_one_for_comments_is_left_alone() -> None:
    data = document(para(run("Two aides said.")), {"word/Comments.xml": "<other/>"})
    parts = parts_of(copy_of(data, ["aides"]))
    assert parts["word/Comments.xml"] == b"<other/>"
    assert b'Target="comments2.xml"' in parts["word/_rels/document.xml.rels"]


def test_ids_of_relations_are_not_given_twice_and_prefixes_are_kept() -> None:
    rels = f'<p:Relationships xmlns:p="{PACKAGE}"><p:Relationship Id="rId1"/>'
    data = document(para(run("Two aides said.")), {"word/_rels/document.xml.rels": f"{rels}</p:Relationships>"})
    after = parts_of(copy_of(data, ["aides"]))["word/_rels/document.xml.rels"].decode()
    assert after.startswith(rels) and '<p:Relationship Id="rId2" ' in after


def test_strict_documents_have_strict_comments() -> None:
    body = para(run("Two aides said."))
    data = document("", {MAIN: f'<w:document xmlns:w="{STRICT}"><w:body>{body}</w:body></w:document>'})
    parts = parts_of(copy_of(data, ["aides"]))
    assert f'xmlns:w="{STRICT}"' in parts["word/comments.xml"].decode()
    assert (
        b'"http://purl.oclc.org/ooxml/officeDocument/relationships/comments"' in parts["word/_rels/document.xml.rels"]
    )


@pytest.mark.parametrize(
    "main",
    [
        f'<document xmlns="{W}"><body><p><r><t>Two aides said.</t></r></p></body></document>',
        f'<x:document xmlns:x="{W}"><x:body><x:p><x:r><x:t>Two aides said.</x:t></x:r></x:p></x:body></x:document>',
        f'<w:document xmlns:w="{W}"><w:body><q:p xmlns:q="{W}" xmlns:w="urn:x"><q:r><q:t>Two aides said.</q:t></q:r>'
        "</q:p></w:body></w:document>",
    ],
)
def test_marks_are_written_in_the_namespace_of_the_document_whatever_its_prefix(main: str) -> None:
    copy = copy_of(document("", {MAIN: main}), ["aides"])
    assert [each.words for each in said(copy).values()] == ["aides"]
    assert parts_of(copy)[MAIN].count(b"commentRangeStart") == 1


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-8-sig", "iso-8859-1", "windows-1252"])
def test_a_part_keeps_its_encoding(encoding: str) -> None:
    declared = "" if encoding.startswith("utf-") else f'<?xml version="1.0" encoding="{encoding}"?>'
    main = f"{declared}<w:document {NAMES}><w:body>{para(run('Zwei Räte sagten.', '<w:i/>'))}</w:body></w:document>"
    copy = copy_of(document("", {MAIN: main.encode(encoding)}), ["Räte"])
    assert "Zwei ".encode(encoding.removesuffix("-sig")).lstrip(b"\xff\xfe") in parts_of(copy)[MAIN]


def test_styles_of_comments_are_used_where_the_document_has_them() -> None:
    styles = (
        f'<w:styles {NAMES}><w:style w:styleId="Kt"><w:name w:val="annotation text"/></w:style>'
        '<w:style w:styleId="Kz"><w:name w:val="annotation reference"/></w:style></w:styles>'
    )
    further = {"word/styles.xml": styles, "word/_rels/document.xml.rels": relations(styles="styles.xml")}
    parts = parts_of(copy_of(document(para(run("Two aides said.")), {**further}), ["aides"]))
    assert b'<w:r><w:rPr><w:rStyle w:val="Kz"/></w:rPr><w:commentReference w:id="0"/></w:r>' in parts[MAIN]
    assert b'<w:pPr><w:pStyle w:val="Kt"/></w:pPr>' in parts["word/comments.xml"]


def test_what_a_comment_says_is_text_whatever_it_is() -> None:
    evil = "</w:t><w:r/>&amp; \x00\x1b]0;x\u202e\ufffe\ud800 Räte 😀"
    data = document(para(run("Two aides said.")))
    copy = checked(Draft("a.docx", data), [Comment(Span(4, 9), "aides", (evil, evil))])
    [found] = said(copy).values()
    assert found.paragraphs[0] == "</w:t><w:r/>&amp; \ufffd\ufffd]0;x\ufffd\ufffd\ufffd Räte 😀"


def test_a_copy_is_known_as_the_auditors_until_somebody_saves_it() -> None:
    copy = copy_of(document(para(run("Two aides said."))), ["aides"])
    assert zipfile.ZipFile(BytesIO(copy)).comment.decode() == SIGNATURE


def test_parts_are_packed_as_they_were_and_of_two_of_one_name_the_one_that_is_read_stays() -> None:
    held = BytesIO(document(para(run("Two aides said."))))
    with zipfile.ZipFile(held, "a") as file:
        file.writestr(zipfile.ZipInfo("word/media/a.png", (2025, 1, 2, 3, 4, 6)), b"\x89PNG" * 9)
        file.writestr("word/vbaProject.bin", b"macro")
        with pytest.warns(UserWarning, match="Duplicate"):
            file.writestr("word/vbaProject.bin", b"macros")
    with zipfile.ZipFile(BytesIO(copy_of(held.getvalue(), ["aides"]))) as file:
        picture = file.getinfo("word/media/a.png")
        assert picture.compress_type == zipfile.ZIP_STORED
        assert picture.date_time == (2025, 1, 2, 3, 4, 6)
        assert file.read("word/vbaProject.bin") == b"macros"


def test_documents_that_cannot_be_read_or_are_too_large_are_refused() -> None:
    fit = document(para(run("Two aides said.")), {"word/big.bin": b"x" * 2000})
    for data, limits, code in (
        (fit[:-30], Limits(), "A311"),
        (fit, Limits(unpacked=1500), "A306"),
        (document("<w:p><w:r>"), Limits(), "A311"),
        (document("", {MAIN: "<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"}), Limits(), "A312"),
    ):
        with pytest.raises(ReadingError) as caught:
            annotated(Draft("a.docx", data, reading=Reading(limits)), [Comment(None, "", (HEAD,))])
        assert caught.value.code == code
    many = document(para(run("Two aides said.")), {f"word/{number}.bin": b"x" * 1400 for number in range(12)})
    with pytest.raises(ReadingError, match="unpacked, it has more than"):
        annotated(Draft("a.docx", many, reading=Reading(Limits(unpacked=1500))), [Comment(None, "", (HEAD,))])


# ---------------------------------------------------------------- any document


@pytest.mark.parametrize("name", ["revised", "council", "trial"])
@pytest.mark.parametrize("reading", [Reading(), ORIGINAL], ids=["accepted", "original"])
def test_every_word_of_documents_by_libreoffice_can_have_its_comment(name: str, reading: Reading) -> None:
    draft = Draft("a.docx", (FORMATS / f"{name}.docx").read_bytes(), reading=reading)
    text = read_word(draft).text
    spans = [Span(*found.span()) for found in re.finditer(r"\w+", text)]
    found = said(checked(draft, [Comment(span, span.of(text), (HEAD,)) for span in spans]), reading is ORIGINAL)
    assert len(found) == len(spans)
    for span, each in zip(spans, found.values(), strict=True):
        if len(each.paragraphs) == 1:
            assert each.words == span.of(text)
        else:
            assert each.paragraphs[1] == f"On the words “{span.of(text)}”"
    on_paragraphs = [each.paragraphs[1] for each in found.values() if len(each.paragraphs) > 1]
    assert len(on_paragraphs) == (16 if name == "revised" else 0)  # those of the text box and the footnote


WORDS = ("aides", "Räte", "😀", "&amp;", "&#233;t&#xe9;", "said", "co\u00adop", "“Never,”", "x")


def _words(chance: random.Random) -> str:
    return chance.choice(["", " "]) + " ".join(chance.choices(WORDS, k=chance.randint(1, 5))) + chance.choice(["", " "])


def _plain(chance: random.Random) -> str:
    return run(_words(chance), chance.choice(["", "<w:b/>", "<w:i/>", "<w:vanish/>"]))


def _mixed(chance: random.Random) -> str:
    pieces = ("<w:tab/>", "<w:br/>", "<w:noBreakHyphen/>", "<w:softHyphen/>", "<w:lastRenderedPageBreak/>")
    inner = (chance.choice([f"<w:t>{_words(chance)}</w:t>", chance.choice(pieces)]) for _ in range(5))
    return f"<w:r><w:rPr><w:u/></w:rPr>{''.join(inner)}</w:r>"


def _gone(chance: random.Random) -> str:
    name = chance.choice(["del", "moveFrom"])
    words = "delText" if name == "del" else "t"
    return f'<w:{name} w:id="1" w:author="A"><w:r><w:{words}>{_words(chance)}</w:{words}></w:r></w:{name}>'


def _wrapped(chance: random.Random) -> str:
    name = chance.choice(
        [
            'hyperlink r:id="rId9"',
            'ins w:id="1" w:author="A"',
            "moveTo",
            "smartTag",
            'fldSimple w:instr="X"',
            "customXml",
        ]
    )
    return f"<w:{name}>{''.join(_any(chance) for _ in range(chance.randint(0, 2)))}</w:{name.split()[0]}>"


def _held(chance: random.Random) -> str:
    kind = chance.choice(["", "<w:sdtPr/>", "<w:sdtPr><w:text/></w:sdtPr>", "<w:sdtPr><w:dataBinding/></w:sdtPr>"])
    return f"<w:sdt>{kind}<w:sdtContent>{_plain(chance)}{_mixed(chance)}</w:sdtContent></w:sdt>"


def _odd(chance: random.Random) -> str:
    box = f"<w:txbxContent>{para(_plain(chance))}</w:txbxContent>"
    return chance.choice(
        (
            f"<w:r><w:ruby><w:rt>{run('r')}</w:rt><w:rubyBase>{_plain(chance)}</w:rubyBase></w:ruby></w:r>",
            f"<m:oMath><m:r><m:t>{_words(chance)}</m:t></m:r></m:oMath>",
            f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}"
            "</w:pict></mc:Fallback></mc:AlternateContent></w:r>",
            f"<w:r><w:t>a<![CDATA[{chance.choice(['aides', '<x>'])}]]></w:t></w:r>",
            "<w:r><w:instrText>REF aides</w:instrText></w:r>",
            '<w:bookmarkStart w:id="3" w:name="b"/><w:proofErr w:type="spellStart"/>',
            "<w:r/>",
            f"<w:r><w:t>{_words(chance)}<?x y?></w:t></w:r>",
        )
    )


KINDS: Sequence[Callable[[random.Random], str]] = (_plain, _plain, _mixed, _gone, _wrapped, _held, _odd)


def _any(chance: random.Random) -> str:
    return chance.choice(KINDS)(chance)


def _block(chance: random.Random, depth: int = 0) -> str:
    sort = chance.randrange(12)
    if sort == 0 and depth < 3:
        cells = "".join(f"<w:tc><w:tcPr/>{_block(chance, depth + 1)}{para()}</w:tc>" for _ in range(2))
        return f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
    if sort == 1:
        return f"<w:sdt><w:sdtContent>{_block(chance, depth + 1)}</w:sdtContent></w:sdt>"
    if sort == 2:
        return chance.choice(["<w:p/>", para(), para("<w:pPr><w:keepNext/></w:pPr>")])
    mark = '<w:pPr><w:rPr><w:del w:id="2" w:author="A"/></w:rPr></w:pPr>' if sort == 3 else ""
    return para(mark, *(_any(chance) for _ in range(chance.randint(1, 6))))


@pytest.mark.parametrize("seed", range(60))
def test_in_any_document_ranges_hold_exactly_the_words_and_the_text_stays(seed: int) -> None:
    chance = random.Random(seed)
    data = document(para(run("First.")) + "".join(_block(chance) for _ in range(chance.randint(1, 12))))
    reading = chance.choice([Reading(), ORIGINAL])
    draft = Draft("a.docx", data, reading=reading)
    places = read_places(draft)
    text = places.article.text
    spans: list[Span] = []
    while len(spans) < 40:
        start = chance.randrange(len(text))
        span = Span(start, min(len(text), start + chance.choice([1, 3, 10, 60, 400])))
        if span.of(text).strip():
            spans.append(span)
    copy = checked(draft, [Comment(span, span.of(text), (HEAD,)) for span in spans])
    found = said(copy, reading is ORIGINAL)
    exact = 0
    for span, each in zip(sorted(spans), found.values(), strict=True):
        inside = span.of(text)
        if len(each.paragraphs) == 1:
            exact += 1
            assert "".join(each.words.split()) == "".join(inside.split())
        else:
            assert each.paragraphs[1].startswith("On the words ")
    assert exact > 0


def test_three_hundred_comments_on_one_run_are_as_many_ranges() -> None:
    text = " ".join(f"aide{number}" for number in range(300))
    found = ranges(document(para(run(text))), text.split())
    assert found == text.split()
