"""The order in which the Tab key goes through controls that were made late."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def put_into_tab_order(container: QWidget) -> None:
    """Let the Tab key come to what is inside a container where the container stands.

    Qt puts what is made last at the end, wherever on the screen it stands.
    """
    window = container.window()  # the list of a drop-down field is a window of its own
    children = container.findChildren(QWidget)
    inside = [each for each in children if each.window() is window and _takes_tab(each)]
    before = next((each for each in _earlier(container) if _takes_tab(each)), None)
    if before is None:  # nothing else is there yet
        return
    for each in inside:
        QWidget.setTabOrder(before, each)
        before = each


def _earlier(container: QWidget) -> Iterator[QWidget]:
    """Yield what the Tab key comes to before a container, backwards; nothing inside it."""
    before = container.previousInFocusChain()
    while before is not None and before is not container:
        if not container.isAncestorOf(before):
            yield before
        before = before.previousInFocusChain()


def _takes_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
