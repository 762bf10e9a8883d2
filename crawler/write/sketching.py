"""datasketch's MinHash, imported without SciPy.

datasketch imports `scipy.integrate` (0.3 s, 40 MB) to choose an index's bands from a threshold, which we do not do;
while datasketch is being imported, a stand-in takes the module's place.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any


def _imported() -> Any:
    if "scipy.integrate" in sys.modules:
        import datasketch

        return datasketch
    stand_in = ModuleType("scipy.integrate")
    stand_in.quad = _not_here  # type: ignore[attr-defined]
    sys.modules["scipy.integrate"] = stand_in
    try:
        import datasketch
    finally:
        del sys.modules["scipy.integrate"]
    return datasketch


def _not_here(*_: Any) -> None:
    raise RuntimeError("no index by threshold: its bands are chosen with SciPy")


_datasketch = _imported()
MinHash = _datasketch.MinHash
