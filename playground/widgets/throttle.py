"""News that come in a rush, passed on now and then."""

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot


class Throttle(QObject):
    """Passes news on at most once in a period, the last of them for certain.

    Parameters
    ----------
    period_ms : int
        Shortest time between two times.
    at_once : bool
        Whether the first news go on without waiting.
    parent : QObject, optional
        Owner in Qt's sense.

    Signals
    -------
    triggered
        There is news.
    """

    triggered = Signal()

    def __init__(self, period_ms: int, at_once: bool = True, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._at_once = at_once
        self._pending = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_period)
        self.set_period(period_ms)

    def set_period(self, period_ms: int) -> None:
        """Set the shortest time between two times."""
        self._timer.setInterval(period_ms)

    def throttle(self) -> None:
        """Take news, to be passed on when it is time."""
        self._pending = True
        if self._timer.isActive():
            return
        if self._at_once:
            self._on_period()
        else:
            self._timer.start()

    def cancel(self) -> None:
        """Forget news that were not passed on yet."""
        self._pending = False

    @Slot()
    def _on_period(self) -> None:
        if self._pending:
            self._pending = False
            self._timer.start()
            self.triggered.emit()
