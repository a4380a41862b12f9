"""Sentences for people that can still be translated after their values are filled in."""

from __future__ import annotations


class Message(str):
    """An English sentence that remembers its template and its values.

    It is the filled-in text; a screen that speaks another language translates ``template`` and
    fills in ``values`` anew. A value may be a message itself.

    Examples
    --------
    >>> said = Message("Stopped after {epochs} epochs.", epochs=100)
    >>> said
    'Stopped after 100 epochs.'
    >>> said.template, said.values
    ('Stopped after {epochs} epochs.', {'epochs': 100})
    """

    __slots__ = ("template", "values")

    template: str
    values: dict[str, object]

    def __new__(cls, template: str, **values: object) -> Message:
        """Fill in the values; a template without values is taken as it is."""
        message = super().__new__(cls, template.format(**values) if values else template)
        message.template, message.values = template, values
        return message
