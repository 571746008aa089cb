"""Each fault of the venue in turn: it strikes, our metrics and logs say what happens, and afterwards our ledger is the
venue's and every recorded book equals the venue's, level by level.

A fault ends when it has struck and was seen. TRADING_FAULT_SECONDS makes each last at least so long: the project promises
20, the everyday run has 0.
"""

import os
import time
import unittest

from running_system import ACTIVE, RunningSystem, wait_until

from trading_tools import book_check, log_events, metrics
from trading_tools.system import PORTS

FRESH = 2
SECONDS = float(os.environ.get("TRADING_FAULT_SECONDS", "0"))
SEEN_SECONDS = 90
INSTRUMENTS = ("BTC-USDT", "ETH-USDT", "SOL-USDT", "BTC-USDT-SWAP", "ETH-USDT-SWAP")


class Total:
    """A counter of ours that must grow."""

    def __init__(self, service, name, **labels):
        self.service, self.name, self.labels = service, f"trading_{service}_{name}", labels

    def count(self, _):
        return metrics.read(PORTS[f"{self.service} http"]).total(self.name, **self.labels)

    def __str__(self):
        return self.name + (str(self.labels) if self.labels else "")


class Slow(Total):
    """A histogram of ours that must get observations above a bound."""

    def __init__(self, service, name, bound):
        super().__init__(service, name)
        self.bound = bound

    def count(self, _):
        return metrics.read(PORTS[f"{self.service} http"]).count_above(self.name, self.bound)

    def __str__(self):
        return f"{self.name} > {self.bound} s"


class Event:
    """A log line of ours that must come."""

    def __init__(self, service, event, **fields):
        self.service, self.event, self.fields = service, event, fields

    def count(self, system):
        return len(log_events.events(system.processes[self.service].log, self.event, **self.fields))

    def __str__(self):
        return f"{self.service} logs {self.event}" + (f" {self.fields}" if self.fields else "")


GAP = (Total("gateway", "book_gaps_total"), Event("gateway", "feed_stale", reason="sequence_gap"))
BOTH_DOWN = (Total("gateway", "venue_disconnections_total"), Total("execution", "venue_disconnections_total"))


def refused(code, outcome, /, **fault):
    fields = {"probability": 0.5, **fault}
    return fields, (
        Total("execution", "venue_answers_total", outcome=outcome),
        Event("execution", "request_not_accepted", code=code),
    )


def request_error(code, outcome):
    return refused(code, outcome, kind="FAULT_KIND_REQUEST_ERROR", code=code)


# Name: the fields of trading.v1.Fault, and the signs by which we see it.
FAULTS = {
    "drop": ({"kind": "FAULT_KIND_DROP", "channel": "books", "probability": 0.05}, GAP),
    "delay": (
        {"kind": "FAULT_KIND_DELAY", "probability": 0.2, "delay_ms": 300}, (Slow("gateway", "trade_lag_seconds", 0.2),)
    ),
    "duplicate": (
        {"kind": "FAULT_KIND_DUPLICATE", "probability": 0.3},
        (Total("gateway", "book_duplicates_total"), Total("gateway", "trades_duplicate_total")),
    ),
    "reorder": ({"kind": "FAULT_KIND_REORDER", "channel": "books", "probability": 0.1}, GAP),
    "gap": ({"kind": "FAULT_KIND_GAP", "channel": "books", "probability": 0.05}, GAP),
    "sequence_reset": (
        {"kind": "FAULT_KIND_SEQUENCE_RESET", "channel": "books"}, (Total("gateway", "book_resets_total"),)
    ),
    "no_initial_snapshot": (
        {"kind": "FAULT_KIND_NO_INITIAL_SNAPSHOT", "channel": "books"},
        (Total("gateway", "book_snapshots_missing_total"), Total("gateway", "book_fetches_total")),
    ),
    "stale_feed": (
        {"kind": "FAULT_KIND_STALE_FEED", "channel": "books", "instrument_id": "BTC-USDT"},
        (Total("gateway", "feeds_silent_total"), Event("gateway", "feed_stale", reason="silent", channel="book")),
    ),
    "half_open": (
        {"kind": "FAULT_KIND_HALF_OPEN"}, (*BOTH_DOWN, Event("gateway", "venue_connection", reason="silent"))
    ),
    "notice": (
        {"kind": "FAULT_KIND_NOTICE", "delay_ms": 3000},
        (Total("gateway", "venue_handovers_total"), Total("execution", "venue_handovers_total")),
    ),
    "close": (
        {"kind": "FAULT_KIND_CLOSE", "code": "4006"},
        (*BOTH_DOWN, Event("gateway", "venue_connection", reason="closed by the venue: 4006")),
    ),
    "busy_50013": request_error("50013", "unknown"),
    "rate_50011": request_error("50011", "not_sent"),
    "cap_50061": request_error("50061", "not_sent"),
    "down_50001": request_error("50001", "unknown"),
    "error_50026": request_error("50026", "unknown"),
    "unknown_50004": refused("50004", "unknown", kind="FAULT_KIND_REQUEST_TIMEOUT"),
    "lost_response": (
        {"kind": "FAULT_KIND_LOST_RESPONSE", "probability": 0.3},
        (
            Total("execution", "venue_answers_total", outcome="unknown"),
            Event("execution", "request_not_accepted", outcome="unknown"),
        ),
    ),
    "late_fills": (
        {"kind": "FAULT_KIND_LATE_FILLS", "delay_ms": 1500}, (Slow("execution", "fill_lag_seconds", 0.5),)
    ),
    "expired_timestamp": refused("50102", "not_sent", kind="FAULT_KIND_EXPIRED_TIMESTAMP"),
    "reject": refused("51008", "refused", kind="FAULT_KIND_REJECT", code="51008"),
}

# Only a new subscription can miss its first frame: the public sockets are closed once.
PROVOKED_BY = {
    "no_initial_snapshot": {"kind": "FAULT_KIND_CLOSE", "channel": "public", "code": "4006", "duration_ms": 1},
}


class FaultsTest(RunningSystem):
    def books_not_fresh(self):
        """The instruments whose book the gateway does not vouch for, and why."""
        return [
            f"{summary.instrument_id}: {summary.book_reason}"
            for summary in self.status().instruments
            if summary.ticks and summary.book_state != FRESH
        ]

    def hits(self, fault_id):
        faults = self.admin.call("ListFaults").faults
        return next((active.hits for active in faults if active.fault_id == fault_id), 0)

    def _strike(self, name):
        """Lets the fault strike until its signs were seen; answers how often it struck."""
        fault, signs = FAULTS[name]
        before = {sign: sign.count(self.system) for sign in signs}
        fault_id = self.admin.call("AddFault", fault=fault).fault_id
        if name in PROVOKED_BY:
            self.admin.call("AddFault", fault=PROVOKED_BY[name])
        ended = time.monotonic() + SECONDS
        unseen = list(signs)

        def is_seen():
            unseen[:] = [sign for sign in unseen if sign.count(self.system) <= before[sign]]
            return not unseen and self.hits(fault_id) > 0 and time.monotonic() >= ended

        try:
            wait_until(is_seen, SECONDS + SEEN_SECONDS, "a sign of the fault", pause=0.3)
        except TimeoutError:
            self.fail(f"struck {self.hits(fault_id)} times; not seen: {[str(sign) for sign in unseen]}")
        finally:
            hits = self.hits(fault_id)
            self.admin.call("RemoveFault", fault_id=0)
        return hits

    def _survives(self, name):
        self.admin = self.system.simulator_admin()
        started = time.monotonic()
        hits = self._strike(name)
        lasted = time.monotonic() - started
        wait_until(lambda: not self.books_not_fresh(), 60, "the recovery of every book")
        wait_until(lambda: self.status().risk_state.state == ACTIVE, 60, "the trading state ACTIVE")
        self.assert_equals_venue()
        self.assertEqual(book_check.differences(self.system.postgres, self.system.venue(), INSTRUMENTS), [])
        self.assert_no_order_twice()
        for process_name, process in self.system.processes.items():
            self.assertTrue(
                process.is_running, f"{process_name} ended with {process.exit_code}:\n{process.last_lines()}"
            )
        print(
            f"{name}: struck {hits} times in {lasted:.0f} s; seen: {'; '.join(str(sign) for sign in FAULTS[name][1])}; "
            "ledger and books equal the venue's",
            flush=True,
        )


def _add_test(name):
    setattr(FaultsTest, f"test_survives_{name}", lambda self: self._survives(name))


for fault_name in FAULTS:
    _add_test(fault_name)


if __name__ == "__main__":
    unittest.main()
