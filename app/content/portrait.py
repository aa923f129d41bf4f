"""The words in which an author describes a face, and which the portrait can draw.

What an author leaves out is chosen by the person's name, the same every time.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

HAIR = ("bald", "bun", "curly", "long", "scarf", "short")
SHADE = ("black", "blond", "brown", "gray", "red")
SKIN = ("deep", "light", "olive", "tan")
EXTRAS = ("beard", "earrings", "glasses", "headset")

LOOKS = frozenset((*HAIR, *SHADE, *SKIN, *EXTRAS))


def look_words(text: str) -> list[str]:
    return text.replace(",", " ").split()


COLLARS = ("shirt", "round", "jacket")
USUAL_HAIR = ("bun", "curly", "long", "short")  # a scarf or a bald head is for the author to say
USUAL_SHADE = ("black", "brown", "blond", "red")


class Mood(StrEnum):
    """How a face is drawn: its brows and its mouth."""

    NEUTRAL = "neutral"
    TENSE = "tense"
    LOW = "low"
    WARM = "warm"
    STARTLED = "startled"


_TONES = {
    Mood.TENSE: "angry annoyed bitter clipped cold colder cool curt exasperated fast flat furious hard harried "
    "hissing hurried icy impatient irritated loud pressed rushed sarcastic sharp sharply short shouting "
    "snapping stern stiff terse tense tight",
    Mood.LOW: "ashamed careful defeated discouraged drained exhausted faint hesitant hoarse hurt low nervous "
    "pleading quiet quietly resigned sad sheepish sleepy small soft softly tearful tired uneasy unsure weary "
    "worried yawning",
    Mood.WARM: "amused bright brighter calm calmer cheerful easy friendly gentle glad grateful kind kindly "
    "laughing light lighter pleased relaxed relieved smiling softer steadier steady warm warmer warmly",
    Mood.STARTLED: "alarmed anxious breathless frantic panicked panicking panting shocked startled stunned "
    "surprised taken",
}
_MOODS = {word: mood for mood, words in _TONES.items() for word in words.split()}
_PHRASES = {"out of breath": Mood.STARTLED}


@dataclass(frozen=True)
class Portrait:
    """One face; each part is a word that the drawing knows."""

    hair: str
    shade: str
    skin: str
    collar: str
    extras: frozenset[str]
    mood: Mood = Mood.NEUTRAL


def portrait(name: str, look: str, tone: str = "") -> Portrait:
    """`look` is the author’s words, each out of `LOOKS`; hair, shade and skin left open follow from the name.

    So does the collar always; glasses only where the author said nothing at all.
    """
    words = look_words(look)
    return Portrait(
        hair=_said(words, HAIR) or _pick(name, "hair", USUAL_HAIR),
        shade=_said(words, SHADE) or _pick(name, "shade", USUAL_SHADE),
        skin=_said(words, SKIN) or _pick(name, "skin", SKIN),
        collar=_pick(name, "collar", COLLARS),
        extras=frozenset(words) & frozenset(EXTRAS) if words else _usual_extras(name),
        mood=mood(tone),
    )


def mood(tone: str) -> Mood:
    """The mood of a known phrase, else of the first word that is known; of any other tone, neutral."""
    known = (shown for phrase, shown in _PHRASES.items() if phrase in tone.lower())
    words = (_MOODS[word] for word in re.findall(r"[a-z]+", tone.lower()) if word in _MOODS)
    return next(known, None) or next(words, Mood.NEUTRAL)


def _said(words: Sequence[str], known: Sequence[str]) -> str:
    return next((word for word in words if word in known), "")


def _pick(name: str, part: str, among: Sequence[str]) -> str:
    return among[sha256(f"{part}\0{name}".encode()).digest()[0] % len(among)]


def _usual_extras(name: str) -> frozenset[str]:
    return frozenset({"glasses"}) if _pick(name, "glasses", ("yes", "no", "no")) == "yes" else frozenset()
