#!/usr/bin/python3
"""Measures the hot path across the real processes while they trade on the simulator.

Usage: bench_system.py BINARIES FOLDER JSON_FILE [SECONDS]. Prints a table and writes the same figures as JSON. The stages
are the services' own latency histograms: a quantile is the upper bound of the bucket that holds it (1-2-5 steps), so it is
never too good. Tick to wire is exact: for each order, from the gateway's receipt of the bar (which strategy logs with the
intent) to the moment at which execution had handed the order to the socket (which it logs with the intent's id).
"""

import datetime
import json
import math
import os
import pathlib
import platform
import re
import shutil
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))

from trading_tools import log_events, metrics  # noqa: E402
from trading_tools.overview import table  # noqa: E402
from trading_tools.processes import wait_until  # noqa: E402
from trading_tools.system import PORTS, System  # noqa: E402

STAGES = (
    ("frame -> fact", "gateway http", "trading_gateway_frame_to_fact_seconds"),
    ("bar -> decision", "strategy http", "trading_strategy_bar_to_decision_seconds"),
    ("tick -> intent (durable, sent)", "strategy http", "trading_strategy_tick_to_intent_seconds"),
    ("intent -> risk verdict", "execution http", "trading_execution_intent_to_risk_seconds"),
    ("intent -> durable", "execution http", "trading_execution_intent_to_durable_seconds"),
    ("intent -> wire", "execution http", "trading_execution_intent_to_wire_seconds"),
    ("intent -> acknowledged", "execution http", "trading_execution_intent_to_acknowledged_seconds"),
)
QUANTILES = (0.5, 0.99, 0.999)
TICK_TO_WIRE = "tick -> wire (gateway, strategy, execution)"
ORDERS_MIN = 200
LONGEST_SECONDS = 600

# A strategy that trades as often as it can: entries at every turn of the signal, positions of one bar.
OFTEN = {
    "null_tail_z": "1", "width_min": "1", "base_period": "5", "period_max": "8", "after_exit_bars": "0",
    "after_stop_bars": "0", "after_denial_bars": "1", "time_stop_bars": "1", "efficiency_period": "40",
}


def quantile(counts, share):
    total = counts[-1][1] if counts else 0
    for bound, count in counts:
        if total and count >= share * total:
            return bound
    return None


def in_words(seconds):
    if seconds is None:
        return "-"
    if seconds == float("inf"):
        return "> 10 s"
    return f"<= {seconds * 1e6:.0f} us" if seconds < 1e-3 else f"<= {seconds * 1e3:.0f} ms"


def machine():
    model = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text())
    commit = subprocess.run(["git", "rev-parse", "--short=12", "HEAD"], capture_output=True, text=True, check=False)
    return {
        "machine": model.group(1) if model else platform.processor(), "cores": os.cpu_count(),
        "commit": commit.stdout.strip() or "unknown", "load_average": os.getloadavg()[0],
    }


def often_trading_config(config, folder):
    """A copy of the configuration in which the strategy trades often."""
    copy = folder / "config"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(config, copy)
    text = (copy / "strategy.yaml").read_text()
    for key, value in OFTEN.items():
        text, changes = re.subn(rf"(?m)^(\s+{key}:\s*)\S+", rf"\g<1>{value}", text, count=1)
        if changes != 1:
            raise RuntimeError(f"bench: strategy.yaml has no {key}")
    (copy / "strategy.yaml").write_text(text)
    return copy


def nanoseconds(text):
    """Of a log line's time, 2026-01-02T03:04:05.123456789Z."""
    whole, _, fraction = text.rstrip("Z").partition(".")
    seconds = datetime.datetime.fromisoformat(whole).replace(tzinfo=datetime.timezone.utc).timestamp()
    return int(seconds) * 10**9 + int(fraction.ljust(9, "0"))


def ticks_to_wire(system):
    """The seconds from tick to wire, one for each intent that became an order; sorted."""
    ticks = {
        event["intent_id"]: event["ts_cause_ns"]
        for event in log_events.events(system.processes["strategy"].log, "intent_emitted")
    }
    sent = {}
    for event in log_events.events(system.processes["execution"].log, "order_sent"):
        sent.setdefault(event["intent_id"], nanoseconds(event["ts"]))
    return sorted((sent[intent] - ticks[intent]) / 1e9 for intent in ticks.keys() & sent.keys() if ticks[intent] > 0)


def exact_quantile(values, share):
    return values[min(len(values) - 1, math.ceil(share * len(values)) - 1)] if values else None


def measure(binaries, folder, seconds):
    """Trades until both the time is over and there are enough orders; answers the samples and the ways to the wire."""
    system = System(binaries, folder, ["--speed", "5", "--seed", "7"])
    system.config = often_trading_config(system.config, pathlib.Path(folder))
    try:
        print(f"bench: trading on the simulator for {seconds:.0f} s and {ORDERS_MIN} orders", flush=True)
        system.start()
        ended = time.monotonic() + seconds
        wait_until(
            lambda: time.monotonic() >= ended and len(ticks_to_wire(system)) >= ORDERS_MIN,
            LONGEST_SECONDS, f"{ORDERS_MIN} orders", pause=1,
        )
        samples = {place: metrics.read(PORTS[place]) for place in {place for _, place, _ in STAGES}}
        return samples, ticks_to_wire(system)
    finally:
        system.stop()


def quantile_names(ending):
    return [f"p{share * 100:g}_seconds{ending}" for share in QUANTILES]


def main():
    binaries, folder, json_file = sys.argv[1:4]
    seconds = float(sys.argv[4]) if len(sys.argv) > 4 else 60
    samples, ways = measure(binaries, folder, seconds)
    exact = [exact_quantile(ways, share) for share in QUANTILES]
    figures = {
        "context": machine(),
        "tick_to_wire": {"stage": TICK_TO_WIRE, "count": len(ways), **dict(zip(quantile_names(""), exact))},
        "stages": [],
    }
    rows = []
    for stage, place, name in STAGES:
        counts = samples[place].buckets(name)
        total = int(counts[-1][1]) if counts else 0
        values = [quantile(counts, share) for share in QUANTILES]
        figures["stages"].append(
            {"stage": stage, "metric": name, "count": total, **dict(zip(quantile_names("_at_most"), values))}
        )
        rows.append((stage, total, *[in_words(value) for value in values]))
    rows.append((TICK_TO_WIRE, len(ways), *[f"{value * 1e3:.3f} ms" for value in exact]))
    print("\n".join(table(rows, ("stage", "count", "p50", "p99", "p99.9"))))
    pathlib.Path(json_file).parent.mkdir(parents=True, exist_ok=True)
    pathlib.Path(json_file).write_text(json.dumps(figures, indent=2) + "\n")
    print(f"bench: {figures['context']}")
    print(f"bench: figures in {json_file}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
