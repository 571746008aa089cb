"""Control's status as a table for a terminal."""

import datetime

HEADER = ("instrument", "bid", "ask", "mark", "book", "position", "stop", "real. PnL", "unreal. PnL", "orders", "fills")
STATES = {0: "?", 1: "waiting", 2: "fresh", 3: "STALE"}
TRADING = {0: "unknown", 1: "ACTIVE", 2: "REDUCING", 3: "HALTED", 4: "KILLED"}


def short(text, digits=10):
    """A decimal text cut to a readable length without rounding it up."""
    return text if len(text) <= digits else text[:digits].rstrip(".")


def table(rows, header):
    widths = [max(len(str(row[column])) for row in [header, *rows]) for column in range(len(header))]
    lines = ["  ".join(str(cell).ljust(width) for cell, width in zip(row, widths)).rstrip() for row in [header, *rows]]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return lines


def instrument_row(summary):
    return (
        summary.instrument_id, short(summary.best_bid), short(summary.best_ask), short(summary.mark_price),
        STATES.get(summary.book_state, "?"), short(summary.position_quantity), short(summary.stop_price),
        short(summary.realised_pnl), short(summary.unrealised_pnl), summary.orders, summary.fills,
    )


def service_row(service):
    lag = f"{service.lag_ns / 1e6:.1f} ms" if service.facts else "-"
    health = "ready" if service.is_ready else ("reachable" if service.is_reachable else "DOWN")
    return (service.service, health, service.facts, service.missed_facts, lag, service.detail[:60])


def render(status, seconds):
    """The lines of one picture."""
    now = datetime.datetime.fromtimestamp(status.ts_now_ns / 1e9, datetime.timezone.utc)
    totals = status.totals
    state = TRADING.get(status.risk_state.state, "?")
    lines = [
        f"OKX trading demo  {now:%H:%M:%S} UTC  running {seconds:.0f} s   trading state: {state}  {status.risk_state.reason}",
        f"ticks {totals.ticks}  gaps {totals.sequence_gaps}  decisions {totals.decisions}  intents {totals.intents}  "
        f"orders {totals.orders}  fills {totals.fills}  fees {short(totals.fees, 12)}  "
        f"realised {short(totals.realised_pnl, 12)}  unrealised {short(totals.unrealised_pnl, 12)}",
        "",
    ]
    lines += table([instrument_row(summary) for summary in status.instruments if summary.ticks], HEADER)
    lines.append("")
    header = ("service", "health", "facts", "missed", "lag", "")
    lines += table([service_row(service) for service in status.services], header)
    return lines
