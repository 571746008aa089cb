"""Compares the books that the gateway recorded with the venue's own, level by level."""

import decimal
import time

from .processes import wait_until

Decimal = decimal.Decimal
RECORDED_SECONDS = 5

# All updates from the last whole book up to the newest one with this sequence number.
UPDATES = """
WITH until AS (
    SELECT max(ts_received_ns) AS ns FROM market_book_updates
    WHERE instrument_id = '{instrument}' AND venue_sequence = {sequence} AND ts_received_ns >= {since_ns}
), begin AS (
    SELECT max(ts_received_ns) AS ns FROM market_book_updates, until
    WHERE instrument_id = '{instrument}' AND is_snapshot AND ts_received_ns <= until.ns
)
SELECT bid_prices, bid_quantities, ask_prices, ask_quantities FROM market_book_updates, begin, until
WHERE instrument_id = '{instrument}' AND ts_received_ns BETWEEN begin.ns AND until.ns ORDER BY ts_received_ns
"""


def _numbers(array):
    return [Decimal(number) for number in array.strip("{}").split(",") if number]


def _apply(side, prices, quantities):
    for price, quantity in zip(_numbers(prices), _numbers(quantities)):
        if quantity:
            side[price] = quantity
        else:
            side.pop(price, None)


def recorded_book(database, instrument, sequence, since_ns):
    """Our bids and asks as of that sequence number; None while it is not recorded."""
    rows = database.rows(UPDATES.format(instrument=instrument, sequence=sequence, since_ns=since_ns))
    bids, asks = {}, {}
    for bid_prices, bid_quantities, ask_prices, ask_quantities in rows:
        _apply(bids, bid_prices, bid_quantities)
        _apply(asks, ask_prices, ask_quantities)
    return (bids, asks) if rows else None


def _compare_once(database, venue, instrument):
    """None when the gateway did not see the moment at which we asked the venue, else the difference in words."""
    since_ns = time.time_ns() - RECORDED_SECONDS * 10**9
    book = venue.get("/api/v5/market/books", instId=instrument, sz="400")[0]
    theirs = tuple({Decimal(level[0]): Decimal(level[1]) for level in book[side]} for side in ("bids", "asks"))
    try:
        wait_until(
            lambda: recorded_book(database, instrument, book["seqId"], since_ns), RECORDED_SECONDS, "the recording"
        )
    except TimeoutError:
        return None
    ours = recorded_book(database, instrument, book["seqId"], since_ns)
    if ours == theirs:
        return ""
    differing = sum(len(mine.items() ^ yours.items()) for mine, yours in zip(ours, theirs))
    return f"book {instrument} at {book['seqId']}: {differing} levels differ"


def differences(database, venue, instruments, attempts=10):
    """What differs, in words; each instrument is tried until one moment was seen by both sides."""
    found = []
    for instrument in instruments:
        for _ in range(attempts):
            difference = _compare_once(database, venue, instrument)
            if difference is not None:
                break
        if difference is None:
            found.append(f"book {instrument}: no moment of the venue's is recorded")
        elif difference:
            found.append(difference)
    return found
