"""Kill: acknowledged, cancelled and closed in time with fifty orders open, and it holds through every restart."""

import decimal
import time
import unittest

from running_system import HALTED, RunningSystem, wait_until

KILLED = 4
ORDERS = 50
INSTRUMENTS = ("BTC-USDT", "ETH-USDT", "SOL-USDT", "BTC-USDT-SWAP", "ETH-USDT-SWAP")
ACKNOWLEDGED_SECONDS = 0.1
ON_THE_WIRE_SECONDS = 0.5
NOTHING_OPEN_SECONDS = 2.0
RESTING = "SELECT count(*) FROM orders WHERE status IN ('live', 'partially_filled')"
ENTRIES = "SELECT count(*) FROM orders WHERE purpose = 'entry' AND strategy_id <> ''"


def resting_orders(venue):
    """Orders far below the market, ten on each instrument."""
    listed = {}
    for kind in ("SPOT", "SWAP"):
        listed |= {row["instId"]: row for row in venue.get("/api/v5/public/instruments", instType=kind)}
    # Once for each instrument: asking for every order would meet the venue's rate limit.
    last = {
        name: decimal.Decimal(venue.get("/api/v5/market/ticker", instId=name)[0]["last"]) for name in INSTRUMENTS
    }
    for index in range(ORDERS):
        name = INSTRUMENTS[index % len(INSTRUMENTS)]
        tick = decimal.Decimal(listed[name]["tickSz"])
        price = (last[name] * decimal.Decimal("0.97") // tick - index) * tick
        yield {
            "instId": name, "tdMode": "cross" if name.endswith("SWAP") else "cash", "side": "buy", "ordType": "limit",
            "px": str(price), "sz": listed[name]["minSz"],
        }


def open_at(venue):
    found = venue.all_pages("/api/v5/trade/orders-pending", "ordId")
    for kind in ("conditional,oco", "trigger", "move_order_stop"):
        found += venue.all_pages("/api/v5/trade/orders-algo-pending", "algoId", ordType=kind)
    return found


class KillTest(RunningSystem):
    def test_1_cancels_and_closes_everything_in_time(self):
        wait_until(lambda: self.count("fills") > 0, 120, "the first fill")
        venue = self.system.venue()
        ours = []
        for order in resting_orders(venue):
            answer = venue.post("/api/v5/trade/order", order)[0]
            self.assertEqual(answer["sCode"], "0", answer)
            ours.append(answer["ordId"])
        wait_until(lambda: int(self.system.postgres.query_value(RESTING)) >= ORDERS, 20, "execution to know the orders")
        self.assertGreaterEqual(len(open_at(venue)), ORDERS)
        began = time.time()
        response = self.command("Kill")
        acknowledged = time.time() - began
        self.assertEqual(response.risk_state.state, KILLED)
        self.assertTrue(response.effect)
        wait_until(lambda: not open_at(venue), 20, "nothing to be open at the venue")
        nothing_open = time.time() - began
        history = {}
        for kind in ("SPOT", "SWAP"):
            history |= {row["ordId"]: row for row in venue.all_pages("/api/v5/trade/orders-history", "ordId", instType=kind)}
        cancelled = sorted(int(history[order]["uTime"]) / 1000 - began for order in ours)
        print(
            f"kill: acknowledged after {acknowledged * 1000:.0f} ms, at the venue the first of {len(ours)} cancels after "
            f"{cancelled[0] * 1000:.0f} ms and the last after {cancelled[-1] * 1000:.0f} ms, nothing open after "
            f"{nothing_open * 1000:.0f} ms",
            flush=True,
        )
        self.assertLessEqual(acknowledged, ACKNOWLEDGED_SECONDS)
        self.assertLessEqual(cancelled[-1], ON_THE_WIRE_SECONDS)
        self.assertLessEqual(nothing_open, NOTHING_OPEN_SECONDS)
        self.assertEqual([row for row in venue.get("/api/v5/account/positions") if float(row["pos"] or 0) != 0], [])

    def test_2_holds_through_the_death_of_every_process(self):
        venue = self.system.venue()
        entries = self.system.postgres.query_value(ENTRIES)
        for service in ("gateway", "strategy", "control", "execution"):
            self.system.processes[service].kill()
            self.system.start_service(service)
            wait_until(self._is_ready_and_killed, 30, f"everything to be ready and killed after the death of {service}")
        order = next(resting_orders(venue))
        self.assertEqual(venue.post("/api/v5/trade/order", order)[0]["sCode"], "0")
        wait_until(lambda: not open_at(venue), 10, "a person's order to be cancelled too")
        self.wait_for_more("decisions", 10)
        self.assertEqual(self.system.postgres.query_value(ENTRIES), entries)
        self.assert_equals_venue()

    def _is_ready_and_killed(self):
        status = self.status()
        return status.risk_state.state == KILLED and all(service.is_ready for service in status.services)

    def test_3_only_a_re_arm_ends_it(self):
        for method in ("Halt", "Reduce", "Resume"):
            with self.assertRaises(self.operator.error) as refused:
                self.command(method)
            self.assertIn("re-arm", refused.exception.details())
        wait_until(self._rearms, 30, "the records to equal the venue's")
        self.assertEqual(self.status().risk_state.state, HALTED)

    def _rearms(self):
        try:
            return self.command("Rearm").risk_state.state == HALTED
        except self.operator.error:
            return False

    def test_4_what_a_person_did_is_shown_and_decided(self):
        status = self.status()
        self.assertTrue(status.external_activities)
        self.assertTrue(status.entry_pauses)
        for instrument in {activity.instrument_id for activity in status.external_activities}:
            self.assertTrue(self.command("DecideExternal", instrument_id=instrument, verdict=3).effect)
        self.assertEqual(list(self.status().external_activities), [])
        self.assertEqual(list(self.status().entry_pauses), [])
        self.command("Resume")
        self.wait_for_more("orders", 1, 120)


if __name__ == "__main__":
    unittest.main()
