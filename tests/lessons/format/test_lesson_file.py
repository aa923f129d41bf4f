"""Every fault a lesson’s own file can have: its code, alone, at its exact line."""

import pytest

from app.content.chair import Chair
from app.lessons.dialogue import CastMember, Narration, Speech
from app.lessons.format.lesson_file import parse_lesson
from app.lessons.lesson import Effect
from app.lessons.library.entry import entry_of
from app.lessons.part import PARTS
from tests.lessons.marked import A_LESSON, MARK, edited, marked_line, named

PATH = "not-my-department/helpful-within-limits.md"
CHECK_COST = A_LESSON[A_LESSON.index("::: check cost") : A_LESSON.index("::: check no-words")]
MOMENT = A_LESSON[A_LESSON.index("## moment") : A_LESSON.index("## takes")]
TAKES = A_LESSON[A_LESSON.index("## takes") : A_LESSON.index("## move")]
PLAN = A_LESSON[A_LESSON.index("## plan") :]
WEAK = A_LESSON[A_LESSON.index("::: take weak") : A_LESSON.index("::: take strong")]
PHRASE = "- [write-down] Let’s write this down, so the next person starts where we stopped."
THIRD_STEP = "3. **Leave a trail** Write down what only you know.\n"
LINK = "and it has two empty pages."

FAULTS = [
    # the front matter
    ("L110", [("---\ntitle", "title")]),
    ("L110", [("title: Helpful", "⚑title: : Helpful")]),
    ("L110", [("minutes: 7", "minutes: 7\n⚑minutes: 8")]),
    ("L110", [("[a-post]", "&a [a-post]⚑")]),
    ("L111", [("minutes: 7", "minutes: 7\n⚑minute: 7")]),
    ("L111", [("chair: customer}", "chair: customer, age: 40}⚑")]),
    ("L111", [("  subject: It only", "  ⚑topic: It\n  subject: It only")]),
    ("L112", [("minutes: 7\n", "")]),
    ("L112", [("  subject: It only takes a minute\n", ""), ("mail:", "⚑mail:")]),
    ("L112", [("role: the director's assistant, ", "⚑")]),
    ("L113", [("minutes: 7", "⚑minutes: 31")]),
    ("L113", [("minutes: 7", "⚑minutes: seven")]),
    ("L113", [("minutes: 7", "⚑minutes: true")]),
    ("L113", [("title: Helpful within limits", "⚑title: ''")]),
    ("L113", [("title: Helpful within limits", "⚑title: 2026")]),
    ("L113", [("sources: [a-post]", "⚑sources: []")]),
    ("L113", [("sources: [a-post]", "sources:\n  - a-post\n  - ⚑A post")]),
    ("L113", [("sources: [a-post]", "⚑sources: a-post")]),
    ("L113", [("minutes: 7", "minutes: 7\n⚑outcome: ''")]),
    ("L113", [("chair: customer}", "chair: customer, look: purple}⚑")]),
    ("L113", [("cast:\n", "cast:\n  ⚑You: {role: the learner, chair: self}\n")]),
    ("L126", [("sources: [a-post]", "sources:\n  - a-post\n  - ⚑a-post")]),
    ("L155", [("chair: customer}", "chair: costumer}⚑")]),
    # what stands in the body
    ("L105", [("Kindness has", "Kindness <b>⚑has</b>")]),
    ("L105", [("Kindness has", "⚑<!-- later -->\n\nKindness has")]),
    ("L106", [(LINK, f"{LINK}\n[Here](javascript:alert)⚑")]),
    ("L106", [(LINK, f"{LINK} ![](https://example.org/cat.png)⚑")]),
    ("L106", [(LINK, f"{LINK} [There](//example.org)⚑")]),
    # sections
    ("L130", [("## moment: Again, in the doorway", "## ⚑Moment: Again")]),
    ("L130", [("## moment: Again, in the doorway", "## ⚑Again in the doorway")]),
    ("L130", [("## moment: Again, in the doorway", "## ⚑moment:")]),
    ("L130", [("Kindness has", "# ⚑Kindness\n\nKindness has")]),
    ("L130", [("Kindness has", "⚑Kindness\n---\n\nKindness has")]),
    ("L130", [("Kindness has", "> ### ⚑Kindness\n\nKindness has")]),
    ("L131", [("## move: The move", "## ⚑moment: The move")]),
    ("L131", [("::: check cost", "::: check ⚑table")]),
    ("L131", [("::: plan no-with-a-path", "::: plan ⚑move")]),
    ("L131", [("- [nothing] Nothing", "- ⚑[the-rest] Nothing")]),
    ("L131", [("- [write-down]", "- ⚑[need-first]")]),
    ("L132", [(MOMENT, "")]),
    ("L132", [(PLAN, "")]),
    ("L133", [(PLAN, f"{MOMENT.replace('## ', '## ⚑again-')}{PLAN}")]),
    ("L133", [("## takes", "::: moment ⚑\nLater.\n:::\n\n## takes")]),
    ("L134", [(MOMENT + TAKES, f"{TAKES}{MOMENT.replace('## ', '## ⚑')}")]),
    ("L134", [(PLAN, ""), ("## before", f"{PLAN.replace('## ', '## ⚑')}\n## before")]),
    ("L135", [("## move:", "## ⚑more: More\n\nWords.\n\n## move:")]),
    ("L136", [("## moment: Again, in the doorway\n\n", ""), ("::: moment", "::: moment⚑")]),
    ("L136", [("::: take strong", "⚑Then, later:\n\n::: take strong")]),
    # containers
    ("L140", [("::: moment\n", "::: ⚑momnet\n")]),
    ("L140", [("::: phrases\n", "::: ⚑phrase\n")]),
    ("L140", [("## move: The move\n", "## move: The move\n\n::: ⚑aside\nWords.\n:::\n")]),
    ("L141", [("“You’re a star. See you tomorrow.”\n\nIt took twenty-five. Tomorrow has been promised too.\n:::",
               "“You’re a star.”\n\nIt took twenty-five."), ("::: take weak", "::: ⚑take weak")]),
    ("L141", [("::: plan no", "::: ⚑plan no"), ("three steps.\n:::\n", "three steps.\n")]),
    ("L141", [("::: recall", "::: ⚑recall"), ("for whom.\n:::", "for whom.")]),
    ("L142", [("::: recall whose-is-it an-earlier-lesson", "::: ⚑recall whose-is-it")]),
    ("L142", [("::: recall whose-is-it", "::: ⚑recall Whose-is-it")]),
    ("L142", [("::: moment\n", "::: moment ⚑again\n")]),
    ("L142", [("::: move\n", "::: move ⚑again\n")]),
    ("L142", [("::: phrases\n", "::: phrases ⚑three\n")]),
    ("L142", [("::: check table", "::: ⚑check")]),
    ("L142", [("::: check table", "::: ⚑check the table")]),
    ("L142", [("::: plan no-with-a-path", "::: ⚑plan")]),
    ("L142", [("::: take weak The reluctant yes", "::: ⚑take week The reluctant yes")]),
    ("L142", [("::: take weak The reluctant yes", "::: ⚑take weak")]),
    ("L143", [("## move:", ":::⚑\n\n## move:")]),
    ("L143", [("Kindness has", "- in a list\n  ::: moment⚑\n  :::\n\nKindness has")]),
    ("L143", [("## before: Before you read on\n\n", ""), ("::: recall", "::: ⚑recall")]),
    ("L144", [("- [need-first]", "\n⚑Between.\n\n- [need-first]")]),
    ("L151", [(PHRASE, f"{PHRASE}\n  - ⚑why: no")]),
    ("L152", [(PHRASE, f"{PHRASE}\n  - chair: self\n  - ⚑chair: self")]),
    ("L155", [(PHRASE, f"{PHRASE}\n  - ⚑chair: costumer")]),
    ("L159", [(PHRASE, f"{PHRASE}\n  - ⚑chair:")]),
    ("L144", [(PHRASE, f"{PHRASE}\n  - chair: self\n    - ⚑more")]),
    ("L144", [("- when: somebody asks only me, again", "- when: somebody asks\n  - ⚑again")]),
    ("L144", [("  - customer: hears a wall.\n", "  - customer: hears a wall.\n\n⚑More.\n")]),
    ("L144", [("- [rule]", "1. ⚑one\n\n- [rule]")]),
    ("L144", [(THIRD_STEP, f"{THIRD_STEP}   - ⚑in ink\n")]),
    ("L145", [("**Ines** (looks", "⚑**Inez** (looks")]),
    ("L145", [("It is 9:10.", "⚑**Note**: It is 9:10.")]),
    ("L146", [("::: moment\n", "::: moment⚑\n"), (MOMENT[MOMENT.index("It is") : -6], "")]),
    # questions
    ("L150", [("- [need] What", "- ⚑What")]),
    ("L150", [("- [need] What", "- ⚑[Need] What")]),
    ("L150", [("- [need-first] What do you need to have by [time]?", "- ⚑[need-first]")]),
    ("L151", [("  - customer: hears a wall.", "  - ⚑costumer: hears a wall.\n  - self: is heard.")]),
    ("L151", [("  - verdict: Rules come second", "  - verdict: Rules come second\n  - ⚑note: no")]),
    ("L151", [("- when: somebody asks only me, again", "- ⚑whne: somebody asks")]),
    ("L152", [("  - customer: hears a wall.", "  - customer: hears a wall.\n  - ⚑customer: waits.")]),
    ("L152", [("- say: I can’t", "- say: Never.\n- ⚑say: I can’t")]),
    ("L152", [("- colleagues: learn", "- organization: waits.⚑\n- colleagues: learn")]),
    ("L153", [("  - why: The interruption costs more than the task.\n", ""), ("- [the-rest]", "- ⚑[the-rest]")]),
    ("L153", [("  - why: The interruption costs more than the task.", "  - ⚑why:")]),
    ("L154", [("  - verdict: Rules come second\n", ""), ("- [rule]", "- ⚑[rule]")]),
    ("L154", [("  - verdict: Rules come second", "  - ⚑verdict:")]),
    ("L155", [("- colleagues: learn", "- ⚑peers: wait.\n- colleagues: learn")]),
    ("L156", [("  - best\n  - verdict: Yes. The minute", "  - verdict: Yes. The minute"),
              ("::: check cost", "::: ⚑check cost")]),
    ("L156", [("  - verdict: True once", "  - ⚑best\n  - verdict: True once")]),
    ("L157", [(CHECK_COST[CHECK_COST.index("- [nothing]") : -5], ""), ("::: check cost", "::: ⚑check cost")]),
    ("L158", [("You have to say no. What comes first?\n\n", ""), ("::: check no-words", "::: ⚑check no-words")]),
    ("L159", [("  - customer: hears a wall.", "  - customer:⚑")]),
    ("L159", [("  - best\n  - verdict: Yes. No to", "  - best: yes⚑\n  - verdict: Yes. No to")]),
    ("L159", [("- try: Pick one thing that only you can do. Write down its first three steps.", "- try:⚑")]),
    ("L159", [("- self: the plan is done by noon.", "- ⚑self:")]),
    ("L160", [(CHECK_COST, ""), ("## checks:", "## ⚑checks:")]),
    ("L160", [(CHECK_COST, "".join(CHECK_COST.replace("cost", name, 1) for name in ("a", "b", "c", "d"))),
              ("::: check no-words", "::: ⚑check no-words")]),
    # takes, move, phrases, plan
    ("L170", [(WEAK, ""), ("## takes:", "## ⚑takes:")]),
    ("L170", [("::: take strong", "::: ⚑take weak")]),
    ("L170", [("::: take weak", "::: take strong"), ("::: take strong The useful", "::: ⚑take weak The useful")]),
    ("L170", [("## move:", WEAK.replace("::: take", "::: ⚑take") + "## move:")]),
    ("L171", [("**You**: “Sure. Give it here.”", "Sure, you say."), ("::: take weak", "::: ⚑take weak")]),
    ("L171", [("She has help now, and the desk will know her setup next time.", "⚑**You**: “Fine.”")]),
    ("L172", [("2. **Answer the need** Say when, and by whom, it gets done.\n" + THIRD_STEP, ""),
              ("::: move\n", "::: move⚑\n")]),
    ("L172", [(THIRD_STEP, f"{THIRD_STEP}4. **A** b\n5. ⚑**C** d\n")]),
    ("L173", [("3. **Leave a trail** Write", "3. ⚑Write")]),
    ("L173", [("3. **Leave a trail** Write down what only you know.", "3. ⚑**Leave a trail**")]),
    ("L174", [("- self: the plan is done by noon.\n", ""), ("::: move\n", "::: move⚑\n")]),
    ("L180", [(f"{PHRASE}\n", ""), ("::: phrases\n", "::: phrases⚑\n")]),
    ("L180", [(PHRASE, f"{PHRASE}\n- ⚑[fourth] And one more.")]),
    ("L181", [("- try: Pick one thing that only you can do. Write down its first three steps.\n", ""),
              ("::: plan no", "::: ⚑plan no")]),
    ("L190", [("Kindness has", "word " * 900 + "\n\nKindness has")]),
    ("L903", [("- [nothing] Nothing much. A minute really is only a minute.", "- [nothing] Nothing."),
              ("- [the-rest]", "- ⚑[the-rest]")]),
    ("L904", [("  - customer: hears a wall.\n", ""), ("- [rule]", "- ⚑[rule]")]),
    ("L905", [("Kindness has", "Notwithstanding organizational considerations, " * 60 + "kindness has")]),
]  # fmt: skip


@pytest.mark.parametrize(("code", "edits"), FAULTS)
def test_each_fault_is_named_alone_at_its_line(code: str, edits: list[tuple[str, str]]) -> None:
    text = edited(A_LESSON, *edits)
    parsed = parse_lesson(PATH, text.replace(MARK, "").encode())
    assert named(parsed.problems) == [(marked_line(text), code)]
    assert (parsed.value is None) == parsed.problems[0].is_error


@pytest.mark.parametrize(
    ("code", "line", "data"),
    [
        ("L102", 2, b"---\ntitle: \xff\n---\n"),
        ("L103", 3, A_LESSON.encode().replace(b"summary", b"\0summary", 1)),
        ("L104", 1, A_LESSON.encode() + b" " * 262_144),
    ],
)
def test_what_is_no_text_is_named_once(code: str, line: int, data: bytes) -> None:
    assert named(parse_lesson(PATH, data).problems) == [(line, code)]


def test_a_sound_lesson_has_no_problems() -> None:
    parsed = parse_lesson(PATH, A_LESSON.encode())
    assert parsed.problems == ()
    assert parsed.value is not None


@pytest.mark.parametrize(
    "text",
    [
        A_LESSON.replace("\n", "\r\n"),
        A_LESSON.replace("\n", "\r"),
        "\ufeff" + A_LESSON,
        A_LESSON.replace("\n- ", "\n* ").replace("\n  - ", "\n  + "),
        A_LESSON.replace("\n- [", "\n\n- [").replace("\n  - ", "\n\n  - "),
        A_LESSON.replace("Yours until somebody has said", "Yours until\n  somebody has said"),
        A_LESSON.replace("\n:::\n", "\n:::::  \n"),
        edited(A_LESSON, ("## takes: Two takes\n", "## takes: Two takes\n\nAbove.\n\n- a list\n")),
        edited(A_LESSON, ("## move: The move", "Below, [here](/practice).\n\n## move: The move")),
        edited(A_LESSON, ("It is 9:10.", "> Quoted.\n\n```\n::: in code\n```\n\nIt is 9:10.")),
        edited(A_LESSON, ("Kindness has", "A `<b>` and 1 < 2 > 0.\n\nKindness has")),
        edited(
            A_LESSON, ("cast:\n", "cast:\n  Pat: {role: a colleague, chair: colleagues, look: bun glasses}\n")
        ),
        edited(A_LESSON, (A_LESSON[A_LESSON.index("## before") : A_LESSON.index("## moment")], "")),
    ],
)
def test_other_ways_to_write_a_sound_lesson(text: str) -> None:
    parsed = parse_lesson(PATH, text.encode())
    assert parsed.problems == ()


def test_every_fault_of_a_file_is_named_at_once() -> None:
    text = edited(
        A_LESSON,
        ("minutes: 7", "minutes: 0"),
        ("::: moment\n", "::: momnet\n"),
        ("- [need] What", "- [Need] What"),
        ("- self: the plan is done by noon.\n", ""),
    )
    codes = [problem.code for problem in parse_lesson(PATH, text.encode()).problems]
    assert codes == ["L113", "L140", "L174", "L150"]


def test_names_that_are_near_are_suggested() -> None:
    text = edited(A_LESSON, ("::: moment\n", "::: momnet\n"), ("  - customer: hears", "  - costumer: hears"))
    messages = [p.message for p in parse_lesson(PATH, text.encode()).problems if p.is_error]
    assert messages == [
        "unknown container “momnet” (did you mean “moment”?)",
        "unknown field “costumer” (did you mean “customer”?)",
    ]


def test_the_lesson_holds_what_was_written() -> None:
    lesson = parse_lesson(PATH, A_LESSON.encode()).value
    assert lesson is not None
    assert (lesson.id, lesson.module, lesson.minutes) == ("helpful-within-limits", "not-my-department", 7)
    assert lesson.cast == {"Ines": CastMember("Ines", "the director's assistant", Chair.CUSTOMER)}
    assert tuple(section.part for section in lesson.sections) == PARTS
    assert lesson.moment[0] == Narration(
        "<p>It is 9:10. Your migration plan is due at noon, and it has two empty pages.</p>"
    )
    assert lesson.takes.strong.lines[1] == Speech(
        "Ines", "looks at the clock", "“If Pat knows what I need. All right.”"
    )
    assert lesson.takes.weak.aftermath_html.startswith("<p>It took twenty-five.")
    assert lesson.move.steps[0].name_html == "Look around the table"
    assert [effect.chair for effect in lesson.move.effects] == list(Chair)
    assert lesson.checks[0].best.id == "pat"
    assert lesson.checks[0].best.effects == (
        Effect(Chair.COLLEAGUES, "Pat learns something that only you knew."),
    )
    assert lesson.recall is not None
    assert lesson.recall.recalls == "an-earlier-lesson"
    assert lesson.phrases[1].words == "What do you need to have by [time]?"
    assert [phrase.chair for phrase in lesson.phrases] == [None, None, None]
    assert lesson.plan.whens == ("somebody asks only me, again", "it only takes a minute")
    assert lesson.mail is not None
    assert lesson.outcome == ""


def test_an_outcome_says_what_one_can_do_afterwards() -> None:
    text = edited(A_LESSON, ("minutes: 7", "minutes: 7\noutcome: say no\n  kindly"))
    lesson = parse_lesson(PATH, text.encode()).value
    assert lesson is not None
    assert lesson.outcome == entry_of(lesson).outcome == "say no kindly"


def test_markdown_is_rendered_and_what_looks_like_html_is_shown_as_text() -> None:
    text = edited(
        A_LESSON,
        ("“Pat has ten minutes now, and", "“*Pat* has 10 < 20 & `<b>` now, and"),
        ("- say: I can’t", "- say: *I* can’t"),
    )
    lesson = parse_lesson(PATH, text.encode()).value
    assert lesson is not None
    best = lesson.checks[0].best
    assert best.html.startswith("“<em>Pat</em> has 10 &lt; 20 &amp; <code>&lt;b&gt;</code> now")
    assert best.words.startswith("“Pat has 10 < 20 & <b> now")
    assert lesson.plan.say.startswith("I can’t by [time]")


def test_the_version_is_that_of_the_bytes_and_the_key_that_of_the_questions() -> None:
    one = parse_lesson(PATH, A_LESSON.encode()).value
    other = parse_lesson(PATH, edited(A_LESSON, ("Kindness has", "Kindness takes")).encode()).value
    asked = parse_lesson(PATH, edited(A_LESSON, ("- [nothing]", "- [nothing-much]")).encode()).value
    assert one is not None
    assert other is not None
    assert asked is not None
    assert one.version != other.version
    assert one.key.digest == other.key.digest != asked.key.digest
    assert one.key.blocks[:4] == ("before", "whose-is-it", "moment", "takes")


def test_a_phrase_may_say_which_chair_it_serves() -> None:
    text = edited(A_LESSON, (PHRASE, f"{PHRASE}\n  - chair: colleagues"))
    lesson = parse_lesson(PATH, text.encode()).value
    assert lesson
    assert [phrase.chair for phrase in lesson.phrases] == [None, None, Chair.COLLEAGUES]
