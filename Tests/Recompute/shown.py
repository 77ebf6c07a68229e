"""Numbers as a page shows them, read back."""

import re
from fractions import Fraction

SCALES = {"": 1, "万": 10_000, "亿": 100_000_000, "%": Fraction(1, 100), "个百分点": Fraction(1, 100), "倍": 1}


def read(text: str) -> tuple[Fraction, Fraction] | None:
    """(value, half of its last digit) of a shown number; None for the dash of a missing one."""
    if text == "—":
        return None
    match = re.fullmatch(r"([+−-]?)¥?([\d,]+)(?:\.(\d+))?(万|亿|%|个百分点|倍)?(?:[次单人件元分份])?", text)
    if not match:
        raise ValueError(f"not a number: {text!r}")
    sign, whole, decimals, scale = match.groups()
    unit = Fraction(SCALES[scale or ""])
    digits = decimals or ""
    value = Fraction(whole.replace(",", "") + ("." + digits if digits else "")) * unit
    return (-value if sign in "−-" and sign else value), unit / 10 ** len(digits) / 2


def agrees(text: str, wanted: Fraction | None) -> bool:
    """Whether the text is the rounding of a value."""
    found = read(text)
    if found is None or wanted is None:
        return found is None and wanted is None
    value, slack = found
    return abs(value - wanted) <= slack * (1 + Fraction(1, 10**9))
