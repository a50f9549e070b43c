"""Number formats of workbooks."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medinsure_budget.sources.number_format import BUILTIN, Shown, shown

ACCOUNTING = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("raw", "code", "text"),
    [
        ("1386.05", "General", "1386.05"),
        ("1386.0499999999999", "General", "1386.05"),
        ("1E-3", "General", "0.001"),
        ("1.2E+11", "General", "120000000000"),
        ("0", "General", "0"),
        ("208", "@", "208"),
        ("1386", "0", "1386"),
        ("1386.1", "0.00", "1386.10"),
        ("0", "0.00", "0.00"),
        ("-3.2", "0.00", "-3.20"),
        ("1386", "#,##0", "1,386"),
        ("1234567.8", "#,##0.00", "1,234,567.80"),
        ("1234567.8", "#,##0.00_ ", "1,234,567.80"),
        ("-1234.5", "#,##0.00;[Red](#,##0.00)", "(1,234.50)"),
        ("-1234.5", "#,##0.00_);[红色]\\-#,##0.00", "-1,234.50"),
        ("0", '#,##0.00;-#,##0.00;""', ""),
        ("0", "#,##0.00;-#,##0.00;;@", ""),
        ("5", "#,##0.00;-#,##0.00;;@", "5.00"),
        ("0", ACCOUNTING, "-"),
        ("1386.05", ACCOUNTING, "1,386.05"),
        ("-1386.05", ACCOUNTING, "-1,386.05"),
        ("0.7279", "0.00%", "72.79%"),
        ("0.5", "0%", "50%"),
        ("12.5", '[$¥-804]#,##0.00"元"', "¥12.50元"),
        ("5", "00", "05"),
        ("2.5", "0.##", "2.5"),
        ("45292", BUILTIN[31], "2024年1月1日"),
        ("45292.5", "yyyy-mm-dd hh:mm;@", "2024-01-01 12:00"),
        ("43831", BUILTIN[57], "2020年1月"),
    ],
)
def test_values_are_shown_as_their_format_prints_them(raw, code, text):
    assert (shown(raw, code).text, shown(raw, code).fuller) == (text, False)


@pytest.mark.parametrize(
    ("raw", "code", "text"),
    [
        ("13.3333", "0.00", "13.3333"),
        ("-13.3333", "#,##0.00;(#,##0.00)", "(13.3333)"),
        ("0.72794", "0.0%", "72.794%"),
        ("12345", "[DBNum1]General", "12345"),
        ("12345.6", "0.00E+00", "12345.6"),
    ],
)
def test_formats_that_hide_digits_do_not_lose_them(raw, code, text):
    found = shown(raw, code)
    assert found.text == text
    assert found.fuller or "General" in code


@pytest.mark.parametrize(("raw", "code"), [("7", ";;;"), ("-7", "0.00;;0.00"), ("7", "[<0]0.00;")])
def test_a_format_that_shows_nothing_prints_nothing_and_says_what_is_stored(raw, code):
    assert shown(raw, code) == Shown("", hidden=raw)
    assert shown("0", ";;;") == Shown("")


@pytest.mark.parametrize(
    ("raw", "code", "text", "rounded"),
    [
        ("12005000", r"0\.0,", "1200.5", False),
        ("8002500", "0!.0,", "800.3", True),
        ("29756547.77", "0!.0,", "2975.7", True),
        ("-8002000", "0!.0,", "-800.2", False),
        ("500", "0!.0,", "0.1", True),
        ("0", "0!.0,", "0.0", False),
        ("12005000", r"0\.0000", "1200.5000", False),
        ("12005000", r'0\.0000"万元"', "1200.5000万元", False),
        ("1200500", "#,##0.00,", "1,200.50", False),
        ("29756547.77", "#,##0.00,", "29,756.55", True),
        ("1234567890", "#,##0.00,,", "1,234.57", True),
        ("1200500", "#,##0,.00", "1,200.50", False),
        ("1200500", r"#\,000.0", "1200,500.0", False),
        ("12005000", '[>=10000]0!.0,"万元";0.00"元"', "1200.5万元", False),
        ("800.25", '[>=10000]0!.0,"万元";0.00"元"', "800.25元", False),
        ("-5", '[<0]"负"0;0', "-负5", False),
        ("-12005000", r"0\.0,;[红色]\(0\.0,\)", "(1200.5)", False),
    ],
)
def test_formats_that_show_a_larger_unit_are_read_as_they_print(raw, code, text, rounded):
    found = shown(raw, code)
    assert (found.text, found.rounded, found.fuller) == (text, rounded, False)


def test_words_beside_a_general_number_are_shown():
    assert shown("1200.5", 'General"万元"').text == "1200.5万元"
    assert shown("-3", 'General"元"').text == "-3元"


@pytest.mark.parametrize("raw", ["", "一", "NaN", "Infinity"])
def test_what_is_no_number_is_refused(raw):
    with pytest.raises(ValueError, match="不是数值"):
        shown(raw, "0.00")


@given(
    st.decimals(-10**10, 10**10, allow_nan=False, places=4),
    st.sampled_from(["General", "0.00", "#,##0.00", "#,##0", "0.0000", ACCOUNTING, "0.0_);(0.0)", "0.00%"]),
)
def test_the_worth_of_a_number_survives_its_format(value, code):
    text = shown(str(value), code).text
    negative = text.startswith(("-", "(")) and text != "-"
    digits = text.strip("-()%").replace(",", "") or "0"
    worth = Decimal(digits) / (100 if text.endswith("%") else 1)
    assert (-worth if negative else worth) == value
