"""An hour of training at full speed with everything in sight: memory stays flat.

    .venv/bin/python tests/benchmarks/window_soak.py [MINUTES]

The first minute, in which buffers and histories fill, does not count; after it
the highest memory of each minute is printed.
"""

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from application import EVERYTHING, open_everything, wait
from PySide6.QtCore import QEvent, QSettings
from PySide6.QtWidgets import QApplication
from soak import resident_mb

from playground import app
from playground.settings import Settings


def main():
    minutes = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "settings.ini")
        window = app.build(Settings(QSettings(path, QSettings.Format.IniFormat)), EVERYTHING)
        window.resize(1440, 900)
        window.show()
        open_everything(window, EVERYTHING)
        window.session.play()
        wait(60.0)
        first = resident_mb()
        for minute in range(1, minutes + 1):
            highest = 0.0
            for _ in range(12):
                wait(5.0)
                highest = max(highest, resident_mb())
            step = window.session.snapshot.step
            print(f"{minute:3} min {step:12,} updates {highest - first:+6.1f} MB", flush=True)
        window.close()
        window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


if __name__ == "__main__":
    main()
