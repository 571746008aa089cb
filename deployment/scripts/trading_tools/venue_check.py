"""Compares our records in PostgreSQL with the venue's own answers. What is left over is money that nobody explains."""

import decimal
import time

decimal.getcontext().prec = 60
Decimal = decimal.Decimal

OPEN_STATES = "('planned', 'in_flight', 'unknown', 'live', 'partially_filled')"


def _number(text):
    return Decimal(text or "0")


def compare_fills(database, venue):
    ours = {
        (instrument, trade): (_number(price), _number(quantity), _number(fee))
        for instrument, trade, price, quantity, fee in database.rows(
            "SELECT instrument_id, trade_id, price, quantity, fee FROM fills"
        )
    }
    theirs = {
        (row["instId"], row["tradeId"]): (_number(row["fillPx"]), _number(row["fillSz"]), _number(row["fee"]))
        for row in venue.all_pages("/api/v5/trade/fills", "billId")
    }
    for key in sorted(theirs.keys() - ours.keys()):
        yield f"fill {key[0]} {key[1]} is at the venue, not in our records"
    for key in sorted(ours.keys() - theirs.keys()):
        yield f"fill {key[0]} {key[1]} is in our records, not at the venue"
    for key in sorted(ours.keys() & theirs.keys()):
        if ours[key] != theirs[key]:
            yield f"fill {key[0]} {key[1]}: ours {ours[key]}, the venue's {theirs[key]}"


def compare_cash(database, venue):
    ours = {
        currency: _number(total)
        for currency, total in database.rows(
            "SELECT currency, sum(amount) FROM ledger_lines WHERE ledger_account = 'venue' GROUP BY currency"
        )
    }
    details = venue.get("/api/v5/account/balance")[0]["details"]
    theirs = {row["ccy"]: _number(row["cashBal"]) for row in details}
    for currency in sorted(ours.keys() | theirs.keys()):
        mine, yours = ours.get(currency, Decimal(0)), theirs.get(currency, Decimal(0))
        if mine != yours:
            yield f"cash {currency}: our ledger says {mine}, the venue {yours}, difference {mine - yours}"


def compare_positions(database, venue):
    ours = {
        instrument: _number(quantity)
        for instrument, quantity in database.rows(
            "SELECT instrument_id, quantity FROM positions WHERE quantity <> 0"
        )
        if instrument.count("-") > 1  # Spot holdings are cash to the venue.
    }
    theirs = {
        row["instId"]: _number(row["pos"]) for row in venue.get("/api/v5/account/positions") if _number(row["pos"]) != 0
    }
    for instrument in sorted(ours.keys() | theirs.keys()):
        mine, yours = ours.get(instrument, Decimal(0)), theirs.get(instrument, Decimal(0))
        if mine != yours:
            yield f"position {instrument}: ours {mine}, the venue's {yours}"


def compare_open_orders(database, venue):
    ours = {row[0] for row in database.rows(f"SELECT client_order_id FROM orders WHERE status IN {OPEN_STATES}")}
    theirs = {row["clOrdId"] for row in venue.all_pages("/api/v5/trade/orders-pending", "ordId")}
    for kind in ("conditional,oco", "trigger", "move_order_stop"):
        theirs |= {
            row["algoClOrdId"] for row in venue.all_pages("/api/v5/trade/orders-algo-pending", "algoId", ordType=kind)
        }
    for order in sorted(theirs - ours):
        yield f"order {order} is open at the venue, not in our records"
    for order in sorted(ours - theirs):
        yield f"order {order} is open in our records, not at the venue"


def compare_double_entry(database):
    for entry, currency, total in database.rows(
        "SELECT entry_id, currency, sum(amount) FROM ledger_lines GROUP BY entry_id, currency HAVING sum(amount) <> 0"
    ):
        yield f"ledger entry {entry} does not balance: {total} {currency}"


def differences(database, venue):
    """Every difference between our records and the venue, in words."""
    found = list(compare_fills(database, venue))
    found += compare_cash(database, venue)
    found += compare_positions(database, venue)
    found += compare_open_orders(database, venue)
    found += compare_double_entry(database)
    return found


def settle(database, venue, seconds):
    """Compares again and again, because both sides move, until nothing differs or the time is up."""
    deadline = time.monotonic() + seconds
    while True:
        found = differences(database, venue)
        if not found or time.monotonic() > deadline:
            return found
        time.sleep(0.3)
