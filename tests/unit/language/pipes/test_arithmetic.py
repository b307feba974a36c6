"""Products of matrices: by numpy's library, in one thread, which leaves the rest of the program as it was."""

from __future__ import annotations

import numpy as np
import pytest
from thinc.api import NumpyOps, get_current_ops

from auditor.language.pipes import arithmetic


def test_what_the_program_multiplies_by_is_as_it_was() -> None:
    before = get_current_ops()
    with arithmetic.chosen():
        inside = get_current_ops()
    assert get_current_ops() is before
    assert isinstance(inside, NumpyOps)
    assert inside.use_blis == (arithmetic._library() is None)


def test_a_library_that_cannot_be_told_its_threads_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arithmetic, "_library", lambda: None)
    with arithmetic.chosen(), arithmetic.one_thread():
        assert get_current_ops().use_blis  # type: ignore[attr-defined]


def test_the_library_works_in_one_thread_and_then_in_as_many_as_before() -> None:
    told: list[int] = []
    library = arithmetic._Library(4, told.append)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(arithmetic, "_library", lambda: library)
        with arithmetic.one_thread():
            assert told == [1]
        with pytest.raises(KeyError), arithmetic.one_thread():
            raise KeyError
    assert told == [1, 4, 1, 4]


def test_the_library_of_numpy_is_known_where_it_is_openblas() -> None:
    named = str(np.show_config(mode="dicts")["Build Dependencies"]["blas"]["name"])
    if "openblas" not in named:
        pytest.skip(f"this numpy multiplies by {named}")
    library = arithmetic._library()
    assert library is not None
    assert library.threads >= 1
