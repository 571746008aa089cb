"""Watches the venue's own truth all the time: how long does a derivative position rest there without a whole stop?

What counts is time in which execution owned the account. While it is dead, frozen or recovering nobody can place a stop;
that time is reported apart. The caller says when such an outage begins; it ends when execution is ACTIVE again.
"""

import contextlib
import decimal
import threading
import time

Decimal = decimal.Decimal
LIMIT_SECONDS = 1.5    # protection.unprotected_max
SLACK_SECONDS = 0.35   # two looks, and the way of the closing order to the venue
LOOK_SECONDS = 0.1


def uncovered(truth):
    """The derivative instruments whose position is larger than the stops that rest for it."""
    stops = {}
    for order in truth.open_orders:
        if order.is_stop:
            stops.setdefault(order.instrument_id, []).append((order.side, Decimal(order.quantity or "0")))
    found = set()
    for position in truth.positions:
        quantity = Decimal(position.quantity or "0")
        closing_side = 2 if quantity > 0 else 1
        covered = sum(size for side, size in stops.get(position.instrument_id, []) if side == closing_side)
        if quantity != 0 and covered < abs(quantity):
            found.add(position.instrument_id)
    return found


class TruthWatch:
    def __init__(self, admin, is_active):
        """`admin` is the simulator's back door; `is_active` says whether execution owns the account."""
        self.admin, self.is_active = admin, is_active
        self.mutex = threading.Lock()
        self.ending = threading.Event()
        self.since = {}        # instrument: when its position was first seen without a whole stop, and the time owned
        self.is_out = False
        self.holds = 0
        self.longest = 0.0     # whatever the reason
        self.longest_owned = 0.0
        self.breaches = []
        self.looks = 0
        self.thread = threading.Thread(target=self._run, daemon=True)

    def start(self):
        self.thread.start()

    def stop(self):
        self.ending.set()
        self.thread.join()

    @contextlib.contextmanager
    def outage(self):
        """Around the deed: execution is out until it is seen ACTIVE after it."""
        with self.mutex:
            self.is_out = True
            self.holds += 1
        try:
            yield self
        finally:
            with self.mutex:
                self.holds -= 1

    def take(self):
        """The breaches since the last call, in words."""
        with self.mutex:
            taken, self.breaches = self.breaches, []
            return taken

    def _run(self):
        last = time.monotonic()
        while not self.ending.wait(LOOK_SECONDS):
            try:
                truth = self.admin.call("GetTruth", fills_since_ns=time.time_ns())
            except self.admin.error:
                continue
            is_active = self.is_active()
            with self.mutex:
                if self.is_out and not self.holds and is_active:
                    self.is_out = False
                now = time.monotonic()
                self._look(uncovered(truth), now, now - last, self.is_out or not is_active)
                last = now

    def _look(self, found, now, step, is_out):
        self.looks += 1
        for instrument in found:
            began, owned = self.since.get(instrument, (now, 0.0))
            self.since[instrument] = (began, owned if is_out or began == now else owned + step)
        for instrument in list(self.since):
            began, owned = self.since[instrument]
            self.longest = max(self.longest, now - began)
            self.longest_owned = max(self.longest_owned, owned)
            is_over = instrument not in found
            if owned > LIMIT_SECONDS + SLACK_SECONDS and (is_over or owned > 10 * LIMIT_SECONDS):
                self.breaches.append(f"{instrument} was without a whole stop for {owned:.2f} s")
                is_over = True
            if is_over:
                del self.since[instrument]
