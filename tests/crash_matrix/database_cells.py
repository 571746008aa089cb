"""Deeds to PostgreSQL: stopped, frozen, crashed, full, and cut off in the middle of a COMMIT."""

import os
import pathlib
import signal
import time

from trading_tools.processes import wait_until

from postgres_proxy import AFTER_REPLY, BEFORE_REPLY, PostgresProxy
from process_cells import pause

AWAY_SECONDS = 3
MOMENTS = {BEFORE_REPLY: "before the reply", AFTER_REPLY: "after the reply"}


def _server_processes(system):
    """The postmaster and its children."""
    postmaster = int((system.postgres.folder / "data/postmaster.pid").read_text().split()[0])
    children = []
    for status in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == postmaster:
            children.append(int(status.parent.name))
    return [postmaster, *children]


def _signal(pids, number):
    for pid in pids:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            pass


def stop(system):
    with system.outage():
        system.postgres.stop()
        pause(AWAY_SECONDS)
        began = time.monotonic()
        system.postgres.start()
    return system.wait_working(began)


def freeze(system):
    with system.outage():
        pids = _server_processes(system)
        _signal(pids, signal.SIGSTOP)
        try:
            pause(AWAY_SECONDS)
        finally:
            _signal(pids, signal.SIGCONT)
    return system.wait_working(time.monotonic())


def crash(system):
    with system.outage():
        system.postgres.stop("immediate")
        began = time.monotonic()
        system.postgres.start()
    return system.wait_working(began)


def kill_backend(system):
    """kill -9 of the server process that serves execution: the server throws out everybody and recovers."""
    pid = system.value("SELECT pid FROM pg_stat_activity WHERE application_name = 'trading-execution' LIMIT 1")
    with system.outage():
        began = time.monotonic()
        os.kill(int(pid), signal.SIGKILL)
    return system.wait_working(began)


def fill_disk(system):
    """No byte is left for PostgreSQL: it fails to commit, or dies; with space it must come back."""
    retries = system.postgres.log.read_text(errors="replace").count("No space left on device")

    def has_struck():
        return system.postgres.log.read_text(errors="replace").count("No space left on device") > retries

    with system.outage():
        system.disk.fill()
        try:
            wait_until(has_struck, 30, "a refusal for want of space")
            pause(1)
        finally:
            system.disk.empty()
        began = time.monotonic()
        if system.value("SELECT 1") != "1":
            system.postgres.stop("immediate")
            system.postgres.is_running = False
            system.postgres.start()
    return system.wait_working(began)


def begin_proxy(system):
    system.database_proxy = PostgresProxy(system.postgres.sockets)
    with system.outage():
        system.processes["execution"].kill()
        system.restart(
            "execution", {"TRADING_DATABASE_URL": system.database_proxy.url(system.postgres.user)}
        )
    system.wait_active()


def end_proxy(system):
    with system.outage():
        system.processes["execution"].kill()
        system.restart("execution", {})
    system.database_proxy.close()
    system.wait_active()


def cut_commit(moment):
    """The outcome is unknown to execution, so it must end by itself and read the truth when it is started again."""

    def deed(system):
        process = system.processes["execution"]
        with system.outage():
            system.database_proxy.arm(moment)
            wait_until(system.database_proxy.struck.is_set, 60, "a COMMIT with an order")
            wait_until(lambda: not process.is_running, 20, "the end of an execution that is in doubt")
            if process.exit_code != 1:
                raise RuntimeError(f"execution ended with {process.exit_code}:\n{process.last_lines()}")
        return system.wait_active(system.restart("execution"))

    return deed


DEEDS = {
    "PostgreSQL stopped 3 s": stop,
    "PostgreSQL frozen 3 s": freeze,
    "PostgreSQL crashed, restarted": crash,
    "kill -9 execution's backend": kill_backend,
}
