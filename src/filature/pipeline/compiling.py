"""`python -m filature.pipeline.compiling` compiles the loops over pages and texts, once for a machine: up to a minute."""

from __future__ import annotations

from filature.reading import kernels
from filature.selectors import hot

if __name__ == "__main__":
    kernels.load()
    hot.load()
