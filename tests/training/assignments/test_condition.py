"""Another condition for what is set: what was met as it was stays met, whatever is asked from then on."""

from tests.practice.playing import HOME, LADDER, content, settings
from tests.training.assignments.group import MODULE, Group
from tests.training.cast import Part
from tests.training.led import play, words

__all__ = ["content", "settings"]


def test_whoever_met_it_as_it_was_stays_finished(led: Group) -> None:
    """The lines that `play` takes leave the colleagues worse off."""
    url, other = led.set(), led.joined()
    play(led.member, LADDER)
    strict = {"condition": "nobody-worse"}
    asked = words(led.lead.post(f"{url}/condition", data=strict).text)
    assert "Asks this of one person from now on; one has met it as it was and stays so." in asked
    led.do(f"{url}/condition", **strict)
    led.clock.advance(hours=1)
    play(other, LADDER)
    assert "Set for you" not in words(led.member.get("/today").text)
    assert "Done once a whole run leaves nobody worse off" in words(other.get("/today").text)
    page = words(led.lead.get(url).text)
    assert "Somebody Member finished on 2 March 2026" in page
    assert "Somebody Learner 0 of 1 done" in page
    assert "1 of 2 have finished" in words(led.lead.get(led.url).text)


def test_what_was_done_of_several_stays_done_and_the_rest_is_asked_anew(led: Group) -> None:
    url = led.set(target=MODULE)
    play(led.member, LADDER)
    led.do(f"{url}/condition", condition="nobody-worse")
    led.clock.advance(hours=1)
    play(led.member, HOME)
    assert "1 of 4 done" in words(led.member.get("/today").text)
    led.clock.advance(hours=1)
    asked = words(led.lead.post(f"{url}/condition", data={"condition": "finished"}).text)
    assert (
        "Asks this of one person from now on. A conversation is done then when a whole run is finished"
        in asked
    )
    led.do(f"{url}/condition", condition="finished")
    assert "2 of 4 done" in words(led.member.get("/today").text)


def test_to_ask_less_finishes_those_who_have_done_that_already(led: Group) -> None:
    url = led.set(condition="nobody-worse")
    play(led.member, LADDER)
    assert "0 of 1 done" in words(led.member.get("/today").text)
    asked = words(led.lead.post(f"{url}/condition", data={"condition": "finished"}).text)
    assert "Asks this of nobody from now on; one has done that already." in asked
    led.do(f"{url}/condition", condition="finished")
    assert "Set for you" not in words(led.member.get("/today").text)
    led.do(f"{url}/condition/undo")
    assert "Set for you" not in words(led.member.get("/today").text)  # once met, met for good
    joined = led.joined(Part.LEARNER)
    assert "nobody worse off" in words(joined.get("/today").text)


def test_it_is_asked_of_conversations_alone(led: Group) -> None:
    url = led.set(target="lesson:an-earlier-lesson")
    assert "A conversation is done when" not in led.lead.get(url).text
    reply = led.lead.post(f"{url}/condition", data={"condition": "nobody-worse"})
    assert (reply.status_code, "There is no conversation in this" in words(reply.text)) == (422, True)


def test_who_joined_later_gets_another_date_where_that_is_changed(led: Group) -> None:
    url = led.set()
    led.clock.advance(days=2)
    other = led.joined()
    asked = words(led.lead.post(f"{url}/later", data={"later": "30"}).text)
    assert "one person who joined later gets another date" in asked
    led.do(f"{url}/later", later="30")
    assert "Friday 3 April" in words(other.get("/today").text)
    assert "Thursday 19 March" in words(led.member.get("/today").text)
    named = led.set(whom="some", people=led.member_id)
    assert "for whoever joins later" not in led.lead.get(named).text
    reply = led.lead.post(f"{named}/later", data={"later": "3"})
    assert (reply.status_code, "nobody owes it by joining" in words(reply.text)) == (422, True)
