"""The parts of a lesson's page that differ from learner to learner, each rendered once for every way it can be."""

from collections.abc import Callable
from html import escape

from jinja2 import Environment

from app.lessons.lesson import Check, Lesson, Phrase
from app.lessons.part import PART_NAMES
from app.phrases.book import Kind
from app.reading.completion import block_to_resume, is_updated, parts_done
from app.reading.pages.contexts import KeepPress, PlanForm, ProgressLine, Question, RailStep
from app.reading.pages.slots import Skeleton, digest, slot
from app.reading.queries import Reading
from app.web.context import Context
from app.web.pages import day, filled

OWN_WORDS = -1


class Pieces:
    """`piece(name, reading)` only looks up; templates run when the lesson is first asked for.

    `digests` are of all that they made.
    """

    def __init__(self, env: Environment, lesson: Lesson, url: str) -> None:
        self._env, self.lesson, self.url = env, lesson, url
        self.digests: list[bytes] = []
        self._kinds: dict[str, Callable[[str, Reading], bytes]] = {
            "name": lambda _, reading: escape(reading.who.name).encode(),
            "rail": self._rail,
            "standing": self._standing,
            "question": self._question,
            "keep": self._keep,
            "plan": self._plan,
        }
        self._steps = self._all_steps()
        self._resumes = self._all_resumes()
        self._untouched = self._text(ProgressLine("new")).encode()
        self._finished = [self._finish(updated=updated) for updated in (False, True)]
        self._questions = {check.id: self._all_answers(check) for check in lesson.questions}
        self._strongest = {c.id: self._answered(c, c.best.id, strongest=True) for c in lesson.questions}
        self._keeps = {
            (p.id, kept): self._keeping(p, kept=kept) for p in lesson.phrases for kept in (False, True)
        }
        self._plans = self._all_plans()

    def piece(self, name: str, reading: Reading) -> bytes:
        kind, _, which = name.partition(":")
        return self._kinds[kind](which, reading)

    def _rail(self, _: str, reading: Reading) -> bytes:
        done = parts_done(reading.marks, self.lesson.key)
        sections = self.lesson.sections
        current = next((section.id for section in sections if section.part not in done), "")
        return b"".join(self._steps[s.id, s.part in done, s.id == current] for s in sections)

    def _standing(self, _: str, reading: Reading) -> bytes:
        finished = reading.marks.completion
        if finished:
            form = self._finished[is_updated(reading.marks, self.lesson.key)]
            return form.fill(lambda _: day(finished.at, reading.who.time_zone).encode())
        resume = block_to_resume(reading.marks, self.lesson.key, reading.before)
        return self._resumes.get(resume, self._untouched)

    def _question(self, which: str, reading: Reading) -> bytes:
        if reading.strongest == which:
            return self._strongest[which]
        answer = reading.marks.answers.get(which)
        answers = self._questions[which]
        return answers.get(answer.option if answer else "", answers[""])

    def _keep(self, which: str, reading: Reading) -> bytes:
        return self._keeps[which, which in reading.kept]

    def _plan(self, _: str, reading: Reading) -> bytes:
        plan, mark = self.lesson.plan, reading.marks.plans.get(self.lesson.plan.id)
        state = mark.state.value if mark else "new"
        if reading.plan is None or not mark or not reading.plan.when:
            return self._plans[state, 0].fill(lambda name: escape(plan.say if name == "say" else "").encode())
        words = reading.plan
        chosen = plan.whens.index(words.when) if words.when in plan.whens else OWN_WORDS
        texts = {"own": "" if chosen != OWN_WORDS else words.when, "say": words.say}
        return self._plans[state, chosen].fill(lambda name: escape(texts[name]).encode())

    def _all_steps(self) -> dict[tuple[str, bool, bool], bytes]:
        return {
            (section.id, done, current): self._text(
                RailStep(section.id, PART_NAMES[section.part], number, done=done, current=current)
            ).encode()
            for number, section in enumerate(self.lesson.sections, 1)
            for done in (False, True)
            for current in (False, True)
        }

    def _all_resumes(self) -> dict[str, bytes]:
        """By block; a learner who never got past the first one has nothing to resume."""
        parts = [
            (block, section.part)
            for section in self.lesson.key.sections
            for block in (section.id, *section.blocks)
        ]
        return {
            block: self._text(ProgressLine("resume", block=block, name=PART_NAMES[part])).encode()
            for block, part in parts[1:]
        }

    def _finish(self, *, updated: bool) -> Skeleton:
        return Skeleton(self._text(ProgressLine("finished", finished=slot("day"), updated=updated)))

    def _all_answers(self, check: Check) -> dict[str, bytes]:
        return {
            option: self._answered(check, option) for option in ("", *(option.id for option in check.options))
        }

    def _answered(self, check: Check, option: str, *, strongest: bool = False) -> bytes:
        question = Question(self.url, check, check.option(option), strongest=strongest)
        return self._text(question).encode()

    def _keeping(self, phrase: Phrase, *, kept: bool) -> bytes:
        return self._text(KeepPress(Kind.LESSON, self.lesson.id, phrase, kept=kept)).encode()

    def _all_plans(self) -> dict[tuple[str, int], Skeleton]:
        plan = self.lesson.plan
        return {
            (state, chosen): Skeleton(
                self._text(PlanForm(self.url, plan, state, chosen, own=slot("own"), say=slot("say")))
            )
            for state in ("new", "skipped", "saved")
            for chosen in range(OWN_WORDS, len(plan.whens))
        }

    def _text(self, context: Context) -> str:
        text = filled(self._env, context)
        self.digests.append(digest(text.encode()))
        return text
