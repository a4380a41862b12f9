"""One text and named arrays in a file, read with distrust and never with pickle.

The file is a zip such as NumPy's ``.npz``: ``np.load`` opens it, too. Nothing
in it is compressed, so that a file cannot take more memory than it has bytes.
"""

from __future__ import annotations

import io
import math
import re
import struct
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Self

import numpy as np

from engine.errors import ExperimentError, one_fault

DESCRIPTION = "run.json"
LARGEST_DESCRIPTION = 2**26  # bytes; a long run with hundreds of changes has a few million
MEMBER = re.compile(r"[a-z0-9_]+(/[a-z0-9_]+)*\.npy")
LONGEST_HEADER = 2**10  # bytes before the numbers of an array; NumPy writes 128

BROKEN = (
    zipfile.BadZipFile, zipfile.LargeZipFile, struct.error, NotImplementedError, RuntimeError,
    EOFError, ValueError, IndexError, OverflowError,
)  # fmt: skip
"""What ``zipfile`` raises for files that are none, or damaged."""

HEAD = re.compile(
    rb"\x93NUMPY\x01\x00..\{'descr': '(<f4|<f8|>f4|>f8|<i8|>i8|\|b1)', 'fortran_order': False, "
    rb"'shape': \(((?:[0-9]{1,15}, ?)*(?:[0-9]{1,15})?)\), \} *\n",
    re.DOTALL,
)
"""What NumPy writes before the numbers of an array of one of these dtypes."""

MEND = "Take another copy of the file, or save the run anew."


def damaged(place: str, fault: str, mend: str = MEND) -> ExperimentError:
    """Return the error that names what is wrong inside a file."""
    return one_fault(place, fault, mend)


def write(path: Path, text: str, arrays: Mapping[str, np.ndarray[Any, Any]]) -> None:
    """Write a file; an existing one is replaced whole or not at all.

    Raises
    ------
    ExperimentError
        If the file cannot be written.
    """
    half_way = path.with_name(path.name + ".part")
    try:
        try:
            with zipfile.ZipFile(half_way, "w", zipfile.ZIP_STORED) as file:
                file.writestr(zipfile.ZipInfo(DESCRIPTION), text)
                for name, array in arrays.items():
                    buffer = io.BytesIO()
                    ordered = np.ascontiguousarray(array).reshape(np.shape(array))
                    np.lib.format.write_array(buffer, ordered, (1, 0), allow_pickle=False)
                    file.writestr(zipfile.ZipInfo(f"{name}.npy"), buffer.getvalue())
            half_way.replace(path)
        finally:
            half_way.unlink(missing_ok=True)
    except OSError as error:
        fault = f"cannot be written: {error.strerror or error}."
        raise one_fault(str(path), fault, "Choose another place.") from None


class Archive:
    """An open file; each array is read when it is asked for, and must be as expected.

    Parameters
    ----------
    path : Path
        Which file.

    Raises
    ------
    ExperimentError
        If it is no such file.
    """

    def __init__(self, path: Path) -> None:
        try:
            self.bytes = path.stat().st_size
            self._file = zipfile.ZipFile(path)
        except OSError as error:
            fault = f"cannot be read: {error.strerror or error}."
            raise one_fault(str(path), fault, "Check the path.") from None
        except BROKEN:
            raise damaged(str(path), "is no saved run, or is damaged.") from None
        self._members: dict[str, zipfile.ZipInfo] = {}
        try:
            self._list_members()
        except ExperimentError:
            self._file.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def _list_members(self) -> None:
        """Note what is there, and refuse what was not written by :func:`write`."""
        total = 0
        for member in self._file.infolist():
            name = member.filename
            if name != DESCRIPTION and not MEMBER.fullmatch(name):
                raise damaged("file", f"holds {name[:60]!r}, which is no part of a run.")
            if name in self._members:
                raise damaged(name, "is there twice.")
            if member.compress_type != zipfile.ZIP_STORED or member.flag_bits & 1:
                raise damaged(name, "is compressed or encrypted, which saved runs are not.")
            total += member.file_size
            self._members[name] = member
        if total > self.bytes:
            raise damaged("file", "claims to hold more than it has bytes.")
        if DESCRIPTION not in self._members:
            raise damaged(DESCRIPTION, "is missing.")

    def text(self) -> bytes:
        """Return the description."""
        if self._members[DESCRIPTION].file_size > LARGEST_DESCRIPTION:
            raise damaged(DESCRIPTION, "is too large.")
        return self._read(DESCRIPTION)

    def array(self, name: str, dtype: Any, shape: Sequence[int | None]) -> np.ndarray[Any, Any]:
        """Return an array of exactly this dtype and shape; None stands for any length.

        Raises
        ------
        ExperimentError
            If it is missing, damaged, or of another kind.
        """
        member = self._members.get(f"{name}.npy")
        if member is None:
            raise damaged(name, "is missing.")
        size = np.dtype(dtype).itemsize
        known = [length for length in shape if length is not None]
        smallest = size * math.prod(known) if len(known) == len(shape) else 0
        largest = smallest + LONGEST_HEADER if len(known) == len(shape) else self.bytes
        if not smallest <= member.file_size <= largest:
            raise damaged(name, f"is not of the size that {tuple(shape)} numbers take.")
        data = self._read(f"{name}.npy")
        found_shape, found, start = _head(name, data)
        fits = len(found_shape) == len(shape) and all(
            wanted in (None, length) for wanted, length in zip(shape, found_shape, strict=True)
        )
        if not fits:
            raise damaged(name, f"has shape {found_shape}, not {tuple(shape)}.")
        if found.newbyteorder("=") != np.dtype(dtype):
            raise damaged(name, f"holds {found}, not {np.dtype(dtype)}.")
        if len(data) - start != size * math.prod(found_shape):
            raise damaged(name, "is cut short or too long.")
        return np.frombuffer(data, found, offset=start).reshape(found_shape).astype(dtype)

    def _read(self, name: str) -> bytes:
        try:
            return self._file.read(name)
        except (OSError, *BROKEN):
            raise damaged(name, "is damaged.") from None


def _head(name: str, data: bytes) -> tuple[tuple[int, ...], np.dtype[Any], int]:
    """Return shape, dtype and length of what stands before an array's numbers.

    NumPy's own reader parses it as Python; this one knows what NumPy writes, and no more.
    """
    found = HEAD.match(data)
    length = int.from_bytes(data[8:10], "little") + 10
    if found is None or found.end() != length:
        raise damaged(name, "is no array of numbers.")
    letters, digits = found[1].decode(), found[2].decode()
    return tuple(int(one) for one in digits.split(",") if one.strip()), np.dtype(letters), length
