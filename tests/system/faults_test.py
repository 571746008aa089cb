"""Each fault of the venue in turn: afterwards our ledger is the venue's and every book is fresh again.

That the books then equal the venue's, level by level, is proven in tests/system/gateway.
TRADING_FAULT_SECONDS is how long each one lasts (20 is what the project promises; the everyday run is shorter).
"""

import os
import time
import unittest

from running_system import ACTIVE, RunningSystem, wait_until

FRESH = 2
SECONDS = float(os.environ.get("TRADING_FAULT_SECONDS", "5"))

# Name: the fields of trading.v1.Fault.
FAULTS = {
    "drop": {"kind": "FAULT_KIND_DROP", "channel": "books", "probability": 0.05},
    "delay": {"kind": "FAULT_KIND_DELAY", "probability": 0.2, "delay_ms": 300},
    "duplicate": {"kind": "FAULT_KIND_DUPLICATE", "probability": 0.3},
    "reorder": {"kind": "FAULT_KIND_REORDER", "channel": "books", "probability": 0.1},
    "gap": {"kind": "FAULT_KIND_GAP", "channel": "books", "probability": 0.05},
    "sequence_reset": {"kind": "FAULT_KIND_SEQUENCE_RESET", "channel": "books"},
    "no_initial_snapshot": {"kind": "FAULT_KIND_NO_INITIAL_SNAPSHOT", "channel": "books"},
    "stale_feed": {"kind": "FAULT_KIND_STALE_FEED", "channel": "books", "instrument_id": "BTC-USDT"},
    "half_open": {"kind": "FAULT_KIND_HALF_OPEN", "probability": 0.5},
    "notice": {"kind": "FAULT_KIND_NOTICE", "delay_ms": 3000},
    "close": {"kind": "FAULT_KIND_CLOSE", "code": "4006"},
    "busy_50013": {"kind": "FAULT_KIND_REQUEST_ERROR", "code": "50013", "probability": 0.5},
    "rate_50011": {"kind": "FAULT_KIND_REQUEST_ERROR", "code": "50011", "probability": 0.5},
    "cap_50061": {"kind": "FAULT_KIND_REQUEST_ERROR", "code": "50061", "probability": 0.5},
    "down_50001": {"kind": "FAULT_KIND_REQUEST_ERROR", "code": "50001", "probability": 0.5},
    "error_50026": {"kind": "FAULT_KIND_REQUEST_ERROR", "code": "50026", "probability": 0.3},
    "unknown_50004": {"kind": "FAULT_KIND_REQUEST_TIMEOUT", "probability": 0.3},
    "lost_response": {"kind": "FAULT_KIND_LOST_RESPONSE", "probability": 0.3},
    "late_fills": {"kind": "FAULT_KIND_LATE_FILLS", "delay_ms": 1500},
    "expired_timestamp": {"kind": "FAULT_KIND_EXPIRED_TIMESTAMP", "probability": 0.3},
    "reject": {"kind": "FAULT_KIND_REJECT", "code": "51008", "probability": 0.5},
}


class FaultsTest(RunningSystem):
    def books_not_fresh(self):
        """The instruments whose book the gateway does not vouch for, and why."""
        return [
            f"{summary.instrument_id}: {summary.book_reason}"
            for summary in self.status().instruments
            if summary.ticks and summary.book_state != FRESH
        ]

    def _survives(self, fault):
        self.admin = self.system.simulator_admin()
        added = self.admin.call("AddFault", fault=fault)
        ended = time.monotonic() + SECONDS
        wait_until(lambda: time.monotonic() >= ended, SECONDS + 5, "the end of the fault")
        hits = [active.hits for active in self.admin.call("ListFaults").faults if active.fault_id == added.fault_id]
        self.admin.call("RemoveFault", fault_id=0)
        wait_until(lambda: not self.books_not_fresh(), 60, "the recovery of every book")
        wait_until(lambda: self.status().risk_state.state == ACTIVE, 60, "the trading state ACTIVE")
        self.assert_equals_venue()
        self.assert_no_order_twice()
        for name, process in self.system.processes.items():
            self.assertTrue(process.is_running, f"{name} ended with {process.exit_code}:\n{process.last_lines()}")
        print(f"{fault['kind']}: struck {hits[0] if hits else 0} times, ledger equals the venue's, books are fresh", flush=True)


def _add_test(name, fault):
    setattr(FaultsTest, f"test_survives_{name}", lambda self: self._survives(fault))


for fault_name, fault_fields in FAULTS.items():
    _add_test(fault_name, fault_fields)


if __name__ == "__main__":
    unittest.main()
