"""Small PDF documents, written by hand: text at places of pages, pictures, and what a locked document begins with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

WIDTH, HEIGHT = 400, 600
FONTS = ("Helvetica", "Helvetica-Bold", "Helvetica-Oblique")


@dataclass
class Sheet:
    """A page under construction."""

    drawn: list[str] = field(default_factory=list)
    rotate: int = 0

    def text(self, x: float, y: float, words: str, size: float = 10, font: int = 0, before: str = "") -> Sheet:
        """Words whose first letter stands at a place; `before` are further operators."""
        shown = words.encode("cp1252").decode("latin-1").replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        self.drawn.append(f"q BT {before} /F{font} {size} Tf 1 0 0 1 {x} {y} Tm ({shown}) Tj ET Q")
        return self

    def lines(self, x: float, y: float, words: Iterable[str], size: float = 10, font: int = 0) -> Sheet:
        """Lines below one another."""
        for number, line in enumerate(words):
            self.text(x, y - number * 1.2 * size, line, size, font)
        return self

    def turned(self, matrix: str, words: str, size: float = 10) -> Sheet:
        """Words by a matrix of their own."""
        self.drawn.append(f"BT /F0 {size} Tf {matrix} Tm ({words}) Tj ET")
        return self

    def area(self, x: float, y: float, width: float, height: float, colour: str = "0 0 0") -> Sheet:
        """An area of one colour."""
        self.drawn.append(f"q {colour} rg {x} {y} {width} {height} re f Q")
        return self

    def picture(self, x: float, y: float, width: float, height: float) -> Sheet:
        """A grey picture."""
        self.drawn.append(f"q {width} 0 0 {height} {x} {y} cm /P Do Q")
        return self


def pdf(*sheets: Sheet, count: int | None = None, trailer: str = "") -> bytes:
    """A document of these pages; `count` is how many it says that it has."""
    font_at, picture_at = 3, 3 + len(FONTS)
    resources = (
        f"<< /Font << {' '.join(f'/F{n} {font_at + n} 0 R' for n in range(len(FONTS)))} >>"
        f" /XObject << /P {picture_at} 0 R >> >>"
    )
    first = picture_at + 1
    kids = [first + 2 * n for n in range(len(sheets))]
    held = kids if count is None else [kids[0]] * count
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(held)} /Kids [{' '.join(f'{n} 0 R' for n in held)}] >>".encode(),
        *(f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>".encode() for name in FONTS),
        _stream(
            b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8", b"\x80"
        ),
    ]
    for number, sheet in enumerate(sheets):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Rotate {sheet.rotate}"
            f" /Resources {resources} /Contents {kids[number] + 1} 0 R >>".encode()
        )
        objects.append(_stream(b"", "\n".join(sheet.drawn).encode("latin-1")))
    return _file(objects, trailer)


def locked() -> bytes:
    """A document that its reader must give a password for."""
    secret = "<" + "00" * 32 + ">"
    return pdf(
        Sheet().text(50, 500, "Nobody reads this."),
        trailer=f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O {secret} /U {secret} >> /ID [<00> <00>]",
    )


def _stream(head: bytes, data: bytes) -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (head, len(data), data)


def _file(objects: Sequence[bytes], trailer: str) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{table}\n%%EOF\n".encode()
    return bytes(out)
