"""Unmodified Python clients of OKX (ccxt, python-okx) and the bare protocol against the simulated venue."""

import asyncio
import importlib
import sys

from harness import Table

PARTS = ["raw_rest", "raw_sockets", "ccxt_public", "ccxt_private", "ccxt_sockets", "sdk_rest", "sdk_sockets"]


async def main():
    table = Table()
    for name in sys.argv[1:] or PARTS:
        await importlib.import_module(name).run(table)
    return table.summarise()


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
