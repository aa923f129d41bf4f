"""A letter begun in the mail program of whoever reads the page: to whom, about what, and a greeting."""

from urllib.parse import quote

from app.training.overview.needs_word import first_name


def mail_link(address: str, *, name: str, group: str) -> str:
    """A `mailto:` address (RFC 6068); without an address the letter is begun, and whoever writes fills that in."""
    subject, body = quote(group, safe=""), quote(f"Hello {first_name(name)},\r\n\r\n", safe="")
    return f"mailto:{quote(address, safe='@')}?subject={subject}&body={body}"
