"""Messages: what their senders wrote, what programs quote and sign, and the documents attached to them."""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from auditor.base.errors import ReadingError
from auditor.readers.dispatch import form_of, items, read, read_bytes
from auditor.readers.draft import Draft
from auditor.readers.items import Item
from auditor.readers.sniff import Form
from auditor.records.article import Article, BlockRole
from tests.unit.readers.mutations import MUTATIONS
from tests.unit.readers.test_documents import FORMATS, mutated

Attached = tuple[str | None, bytes, str]

DOCX = (FORMATS / "council.docx").read_bytes()
LEAD = "The council has dropped its plan for a second quay, Mayor Paula Dray said on Friday."
MORE = "“We cannot pay for it,” Ms. Dray told reporters. Nobody can, she added, and nobody will before the year is out."
TEXT = f"{LEAD}\n\n{MORE}\n"


def mail(
    plain: str | None = None,
    html: str | None = None,
    attached: Sequence[Attached] = (),
    subject: str = "Council drops plan",
) -> bytes:
    message = EmailMessage()
    message["From"] = "Ida Quill <ida@herald.example>"
    message["Subject"] = subject
    message["Date"] = "Fri, 06 Nov 2026 16:30:00 +0000"
    message["Message-ID"] = "<1@herald.example>"
    if plain is not None:
        message.set_content(plain)
    if html is not None and plain is not None:
        message.add_alternative(html, subtype="html")
    elif html is not None:
        message.set_content(html, subtype="html")
    for name, data, kind in attached:
        maintype, _, subtype = kind.partition("/")
        message.add_attachment(data, maintype=maintype, subtype=subtype, filename=name)
    return message.as_bytes()


def held(data: bytes) -> tuple[Item, ...]:
    draft = Draft("a.eml", data)
    assert form_of(draft) is Form.MAIL
    return items(draft, Form.MAIL)


def only(data: bytes) -> Article:
    [item] = held(data)
    assert item.key == "message"
    return item.article


def told(article: Article, silent: bool = True) -> list[tuple[BlockRole, str]]:
    """Role and words of each block, and of headers of messages that are passed on if `silent`."""
    return [
        (block.role, block.span.of(article.text))
        for block in article.blocks
        if silent or block.role is not BlockRole.FURNITURE
    ]


def text_of(article: Article) -> list[str]:
    """The words below the headline that are read."""
    return [words for _, words in told(article, silent=False)[1:]]


def notes(article: Article) -> list[str]:
    return [note.message for note in article.notes]


# ---------------------------------------------------------------- documents


def test_a_document_is_an_article_of_its_own_and_a_few_words_beside_it_are_a_covering_note() -> None:
    [item] = held(mail("Draft attached, L.\n", attached=[("council.docx", DOCX, "application/octet-stream")]))
    alone = read(FORMATS / "council.docx")
    assert item.key == "council.docx"
    assert (item.article.text, item.article.blocks, item.article.origin) == (alone.text, alone.blocks, alone.origin)
    assert (item.article.format, item.article.digest, item.article.path) == ("docx", alone.digest, "a.eml")
    assert notes(item.article) == ["left out, as a covering note: the message that it came with, “Draft attached, L.”"]
    assert read_bytes(mail("Hi\n", attached=[("a.txt", b"He left.", "text/plain")]), "a.eml").text == "He left."


def test_a_message_with_words_of_its_own_is_an_article_beside_its_documents() -> None:
    first, second = held(mail(TEXT, attached=[("notes.txt", b"Two aides said that he left.", "text/plain")]))
    assert [first.key, second.key] == ["message", "notes.txt"]
    assert told(first.article) == [
        (BlockRole.HEADLINE, "Council drops plan"),
        (BlockRole.PARA, LEAD),
        (BlockRole.PARA, MORE),
    ]
    assert second.article.text == "Two aides said that he left."
    assert second.article.origin.parts == ()
    assert first.article.notes == second.article.notes == ()
    with pytest.raises(ReadingError) as caught:
        read_bytes(mail(TEXT, attached=[("notes.txt", b"He left.", "text/plain")]), "a.eml")
    assert (caught.value.code, caught.value.message) == ("A321", "there are 2 articles in it")


@pytest.mark.parametrize(
    ("name", "kind", "data", "form"),
    [
        ("council.odt", "application/vnd.oasis.opendocument.text", None, "odt"),
        ("council.rtf", "application/rtf", None, "rtf"),
        ("council.pdf", "application/pdf", None, "pdf"),
        ("a.md", "text/markdown", b"# Head\n\nHe left.\n", "markdown"),
        ("a.txt", "application/octet-stream", b"He left.", "txt"),
        (None, "text/plain", b"He left.", "txt"),
        ("C:\\drafts\\a.txt", "text/plain", b"He left.", "txt"),
        ("council.anpa", "application/octet-stream", None, "anpa"),
    ],
)
def test_documents_of_all_formats_are_read(name: str | None, kind: str, data: bytes | None, form: str) -> None:
    data = data if data is not None else (FORMATS / str(name)).read_bytes()
    [item] = held(mail("See below.\n", attached=[(name, data, kind)]))
    assert item.article.format == form
    assert item.key == {None: "attachment 1.txt", "C:\\drafts\\a.txt": "a.txt"}.get(name, name)


def test_text_in_another_character_set_is_decoded_as_the_message_says() -> None:
    message = EmailMessage()
    message["From"], message["Message-ID"] = "a@b.example", "<1@b.example>"
    message.set_content("See below.")
    message.add_attachment("Он ушёл.", subtype="plain", charset="koi8-r", filename="a.txt")
    assert [item.article.text.strip() for item in held(message.as_bytes())] == ["Он ушёл."]


def test_what_cannot_be_read_is_named_with_the_reason() -> None:
    attached = [
        ("pic.png", b"\x89PNG\r\n\x1a\n0000", "image/png"),
        ("table.csv", b"id,text\n1,He left\n", "text/csv"),
        ("cut.docx", DOCX[:900], "application/octet-stream"),
        ("card.vcf", b"BEGIN:VCARD", "text/vcard"),
        ("empty.txt", b"", "text/plain"),
        ("sheet.xlsx", b"x", "application/octet-stream"),
    ]
    article = only(mail("Two aides said that he left.\n", attached=attached))
    assert text_of(article) == ["Two aides said that he left."]
    assert notes(article) == [
        "attached and not read: pic.png (this is of a format that is not read), table.csv (there are many articles in"
        " it), cut.docx (it is damaged, or only a part of it is here), card.vcf (this is of a format that is not read),"
        " empty.txt (there are no words in it), sheet.xlsx (this is a table or a file of records that is not read);"
        " save what is meant, and name it"
    ]


def test_a_document_whose_library_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    pdf = (FORMATS / "council.pdf").read_bytes()
    assert "council.pdf (PDF documents are read by libraries that are not installed)" in str(
        notes(only(mail("See below.\n", attached=[("council.pdf", pdf, "application/pdf")])))
    )


def test_a_message_that_is_attached_is_read_with_what_is_attached_to_it() -> None:
    inner = mail("Draft attached.\n", attached=[("council.docx", DOCX, "application/octet-stream")], subject="Quay")
    outer = EmailMessage()
    outer["From"], outer["Subject"], outer["Message-ID"] = "a@b.example", "Fwd: Quay", "<2@b.example>"
    outer.set_content("See below.")
    outer.add_attachment(message_from_bytes(inner, policy=policy.default))
    [item] = held(outer.as_bytes())
    assert (item.key, item.article.format) == ("Quay.eml", "docx")
    assert len(notes(item.article)) == 2


def test_messages_within_one_another_are_read_to_a_depth() -> None:
    data = mail(TEXT)
    for _ in range(6):
        outer = EmailMessage()
        outer["From"], outer["Message-ID"] = "a@b.example", "<2@b.example>"
        outer.set_content(TEXT)
        outer.add_attachment(data, maintype="application", subtype="octet-stream", filename="in.eml")
        data = outer.as_bytes()
    found = held(data)
    assert [item.key for item in found] == ["message"] + [f"in.eml{'#in.eml' * n}#message" for n in range(3)] + [
        "in.eml#in.eml#in.eml#in.eml"
    ]
    assert "in.eml (it lies in too many files, one in the other)" in notes(found[-1].article)[0]


def test_pictures_in_the_text_and_seals_are_no_documents() -> None:
    body = b"--r\nContent-Type: text/html\n\n<p>Two aides said that he left.</p>\n"
    logo = (
        b"--r\nContent-Type: image/png\nContent-ID: <logo>\nContent-Disposition: inline; filename=l.png\n\nx\n--r--\n"
    )
    seal = b"--m\nContent-Type: application/pgp-signature; name=s.asc\n\nx\n--m--\n"
    head = b"From: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/signed; boundary=m\n\n"
    related = b"--m\nContent-Type: multipart/related; boundary=r\n\n"
    article = read_bytes(head + related + body + logo + seal, "a.eml")
    assert (article.text, article.notes) == ("Two aides said that he left.", ())


def test_text_above_and_below_a_document_is_one_message() -> None:
    parts = (
        f"--m\nContent-Type: text/plain; charset=utf-8\n\n{LEAD}\n"
        "--m\nContent-Type: application/pdf\nContent-Disposition: inline; filename=x.pdf\n\nx\n"
        f"--m\nContent-Type: text/plain; charset=utf-8\n\n{MORE}\n--m--\n"
    )
    head = "From: a@b.example\nSubject: Quay\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=m\n\n"
    article = only((head + parts).encode())
    assert text_of(article) == [LEAD, MORE]
    assert [part.address for part in article.origin.parts] == ["header/Subject", "body[1]", "body[part 2][1]"]


def test_of_alternatives_the_text_is_read_unless_it_says_far_less_than_the_page() -> None:
    page = f"<h2>Quay</h2><p>{LEAD}</p><p>{MORE}</p>"
    assert text_of(only(mail(TEXT, page))) == [LEAD, MORE]
    assert text_of(only(mail("Your program shows no pages.\n", page))) == ["Quay", LEAD, MORE]


# ---------------------------------------------------------------- subject


@pytest.mark.parametrize("subject", ["Re: Quay plan", "FWD: AW: Quay plan", "Re[2]: Quay plan", "Quay plan"])
def test_the_headline_is_the_subject_without_what_programs_put_before_it(subject: str) -> None:
    assert told(only(mail(TEXT, subject=subject)))[0] == (BlockRole.HEADLINE, "Quay plan")


def test_a_headline_stands_once() -> None:
    assert told(only(mail(f"Council drops plan\n\n{TEXT}")))[:2] == [
        (BlockRole.HEADLINE, "Council drops plan"),
        (BlockRole.PARA, LEAD),
    ]
    article = only(mail(html=f"<h1>No second quay</h1><p>{LEAD}</p>", subject="Draft for tonight"))
    assert told(article) == [(BlockRole.HEADLINE, "No second quay"), (BlockRole.PARA, LEAD)]
    assert article.meta["subject"] == "Draft for tonight"


# ---------------------------------------------------------------- what is quoted, and what signs

WROTE = "On Fri, Nov 6, 2026 at 9:00 AM Lena Marsh <lena@herald.example>\nwrote:\n\n> When will you file?\n> Soon?\n"
OUTLOOK = (
    '<div class="WordSection1"><p class="MsoNormal">{}<o:p></o:p></p><p class="MsoNormal">&nbsp;</p>'
    '<div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in"><p class="MsoNormal">'
    "<b>From:</b> Lena Marsh &lt;lena@herald.example&gt;<br><b>Sent:</b> Friday, November 6, 2026 9:00 AM<br>"
    "<b>To:</b> Ida Quill<br><b>Subject:</b> Quay</p></div></div><p>Asked and answered.</p></div>"
)


@pytest.mark.parametrize(
    "body",
    [
        f"{TEXT}\n{WROTE}",
        f"{TEXT}\nSent from my iPhone\n\n{WROTE}",
        f"{TEXT}\n-- \nIda Quill\nHexton Herald\n\n{WROTE}",
        f"{TEXT}\n-----Original Message-----\nFrom: Lena Marsh\nSent: Friday\nTo: Ida\n\nWhen will you file?\n",
        f"{TEXT}\n________________________________\nFrom: Lena Marsh\nSent: Friday\nTo: Ida\n\nWhen will you file?\n",
        f"{TEXT}\nAm 06.11.2026 um 09:00 schrieb Lena Marsh:\n> Wann kommt es?\n",
        f"> Wann?\n\n{TEXT}",
        f"On 6 Nov 2026, at 09:00, Lena Marsh wrote:\n\n> When will you file?\n\n{TEXT}",
        TEXT.replace(f"\n\n{MORE}", f"\n\n> Can they?\n\n{MORE}"),
    ],
)
def test_of_text_what_is_answered_and_what_signs_is_left_out(body: str) -> None:
    article = only(mail(body, subject="Re: Quay"))
    assert text_of(article) == [LEAD, MORE]
    [note] = notes(article)
    assert note.endswith("of its signature or of what it answers")


@pytest.mark.parametrize(
    ("html", "left"),
    [
        (
            '<div dir="ltr">{}<div>--&nbsp;<br></div><div class="gmail_signature">Ida Quill</div></div>'
            '<div class="gmail_quote gmail_quote_container"><div class="gmail_attr">On Fri, Nov 6, 2026 at 9:00 AM Lena'
            ' wrote:<br></div><blockquote class="gmail_quote"><div>When?</div></blockquote></div>',
            14,
        ),
        (
            '{}<div><br><blockquote type="cite"><div>On 6 Nov 2026, at 09:00, Lena wrote:</div><br><div>When?</div>'
            "</blockquote></div>",
            9,
        ),
        (
            '{}<pre class="moz-signature">-- \nIda Quill</pre><div class="moz-cite-prefix">On 06/11/2026 09:00, Lena'
            ' wrote:<br></div><blockquote type="cite" cite="mid:1"><p>When?</p></blockquote>',
            9,
        ),
        (
            '{}<div id="Signature"><p>Ida Quill</p></div><hr><div id="divRplyFwdMsg"><b>From:</b> Lena<br>'
            "<b>Sent:</b> Friday<br><b>To:</b> Ida</div><div><p>When?</p></div>",
            9,
        ),
        (OUTLOOK, 19),
        ('{}<div class="yahoo_quoted"><div>On Friday, 6 November 2026, Lena wrote:</div><p>When?</p></div>', 8),
        ("{}<p>Sent from my iPhone</p>", 4),
        ("{}<div>-----Original Message-----</div><p>When?</p>", 3),
        ('<blockquote type="cite"><p>When?</p></blockquote>{}', 1),
        ("<div>On 6 Nov 2026, Lena wrote:</div><blockquote type=cite>When?</blockquote>{}", 7),
    ],
)
def test_of_html_what_is_answered_and_what_signs_is_left_out(html: str, left: int) -> None:
    article = only(mail(html=html.format(f"<p>{LEAD}</p><p>{MORE}</p>"), subject="Re: Quay"))
    assert text_of(article) == [LEAD, MORE]
    words = "1 word" if left == 1 else f"{left} words"
    assert notes(article) == [f"left out: {words} of its signature or of what it answers"]


def test_a_quotation_in_the_article_is_no_quoted_mail() -> None:
    html = f"<p>{LEAD}</p><blockquote><p>We cannot pay for it.</p></blockquote><p>On Friday she wrote: enough.</p>"
    article = only(mail(html=html))
    assert told(article)[2:] == [
        (BlockRole.QUOTE, "We cannot pay for it."),
        (BlockRole.PARA, "On Friday she wrote: enough."),
    ]
    assert article.notes == ()


FORWARDED = (
    "From: Lena Marsh <lena@herald.example>\nDate: Fri, Nov 6, 2026 at 9:00 AM\nSubject: Quay\n"
    "To: <ida@herald.example>\n"
)
APPLE = "".join(f"> {line}\n" for line in f"{FORWARDED}\n{TEXT}".split("\n"))
GMAIL = (
    '<div dir="ltr">FYI<br><br><div class="gmail_quote"><div class="gmail_attr">---------- Forwarded message ---------'
    "<br>From: <b>Lena Marsh</b> &lt;lena@herald.example&gt;<br>Date: Fri, Nov 6, 2026<br>Subject: Quay<br></div>"
    f"<p>{LEAD}</p><p>{MORE}</p>"
    '<div class="gmail_quote"><blockquote class="gmail_quote">When?</blockquote></div></div></div>'
)


@pytest.mark.parametrize(
    ("plain", "html"),
    [
        (f"FYI\n\n-- \nIda\n\n---------- Forwarded message ---------\n{FORWARDED}\n\n{TEXT}\n-- \nLena\n", None),
        (f"FYI\n\nBegin forwarded message:\n\n{APPLE}", None),
        (f"________________________________\n{FORWARDED.replace('Date', 'Sent')}\n{TEXT}", None),
        (f"FYI\n\n-----Original Message-----\n{FORWARDED}\n{TEXT}\n{WROTE}", None),
        (None, GMAIL),
        (None, OUTLOOK.format("FYI").replace("Asked and answered.", f"{LEAD}</p><p>{MORE}")),
    ],
    ids=["Gmail", "Apple", "Outlook", "neutral", "Gmail's page", "Outlook's page"],
)
def test_what_is_passed_on_with_hardly_a_word_is_read(plain: str | None, html: str | None) -> None:
    article = only(mail(plain, html, subject="Fwd: Council drops plan"))
    assert text_of(article) == [LEAD, MORE]
    assert article.meta["author"] == "Lena Marsh"
    silent = [words for role, words in told(article) if role is BlockRole.FURNITURE]
    assert any("From: Lena Marsh" in words for words in silent)


def test_what_is_passed_on_with_many_words_is_left_out() -> None:
    body = f"{TEXT}\n---------- Forwarded message ---------\n{FORWARDED}\nIt is over.\n"
    article = only(mail(body, subject="Fwd: Quay"))
    assert text_of(article) == [LEAD, MORE]
    assert article.meta["author"] == "Ida Quill"


def test_nothing_is_left_out_of_a_message_that_has_nothing_else() -> None:
    assert text_of(only(mail("> He left.\n", subject="Re: Quay"))) == ["> He left."]
    assert text_of(only(mail(html='<div class="gmail_signature">Ida Quill</div>'))) == ["Ida Quill"]


def test_one_article_by_mail_and_in_word() -> None:
    assert read(FORMATS / "council.eml").text == read(FORMATS / "council.docx").text


# ---------------------------------------------------------------- damaged


@pytest.mark.parametrize(
    "data",
    [
        b"MIME-Version: 1.0\nContent-Type: message/rfc822\n\n" * 3000 + b"From: a\n\nHe left.\n",
        b"MIME-Version: 1.0\n"
        + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3000)),
        b"From: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n",
        b"From: a@b.example\nMIME-Version: 1.0\n\n \n",
    ],
    ids=["messages", "parts", "no part", "no text"],
)
def test_a_message_without_end_or_text_is_refused(data: bytes) -> None:
    with pytest.raises(ReadingError) as caught:
        read_bytes(data, "a.eml")
    assert caught.value.code == "A311"


def test_a_message_of_too_many_parts_is_refused() -> None:
    part = b"--m\nContent-Type: text/plain; name=a.txt\n\nHe left.\n"
    head = b"From: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=m\n\n"
    with pytest.raises(ReadingError) as caught:
        read_bytes(head + part * 1_001 + b"--m--\n", "a.eml")
    assert caught.value.code == "A306"


@pytest.mark.slow
def test_a_damaged_message_is_read_or_refused_and_nothing_else() -> None:
    texts = [mail(f"{TEXT}\n{WROTE}", f"<p>{LEAD}</p>"), (FORMATS / "council.eml").read_bytes()]
    attached = [("a.txt", b"He left.", "text/plain"), ("b.rtf", rb"{\rtf1 He left.\par}", "application/rtf")]
    texts.append(mail(TEXT, attached=attached))
    chance = random.Random("mail")
    for number in range(MUTATIONS):
        try:
            read_bytes(mutated(texts[number % len(texts)], chance), "a.eml")
        except ReadingError as error:
            assert error.code.startswith("A3")
