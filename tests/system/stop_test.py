"""Stopping, through the real services: words about single scopes, refusals, and SIGTERM by the policy of each strategy."""

import pathlib
import re
import sys
import time
import unittest

from running_system import ACTIVE, BINARIES, FOLDER, HALTED, ROOT, RunningSystem, wait_until

sys.path.insert(0, str(ROOT / "tests/crash_matrix"))

import matrix_config  # noqa: E402

from trading_tools.grpc_client import GrpcClient  # noqa: E402
from trading_tools.system import PORTS, System  # noqa: E402

SWAP = "BTC-USDT-SWAP"
STOP_SECONDS = 25
# Every command with the fields of its own that it needs.
COMMANDS = {
    "Halt": {}, "Reduce": {}, "Resume": {}, "Flatten": {}, "PauseEntries": {"instrument_id": SWAP},
    "ResumeEntries": {"instrument_id": SWAP}, "Kill": {}, "Rearm": {},
    "DecideExternal": {"instrument_id": SWAP, "verdict": 3},
    "ChangeLimit": {"limit": "account.day_loss_max", "value": "0.01"},
}
ENTRIES = "SELECT venue_order_id FROM orders WHERE purpose = 'entry' AND venue_order_id <> ''"
OPEN_ENTRIES = ENTRIES + " AND status IN ('live', 'partially_filled')"


class StopWordsTest(RunningSystem):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.execution = GrpcClient(f"127.0.0.1:{PORTS['execution gRPC']}", "execution_service")

    def refused(self, door, method, **fields):
        with self.assertRaises(door.error) as refusal:
            door.call(method, **fields)
        return refusal.exception

    def test_1_no_command_goes_without_a_name_and_a_reason(self):
        for door in (self.operator, self.execution):
            for method, fields in COMMANDS.items():
                for given in ({}, {"actor": "test"}, {"reason": "a system test"}):
                    with self.subTest(door=door.name, method=method, given=given):
                        refusal = self.refused(door, method, **fields, **given)
                        self.assertEqual(refusal.code().name, "INVALID_ARGUMENT")
                        missing = {"actor", "reason"} - set(given)
                        self.assertTrue(all(f"{word}: is missing" in refusal.details() for word in missing))
        self.assertEqual(self.status().risk_state.state, ACTIVE)

    def test_2_a_pause_of_what_is_not_traded_is_refused(self):
        who = {"actor": "test", "reason": "a system test"}
        for door in (self.operator, self.execution):
            for fields in ({"instrument_id": "BTC-USDT-SWAPP"}, {"strategy_id": "adaptive"}):
                refusal = self.refused(door, "PauseEntries", **who, **fields)
                self.assertEqual(refusal.code().name, "FAILED_PRECONDITION")
                self.assertIn(next(iter(fields.values())), refusal.details())
            refusal = self.refused(door, "ResumeEntries", **who, instrument_id="ETH-USDT")
            self.assertIn("not paused", refusal.details())
        self.assertEqual(list(self.status().entry_pauses), [])

    def test_3_a_pause_denies_entries_of_its_scope_until_it_ends_and_over_a_restart(self):
        for door, scope in ((self.operator, {"instrument_id": SWAP}), (self.execution, {"strategy_id": "adaptive_rsi"})):
            who = {"actor": "test", "reason": "a system test"}
            self.assertIn("are denied", door.call("PauseEntries", **who, **scope).effect)
            process = self.system.processes["execution"]
            process.kill()
            self.system.start_service("execution")
            wait_until(lambda: self.status().entry_pauses, 20, "the pause to be back")
            pause = self.status().entry_pauses[0]
            self.assertEqual({name: getattr(pause, name) for name in scope}, scope)
            self.assertIn("may go out again", door.call("ResumeEntries", **who, **scope).effect)
            self.assertEqual(list(self.status().entry_pauses), [])

    def test_4_nothing_to_decide_nothing_to_re_arm(self):
        who = {"actor": "test", "reason": "a system test"}
        for door in (self.operator, self.execution):
            self.assertIn("not killed", self.refused(door, "Rearm", **who).details())
            refusal = self.refused(door, "DecideExternal", **who, instrument_id=SWAP, verdict=3)
            self.assertIn("nothing of it is undecided", refusal.details())
            refusal = self.refused(door, "DecideExternal", **who, verdict=3)
            self.assertIn("neither an activity nor an instrument", refusal.details())
            refusal = self.refused(door, "DecideExternal", **who, instrument_id=SWAP)
            self.assertIn("verdict", refusal.details())

    def test_5_a_limit_is_tightened_at_once_loosened_when_confirmed_and_kept_over_a_restart(self):
        who = {"actor": "test", "reason": "a system test"}
        limit = {"limit": "strategies.adaptive_rsi.entries_per_hour_max"}
        for door, value in ((self.operator, "2"), (self.execution, "1")):
            self.assertIn(f": {value}, was", door.call("ChangeLimit", **who, **limit, value=value).effect)
            self.assertIn("confirm", self.refused(door, "ChangeLimit", **who, **limit, value="3").details())
            self.assertIn("no value", self.refused(door, "ChangeLimit", **who, **limit, value="few").details())
            self.assertIn("no limit", self.refused(door, "ChangeLimit", **who, limit="account.x", value="1").details())
        self.system.processes["execution"].kill()
        self.system.start_service("execution")
        wait_until(lambda: self.status().services[2].is_ready, 20, "execution to be ready again")
        effect = self.operator.call("ChangeLimit", **who, **limit, value="50", is_confirmed=True).effect
        self.assertIn(": 50, was 1", effect)

    def test_6_execution_obeys_without_control(self):
        who = {"actor": "test", "reason": "a system test"}
        process = self.system.processes["control"]
        process.kill()
        self.assertEqual(self.execution.call("Kill", **who).risk_state.state, 4)

        def is_rearmed():
            try:
                return self.execution.call("Rearm", **who).risk_state.state == HALTED
            except self.execution.error:
                return False

        wait_until(is_rearmed, 30, "nothing to be open, so that it can be re-armed")
        self.system.start_service("control")


class StopPolicyTest(unittest.TestCase):
    """Makers whose entries rest for minutes; each policy in turn, on the same account."""

    @classmethod
    def setUpClass(cls):
        folder = pathlib.Path(FOLDER) / cls.__name__
        cls.config = matrix_config.write(folder / "config")
        cls.change("strategy", r"mode: taker", "mode: maker")
        cls.change("strategy", r"maker_resting_time: \S+", "maker_resting_time: 900s")
        cls.change("strategy", r"time_stop_bars: \S+", "time_stop_bars: 600")
        cls.system = System(BINARIES, folder, ("--seed", "7"), config=cls.config)
        cls.addClassCleanup(cls.system.stop)
        cls.change("execution", r"adaptive_rsi: cancel", "adaptive_rsi: keep")
        cls.system.start()

    @classmethod
    def change(cls, service, old, new):
        path = cls.config / f"{service}.yaml"
        text, count = re.subn(old, new, path.read_text(), count=1)
        if count != 1:
            raise RuntimeError(f"{path.name} has no {old}")
        path.write_text(text)

    def wait_resting(self):
        """Entries that rest, and a derivative position with its stop."""
        venue = self.system.venue()

        def is_there():
            return (self.system.postgres.rows(OPEN_ENTRIES)
                    and any(float(row["pos"] or 0) for row in venue.get("/api/v5/account/positions"))
                    and venue.get("/api/v5/trade/orders-algo-pending", ordType="conditional,oco"))

        wait_until(is_there, 120, "a resting entry and a protected position")

    def stop_all(self):
        """SIGTERM to each; answers the entries that rested just before."""
        resting = [row[0] for row in self.system.postgres.rows(OPEN_ENTRIES)]
        for name in ("strategy", "execution", "gateway", "control"):
            process = self.system.processes[name]
            began = time.monotonic()
            process.ask_to_stop()
            wait_until(lambda ended=process: not ended.is_running, STOP_SECONDS, f"the end of {name}")
            print(f"{name} ended {time.monotonic() - began:.1f} s after SIGTERM", flush=True)
            self.assertEqual(process.exit_code, 0, process.last_lines())
        return resting

    def restart_with(self, old, new):
        self.change("execution", f"adaptive_rsi: {old}", f"adaptive_rsi: {new}")
        for name in ("gateway", "execution", "strategy", "control"):
            self.system.start_service(name)

    def states(self, venue_order_ids):
        venue = self.system.venue()
        listed = venue.get("/api/v5/trade/orders-pending")
        for kind in ("SPOT", "SWAP"):
            listed += venue.all_pages("/api/v5/trade/orders-history", "ordId", instType=kind)
        states = {row["ordId"]: row["state"] for row in listed}
        return {each: states.get(each) for each in venue_order_ids}

    def stops(self):
        return self.system.venue().get("/api/v5/trade/orders-algo-pending", ordType="conditional,oco")

    def test_1_keep_leaves_everything_at_the_venue(self):
        self.wait_resting()
        resting = self.stop_all()
        self.assertTrue(resting)
        self.assertNotIn("canceled", self.states(resting).values())
        self.assertTrue(self.stops())

    def test_2_cancel_takes_back_the_entries_and_leaves_positions_their_stops(self):
        self.restart_with("keep", "cancel")
        self.wait_resting()
        resting = self.stop_all()
        self.assertLessEqual(set(self.states(resting).values()), {"canceled", "filled"})
        venue = self.system.venue()
        entries = {row[0] for row in self.system.postgres.rows(ENTRIES)}
        self.assertEqual(entries & {row["ordId"] for row in venue.get("/api/v5/trade/orders-pending")}, set())
        held = {row["instId"] for row in venue.get("/api/v5/account/positions") if float(row["pos"] or 0)}
        self.assertTrue(held)
        self.assertLessEqual(held, {row["instId"] for row in self.stops()})

    def test_3_flatten_leaves_nothing(self):
        self.restart_with("cancel", "flatten")
        self.wait_resting()
        self.stop_all()
        venue = self.system.venue()
        self.assertEqual(venue.get("/api/v5/trade/orders-pending"), [])
        self.assertEqual(self.stops(), [])
        self.assertEqual([row for row in venue.get("/api/v5/account/positions") if float(row["pos"] or 0)], [])


if __name__ == "__main__":
    unittest.main()
