"""The whole system with fault points in execution: arms them, restarts what was struck, says when it trades again."""

import os
import pathlib
import signal
import sys
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "deployment/scripts"))

from trading_tools.grpc_client import GrpcClient  # noqa: E402
from trading_tools.private_postgres import PrivatePostgres  # noqa: E402
from trading_tools.processes import wait_until  # noqa: E402
from trading_tools.system import PORTS, SERVICES, System  # noqa: E402

import matrix_config  # noqa: E402
from small_disk import SmallDisk  # noqa: E402

ACTIVE = 1
ACTIVE_SECONDS = 60
STRUCK_SECONDS = 60
TRADED_SECONDS = 60
# Between two starts of a service that ends by itself: the pause of an orchestrator.
PAUSE_SECONDS = 0.5
# Commit times are the proof that a row came before its order. A small write-ahead log fits on a small disk.
SERVER_SETTINGS = ("track_commit_timestamp=on", "min_wal_size=32MB", "max_wal_size=96MB")
COMMIT_TIMES = """
CREATE TABLE IF NOT EXISTS crash_matrix_orders (client_order_id text PRIMARY KEY);
CREATE OR REPLACE FUNCTION crash_matrix_note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN INSERT INTO crash_matrix_orders VALUES (NEW.client_order_id) ON CONFLICT DO NOTHING; RETURN NEW; END $$;
CREATE OR REPLACE TRIGGER crash_matrix_note AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION crash_matrix_note();
"""


class CrashSystem(System):
    def __init__(self, binaries, folder, defect=""):
        folder = pathlib.Path(folder).resolve()
        super().__init__(binaries, folder, ("--seed", "7"), config=matrix_config.write(folder / "config"))
        self.disk = SmallDisk()
        self.armed = folder / "armed"
        self.armed.unlink(missing_ok=True)
        self.defect = defect
        self.ended_by_itself = []
        self.started = {}
        self.watch = None
        self.execution_door = GrpcClient(f"127.0.0.1:{PORTS['execution gRPC']}", "execution_service")

    def make_postgres(self):
        folder = (self.disk.folder or self.folder) / "postgres"
        postgres = PrivatePostgres(folder, SERVER_SETTINGS)
        # On a full disk it could not write down that the disk is full.
        postgres.log = postgres.sockets / "server.log"
        return postgres

    def program(self, service):
        return self.binaries / ("trading-execution-faults" if service == "execution" else f"trading-{service}")

    def service_environment(self):
        return {
            **super().service_environment(),
            "TRADING_FAULT_FILE": str(self.armed),
            "TRADING_FAULT_DEFECT": self.defect,
        }

    def start_service(self, service):
        is_first = service not in self.processes
        super().start_service(service)
        if is_first and service == "execution":
            # Before strategy starts there is no order, so none escapes the trigger.
            wait_until(self._has_orders_table, ACTIVE_SECONDS, "the schema of the database")
            self.postgres.rows(COMMIT_TIMES)

    def _has_orders_table(self):
        return self.postgres.query_value("SELECT to_regclass('public.orders')") == "orders"

    # Striking and restarting.

    def arm(self, point):
        fresh = self.armed.with_suffix(".new")
        fresh.write_text(point)
        os.replace(fresh, self.armed)

    def wait_struck(self, point, seconds=STRUCK_SECONDS):
        process = self.processes["execution"]
        try:
            wait_until(lambda: not process.is_running, seconds, f"the death of execution at {point}")
        finally:
            self.armed.unlink(missing_ok=True)
        if process.exit_code != -signal.SIGKILL:
            raise RuntimeError(f"execution ended with {process.exit_code} before {point}:\n{process.last_lines()}")

    def restart(self, service, environment=None):
        """Starts it again, with other words in its environment when given; answers when that was."""
        process = self.processes[service]
        if environment is not None:
            process.environment = {**os.environ, **self.service_environment(), **environment}
        process.start()
        return time.monotonic()

    def kill(self, *services):
        with self.outage():
            for service in services:
                self.processes[service].kill()

    def tend(self):
        """Does what an orchestrator does: starts again what ended by itself."""
        for service in SERVICES:
            process = self.processes[service]
            now = time.monotonic()
            if process.is_running or now - self.started.get(service, 0.0) < PAUSE_SECONDS:
                continue
            self.ended_by_itself.append((service, process.exit_code, process.last_lines(1)))
            self.started[service] = now
            process.start()

    # Looking.

    def execution_state(self):
        """What execution says of itself; None while it says nothing."""
        try:
            return self.execution_door.call("GetState", timeout=1)
        except self.execution_door.error:
            return None

    def owns_account(self):
        """Execution is equal to the venue and may trade."""
        state = self.execution_state()
        return state is not None and state.is_venue_ready and state.risk_state.state == ACTIVE

    def is_active(self):
        """That, and it is ready for intents: no market fact is missing."""
        return self.owns_account() and self._is_ready()

    def _is_ready(self):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{PORTS['execution http']}/ready", timeout=1) as answer:
                return answer.status == 200
        except OSError:
            return False

    def value(self, query):
        """One value; empty while the database does not answer."""
        try:
            return self.postgres.query_value(query)
        except RuntimeError:
            return ""

    def wait_active(self, since=None):
        """Waits until execution owns the account again and may trade; answers the seconds since `since`."""
        since = time.monotonic() if since is None else since

        def is_active():
            self.tend()
            return self.is_active()

        wait_until(is_active, ACTIVE_SECONDS, "the trading state ACTIVE, compared with the venue")
        return time.monotonic() - since

    def wait_working(self, since):
        """The same, and strategy has evaluated something since then, and it is in the database."""
        ts_since_ns = time.time_ns() - int((time.monotonic() - since) * 1e9)

        def is_working():
            self.tend()
            newest = self.value("SELECT max(ts_decided_ns) FROM decisions")
            return self.is_active() and newest and int(newest) > ts_since_ns

        wait_until(is_working, ACTIVE_SECONDS, "decisions while ACTIVE")
        return time.monotonic() - since

    def wait_traded(self):
        """Until an order that is younger than this call is over or rests."""
        now = time.time_ns()

        def has_traded():
            self.tend()
            return self.value(
                f"SELECT count(*) FROM orders WHERE ts_created_ns > {now} AND status NOT IN "
                "('planned','in_flight','unknown')"
            ) not in ("", "0")

        wait_until(has_traded, TRADED_SECONDS, "an order after the recovery")

    def outage(self):
        return self.watch.outage() if self.watch else _Nothing()

    def stop(self):
        try:
            return super().stop()
        finally:
            self.disk.remove()


class _Nothing:
    def __enter__(self):
        return self

    def __exit__(self, *_):
        return False
