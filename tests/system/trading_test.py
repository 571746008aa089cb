"""The system trades, its records equal the venue's, and operators are obeyed."""

import unittest

from running_system import ACTIVE, HALTED, RunningSystem, wait_until

from trading_tools import log_events, metrics
from trading_tools.system import PORTS


class TradingTest(RunningSystem):
    def test_1_trades_and_explains_each_evaluation(self):
        wait_until(lambda: self.count("fills") > 0, 120, "the first fill")
        decisions = self.operator.call("ListDecisions", limit=1000).decisions
        self.assertTrue(decisions)
        for decision in decisions:
            self.assertTrue(decision.reason, decision)
            self.assertTrue(decision.checks, decision)
        entered = [decision for decision in decisions if decision.intent_id]
        self.assertTrue(all(check.has_passed for decision in entered for check in decision.checks))

    def test_2_records_equal_the_venues_while_it_trades(self):
        self.assert_equals_venue()

    def test_2b_our_own_simulator_says_nothing_that_we_do_not_know(self):
        for service in ("gateway", "execution"):
            said = log_events.events(self.system.processes[service].log, "venue_says_unknown")
            self.assertEqual([event["name"] for event in said], [])
            samples = metrics.read(PORTS[f"{service} http"])
            for part in ("fields", "values", "channels", "events"):
                self.assertEqual(samples.total(f"trading_{service}_venue_unknown_{part}_total"), 0, part)

    def test_3_halt_stops_entries_at_once_and_survives_a_restart(self):
        response = self.command("Halt")
        self.assertEqual(response.risk_state.state, HALTED)
        self.assertTrue(response.effect)
        entries = "SELECT count(*) FROM orders WHERE purpose = 'entry'"
        before = self.system.postgres.query_value(entries)
        execution = self.system.processes["execution"]
        execution.kill()
        self.system.start_service("execution")
        wait_until(lambda: self.status().services[2].is_ready, 20, "execution to be ready again")
        self.assertEqual(self.status().risk_state.state, HALTED)
        self.wait_for_more("decisions", 10)
        self.assertEqual(self.system.postgres.query_value(entries), before)

    def test_4_resume_lets_it_trade_again(self):
        self.assertEqual(self.command("Resume").risk_state.state, ACTIVE)
        self.wait_for_more("orders", 1, 120)

    def test_5_a_stopped_strategy_emits_nothing_until_started(self):
        strategies = self.operator.call("ListStrategies").strategies
        self.assertTrue(strategies)
        for strategy in strategies:
            stopped = self.command("StopStrategy", strategy_id=strategy.strategy_id).strategy
            self.assertFalse(stopped.is_enabled)
        entries = "SELECT count(*) FROM intents WHERE kind = 'enter'"
        before = self.system.postgres.query_value(entries)
        self.wait_for_more("decisions", 10)
        self.assertEqual(self.system.postgres.query_value(entries), before)
        for strategy in strategies:
            self.assertTrue(self.command("StartStrategy", strategy_id=strategy.strategy_id).strategy.is_enabled)

    def test_6_flatten_leaves_nothing_at_the_venue(self):
        report = self.operator.call("Flatten", timeout=60, actor="test", reason="a system test").report
        self.assertTrue(report.is_flat, report)
        venue = self.system.venue()
        self.assertEqual(venue.get("/api/v5/trade/orders-pending"), [])
        self.assertEqual([row for row in venue.get("/api/v5/account/positions") if float(row["pos"] or 0) != 0], [])
        self.assertEqual(self.status().risk_state.state, HALTED)
        self.assert_equals_venue()

    def test_7_a_command_without_a_name_and_a_reason_is_refused(self):
        with self.assertRaises(self.operator.error) as refused:
            self.operator.call("Resume")
        self.assertIn("actor: is missing", refused.exception.details())
        self.assertIn("reason: is missing", refused.exception.details())

    def test_8_everything_stops_when_asked(self):
        self.assertEqual(self.system.stop(), [])
        codes = {name: process.exit_code for name, process in self.system.processes.items()}
        self.assertEqual(set(codes.values()), {0}, codes)


if __name__ == "__main__":
    unittest.main()
