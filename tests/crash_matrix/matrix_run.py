"""Runs cells on one living system: deed, recovery, a little trading, judgement."""

import json
import pathlib
import subprocess
import time

from trading_tools.system import PORTS

import report
from truth_watch import TruthWatch

CHECKER = pathlib.Path(__file__).resolve().parent / "checker.py"
# Closed by us for want of a stop: none came in time, or the venue refused it. The order of a stop that fired was made by
# the venue; its id here begins with V. A stop is refused rightly when the price has gone through it while nobody could
# place it (51051): then closing at the market is what it was for.
EMERGENCY_CLOSES = """
    SELECT count(*) FROM orders AS closing
    WHERE purpose = 'stop_loss' AND type = 'market' AND client_order_id NOT LIKE 'V%' AND NOT EXISTS (
        SELECT 1 FROM orders AS stop
        WHERE stop.type = 'stop' AND stop.status = 'rejected' AND stop.reason LIKE '51051 %'
          AND stop.instrument_id = closing.instrument_id
          AND closing.ts_created_ns - stop.ts_created_ns BETWEEN 0 AND 2000000000
    )
"""


class MatrixRun:
    def __init__(self, system, options, say):
        self.system, self.say = system, say
        self.settle_seconds, self.is_verbose = options.settle, options.verbose
        self.seen = set()
        self.closes = 0

    def __enter__(self):
        postgres = self.system.postgres
        self.checker = subprocess.Popen(
            ["/usr/bin/python3", str(CHECKER), str(postgres.sockets), postgres.user, f"127.0.0.1:{PORTS['simulator admin']}"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        self.system.watch = TruthWatch(self.system.simulator_admin(), self.system.owns_account)
        self.system.watch.start()
        return self

    def __exit__(self, *_):
        self.system.watch.stop()
        self.checker.stdin.close()
        self.checker.wait(timeout=30)

    def warm_up(self):
        with self.system.outage():
            self.system.wait_active()
        self.system.wait_traded()

    def judge(self, result, may_close_unprotected=False):
        """Adds what is newly wrong to the result."""
        self.checker.stdin.write(f"check {self.settle_seconds}\n")
        self.checker.stdin.flush()
        answer = self.checker.stdout.readline()
        found = [tuple(pair) for pair in json.loads(answer)] if answer else [("failed", "the checker has ended")]
        found += [("unprotected", words) for words in self.system.watch.take()]
        closes = int(self.system.value(EMERGENCY_CLOSES) or self.closes)
        if closes > self.closes and not may_close_unprotected:
            found.append(("unprotected", f"{closes - self.closes} orders closed a position for want of a stop"))
        self.closes = max(closes, self.closes)
        for kind, words in found:
            # What is wrong once stays wrong; it is counted where it was first seen.
            if (kind, words) in self.seen:
                continue
            self.seen.add((kind, words))
            result[kind] += 1
            result["words"].append(f"{kind}: {words}")
            self.say(f"    {kind}: {words}")

    def run_cell(self, cell, runs):
        result = report.empty()
        if cell.reason:
            result["skipped"] = cell.reason
            return result
        try:
            cell.begin(self.system)
            for _ in range(runs):
                self._run_once(cell, result)
            cell.end(self.system)
        except (RuntimeError, TimeoutError, OSError) as error:
            result["failed"] += 1
            result["words"].append(f"failed: {error}")
            self.say(f"    failed: {error}")
        self.say(report.table({cell.name: result})[2])
        return result

    def _run_once(self, cell, result):
        began = time.monotonic()
        done = traded = began
        try:
            result["seconds"].append(cell.deed(self.system))
            done = time.monotonic()
            if cell.must_trade:
                self.system.wait_traded()
            traded = time.monotonic()
        except (RuntimeError, TimeoutError) as error:
            result["failed"] += 1
            result["words"].append(f"failed: {error}")
            self.say(f"    failed: {error}")
            self._recover()
        result["runs"] += 1
        self.judge(result, cell.may_close_unprotected)
        if self.is_verbose:
            recovery = result["seconds"][-1] if result["seconds"] else 0
            self.say(
                f"    {cell.name}: deed {done - began:.1f} s, of that recovery {recovery:.1f} s, until the next order "
                f"{traded - done:.1f} s, judged in {time.monotonic() - max(traded, done):.1f} s"
            )

    def _recover(self):
        """A failed run must not fail the next one."""
        self.system.armed.unlink(missing_ok=True)
        with self.system.outage():
            self.system.wait_active()

    def cool_down(self, results):
        """What the whole run shows that no cell does."""
        watch, ended = self.system.watch, self.system.ended_by_itself
        self.say(
            f"longest without a whole stop: {watch.longest:.2f} s, of that while execution owned the account: "
            f"{watch.longest_owned:.2f} s ({watch.looks} looks at the venue)"
        )
        for service, code, line in ended:
            self.say(f"ended by itself: {service} with {code}: {line[-160:]}")
        last = report.empty()
        self.judge(last)
        if last["words"]:
            results["after the last cell"] = last
