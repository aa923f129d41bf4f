"""What of the course trainers set for their groups."""

from app.assignments.items import ItemKey, Served, Target, TargetKind, items_of


def targets_of(served: Served) -> list[Target]:
    """What can be set: modules in which there is something, else each conversation."""
    modules = [Target(TargetKind.MODULE, name) for name in served.lessons.modules]
    found = [target for target in modules if items_of(target, served)]
    return found or [Target(TargetKind.SCENARIO, name) for name in served.scenarios]


def parts_of(served: Served) -> list[list[ItemKey]]:
    """What each of them consists of."""
    return [[item.key for item in items_of(target, served)] for target in targets_of(served)]
