"""Whether what is asked of conversations can be met at all."""

from collections.abc import Sequence

from app.assignments.condition import RunCondition, out_of_reach
from app.assignments.items import Item, ItemKind
from app.site_content import SiteContent


def unreachable(condition: RunCondition, items: Sequence[Item], content: SiteContent) -> str:
    """Why some conversation among them can never meet the condition; empty where each can."""
    names = [item.id for item in items if item.kind is ItemKind.SCENARIO]
    found = content.scenarios.scenarios
    reasons = (out_of_reach(condition, found[name], named=len(items) > 1) for name in names if name in found)
    return " ".join(reason for reason in reasons if reason)
