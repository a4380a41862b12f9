"""What a widget says about itself: its name, its accessible name, its tooltip."""

from html import escape

from PySide6.QtWidgets import QWidget


def tool_tip(explanation: str, formula: str = "", source: str = "") -> str:
    """Return a tooltip that wraps: a plain sentence, a formula, a source."""
    parts = [escape(explanation)] if explanation else []
    if formula:
        parts.append(f"<p style='margin-top:6px'><i>{escape(formula)}</i></p>")
    if source:
        parts.append(f"<p style='margin-top:6px'><small>{escape(source)}</small></p>")
    return f"<qt>{''.join(parts)}</qt>" if parts else ""


def describe(
    widget: QWidget,
    name: str,
    label: str,
    explanation: str = "",
    formula: str = "",
    source: str = "",
) -> None:
    """Give a widget its object name, accessible name, accessible description and tooltip.

    Inner parts that carry the property ``part`` are given the same words, so that every
    focusable thing can be read aloud.
    """
    widget.setObjectName(name)
    tip = tool_tip(explanation, formula, source)
    parts = [child for child in widget.findChildren(QWidget) if child.property("part")]
    for each in (widget, *parts):
        each.setAccessibleName(label)
        each.setAccessibleDescription(explanation)
        each.setToolTip(tip)
    for each in parts:
        each.setObjectName(f"{name}.{each.property('part')}")
