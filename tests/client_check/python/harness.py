"""The table of checks: each has a name and an async body that raises when something is wrong, and a deadline."""

import asyncio
import os
import time
import traceback

DEADLINE_SECONDS = 20

SPOT = "BTC-USDT"
SWAP = "BTC-USDT-SWAP"


class Environment:
    """What the simulator printed when it started."""

    rest = os.environ["REST_URL"]
    ws = os.environ["WS_URL"]
    key = os.environ["API_KEY"]
    secret = os.environ["API_SECRET"]
    passphrase = os.environ["API_PASSPHRASE"]


class Table:
    """Runs checks one after the other and prints a line for each."""

    def __init__(self):
        self.passed = 0
        self.failed = []

    async def check(self, client, name, body):
        """Awaits `body()` within the deadline; anything that it raises is a failed check."""
        start = time.monotonic()
        detail = ""
        try:
            await asyncio.wait_for(body(), DEADLINE_SECONDS)
        except TimeoutError:
            detail = f"nothing within {DEADLINE_SECONDS} s"
        except Exception as error:  # pylint: disable=broad-except
            place = traceback.extract_tb(error.__traceback__)[-1]
            line = next((frame for frame in traceback.extract_tb(error.__traceback__)[::-1]
                         if "client_check" in frame.filename), place)
            detail = f"{os.path.basename(line.filename)}:{line.lineno}: {type(error).__name__}: {error}"[:400]
        duration = int((time.monotonic() - start) * 1000)
        word = "FAIL" if detail else "pass"
        print(f"{word}  {client:8} {name:66} {duration:6} ms" + (f"\n      {detail}" if detail else ""), flush=True)
        if detail:
            self.failed.append(f"{client}: {name}")
        else:
            self.passed += 1

    def summarise(self):
        """Prints the count; the exit code."""
        total = self.passed + len(self.failed)
        print(f"client_check (Python): {self.passed} of {total} checks passed")
        return 1 if self.failed else 0


async def eventually(what, probe):
    """Asks again and again until `probe()` answers something true, for things that take a moment."""
    deadline = time.monotonic() + DEADLINE_SECONDS - 5
    while True:
        answer = await probe()
        if answer:
            return answer
        assert time.monotonic() < deadline, f"{what}: not within {DEADLINE_SECONDS - 5} s"
        await asyncio.sleep(0.2)


def equal(actual, expected):
    """Both are the same, or the difference is told."""
    assert actual == expected, f"got {actual!r}, expected {expected!r}"


_last = 0


def unique(prefix):
    """A client order id that no earlier run used."""
    global _last  # pylint: disable=global-statement
    _last = max(_last + 1, int(time.time() * 1000))
    return f"{prefix}{_last}"
