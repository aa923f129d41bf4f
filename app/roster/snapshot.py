"""What lists held at a moment, as marks: enough to say later what is new, and nobody’s name or address."""

import hashlib
import json
from collections.abc import Mapping, Sequence

from .entry import Entry
from .held import Held, News, news

HeldByGroup = Mapping[str, Sequence[Held]]
"""By the group’s id."""
DIGEST = 8  # bytes


def snapshot(held: HeldByGroup, *, salt: str) -> str:
    """`salt` is another one for each snapshot, so that marks of two are never the same."""
    kept = {
        group: [[one.key, _mark(one, salt), one.has_joined] for one in all_] for group, all_ in held.items()
    }
    return json.dumps(kept, separators=(",", ":"), sort_keys=True)


def news_since(taken: str, now: HeldByGroup, *, salt: str) -> News:
    """What has become of the groups that are known at both moments."""
    before: dict[str, list[tuple[str, str, bool]]] = json.loads(taken)
    both = before.keys() & now.keys()
    old = [Held(key, Entry(mark), has_joined=joined) for group in both for key, mark, joined in before[group]]
    new = [
        Held(one.key, Entry(_mark(one, salt)), has_joined=one.has_joined)
        for group in both
        for one in now[group]
    ]
    return news(old, new)


def _mark(one: Held, salt: str) -> str:
    """Not of the group’s title, which may change meanwhile."""
    entry = one.entry
    said = json.dumps([entry.name, entry.address, entry.number, *sorted(one.set_by_hand)])
    key = hashlib.sha256(salt.encode()).digest()
    return hashlib.blake2b(said.encode(), key=key, digest_size=DIGEST).hexdigest()
