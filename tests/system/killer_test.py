"""The killer with everything else dead: acknowledged, on the wire, and empty, measured at the venue."""

import re
import subprocess
import time
import unittest

from running_system import RunningSystem, wait_until

ORDERS = 50
STOPS = 6
BY_HAND = "byhand"
ACKNOWLEDGED_MS = 100
ON_THE_WIRE_MS = 500
EMPTY_MS = 2000
ALGO_LISTS = ("conditional,oco", "trigger", "move_order_stop")


class KillerTest(RunningSystem):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.killer = cls.system.killer()
        cls.venue = cls.system.venue()

    def tearDown(self):
        if not self.system.processes["killer"].is_running:
            self.system.start_service("killer")
        wait_until(self.killer_answers, 20, "the killer's answer")
        self.killer.call("Release", actor="test", reason="the next test")

    def killer_answers(self):
        try:
            return self.killer.call("GetState", timeout=1)
        except self.killer.error:
            return None

    def command(self, verb, *words):
        """Runs the command line; answers its output and how many milliseconds it took."""
        started = time.monotonic()
        done = subprocess.run(
            [self.system.program("killer"), verb, "--config", self.system.config / "killer.yaml", *words],
            capture_output=True, text=True, timeout=30, env=self.system.processes["killer"].environment, check=False,
        )
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout, (time.monotonic() - started) * 1000

    def place_orders(self, count=ORDERS, stops=STOPS):
        """Orders far from the market by another client of the account, as a person at the web page would place them."""
        price = float(self.venue.get("/api/v5/market/ticker", instId="BTC-USDT")[0]["last"])
        for first in range(0, count, 20):
            batch = [
                {"instId": "BTC-USDT", "tdMode": "cash", "side": "buy", "ordType": "limit", "sz": "0.001",
                 "px": f"{price * 0.5 + number:.1f}", "tag": BY_HAND}
                for number in range(first, min(first + 20, count))
            ]
            for row in self.venue.post("/api/v5/trade/batch-orders", batch):
                self.assertEqual(row["sCode"], "0", row)
        for number in range(stops):
            self.venue.post("/api/v5/trade/order-algo", {
                "instId": "BTC-USDT", "tdMode": "cash", "side": "sell", "ordType": "conditional", "sz": "0.001",
                "slTriggerPx": f"{price * 0.5 - number:.1f}", "slOrdPx": "-1", "tag": BY_HAND,
            })

    def open_orders(self):
        """All of them; the venue counts our questions and the killer's together, so we may have to wait."""
        found = []

        def has_answer():
            try:
                found[:] = [self._list_open_orders()]
            except RuntimeError as error:
                if "50011" not in str(error):
                    raise
            return bool(found)

        wait_until(has_answer, 20, "the venue's list of open orders")
        return found[0]

    def _list_open_orders(self):
        found = self.venue.all_pages("/api/v5/trade/orders-pending", "ordId")
        for kinds in ALGO_LISTS:
            found = found + self.venue.all_pages("/api/v5/trade/orders-algo-pending", "algoId", ordType=kinds)
        return found

    def cancel_times_ms(self, since_ms):
        """When the venue cancelled orders of ours since then, relative to it. Execution may place stops meanwhile."""
        rows = self.venue.get("/api/v5/trade/orders-history", instType="SPOT", state="canceled", limit="100")
        algo = self.venue.get("/api/v5/trade/orders-algo-history", ordType="conditional,oco", state="canceled", limit="100")
        return sorted(int(row["uTime"]) - since_ms for row in rows + algo if int(row["uTime"]) >= since_ms and row["tag"] == BY_HAND)

    def kill_all_but_the_killer(self):
        for name in ("execution", "control", "strategy", "gateway"):
            self.system.processes[name].kill()
        self.system.postgres.stop("immediate")

    def wait_for_proof(self, seconds=20):
        wait_until(lambda: self.killer.call("GetState").state.is_empty, seconds, "the killer's proof that nothing is open")

    def check_times(self, label, acknowledged_ms, since_ms):
        times = self.cancel_times_ms(since_ms)
        self.assertGreaterEqual(len(times), ORDERS)
        proof_ms = self.killer.call("GetState").state.time_to_empty_ns / 1e6
        print(
            f"{label}: acknowledged after {acknowledged_ms:.0f} ms, first cancel at the venue after {times[0]} ms, "
            f"all {len(times)} gone after {times[-1]} ms, proven after {proof_ms:.0f} ms", flush=True,
        )
        self.assertLessEqual(acknowledged_ms, ACKNOWLEDGED_MS)
        self.assertLessEqual(times[0], ON_THE_WIRE_MS)
        self.assertLessEqual(times[-1], EMPTY_MS)

    def test_1_kills_by_grpc_while_everything_runs_and_keeps_killing(self):
        self.place_orders()
        # Execution would fight for its stops; here it is the venue's answer that is measured.
        self.operator.call("Halt", actor="test", reason="a system test")
        since_ms = time.time_ns() // 1_000_000
        started = time.monotonic()
        response = self.killer.call("Kill", actor="test", reason="a system test")
        acknowledged_ms = (time.monotonic() - started) * 1000
        self.assertTrue(response.state.is_latched and response.state.is_durable, response)
        self.assertIn("Every order", response.effect)
        self.wait_for_proof()
        self.check_times("gRPC", acknowledged_ms, since_ms)
        self.place_orders(count=3, stops=1)
        wait_until(lambda: self.killer.call("GetState").state.orders_after_empty >= 1, 10, "notice of new orders")
        self.wait_for_proof()
        self.assertEqual(self.open_orders(), [])

    def test_2_a_command_without_a_name_and_a_reason_is_refused(self):
        with self.assertRaises(self.killer.error) as refused:
            self.killer.call("Kill")
        self.assertIn("actor: is missing", refused.exception.details())
        self.assertIn("reason: is missing", refused.exception.details())
        self.assertFalse(self.killer.call("GetState").state.is_latched)

    def test_3_kills_alone_with_everything_else_dead(self):
        self.kill_all_but_the_killer()
        self.place_orders()
        self.assertGreaterEqual(len(self.open_orders()), ORDERS + STOPS)
        since_ms = time.time_ns() // 1_000_000
        output, whole_ms = self.command("kill", "--actor", "test", "--reason", "everything else is dead")
        on_disk_ms = int(re.search(r"killed: on disk after (\d+) ms", output).group(1))
        self.assertIn("the killer that runs acts on it", output)
        self.wait_for_proof()
        self.assertEqual(self.open_orders(), [])
        print(f"command line: from its start to its end {whole_ms:.0f} ms", flush=True)
        self.check_times("command line, everything else dead", on_disk_ms, since_ms)

    def test_4_goes_on_after_its_own_death_until_the_release(self):
        self.place_orders(count=3, stops=STOPS)
        killer = self.system.processes["killer"]
        killer.kill()
        # While it is dead: the command cannot be acted upon, but must not be lost.
        with subprocess.Popen(
            [self.system.program("killer"), "kill", "--config", self.system.config / "killer.yaml",
             "--actor", "test", "--reason", "the killer is dead"],
            stdout=subprocess.PIPE, text=True, env=killer.environment,
        ) as alone:
            self.assertIn("killed: on disk after", alone.stdout.readline())
            self.assertIn("no killer runs", alone.stdout.readline())
            alone.kill()
        self.system.start_service("killer")
        wait_until(self.killer_answers, 20, "the killer's answer")
        self.wait_for_proof()
        self.assertEqual(self.open_orders(), [])
        killer.kill()
        self.place_orders(count=3, stops=1)
        self.system.start_service("killer")
        wait_until(self.killer_answers, 20, "the killer's answer")
        self.wait_for_proof()
        self.assertEqual(self.open_orders(), [])
        output, _ = self.command("state")
        self.assertIn("KILLED", output)
        self.command("release", "--actor", "test", "--reason", "all is well")
        wait_until(lambda: not self.killer.call("GetState").state.is_latched, 5, "the release")
        self.place_orders(count=1, stops=0)
        looked = self.killer.call("GetState").state
        self.assertFalse(looked.is_empty)
        self.assertEqual(len(self.open_orders()), 1)

    def test_5_the_command_kills_by_itself_when_no_killer_runs(self):
        self.place_orders(count=5, stops=2)
        self.system.processes["killer"].kill()
        with subprocess.Popen(
            [self.system.program("killer"), "kill", "--config", self.system.config / "killer.yaml",
             "--actor", "test", "--reason", "no killer runs"],
            stdout=subprocess.DEVNULL, env=self.system.processes["killer"].environment,
        ) as alone:
            # That process is the killer now, with its doors.
            wait_until(self.killer_answers, 20, "the killer's answer")
            self.wait_for_proof()
            self.assertEqual(self.open_orders(), [])
            alone.terminate()
            self.assertEqual(alone.wait(timeout=10), 0)

    def test_6_closes_positions_when_it_is_configured_so(self):
        swap = {"instId": "BTC-USDT-SWAP", "tdMode": "cross", "side": "buy", "ordType": "market", "sz": "1"}
        self.assertEqual(self.venue.post("/api/v5/trade/order", swap)[0]["sCode"], "0")
        wait_until(self.positions, 10, "a position")
        killer = self.system.processes["killer"]
        before = dict(killer.environment)
        killer.kill()
        killer.environment["TRADING_KILLER_POSITIONS_CLOSE"] = "true"
        self.system.start_service("killer")
        wait_until(self.killer_answers, 20, "the killer's answer")
        self.assertIn("closed at market", self.killer.call("Kill", actor="test", reason="close all").effect)
        self.wait_for_proof()
        self.assertEqual(self.positions(), [])
        killer.kill()
        killer.environment = before

    def positions(self):
        return [row for row in self.venue.get("/api/v5/account/positions") if float(row["pos"] or 0) != 0]


if __name__ == "__main__":
    unittest.main()
