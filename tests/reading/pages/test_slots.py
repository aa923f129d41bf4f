from app.reading.pages.slots import Skeleton, slot


def test_each_slot_is_filled_with_its_piece() -> None:
    page = Skeleton(f"<p>{slot('name')}</p>{slot('question:first')}.")
    assert page.fill(lambda name: f"[{name}]".encode()) == b"<p>[name]</p>[question:first]."


def test_what_is_put_in_is_not_looked_at_again() -> None:
    page = Skeleton(f"a{slot('name')}b")
    assert page.fill(lambda _: str(slot("name")).encode()) == b"a" + slot("name").encode() + b"b"


def test_a_page_without_slots_is_itself() -> None:
    assert Skeleton("ünïcode").fill(lambda _: b"") == "ünïcode".encode()
