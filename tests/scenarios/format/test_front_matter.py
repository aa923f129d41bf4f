import pytest

from app.scenarios.scenario import CastMember, Chair
from tests.scenarios.written import SOUND, assert_faults, parse, replaced

REST = SOUND[SOUND.index("\n---\n\nIt is late.") :]
UNREAD = [
    ("title: The spare key", 'title: "The spare key ⟵E001'),
    ("title: The spare key", "title: a: b ⟵E001"),
    ("title: The spare key", "title: &a The spare key ⟵E001"),
    ("title: The spare key", "title: *a ⟵E001"),
    ("title: The spare key", "title: !!python/name:os.system x ⟵E001"),
    ("title: The spare key", "title: x\n\ttab: y ⟵E001"),
    ("minutes: 5", "minutes ⟵E001"),
    ("title: The spare key", "title: The spare key\n- item ⟵E001"),
    ("title: The spare key", "title: The spare key\n...\nmore: text ⟵E001"),
    ("title: The spare key", "title: The spare key\n? [a, b] ⟵E001\n: c"),
    ("sources: [source-one]", "sources: [source-one ⟵E001"),
    ("sources: [source-one]", f"sources: {'[' * 21}{']' * 21} ⟵E001"),
    ("minutes: 5", "minutes: 5\nminutes: 6 ⟵E001"),
    ("minutes: 5", "minutes: 5\nminutes: 6 ⟵E001\nminutes: 6 ⟵E001"),
    ("  Ben:", "  Ana: {role: nurse, chair: customer} ⟵E001\n  Ben:"),
    ("    role: porter", "    role: porter\n    role: porter ⟵E001"),
]


@pytest.mark.parametrize(("old", "new"), UNREAD)
def test_front_matter_that_is_not_yaml(old: str, new: str) -> None:
    assert_faults(replaced(old, new))


UNKNOWN = [
    ("minutes: 5", "minutes: 5\nauthor: me ⟵E002"),
    ("minutes: 5", "minutes: 5\nTitle: me ⟵E002"),
    ("minutes: 5", "minutes: 5\n1: me ⟵E002"),
    ("minutes: 5", "minutes: 5\nyes: me ⟵E002"),
    ("minutes: 5", "minutes: 5\n<<: {minutes: 6} ⟵E002"),
    ("chair: customer}", "chair: customer, age: 40} ⟵E002"),
    ("    role: porter", "    role: porter\n    name: Ben ⟵E002"),
    ("minutes: 5", "minutes: 5\nauthor: me ⟵E002\nmiutes: 6 ⟵E002"),
]


@pytest.mark.parametrize(("old", "new"), UNKNOWN)
def test_unknown_keys(old: str, new: str) -> None:
    assert_faults(replaced(old, new))


REQUIRED = ["title", "module", "summary", "you", "minutes", "sources"]


@pytest.mark.parametrize("key", REQUIRED)
def test_a_missing_key_is_named_at_line_1(key: str) -> None:
    lines = SOUND.split("\n")
    assert_faults("\n".join(["--- ⟵E003", *(line for line in lines[1:] if not line.startswith(f"{key}:"))]))


def test_a_missing_cast_is_one_fault_whoever_speaks() -> None:
    cast = SOUND[SOUND.index("cast:") : SOUND.index("sources:")]
    assert_faults(replaced(cast, "").replace("---", "--- ⟵E003", 1))


def test_empty_front_matter_lacks_every_key() -> None:
    assert_faults(f"--- ⟵{'E003 ' * 7}\n---{REST.removeprefix(chr(10) + '---')}")


MEMBERS = [
    ("  Ana: {role: nurse, chair: customer}", "  Ana: {role: nurse} ⟵E003"),
    ("  Ana: {role: nurse, chair: customer}", "  Ana: {chair: customer} ⟵E003"),
    ("  Ana: {role: nurse, chair: customer}", "  Ana: {} ⟵E003 E003"),
    ("  Ben:\n    role: porter\n", "  Ben: ⟵E003\n"),
    ("role: nurse, chair: customer", "role: nurse, chair: costumer} ⟵E004 #"),
    ("role: nurse, chair: customer", "role: nurse, chair: [self]} ⟵E004 #"),
    ("role: nurse, chair: customer", "role: 7, chair: customer} ⟵E004 #"),
    ("    chair: colleagues", "    chair: you ⟵E004"),
    ("    chair: colleagues", "    chair: colleagues\n    look: glasses purple ⟵E004"),
    ("    chair: colleagues", "    chair: colleagues\n    look: 7 ⟵E004"),
    ("    chair: colleagues", "    chair: colleagues\n    look: purple, green ⟵E004 E004"),
    ("  Ana: {role: nurse, chair: customer}", "  Ana: nurse ⟵E004"),
    ("  Ana: {role: nurse, chair: customer}", "  Ana: ⟵E004"),
]


@pytest.mark.parametrize(("old", "new"), MEMBERS)
def test_members_of_the_cast(old: str, new: str) -> None:
    text = replaced(old, new)
    assert_faults(text.replace(" #}", ""))


VALUES = [
    ("title: The spare key", "title: No ⟵E004"),
    ("title: The spare key", "title: 2020-13-45 ⟵E004"),
    ("title: The spare key", "title: [a, b] ⟵E004"),
    ("title: The spare key", "title: ⟵E004"),
    ("title: The spare key", 'title: " " ⟵E004'),
    ("module: keys", "module: kees ⟵E004"),
    ("module: keys", "module: [keys] ⟵E004"),
    ("you: Sam, at the front desk", "you: 12 ⟵E004"),
    ("minutes: 5", "minutes: 0 ⟵E004"),
    ("minutes: 5", "minutes: 31 ⟵E004"),
    ("minutes: 5", "minutes: 5.0 ⟵E004"),
    ("minutes: 5", 'minutes: "5" ⟵E004'),
    ("minutes: 5", "minutes: true ⟵E004"),
    ("minutes: 5", f"minutes: {'9' * 5000} ⟵E004"),
    ("sources: [source-one]", "sources: source-one ⟵E004"),
    ("sources: [source-one]", "sources: [] ⟵E004"),
    ("sources: [source-one]", "sources: ⟵E004"),
    ("sources: [source-one]", "sources: [source-one, other] ⟵E004"),
    ("sources: [source-one]", "sources: [7, source-one, {a: b}] ⟵E004 E004"),
    ("sources: [source-one]", "sources:\n  - source-one\n  - source-on ⟵E004\n  - 7 ⟵E004"),
    ("minutes: 5", "minutes: 5\nstart: 7 ⟵E004"),
    ("minutes: 5", "minutes: 5\nphrase: [a] ⟵E004"),
    ("minutes: 5", "minutes: 5\nno-clean-win: true ⟵E004"),
]


@pytest.mark.parametrize(("old", "new"), VALUES)
def test_values(old: str, new: str) -> None:
    assert_faults(replaced(old, new))


def test_a_cast_that_is_no_mapping_is_one_fault() -> None:
    cast = SOUND[SOUND.index("cast:") : SOUND.index("sources:")]
    assert_faults(replaced(cast, "cast: [Ana, Ben] ⟵E004\n"))


@pytest.mark.parametrize("start", ["start: dor ⟵E012", "start: home ⟵E012", "start: Not an id ⟵E012"])
def test_start_must_name_a_scene(start: str) -> None:
    assert_faults(replaced("minutes: 5", f"minutes: 5\n{start}"))


def test_play_starts_at_the_first_scene_or_where_start_says() -> None:
    door, hall = SOUND.index("## door"), SOUND.index("## hall")
    end = SOUND.index("## ending home")
    swapped = SOUND[:door] + SOUND[hall:end] + SOUND[door:hall] + SOUND[end:]
    chosen = parse(swapped.replace("minutes: 5", "minutes: 5\nstart: door")).scenario
    first = parse(SOUND).scenario
    assert first
    assert first.start == "door"
    assert chosen
    assert chosen.start == "door"
    assert parse(swapped).scenario is None, "the door cannot be reached from the hall"


def test_what_is_read() -> None:
    more = "minutes: 5\nphrase: I have it.\nno-clean-win: ''"
    text = replaced("    role: porter", "    role: porter\n    look: curly, gray glasses")
    scenario = parse(replaced("minutes: 5", more, text)).scenario
    assert scenario
    assert (scenario.id, scenario.title, scenario.module) == ("the-spare-key", "The spare key", "keys")
    assert (scenario.you, scenario.minutes) == ("Sam, at the front desk", 5)
    assert (scenario.phrase, scenario.no_clean_win) == ("I have it.", "")
    assert scenario.sources == ("source-one",)
    assert scenario.cast["Ben"] == CastMember("Ben", "porter", Chair.COLLEAGUES, "curly gray glasses")
