#!/usr/bin/python3
"""Measures the hot path across the real processes: the services' own latency histograms after a trading run.

Usage: bench_system.py BINARIES FOLDER JSON_FILE [SECONDS]. Prints a table and writes the same figures as JSON. A quantile
is the upper bound of the histogram bucket that holds it (1-2-5 steps), so it is never too good.
"""

import json
import os
import pathlib
import platform
import re
import subprocess
import sys
import time
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).parent))

from trading_tools.overview import table  # noqa: E402
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
BUCKET = re.compile(r'^(\w+)_bucket\{(?:.*,)?le="([^"]+)"\} (\S+)$')


def buckets(text, name):
    """The cumulative counts of one histogram by upper bound, summed over its labels."""
    counts = {}
    for line in text.splitlines():
        found = BUCKET.match(line)
        if found and found.group(1) == name:
            bound = float("inf") if found.group(2) == "+Inf" else float(found.group(2))
            counts[bound] = counts.get(bound, 0) + float(found.group(3))
    return sorted(counts.items())


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


def main():
    binaries, folder, json_file = sys.argv[1:4]
    seconds = float(sys.argv[4]) if len(sys.argv) > 4 else 60
    system = System(binaries, folder, ["--speed", "5", "--seed", "7"])
    try:
        print(f"bench: trading on the simulator for {seconds:.0f} s", flush=True)
        system.start()
        time.sleep(seconds)
        texts = {
            place: urllib.request.urlopen(f"http://127.0.0.1:{PORTS[place]}/metrics", timeout=5).read().decode()
            for place in {place for _, place, _ in STAGES}
        }
    finally:
        system.stop()
    figures = {"context": machine(), "stages": []}
    rows = []
    for stage, place, name in STAGES:
        counts = buckets(texts[place], name)
        total = int(counts[-1][1]) if counts else 0
        values = [quantile(counts, share) for share in QUANTILES]
        figures["stages"].append({"stage": stage, "metric": name, "count": total, **{
            f"p{share * 100:g}_seconds_at_most": value for share, value in zip(QUANTILES, values)}})
        rows.append((stage, total, *[in_words(value) for value in values]))
    print("\n".join(table(rows, ("stage", "count", "p50", "p99", "p99.9"))))
    pathlib.Path(json_file).parent.mkdir(parents=True, exist_ok=True)
    pathlib.Path(json_file).write_text(json.dumps(figures, indent=2) + "\n")
    print(f"bench: {figures['context']}")
    print(f"bench: figures in {json_file}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
