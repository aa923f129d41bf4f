"""Joining and leaving, and what else becomes of somebody in a group."""

from app.learners.actions.personal_data import anonymize_learner
from app.roster.actions.entries import add_entry
from app.roster.entry import Entry
from app.slices import SLICES
from app.training.roster.actions.links import make_link
from tests.training.history.history import DAY, History
from tests.training.history.ledger import Group, Listed, Stay


def join(history: History, group: Group | None = None) -> None:
    group, who = group or history.chance.choice(history.groups), history.chance.choice(history.people)
    if all(stay.who is not who for stay in group.stays):
        earlier = history.chance.random() < 0.4
        token = (
            next((one.token for one in group.waiting if one.token), "")
            if history.chance.random() < 0.5
            else ""
        )
        listed = next((one for one in group.waiting if one.token == token), None) if token else None
        if listed and listed.invited and history.clock() - listed.invited >= 30 * DAY:
            listed, token = None, ""
        history.post(who.subject, f"/join/{token or group.code}", earlier="1" if earlier else "")
        group.stays.append(Stay(who, group, history.clock(), earlier, listed))


def leave(history: History) -> None:
    if len(history.stays) > 3:
        stay = history.chance.choice(history.stays)
        history.post(stay.who.subject, f"/groups/{stay.group.id}/leave")
        forget(history, stay)


def forget(history: History, stay: Stay) -> None:
    stay.group.stays.remove(stay)
    stay.group.left += 1
    if stay.listed:
        stay.group.listed.remove(stay.listed)


def delete(history: History) -> None:
    """An account, and somebody new comes."""
    if len(history.people) > 3:
        who = history.chance.choice(history.people)
        with history.database.write() as db:
            anonymize_learner(db, SLICES, subject_id=who.subject, now=history.clock())
        history.people.remove(who)
        for stay in [stay for stay in history.stays if stay.who is who]:
            forget(history, stay)
        history.come()


def show_earlier(history: History) -> None:
    for stay in history.chance.sample(history.stays, min(1, len(history.stays))):
        stay.earlier = not stay.earlier
        url = f"/groups/{stay.group.id}/earlier"
        history.post(stay.who.subject, url, earlier="1" if stay.earlier else "")


def talk(history: History) -> None:
    for stay in history.chance.sample(history.stays, min(1, len(history.stays))):
        stay.talked = history.clock()
        history.post(history.lead, f"/teach/groups/{stay.group.id}/people/{stay.who.subject}/talked")


def expect(history: History) -> None:
    """Somebody on a list, with a link of their own."""
    group, number = history.chance.choice(history.groups), len(history.said)
    entry = Entry(f"Listed {number:03}", f"listed{number}@example.org", str(number))
    with history.database.write() as db:
        key = add_entry(db, who=history.who, group_id=group.id, entry=entry, now=history.clock())
        token = make_link(db, who=history.who, group_id=group.id, key=key, now=history.clock())
    group.listed.append(Listed(key, group, entry.name, entry.address, entry.number, history.clock(), token))
