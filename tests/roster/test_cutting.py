"""A file without somebody who has gone."""

import pytest

from app.roster.cutting import without
from app.roster.decoding import pasted
from app.roster.entry import Entry
from app.roster.rows import roster
from app.roster.table import table

DANA = Entry("Dana Ørsted", "dana@example.org", "17")


@pytest.mark.parametrize(
    "row",
    [
        "Dana Berg,new@example.org,17",
        "Berg,DANA@example.org,",
        "Dana Ørsted,slip.example.org,99",
        '"Dana\nØrsted",x@example.org,98',
        "<dana@example.org>,,",
    ],
)
def test_their_rows_are_blank_and_others_keep_their_lines(row: str) -> None:
    text = f"name,address,number\n{row}\nBo Li,bo@example.org,18\n"
    left = without(text, DANA)
    assert not any(part in left for part in ("Dana", "rsted", "dana@"))
    (bo,) = roster(table(pasted(left)), group="Days", groups=["Days"]).entries
    assert bo.row.line == 3 + row.count("\n")
    assert bo.entry.name == "Bo Li"


def test_a_first_and_a_last_name_are_a_name() -> None:
    text = "last,first,number\r\nØrsted,Dana,99\r\nLi,Dana,18\r\n"
    assert without(text, DANA) == "last,first,number\r\n\nLi,Dana,18\r\n"


def test_others_stay_as_they_are() -> None:
    text = "name,address,number\nBo Li,bo@example.org,170\nDana Li,dan@example.org,18\n"
    assert without(text, DANA) == text


def test_somebody_whose_name_is_part_of_another_stays() -> None:
    text = "name,address,number\nAlice Li,alice@example.org,3\n"
    assert without(text, Entry("Al", "lice@example.org", "33")) == text
    assert without(text, Entry("Alice", "", "")) == "name,address,number\n\n"
