#!/usr/bin/python3
"""Runs the whole system against the simulated venue on this machine and shows what happens.

Usage: demo.py BINARIES FOLDER [--seconds N] [--replay FILE] [--seed N]
Ends by Ctrl-C, or by itself after --seconds with a summary; exits with 0 when it traded, nothing crashed and our records
equal the venue's (a replay has no orders to ask for).
"""

import argparse
import collections
import pathlib
import shutil
import signal
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))

from trading_tools import overview, venue_check  # noqa: E402
from trading_tools.system import CONTROL, System  # noqa: E402

SETTLE_SECONDS = 20
REFRESH_SECONDS = 1.0
REPLAY_INSTRUMENTS = "BTC-USDT,BTC-USD-220527,UNI-USD-SWAP"

GRPCURL_LINES = (
    f"grpcurl -plaintext {CONTROL} list",
    f"grpcurl -plaintext {CONTROL} trading.v1.ControlService/GetStatus",
    f"grpcurl -plaintext -d '{{\"actor\":\"me\",\"reason\":\"trying it out\"}}' {CONTROL} trading.v1.ControlService/Halt",
)


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("binaries")
    parser.add_argument("folder")
    parser.add_argument("--seconds", type=float, default=0)
    parser.add_argument("--replay", default="")
    parser.add_argument("--seed", default="")
    return parser.parse_args()


class Screen:
    """Redraws in place on a terminal; elsewhere one line every ten seconds."""

    def __init__(self):
        self.is_terminal = sys.stdout.isatty()
        self.last_line = 0.0

    def show(self, status, seconds):
        if self.is_terminal:
            width = shutil.get_terminal_size((120, 40)).columns
            lines = overview.render(status, seconds)
            lines += ["", "Ctrl-C stops. In another terminal:"] + ["  " + line for line in GRPCURL_LINES]
            print("\x1b[H\x1b[2J" + "\n".join(line[:width] for line in lines), flush=True)
        elif time.monotonic() - self.last_line >= 10:
            self.last_line = time.monotonic()
            print(overview.render(status, seconds)[1], flush=True)


def watch(system, arguments):
    """Shows the live table until it is time to stop; answers the services that ended by themselves."""
    stop_asked = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop_asked.append(True))
    operator = system.operator()
    screen = Screen()
    started = time.monotonic()
    crashed = []
    while not stop_asked:
        seconds = time.monotonic() - started
        if arguments.seconds and seconds >= arguments.seconds:
            break
        for name in ("simulator", *system.services()):
            process = system.processes[name]
            if not process.is_running:
                crashed.append(f"{name} ended with {process.exit_code}:\n{process.last_lines()}")
                print(f"{crashed[-1]}\nstarting {name} again", flush=True)
                system.start_service(name) if name != "simulator" else stop_asked.append(True)
        try:
            screen.show(operator.call("GetStatus"), seconds)
        except operator.error as error:
            print(f"control does not answer: {error.details()}", flush=True)
        time.sleep(REFRESH_SECONDS)
    return crashed, time.monotonic() - started


def summarise(system, arguments, crashed, seconds):
    """Prints what happened; answers the exit code."""
    operator = system.operator()
    # Somebody may have killed it, which is stricter: a halt would be refused.
    if overview.TRADING.get(operator.call("GetStatus").risk_state.state) != "KILLED":
        operator.call("Halt", actor="demo", reason="the demo ends")
    found = venue_check.settle(system.postgres, system.venue(), SETTLE_SECONDS)
    status = operator.call("GetStatus")
    totals = status.totals
    print("\n".join(["", *overview.render(status, seconds), "", "Summary"]))
    for name in ("ticks", "sequence_gaps", "decisions", "intents", "orders", "fills", "fees", "realised_pnl", "unrealised_pnl"):
        print(f"  {name.replace('_', ' '):<16} {getattr(totals, name)}")
    print("  rows             " + ", ".join(f"{rows.table} {rows.rows}" for rows in status.tables))
    reasons = collections.Counter(decision.reason for decision in operator.call("ListDecisions", limit=1000).decisions)
    print("  decisions by reason: " + ", ".join(f"{reason} {count}" for reason, count in reasons.most_common()))
    print(f"  ledger equals venue: {'no' if found else 'yes'}")
    for difference in found:
        print(f"    {difference}")
    for crash in crashed:
        print("  " + crash)
    is_replay = bool(arguments.replay)
    if is_replay:
        for table in ("market_book_updates", "market_trades", "market_tickers"):
            print(f"  recorded {table:<20} {system.postgres.query_value(f'SELECT count(*) FROM {table}')}")
    has_traded = totals.orders > 0 and totals.fills > 0
    if not is_replay and not has_traded:
        print("  no order or no fill: `grpcurl … ListDecisions` says why each strategy did not trade")
    return 0 if not found and not crashed and (is_replay or has_traded) else 1


def main():
    arguments = parse_arguments()
    options = ["--seed", arguments.seed] if arguments.seed else []
    environment = {}
    if arguments.replay:
        replay = pathlib.Path(arguments.replay)
        if not replay.is_file():
            print(f"demo: there is no recording '{replay}'", file=sys.stderr)
            return 2
        options += ["--replay", str(replay.resolve())]
        environment["TRADING_GATEWAY_INSTRUMENTS"] = REPLAY_INSTRUMENTS
        # Recordings are older than the venue's sequence numbers.
        environment["TRADING_GATEWAY_BOOK_ACCEPTS_MISSING_SEQUENCE"] = "true"
    system = System(arguments.binaries, arguments.folder, options, environment)
    exit_code = 1
    try:
        system.start(say=lambda text: print(f"demo: {text}", flush=True))
        print("demo: gRPC " + CONTROL + ", metrics http://127.0.0.1:17201/metrics (gateway) to 17205 (simulator)")
        print("demo: logs in " + str(system.folder / "logs"))
        for line in GRPCURL_LINES:
            print("  " + line)
        crashed, seconds = watch(system, arguments)
        exit_code = summarise(system, arguments, crashed, seconds)
    except (RuntimeError, TimeoutError) as error:
        print(f"demo: {error}", file=sys.stderr)
    finally:
        print("demo: stopping", flush=True)
        for name in system.stop():
            print(f"demo: {name} did not stop in time and was killed", file=sys.stderr)
            exit_code = 1
    print(f"demo: exit code {exit_code}")
    return exit_code


if __name__ == "__main__":
    sys.exit(main())
