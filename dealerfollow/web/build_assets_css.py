"""Bootstrap without the parts that we do not use: half of its weight on the first load.

Whole components go, by name; nothing here needs to know which classes our templates use.
"""

import re
from collections.abc import Iterator

# Those that need Bootstrap's script, and those that the design has its own part for.
UNUSED = """
accordion breadcrumb btn-check btn-close btn-group btn-link btn-outline btn-toolbar caption-top
card-footer card-group card-header card-img carousel collapse collapsing dropdown dropend dropstart
dropup fade figure form-floating form-range icon-link img-thumbnail link list-group modal nav navbar
offcanvas page-item page-link pagination placeholder popover bs-popover progress row-cols spinner
tab-content tab-pane table toast tooltip bs-tooltip
""".split()
_UNUSED = re.compile(
    r"^(?:\[data-bs-theme=dark\] )?\.(?:" + "|".join(map(re.escape, UNUSED)) + r")(?![a-z])"
)


def without_unused(css: str) -> str:
    """The same minified style sheet without the rules of the components in UNUSED."""
    kept = []
    for selector, body in _rules(css):
        if selector.startswith(("@media", "@supports")):
            inner = without_unused(body)
            kept += [f"{selector}{{{inner}}}"] if inner else []
        elif selector.startswith("@"):
            kept.append(f"{selector}{{{body}}}")
        elif used := _used_selectors(selector):
            kept.append(f"{used}{{{body}}}")
    return "".join(kept)


def _used_selectors(selector: str) -> str:
    """The selectors of a rule that stay; a comma inside :is() or :not() does not part two."""
    parts = [selector] if "(" in selector else selector.split(",")
    return ",".join(part for part in parts if not _UNUSED.match(part.strip()))


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """(selector, what stands between its braces) of each rule, in order."""
    start = 0
    while (opening := css.find("{", start)) >= 0:
        depth, end = 1, opening + 1
        while depth:
            depth += {"{": 1, "}": -1}.get(css[end], 0)
            end += 1
        yield css[start:opening].strip(), css[opening + 1 : end - 1]
        start = end
