"""The words in which an author describes a face, and which the portrait can draw.

Left out, a look is chosen steadily from the person's name.
"""

HAIR = ("bald", "bun", "curly", "long", "scarf", "short")
SHADE = ("black", "blond", "brown", "gray", "red")
SKIN = ("deep", "light", "olive", "tan")
EXTRAS = ("beard", "earrings", "glasses", "headset")

LOOKS = frozenset((*HAIR, *SHADE, *SKIN, *EXTRAS))


def look_words(text: str) -> list[str]:
    return text.replace(",", " ").split()
