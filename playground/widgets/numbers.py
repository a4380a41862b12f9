"""How numbers are written on screen and read from the keyboard. Knows no Qt."""

import math
import re

THIN_SPACE = "\u202f"
MINUS = "\u2212"
DASH = "\u2013"

_SPACES = re.compile(r"[\s_'\u00a0\u2009\u202f]+")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?")


def parse_number(text: str, unit: str = "") -> float:
    """Return the number that somebody typed.

    A comma counts as the decimal point, spaces between digits are ignored, and the unit may be
    typed along.

    Raises
    ------
    ValueError
        If the text is not one finite number.

    Examples
    --------
    >>> [parse_number(text) for text in ("1e-3", "0,01", ".05", "12 345", "\u22123")]
    [0.001, 0.01, 0.05, 12345.0, -3.0]
    """
    plain = text.strip()
    if unit:
        plain = plain.removesuffix(unit)
    plain = _SPACES.sub("", plain).replace(MINUS, "-").replace(",", ".").lower()
    if not _NUMBER.fullmatch(plain):
        raise ValueError(f"{text!r} is not a number")
    number = float(plain)
    if not math.isfinite(number):
        raise ValueError(f"{text!r} is too large")
    return number


def format_number(number: float, digits: int = 4) -> str:
    """Return a number as people type it, with at most `digits` significant digits.

    Examples
    --------
    >>> [format_number(x) for x in (0.01, 1e-5, 2048, 0.30000000000000004, 1e9, 0)]
    ['0.01', '1e-5', '2048', '0.3', '1e9', '0']
    """
    if number == 0 or not math.isfinite(number):
        return "0" if number == 0 else DASH
    if float(number).is_integer() and abs(number) < 1e7:
        return str(int(number))
    if 1e-4 <= abs(number) < 1e7:
        decimals = max(0, digits - 1 - math.floor(math.log10(abs(number))))
        text = f"{number:.{decimals}f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    mantissa, exponent = f"{number:.{digits - 1}e}".split("e")
    mantissa = mantissa.rstrip("0").rstrip(".")
    return f"{mantissa}e{int(exponent)}"


def format_exact(number: float) -> str:
    """Return the shortest text from which the same number is read again.

    Examples
    --------
    >>> [format_exact(x) for x in (0.9999, 0.123456, 1e-5, 0.99999999)]
    ['0.9999', '0.123456', '1e-5', '0.99999999']
    """
    for digits in (4, 6, 9, 12):
        text = format_number(number, digits)
        if text != DASH and float(text) == number:
            return text
    return format_number(number, 17)


def format_count(count: int) -> str:
    """Return a count with its thousands set apart by a thin space.

    Examples
    --------
    >>> format_count(12345).replace(THIN_SPACE, "_")
    '12_345'
    """
    return f"{count:,}".replace(",", THIN_SPACE)


def format_duration(seconds: float) -> str:
    """Return a time by the clock: minutes and seconds, and hours once there are any.

    Examples
    --------
    >>> [format_duration(seconds) for seconds in (0, 42.9, 3800, 90_000)]
    ['0:00', '0:42', '1:03:20', '25:00:00']
    """
    minutes, whole = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{whole:02}" if hours else f"{minutes}:{whole:02}"


def format_fixed(number: float | None, decimals: int = 3) -> str:
    """Return a measured value with a fixed number of decimals, a dash where there is none.

    Examples
    --------
    >>> [format_fixed(x) for x in (0.03149, None, float("nan"), 123456.0)]
    ['0.031', '–', '–', '1.235e5']
    """
    if number is None or not math.isfinite(number):
        return DASH
    if abs(number) >= 10**5:
        return format_number(number, 4) if abs(number) >= 1e7 else _scientific(number)
    return f"{number:.{decimals}f}"


def _scientific(number: float) -> str:
    mantissa, exponent = f"{number:.3e}".split("e")
    return f"{mantissa}e{int(exponent)}"
