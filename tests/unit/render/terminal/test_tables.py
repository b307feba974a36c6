"""Tables that fit a terminal."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from auditor.render.terminal.tables import entries, table

HEAD = ("policy", "rules", "what")
ROWS = [
    ("ap", "15", "What an agency has written about sources, as far as it could be verified."),
    ("a-very-long-name/of-a-policy", "3", "Short."),
]


def test_a_table_is_as_wide_as_it_needs_where_there_is_no_terminal() -> None:
    assert table(HEAD, ROWS[1:], None, numbers=(1,)) == (
        "policy                        rules  what\n"
        "----------------------------  -----  ------\n"
        "a-very-long-name/of-a-policy      3  Short.\n"
    )


def test_cells_are_broken_between_words_until_the_table_fits() -> None:
    assert table(HEAD, ROWS, 60, numbers=(1,)) == (
        "policy                        rules  what\n"
        "----------------------------  -----  -----------------------\n"
        "ap                               15  What an agency has\n"
        "                                     written about sources,\n"
        "                                     as far as it could be\n"
        "                                     verified.\n"
        "\n"
        "a-very-long-name/of-a-policy      3  Short.\n"
    )


def test_a_name_is_broken_only_where_there_is_no_other_way() -> None:
    assert table(HEAD, ROWS[1:], 30, numbers=(1,)) == (
        "policy                     rules  what\n"
        "-------------------------  -----  ------\n"
        "a-very-long-name/of-a-         3  Short.\n"
        "policy\n"
    )


@pytest.mark.parametrize("width", range(40, 120, 7))
def test_no_line_of_a_table_is_wider_than_the_terminal(width: int) -> None:
    for text in (table(HEAD, ROWS, width), entries(HEAD, ROWS, width)):
        assert max(map(cell_len, text.splitlines())) <= width
        assert "".join(text.split()).count("verified.") == 1


def test_entries_keep_their_names_whole_where_a_table_does_not_fit() -> None:
    assert entries(HEAD, ROWS, 50) == (
        "ap\n"
        "  15 · What an agency has written about sources,\n"
        "  as far as it could be verified.\n"
        "a-very-long-name/of-a-policy\n"
        "  3 · Short.\n"
    )
    assert entries(HEAD, ROWS, 200) == table(HEAD, ROWS, None) == entries(HEAD, ROWS, None)


def test_nothing_in_a_cell_steers_the_terminal() -> None:
    assert "a\\x1b[2Jb\\nc" in table(HEAD, [("a\x1b[2Jb\nc", "1", "x")], 80)


def test_rows_are_told_one_by_one_where_there_is_no_room_for_columns() -> None:
    head = ("policy", "a-long", "another-longer", "a-third-longest", "whatsoever")
    assert table(head, [("ap", "1", "", "3", "Something rather longwinded.")], 40) == (
        "ap\n  a-long: 1 · a-third-longest: 3 ·\n  whatsoever: Something rather\n  longwinded.\n"
    )
