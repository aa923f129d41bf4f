"""Forms as pages: what one shows again when something in it is to be changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from starlette.requests import Request
from starlette.responses import Response

from app.errors import InvalidForm
from app.web.context import Context
from app.web.forms import Form, FormModel, Model
from app.web.pages import render

RELOAD = (
    "The form holds something that this page does not ask for. Load the page again and fill it in once more."
)
Values = Mapping[str, str]


class Nothing(FormModel):
    """A form that is only a button."""


@dataclass(frozen=True, kw_only=True)
class FormPage(Context):
    """A form that asks for passwords alone, and what is to be changed in it, by field."""

    faults: Values = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class FilledPage(FormPage):
    """A form that shows what is known already, or what was sent, by field."""

    filled: Values = field(default_factory=dict)


def filled_in(form: Form, model: type[Model], **context: object) -> Model:
    """The form as `model`; its validators know `context`. Raises `InvalidForm`.

    Fields that were never asked for get a plain sentence.
    """
    try:
        return form.into(model, **context)
    except InvalidForm as error:
        known = {name: words for name, words in error.faults.items() if name in model.model_fields}
        raise InvalidForm(known if known.keys() == error.faults.keys() else {**known, "": RELOAD}) from None


def again(request: Request, page: FormPage, form: Form, error: InvalidForm) -> Response:
    """The form as it was sent, without passwords, and what to change in it."""
    page = replace(page, faults=error.faults)
    if isinstance(page, FilledPage):
        page = replace(page, filled=_kept(form))
    return render(request, page, status=422)


def _kept(form: Form) -> dict[str, str]:
    """What a form that comes back is filled with: all but passwords."""
    return {name: value for name, value in form.items() if "password" not in name}
