"""The watch of unprotected positions, on truths that are written down here: no process runs."""

import pathlib
import sys
import unittest
from types import SimpleNamespace as Thing

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import truth_watch  # noqa: E402

BUY, SELL = 1, 2


def coins(**cash):
    return [Thing(currency=currency, cash=text) for currency, text in cash.items()]


def fill(side, quantity, fee="0", fee_currency="USDT", instrument_id="BTC-USDT"):
    return Thing(instrument_id=instrument_id, side=side, quantity=quantity, fee=fee, fee_currency=fee_currency)


def order(quantity, side=SELL, is_stop=True, filled="0", instrument_id="BTC-USDT"):
    return Thing(instrument_id=instrument_id, side=side, is_stop=is_stop, quantity=quantity, filled_quantity=filled)


def truth(balances=(), fills=(), open_orders=(), positions=()):
    books = [Thing(instrument_id=name, best_bid_price="64000", best_ask_price="64001") for name in ("BTC-USDT", "BTC-USDT-SWAP")]
    return Thing(balances=balances, fills=fills, open_orders=open_orders, positions=positions, books=books)


class SpotTest(unittest.TestCase):
    OPENING = {"BTC": truth_watch.Decimal(2)}

    def found(self, cash, *open_orders):
        return truth_watch.uncovered_spot(truth(coins(BTC=cash), (), open_orders), self.OPENING)

    def test_the_opening_is_what_was_there_before_our_fills_and_their_fees(self):
        fills = (fill(BUY, "0.1", "-0.0001", "BTC"), fill(SELL, "0.04", "-2.5"), fill(BUY, "7", instrument_id="BTC-USDT-SWAP"))
        self.assertEqual(truth_watch.opening_coins(truth(coins(BTC="2.0599"), fills))["BTC"], 2)

    def test_coins_that_we_bought_need_a_stop(self):
        self.assertEqual(self.found("2.05"), {"BTC-USDT"})

    def test_a_whole_stop_covers_them_and_a_smaller_one_does_not(self):
        self.assertEqual(self.found("2.05", order("0.05")), set())
        self.assertEqual(self.found("2.05", order("0.04")), {"BTC-USDT"})

    def test_an_order_that_sells_the_rest_covers_it(self):
        self.assertEqual(self.found("2.05", order("0.04"), order("0.03", is_stop=False, filled="0.02")), set())

    def test_what_buys_or_sells_something_else_covers_nothing(self):
        self.assertEqual(self.found("2.05", order("0.05", side=BUY)), {"BTC-USDT"})
        self.assertEqual(self.found("2.05", order("0.05", instrument_id="BTC-USDT-SWAP")), {"BTC-USDT"})

    def test_dust_and_coins_that_were_there_before_need_none(self):
        self.assertEqual(self.found("2"), set())
        self.assertEqual(self.found("2.000015"), set())
        self.assertEqual(self.found("2.000016"), {"BTC-USDT"})


class DerivativeTest(unittest.TestCase):
    def found(self, quantity, *open_orders):
        position = Thing(instrument_id="BTC-USDT-SWAP", quantity=quantity)
        return truth_watch.uncovered_derivatives(truth(open_orders=open_orders, positions=(position,)))

    def test_a_position_needs_a_whole_stop_of_the_other_side(self):
        swap = "BTC-USDT-SWAP"
        self.assertEqual(self.found("3"), {swap})
        self.assertEqual(self.found("3", order("3", instrument_id=swap)), set())
        self.assertEqual(self.found("3", order("2", instrument_id=swap)), {swap})
        self.assertEqual(self.found("-3", order("3", instrument_id=swap)), {swap})
        self.assertEqual(self.found("-3", order("3", side=BUY, instrument_id=swap)), set())


class TimeTest(unittest.TestCase):
    def breaches(self, *looks):
        """Each look is a second later than the one before: whether it finds something, and whether execution is out."""
        watch = truth_watch.TruthWatch(admin=None, is_active=None)
        for second, (is_found, is_out) in enumerate(looks):
            watch._look({"BTC-USDT"} if is_found else set(), float(second), 1.0, is_out)
        return watch.take()

    def test_time_beyond_the_limit_is_a_breach_once_it_is_over(self):
        self.assertEqual(self.breaches((True, False), (True, False), (False, False)), [])
        self.assertEqual(
            self.breaches((True, False), (True, False), (True, False), (False, False)),
            ["BTC-USDT was without a whole stop for 2.00 s"],
        )

    def test_time_in_which_nobody_could_place_a_stop_does_not_count(self):
        self.assertEqual(self.breaches((True, True), (True, True), (True, True), (True, False), (False, False)), [])


if __name__ == "__main__":
    unittest.main()
