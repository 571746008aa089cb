"""What must be true of three sources at rest: strategy's records, execution's records, the venue's truth.

`records` is what checker.RECORDS selects; `truth` is a GetTruthResponse with past orders. Numbers are compared as
decimals. Written against the meaning of the tables, without a line of the code that fills them.
"""

import collections
import decimal

Decimal = decimal.Decimal
decimal.getcontext().prec = 60

OPEN = {"planned", "in_flight", "unknown", "live", "partially_filled"}
NEVER_THERE = {"not_placed", "rejected"}
# The venue counts in milliseconds at best.
COMMIT_SLACK_US = 1000

Order = collections.namedtuple("Order", "client_id venue_id intent_id purpose type status filled committed_us")


def _number(text):
    return Decimal(text or "0")


def venue_orders(truth):
    """Every order and stop that ever was at the venue."""
    return [*truth.open_orders, *truth.past_orders]


def doubled(rows, truth):
    """I2: each client order id, and each intent's entry, is at the venue once at most."""
    ids = collections.defaultdict(set)
    for order in venue_orders(truth):
        if order.client_order_id:
            ids[order.client_order_id].add(order.venue_order_id)
    for client_id, venue_ids in ids.items():
        if len(venue_ids) > 1:
            yield "doubled", f"{client_id} is at the venue {len(venue_ids)} times: {sorted(venue_ids)}"
    entries = collections.defaultdict(set)
    for row in rows.values():
        if row.purpose == "entry" and row.client_id in ids:
            entries[row.intent_id].add(row.client_id)
    for intent_id, client_ids in entries.items():
        if len(client_ids) > 1:
            yield "doubled", f"intent {intent_id} has {len(client_ids)} entry orders at the venue"


def strays(rows, truth):
    """I1: no order at the venue without a row that was committed before it came there."""
    stops = {order.venue_order_id for order in venue_orders(truth) if order.is_stop and order.client_order_id in rows}
    for order in venue_orders(truth):
        row = rows.get(order.client_order_id)
        if row is None:
            if order.created_by not in stops:
                yield "lost", f"order {order.venue_order_id} {order.client_order_id} is at the venue without a row of ours"
        elif row.committed_us is None:
            yield "unequal", f"the commit of {row.client_id} was not noted"
        elif row.committed_us > order.ts_created_ns // 1000 + COMMIT_SLACK_US:
            late = row.committed_us - order.ts_created_ns // 1000
            yield "lost", f"order {row.client_id} was at the venue {late} us before its row was durable"


def ends(rows, truth):
    """I3: what we say of an order is what the venue says; nothing is open on one side only."""
    open_there = {order.client_order_id for order in truth.open_orders if order.client_order_id}
    at_venue = collections.defaultdict(Decimal)
    for order in venue_orders(truth):
        at_venue[order.client_order_id] += 0 if order.is_stop else _number(order.filled_quantity)
    for row in rows.values():
        if row.status in OPEN and row.client_id not in open_there:
            yield "unequal", f"order {row.client_id} is {row.status} in our records, not open at the venue"
        if row.status not in OPEN and row.client_id in open_there:
            yield "lost", f"order {row.client_id} is {row.status} in our records, open at the venue"
        if row.status in NEVER_THERE and at_venue.get(row.client_id):
            yield "lost", f"order {row.client_id} is {row.status} in our records, filled at the venue"
        if row.type != "stop" and row.client_id in at_venue and row.filled != at_venue[row.client_id]:
            yield "unequal", f"order {row.client_id}: filled {row.filled}, at the venue {at_venue[row.client_id]}"


def fills(records, truth):
    """I6: the same fills, to the last digit."""
    ours = {
        (instrument, trade): (_number(price), _number(quantity), _number(fee))
        for instrument, trade, price, quantity, fee, _ in records["fills"]
    }
    theirs = {
        (fill.instrument_id, fill.trade_id): (_number(fill.price), _number(fill.quantity), _number(fill.fee))
        for fill in truth.fills
    }
    for key in sorted(theirs.keys() - ours.keys()):
        yield "lost", f"fill {key[0]} {key[1]} is at the venue, not in our records"
    for key in sorted(ours.keys() - theirs.keys()):
        yield "doubled", f"fill {key[0]} {key[1]} is in our records, not at the venue"
    for key in sorted(ours.keys() & theirs.keys()):
        if ours[key] != theirs[key]:
            yield "unequal", f"fill {key[0]} {key[1]}: ours {ours[key]}, the venue's {theirs[key]}"
    # Nobody but us trades on this account.
    for instrument, trade, *_, strategy in records["fills"]:
        if not strategy:
            yield "unequal", f"fill {instrument} {trade} is ours and is booked as somebody else's"


def holdings(records):
    """What we hold of spot was bought by us: it is never sold twice."""
    for name, quantity in records["positions"]:
        if name.count("-") == 1 and _number(quantity) < 0:
            yield "doubled", f"position {name} is {quantity}: more was sold than bought"


def money(records, truth):
    """I3, I14: cash and derivative positions are the venue's; each entry of the ledger balances."""
    pairs = (
        ("cash", {currency: _number(total) for currency, total in records["cash"]},
         {balance.currency: _number(balance.cash) for balance in truth.balances}),
        ("position", {name: _number(quantity) for name, quantity in records["positions"] if name.count("-") > 1},
         {position.instrument_id: _number(position.quantity) for position in truth.positions}),
    )
    for what, ours, theirs in pairs:
        for name in sorted(ours.keys() | theirs.keys()):
            mine, yours = ours.get(name, Decimal(0)), theirs.get(name, Decimal(0))
            if mine != yours:
                yield "unequal", f"{what} {name}: ours {mine}, the venue's {yours}"
    for entry, currency in records["unbalanced"]:
        yield "unequal", f"ledger entry {entry} does not balance in {currency}"


def intents(records, rows):
    """I16: what strategy was told is what execution keeps; execution knows no intent that strategy did not record."""
    taken = {intent_id: (kind, verdict) for intent_id, kind, verdict in records["intents"]}
    told = {intent_id: verdict for intent_id, _, verdict in records["outbox"]}
    decided = set(records["decisions"])
    with_orders = {row.intent_id for row in rows.values()}
    for intent_id, verdict in told.items():
        kept = taken.get(intent_id)
        if verdict == "accepted" and (kept is None or kept[1] != "accepted"):
            yield "lost", f"intent {intent_id} was accepted, and execution's records say {kept}"
    for intent_id, (kind, verdict) in taken.items():
        if intent_id not in told:
            yield "lost", f"intent {intent_id} is known to execution, not to strategy's outbox"
        if kind in ("enter", "exit") and intent_id not in decided:
            yield "lost", f"intent {intent_id} has no decision"
        if kind in ("enter", "exit") and verdict == "accepted" and intent_id not in with_orders:
            yield "lost", f"intent {intent_id} was accepted and has no order"


def violations(records, truth):
    """Everything that is not as it must be, as (kind, words)."""
    rows = {}
    for client_id, venue_id, intent_id, purpose, order_type, status, filled, committed in records["orders"]:
        rows[client_id] = Order(
            client_id, venue_id, intent_id, purpose, order_type, status, _number(filled), committed
        )
    found = []
    for check in (doubled(rows, truth), strays(rows, truth), ends(rows, truth), fills(records, truth),
                  holdings(records), money(records, truth), intents(records, rows)):
        found += check
    return found
