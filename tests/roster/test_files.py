"""Forty odd lists of people: each is read as it was meant, or refused with what it is."""

import pytest

from app.errors import Refused
from app.roster.decoding import decoded, pasted
from app.roster.entry import Entry
from app.roster.rows import Roster, roster
from app.roster.table import MOST_ROWS, Table, table

from .files import GROUPS, MARKS, READ, SHAPES, TITLES, WRONG, File, written
from .refused_files import MANY, REFUSED


def read(content: bytes) -> Roster:
    return roster(table(decoded(content), GROUPS), group="Days", groups=GROUPS)


@pytest.mark.parametrize("file", READ, ids=lambda file: file.name)
def test_a_list_of_people(file: File) -> None:
    found = read(file.content)
    assert tuple(sorted((one.entry for one in found.entries), key=str)) == tuple(
        sorted(file.entries, key=str)
    )
    assert tuple(row.sentence for row in found.wrong) == file.wrong


@pytest.mark.parametrize("file", REFUSED, ids=lambda file: file.name)
def test_no_list_of_people(file: File) -> None:
    with pytest.raises(Refused) as refused:
        read(file.content)
    assert refused.value.message.startswith(file.refusal)


@pytest.mark.parametrize("file", [*SHAPES, *TITLES, *MARKS, *WRONG], ids=lambda file: file.name)
def test_what_is_pasted_is_read_the_same(file: File) -> None:
    assert table(pasted(file.content.decode()), GROUPS) == table(decoded(file.content), GROUPS)


def test_pasting_nothing() -> None:
    with pytest.raises(Refused, match="Nothing was pasted"):
        pasted(" \r\n")
    with pytest.raises(Refused, match="1 MB fits"):
        pasted("ø" * (1 << 19) + "ø")


def test_as_many_rows_as_fit() -> None:
    most = "".join(MANY.splitlines(keepends=True)[:MOST_ROWS])
    found = read(most.encode())
    assert len(found.entries) == MOST_ROWS
    assert found.wrong == ()
    assert found.entries[-1].row.line == MOST_ROWS


def test_titles_that_are_not_read_are_said() -> None:
    found = table("Name,Department,Mail\nDana,Sales,dana@example.org\n")
    assert found.unread == ("Department",)


def test_a_word_that_comes_again_below_is_no_title() -> None:
    found = table("Dana Ørsted;Team;17\nLeila Haddad;Team;18\n")
    assert isinstance(found, Table)
    assert len(found.rows) == 2


def test_a_column_of_groups_is_known_by_its_groups() -> None:
    text = "17;Nights;Dana\n18;Days;Leila\n"
    found = roster(table(text, GROUPS), group="Days", groups=GROUPS)
    assert [one.entry for one in found.entries] == [
        Entry("Dana", "", "17", "Nights"),
        Entry("Leila", "", "18", "Days"),
    ]


def test_an_address_of_a_closed_network() -> None:
    found = table("dana@mail.company.local\n")
    assert roster(found, group="Days", groups=GROUPS).entries == ()
    (one,) = roster(found, group="Days", groups=GROUPS, own_domains=["company.local"]).entries
    assert one.entry.address == "dana@mail.company.local"


def test_a_domain_in_its_own_script() -> None:
    (one,) = read("Dana,dana@пример.рф\n".encode()).entries
    assert one.entry.address == "dana@xn--e1afmkfd.xn--p1ai"


def test_there_are_forty_odd() -> None:
    assert len(READ) >= 40
    assert len({file.name for file in [*READ, *REFUSED]}) == len(READ) + len(REFUSED)
    assert written() in READ[0].content.decode()
