#!/usr/bin/python3
"""Judges what happened: joins strategy's records, execution's records and the venue's truth, each read by itself.

Usage: checker.py SOCKETS USER ADMIN. Reads lines "check SECONDS" and answers each with one line of JSON: the violations
that are still there after so many seconds, as [kind, words]. Kinds: lost, doubled, unequal. An unmatched row is a violation.
"""

import json
import pathlib
import subprocess
import sys
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "deployment/scripts"))

from trading_tools.grpc_client import GrpcClient  # noqa: E402

import invariants  # noqa: E402

LOOK_AGAIN_SECONDS = 0.4

# All of it in one statement: one moment of the database.
RECORDS = """
SELECT json_build_object(
 'outbox', (SELECT coalesce(json_agg(json_build_array(intent_id, kind, verdict)), '[]') FROM strategy_outbox),
 'decisions', (SELECT coalesce(json_agg(DISTINCT intent_id), '[]') FROM decisions WHERE intent_id <> ''),
 'intents', (SELECT coalesce(json_agg(json_build_array(intent_id, kind, verdict)), '[]') FROM intents),
 'orders', (SELECT coalesce(json_agg(json_build_array(o.client_order_id, o.venue_order_id, o.intent_id, o.purpose, o.type,
    o.status, o.filled_quantity::text,
    (extract(epoch FROM pg_xact_commit_timestamp(c.xmin)) * 1000000)::bigint)), '[]')
    FROM orders o LEFT JOIN crash_matrix_orders c USING (client_order_id)),
 'fills', (SELECT coalesce(json_agg(json_build_array(instrument_id, trade_id, price::text, quantity::text, fee::text,
    strategy_id)), '[]') FROM fills),
 'positions', (SELECT coalesce(json_agg(json_build_array(instrument_id, quantity::text)), '[]') FROM positions),
 'cash', (SELECT coalesce(json_agg(json_build_array(currency, total)), '[]') FROM (SELECT currency, sum(amount)::text AS total
    FROM ledger_lines WHERE ledger_account = 'venue' GROUP BY currency) AS sums),
 'unbalanced', (SELECT coalesce(json_agg(json_build_array(entry_id, currency)), '[]') FROM (SELECT entry_id, currency
    FROM ledger_lines GROUP BY entry_id, currency HAVING sum(amount) <> 0) AS sums)
)
"""


class Checker:
    def __init__(self, sockets, user, admin):
        self.sockets, self.user = sockets, user
        self.admin = GrpcClient(admin, "simulator_service")

    def records(self):
        done = subprocess.run(
            ["/usr/bin/psql", "-h", self.sockets, "-U", self.user, "-d", "trading", "-X", "-q", "-A", "-t", "-c", RECORDS],
            capture_output=True, text=True, check=False,
        )
        if done.returncode != 0:
            raise RuntimeError(f"the database does not answer: {done.stderr.strip()}")
        return json.loads(done.stdout)

    def violations(self):
        """What differs now. Both sides move, so only what stays is one."""
        try:
            records = self.records()
            truth = self.admin.call("GetTruth", timeout=20, wants_past_orders=True)
        except (RuntimeError, self.admin.error) as error:
            return [("unequal", f"a source cannot be read: {error}")]
        return invariants.violations(records, truth)

    def settle(self, seconds):
        """Both sides move between two questions, so a violation is what every look of the time found."""
        deadline = time.monotonic() + seconds
        standing = None
        while True:
            found = {(kind, words.partition(":")[0]): (kind, words) for kind, words in self.violations()}
            standing = found if standing is None else {key: found[key] for key in standing if key in found}
            if not standing or time.monotonic() > deadline:
                return list(standing.values())
            threading.Event().wait(LOOK_AGAIN_SECONDS)


def main(arguments):
    checker = Checker(*arguments)
    for line in sys.stdin:
        command, _, seconds = line.strip().partition(" ")
        if command != "check":
            return 2
        print(json.dumps(checker.settle(float(seconds))), flush=True)
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit("usage: checker.py SOCKETS USER ADMIN")
    sys.exit(main(sys.argv[1:]))
