"""Words of running text keep their spaces and line ends, and nothing in them steers or hides."""

from __future__ import annotations

import pytest

from auditor.base.printable import flowing


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" a  b ", " a  b "),
        ("a\tb\u00a0c\u2003d", "a b c d"),
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("a\u2028b\x0bc\x85d\x1ce", "a\nb\nc\nd\ne"),
        ("a\u200bb\u00adc\ufeffd", "abcd"),
        ("a\u202egnp\u2066b\x07\x1b[31m", "a\ufffdgnp\ufffdb\ufffd\ufffd[31m"),
    ],
)
def test_running_text(text: str, expected: str) -> None:
    assert flowing(text) == expected
