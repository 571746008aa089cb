"""kill -9 of any one process while trading: trading goes on, no order twice, no fill lost."""

import time
import unittest

from running_system import ACTIVE, RunningSystem, wait_until

BACK_SECONDS = 5


class CrashTest(RunningSystem):
    def _survives(self, service):
        wait_until(lambda: self.count("fills") > 0, 120, "the first fill")
        self.system.processes[service].kill()
        started = time.monotonic()
        ts_killed_ns = time.time_ns()
        self.system.start_service(service)
        wait_until(lambda: self._trades_again(ts_killed_ns), 30, f"trading after the death of {service}")
        seconds = time.monotonic() - started
        print(f"{service}: killed, trading again after {seconds:.2f} s", flush=True)
        self.assertLessEqual(seconds, BACK_SECONDS)
        self.wait_for_more("orders", 1, 120)
        self.assert_no_order_twice()
        self.assert_equals_venue()

    def _trades_again(self, since_ns):
        """All services are ready, the state is ACTIVE, and a strategy has evaluated something since."""
        status = self.status()
        if status.risk_state.state != ACTIVE or not all(service.is_ready for service in status.services):
            return False
        newest = self.system.postgres.query_value("SELECT max(ts_decided_ns) FROM decisions")
        return int(newest) > since_ns

    def test_survives_the_death_of_the_gateway(self):
        self._survives("gateway")

    def test_survives_the_death_of_strategy(self):
        self._survives("strategy")

    def test_survives_the_death_of_execution(self):
        self._survives("execution")

    def test_survives_the_death_of_control(self):
        self._survives("control")


if __name__ == "__main__":
    unittest.main()
