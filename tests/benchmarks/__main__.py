"""Run the benchmarks: each `bench_*.py` here has a `main()` that prints a cost per unit beside its floor.

`make bench` runs all, `make bench ARGS="imports sending"` those named.
"""

import importlib
import sys
from collections.abc import Sequence
from pathlib import Path


def main(wanted: Sequence[str]) -> int:
    """Run the benchmarks whose names are given, or all; return 2 when a name is unknown."""
    known = sorted(path.stem.removeprefix("bench_") for path in Path(__file__).parent.glob("bench_*.py"))
    unknown = sorted(set(wanted) - set(known))
    if unknown:
        print(f"No benchmark is named {', '.join(unknown)}; there are: {', '.join(known)}.", file=sys.stderr)
        return 2
    for name in wanted or known:
        print(f"== {name}", flush=True)
        importlib.import_module(f"tests.benchmarks.bench_{name}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
