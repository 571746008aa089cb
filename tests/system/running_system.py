"""The whole system for one test class: started before its first test, judged and stopped after its last."""

import os
import pathlib
import subprocess
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "deployment/scripts"))

from trading_tools import venue_check  # noqa: E402
from trading_tools.processes import wait_until  # noqa: E402
from trading_tools.system import System  # noqa: E402

BINARIES = os.environ.get("TRADING_BINARIES", str(ROOT / "build/release/bin"))
FOLDER = os.environ.get("TRADING_TEST_FOLDER", str(ROOT / "build/system"))
TRADING_SECONDS = 60
SETTLE_SECONDS = 20
ACTIVE = 1
HALTED = 3


class RunningSystem(unittest.TestCase):
    simulator_options = ("--seed", "7")

    @classmethod
    def setUpClass(cls):
        cls.system = System(BINARIES, pathlib.Path(FOLDER) / cls.__name__, cls.simulator_options)
        cls.addClassCleanup(cls.stop_and_replay)
        cls.system.start()
        cls.operator = cls.system.operator()
        wait_until(lambda: cls.status().risk_state.state == ACTIVE, TRADING_SECONDS, "the trading state ACTIVE")

    @classmethod
    def stop_and_replay(cls):
        """Whatever happened to the processes, killed ones included: their journals lead to the same outputs again."""
        cls.system.stop()
        program = cls.system.program("backtest")
        if not program.exists():
            print(f"nothing is replayed: {program} was not built", flush=True)
            return
        done = subprocess.run(
            [program, "replay", cls.system.journal], capture_output=True, text=True, check=False
        )
        print(done.stdout, flush=True)
        if done.returncode != 0:
            raise AssertionError(f"the replay differs:\n{done.stdout}{done.stderr}")

    @classmethod
    def status(cls):
        """Control's overview; an empty one while control does not answer."""
        try:
            return cls.operator.call("GetStatus")
        except cls.operator.error:
            return cls.operator.messages.GetStatusResponse()

    @classmethod
    def count(cls, table):
        return int(cls.system.postgres.query_value(f"SELECT count(*) FROM {table}"))

    @classmethod
    def wait_for_more(cls, table, more=1, seconds=TRADING_SECONDS):
        before = cls.count(table)
        wait_until(lambda: cls.count(table) >= before + more, seconds, f"{more} more rows in {table}")

    @classmethod
    def command(cls, method, **fields):
        return cls.operator.call(method, actor="test", reason="a system test", **fields)

    def assert_equals_venue(self):
        found = venue_check.settle(self.system.postgres, self.system.venue(), SETTLE_SECONDS)
        self.assertEqual(found, [], "our records differ from the venue's")

    def assert_no_order_twice(self):
        doubled = self.system.postgres.rows(
            "SELECT intent_id, purpose, count(*) FROM orders WHERE purpose = 'entry' GROUP BY intent_id, purpose "
            "HAVING count(*) > 1"
        )
        self.assertEqual(doubled, [])
