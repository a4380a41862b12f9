"""What a widget says about itself: its name, its accessible name, its tooltip, its help."""

from dataclasses import dataclass
from html import escape

from PySide6.QtWidgets import QWidget

EXPLANATION = "explanation"
"""The property under which a widget keeps its `Explanation`."""


@dataclass(frozen=True)
class Explanation:
    """What is known of a control: in short in its tooltip, in full in the help.

    ``facts`` are pairs of a word and what it is, such as the range and the default.
    """

    label: str
    sentence: str = ""
    formula: str = ""
    source: str = ""
    facts: tuple[tuple[str, str], ...] = ()

    def tool_tip(self) -> str:
        """Return the sentence, formula and source."""
        return tool_tip(self.sentence, self.formula, self.source)

    def html(self) -> str:
        """Return everything, as a page.

        Examples
        --------
        >>> Explanation("L2", "Large weights shrink.").html()
        '<h3>L2</h3><p>Large weights shrink.</p>'
        """
        parts = [f"<h3>{escape(self.label)}</h3>"]
        parts += [f"<p>{escape(self.sentence)}</p>"] if self.sentence else []
        parts += [f"<p><i>{escape(self.formula)}</i></p>"] if self.formula else []
        parts += [f"<p>{escape(self.source)}</p>"] if self.source else []
        return "".join(parts) + table_of(self.facts)


def table_of(rows: tuple[tuple[str, str], ...]) -> str:
    """Return a table of two columns; nothing where there are no rows."""
    cells = (
        f"<tr><td style='white-space: pre'>{escape(word)}&nbsp;&nbsp;</td>"
        f"<td>{escape(text)}</td></tr>"
        for word, text in rows
    )
    return f"<table>{''.join(cells)}</table>" if rows else ""


def tool_tip(explanation: str, formula: str = "", source: str = "", title: str = "") -> str:
    """Return a tooltip that wraps: a title, a plain sentence, a formula, a source."""
    parts = [f"<b>{escape(title)}</b><br>"] if title else []
    parts += [escape(explanation)] if explanation else []
    if formula:
        parts.append(f"<p style='margin-top:6px'><i>{escape(formula)}</i></p>")
    if source:
        parts.append(f"<p style='margin-top:6px'><small>{escape(source)}</small></p>")
    return f"<qt>{''.join(parts)}</qt>" if parts else ""


def legible(formula: str) -> str:
    """Return a formula without hats over letters, which many fonts cannot draw.

    Examples
    --------
    >>> legible("m̂ / √v̂")
    'mˆ / √vˆ'
    """
    return formula.replace("\u0302", "ˆ")


def describe(
    widget: QWidget,
    name: str,
    label: str,
    explanation: str = "",
    formula: str = "",
    source: str = "",
    facts: tuple[tuple[str, str], ...] = (),
) -> None:
    """Give a widget its object name, accessible name and description, tooltip and help.

    Inner parts that carry the property ``part`` are given the same words, so that every
    focusable thing can be read aloud.
    """
    told = Explanation(label, explanation, legible(formula), source, facts)
    widget.setObjectName(name)
    widget.setProperty(EXPLANATION, told)
    parts = [child for child in widget.findChildren(QWidget) if child.property("part")]
    for each in (widget, *parts):
        each.setAccessibleName(label)
        each.setAccessibleDescription(explanation)
        each.setToolTip(told.tool_tip())
    for each in parts:
        each.setObjectName(f"{name}.{each.property('part')}")


def explanation_at(widget: QWidget | None) -> Explanation | None:
    """Return what a widget, or the nearest described one around it, says of itself."""
    while widget is not None:
        told = widget.property(EXPLANATION)
        if isinstance(told, Explanation):
            return told
        widget = None if widget.isWindow() else widget.parentWidget()
    return None
