"""Wrong rows come back as a file that can be mended and sent again; so can what the site itself exports."""

from datetime import UTC, datetime

from app.csv_cells import Value, csv_bytes
from app.roster.decoding import decoded
from app.roster.entry import Entry
from app.roster.rows import Roster, roster
from app.roster.table import Table, table
from app.roster.wrong_rows import wrong_rows_csv

GROUPS = ("Days", "Nights")
LIST = """Mail;Notes;Name;No;Group
dana.example.org;"two
lines";=Dana;17;Days
leila@example.org;;Leila;18;Dawn
bo@example.org;;Bo;19;Nights
zoe@example.org;;Zoë;20;Days;and more
"""


def read(content: bytes) -> tuple[Table, Roster]:
    found = table(decoded(content), GROUPS)
    return found, roster(found, group="Days", groups=GROUPS)


def returned(content: bytes) -> bytes:
    found, people = read(content)
    return b"".join(wrong_rows_csv(found, people.wrong))


def test_wrong_rows_with_their_reasons() -> None:
    assert returned(LIST.encode()).decode("utf-8-sig").replace("\r\n", "\n") == (
        "What is wrong (not read),Mail,Notes,Name,No,Group\n"
        'Line 2: no @ in the address.,dana.example.org,"two\nlines",\'=Dana,17,Days\n'
        "Line 4: there is no group called ‘Dawn’ here.,leila@example.org,,Leila,18,Dawn\n"
        "Line 6: six cells where the list has five columns. Put quotation marks around a cell that holds a"
        " separator.,zoe@example.org,,Zoë,20,Days,and more\n"
    )


def test_unmended_they_are_as_wrong_as_before() -> None:
    once = returned(LIST.encode())
    twice = returned(once)
    reasons = [[row.reason for row in read(content)[1].wrong] for content in (once, twice)]
    assert [
        reason.replace("seven", "six").replace("six columns", "five columns") for reason in reasons[0]
    ] == [row.reason for row in read(LIST.encode())[1].wrong]
    assert reasons[0] == reasons[1]
    assert twice.count(b"What is wrong") == 1


def test_mended_they_are_read() -> None:
    mended = (
        returned(LIST.encode()).decode().replace("dana.example", "dana@example").replace("Dawn", "Nights")
    )
    people = read(mended.replace(",and more", "").encode())[1]
    assert people.wrong == ()
    assert [one.entry for one in people.entries] == [
        Entry("=Dana", "dana@example.org", "17", "Days"),
        Entry("Leila", "leila@example.org", "18", "Nights"),
        Entry("Zoë", "zoe@example.org", "20", "Days"),
    ]


def test_a_list_without_titles_gets_some() -> None:
    content = returned(b"Dana,dana.example.org,17,x y\nBo,bo@example.org,19,\nLeila,l@example.org,20,\n")
    title, row = content.decode("utf-8-sig").splitlines()
    assert title == "What is wrong (not read),name,address,number,group"
    assert row == "Line 1: no @ in the address.,Dana,dana.example.org,17,x y"


def test_a_quote_that_was_never_closed_is_wrong_again() -> None:
    content = returned(b'name,number\n"Dana,17\nBo,18\n')
    assert [row.row.cells[1] for row in read(content)[1].wrong] == ['"Dana']


def test_the_groups_own_file_is_a_roster() -> None:
    rows: list[list[Value]] = [
        ["Name", "Address", "Number", "Group", "Customer", "You", "Done", "Next due", "Last active"],
        [
            "Dana Ørsted",
            "dana@example.org",
            "0017",
            "Days",
            -1.5,
            2,
            3,
            None,
            datetime(2027, 3, 1, tzinfo=UTC),
        ],
        ["=Bo", None, "-18", "Nights", None, None, 0, datetime(2027, 3, 1, tzinfo=UTC), None],
    ]
    people = read(b"".join(csv_bytes(rows)))[1]
    assert people.wrong == ()
    assert [one.entry for one in people.entries] == [
        Entry("Dana Ørsted", "dana@example.org", "0017", "Days"),
        Entry("=Bo", "", "-18", "Nights"),
    ]
