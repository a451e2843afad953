"""Numbers out of a paste: any separators, stray spaces, columns of a sheet."""

import pytest

from deliveries.rules.pasted import chosen_cells, key_of, read_lines, repeated


def keys(text):
    return [[cell.key for cell in line.cells] for line in read_lines(text)]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("47990", "47990"),
        ("  h-12345 ", "H12345"),
        ("H 12345", "H12345"),
        ("00123", "123"),
        ("47990.0", "47990"),
        ("48,000", "48000"),
        ("—", ""),
        ("000", ""),
    ],
)
def test_numbers_are_compared_without_case_signs_and_leading_zeros(text, key):
    assert key_of(text) == key


@pytest.mark.parametrize(
    "text",
    [
        "47990\n47991\n47992",
        "47990, 47991;47992",
        "47990 47991\t47992",
        "  47990  \r\n\r\n\t47991\r\n 47992,",
        "47990|47991|47992",
        "Deal\n47990\n47991\n47992",
        "47990\u202847991\n47992",
    ],
)
def test_any_separator_parts_the_numbers(text):
    assert keys(text) == [["47990"], ["47991"], ["47992"]]


def test_a_row_of_a_sheet_is_one_deal_whatever_its_other_columns_hold():
    text = (
        "Deal #\tCustomer\tYear\tSold\tStock\n"
        "47990\tHaddad, Nadia\t2026\t11/05/2026\tH101\n"
        "47991\tDiNardo\t2022\t11/06/2026\tH102\n"
    )
    lines = read_lines(text)
    assert [line.shown for line in lines] == ["47990", "47991"]
    chosen = chosen_cells(lines, {"47990", "47991", "2026", "H101"})
    assert [[cell.key for cell in cells] for cells in chosen.values()] == [["47990"], ["47991"]]


def test_a_row_whose_number_is_nobodys_is_not_read_by_its_year():
    lines = read_lines("47990,Nadia Haddad,2026\n99999,Nobody,2026\n47991,Frank DiNardo,2022")
    chosen = chosen_cells(lines, {"47990", "47991", "2026"})
    assert [[cell.key for cell in cells] for cells in chosen.values()] == [["47990"], [], ["47991"]]


def test_words_around_one_number_are_left_out():
    text = "Deal #47990 Nadia Haddad\nstock h-12345 (DiNardo)"
    assert keys(text) == [["47990"], ["H12345"]]


def test_a_rounded_number_is_said_to_be_one():
    assert [line.is_rounded for line in read_lines("47990\n4.799E+04")] == [False, True]


def test_a_line_without_a_number_is_shown_and_a_heading_is_not():
    lines = read_lines("Plates of November\n47990\nstill to check")
    assert [(line.number, bool(line.cells)) for line in lines] == [(2, True), (3, False)]


def test_the_second_naming_of_a_deal_points_to_the_first():
    assert repeated({0: {7}, 1: {8}, 2: {7}, 3: set(), 4: set()}) == {2: 0}


def test_a_name_with_a_comma_stays_in_its_column():
    rows = [f"REYES, ANA\t{n}\t2026" for n in (47990, 47991)]
    lines = read_lines("\n".join(rows))
    chosen = chosen_cells(lines, {"47990", "47991"})
    assert [[cell.column for cell in cells] for cells in chosen.values()] == [[1], [1]]


@pytest.mark.parametrize("text", ["48,000", "Deal 48,000", "REYES\t48,000\nSOTO\t48,000"])
def test_forty_eight_thousand_is_not_forty_eight(text):
    assert {key for line in keys(text) for key in line} == {"48000"}
