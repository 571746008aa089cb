"""Watches the venue's own truth all the time: how long does a position of ours rest there without a whole stop?

What counts is time in which execution owned the account. While it is dead, frozen or recovering nobody can place a stop;
that time is reported apart. The caller says when such an outage begins; it ends when execution is ACTIVE again.
"""

import collections
import contextlib
import decimal
import threading
import time

Decimal = decimal.Decimal
LIMIT_SECONDS = 1.5    # protection.unprotected_max
SLACK_SECONDS = 0.35   # two looks, and the way of the closing order to the venue
LOOK_SECONDS = 0.1
BUY, SELL = 1, 2
# In quote currency. Fees are taken in coins, so a closed spot position leaves less than the venue lets anybody sell.
DUST = Decimal(1)


def _is_spot(instrument_id):
    return instrument_id.count("-") == 1


def _base(instrument_id):
    return instrument_id.partition("-")[0]


def _number(text):
    return Decimal(text or "0")


def opening_coins(truth):
    """What the account held of each currency before its first fill; `truth` has all fills. Nobody but us trades there."""
    coins = collections.defaultdict(Decimal, {balance.currency: _number(balance.cash) for balance in truth.balances})
    for fill in truth.fills:
        if not _is_spot(fill.instrument_id):
            continue
        quantity = _number(fill.quantity)
        coins[_base(fill.instrument_id)] -= quantity if fill.side == BUY else -quantity
        if fill.fee_currency == _base(fill.instrument_id):
            coins[fill.fee_currency] -= _number(fill.fee)  # What was charged is negative.
    return coins


def uncovered_derivatives(truth):
    """The derivative instruments whose position is larger than the stops that rest for it."""
    stops = collections.defaultdict(Decimal)
    for order in truth.open_orders:
        if order.is_stop:
            stops[order.instrument_id, order.side] += _number(order.quantity)
    found = set()
    for position in truth.positions:
        quantity = _number(position.quantity)
        closing_side = SELL if quantity > 0 else BUY
        if quantity != 0 and stops[position.instrument_id, closing_side] < abs(quantity):
            found.add(position.instrument_id)
    return found


def uncovered_spot(truth, opening):
    """The spot instruments of which we bought more, above dust, than stops rest for and closing orders are about to sell."""
    leaving = collections.defaultdict(Decimal)
    for order in truth.open_orders:
        if order.side == SELL:
            leaving[order.instrument_id] += _number(order.quantity) - _number(order.filled_quantity)
    cash = {balance.currency: _number(balance.cash) for balance in truth.balances}
    found = set()
    for book in truth.books:
        if not _is_spot(book.instrument_id):
            continue
        coin = _base(book.instrument_id)
        missing = cash.get(coin, Decimal(0)) - opening.get(coin, Decimal(0)) - leaving[book.instrument_id]
        # An empty book has no price; what cannot be valued is no dust.
        price = _number(book.best_bid_price or book.best_ask_price)
        if missing > 0 and (price == 0 or missing * price > DUST):
            found.add(book.instrument_id)
    return found


class TruthWatch:
    def __init__(self, admin, is_active):
        """`admin` is the simulator's back door; `is_active` says whether execution owns the account."""
        self.admin, self.is_active = admin, is_active
        self.mutex = threading.Lock()
        self.ending = threading.Event()
        self.opening = None    # see opening_coins
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
                if self.opening is None:
                    self.opening = opening_coins(self.admin.call("GetTruth"))
                truth = self.admin.call("GetTruth", fills_since_ns=time.time_ns())
            except self.admin.error:
                continue
            found = uncovered_derivatives(truth) | uncovered_spot(truth, self.opening)
            is_active = self.is_active()
            with self.mutex:
                if self.is_out and not self.holds and is_active:
                    self.is_out = False
                now = time.monotonic()
                self._look(found, now, now - last, self.is_out or not is_active)
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
