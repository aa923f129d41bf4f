"""Each of the lists and files of `tests/roster`, sent as browsers send them: what the lead then reads."""

import re

import pytest

from tests.roster.files import READ, File
from tests.roster.refused_files import REFUSED
from tests.training.roster.place import Roster, plain, words

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def new_lines(file: File) -> list[str]:
    """Everybody in it, as the review of a group that expects nobody lists them."""
    lines = []
    for one in file.entries:
        address = one.address if one.address != one.title else ""
        number = f"number {one.number}" if one.number else ""
        group = f"in {one.group}" if one.group not in {"", "Days"} else ""
        lines.append(" ".join(filter(None, (one.title, " , ".join(filter(None, (address, number))), group))))
    return sorted(lines)


def listed(page: str, part: str) -> list[str]:
    """The lines of a part of the review."""
    found = re.search(rf'<section aria-labelledby="{part}">.*?</section>', page, re.DOTALL)
    return [plain(line) for line in re.findall(r"<li>.*?</li>", found[0], re.DOTALL)] if found else []


def test_every_list_is_shown_as_it_was_meant_before_anything_changes(roster: Roster) -> None:
    for title in ("Nights", "Weekend"):
        roster.browser.post("/teach/groups", data={"workplace": roster.people.workplace, "title": title})
    for file in READ:
        reply = roster.send(file=file.content)
        assert reply.status_code == 303, (file.name, words(reply))
        page = roster.browser.get(reply.headers["location"]).text
        assert sorted(listed(page, "added")) == new_lines(file), file.name
        assert listed(page, "wrong") == list(file.wrong), file.name
    assert "Nobody is on the list yet." in roster.read()


def test_every_file_that_is_no_list_is_told_what_it_is_beside_its_field(roster: Roster) -> None:
    for file in REFUSED:
        reply = roster.send(file=file.content)
        assert reply.status_code == 422, file.name
        fault = re.search(r'id="file-fault">(.*?)</p>', reply.text, re.DOTALL)
        assert fault, file.name
        assert plain(fault[1]).removeprefix("Error: ").startswith(file.refusal), file.name
    assert "Review" not in roster.read()
