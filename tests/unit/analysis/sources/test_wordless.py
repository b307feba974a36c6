"""A run of name words may leave nothing that is a name."""

from __future__ import annotations

import pytest

from auditor.engine import audit
from auditor.readers.dispatch import read_text
from auditor.toolkit import Toolkit


@pytest.mark.model
def test_a_dash_after_a_label_is_no_name(toolkit: Toolkit) -> None:
    report = audit(read_text("Exclusive–Maria Espinoza, the mayor, spoke. The exclusive was sold.", "x.txt"), toolkit)
    assert report.sources == ()
