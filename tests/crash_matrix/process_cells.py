"""Deeds to processes: killed, frozen, asked to end."""

import random
import signal
import time

from trading_tools.processes import wait_until

HALTED = 3
FROZEN_SECONDS = (1.0, 10.0)
STOP_SECONDS = 25
CALM_SECONDS = 10
CALM_ORDERS = 12
DRAWS = random.Random(7)


def pause(seconds):
    """Lets the world go on for so long."""
    ends = time.monotonic() + seconds
    wait_until(lambda: time.monotonic() >= ends, seconds + 5, "the end of a pause")


def wait_for_orders(system):
    """No deed: a few orders, or a few seconds. What is wrong now is wrong without any fault."""
    ends = time.monotonic() + CALM_SECONDS
    count = "SELECT count(*) FROM orders"
    wanted = int(system.value(count)) + CALM_ORDERS
    wait_until(lambda: time.monotonic() >= ends or int(system.value(count)) >= wanted, CALM_SECONDS + 5, "a few orders")
    return 0.0


def wait_halted(system):
    def is_halted():
        system.tend()
        state = system.execution_state()
        return state is not None and state.is_venue_ready and state.risk_state.state == HALTED

    wait_until(is_halted, 60, "the halt to hold after the restart")


def require_no_entries(system):
    """While HALTED strategy may wish what it likes; no entry becomes an order."""
    entries = "SELECT count(*) FROM orders WHERE purpose = 'entry'"
    before = system.value(entries)
    decisions = int(system.value("SELECT count(*) FROM decisions"))
    wait_until(lambda: int(system.value("SELECT count(*) FROM decisions") or 0) >= decisions + 10, 30, "ten decisions")
    if system.value(entries) != before:
        raise RuntimeError("an entry was placed while HALTED")


def resume(system):
    operator = system.operator()

    def is_resumed():
        try:
            operator.call("Resume", actor="crash matrix", reason="the halt held")
        except operator.error:
            return False
        return system.is_active()

    wait_until(is_resumed, 30, "the resumption")


def kill(*services):
    def deed(system):
        pause(DRAWS.random())
        system.kill(*services)
        began = time.monotonic()
        for service in services:
            system.restart(service)
        return system.wait_working(began)

    return deed


def kill_everything(system):
    """All services and the database, at once."""
    pause(DRAWS.random())
    with system.outage():
        for service in ("execution", "strategy", "gateway", "control"):
            system.processes[service].kill()
        system.postgres.stop("immediate")
        began = time.monotonic()
        system.postgres.start()
    for service in ("gateway", "execution", "strategy", "control"):
        system.restart(service)
    return system.wait_working(began)


def freeze(service):
    """A zombie: it sleeps for 1 to 10 s and wakes up in another world."""

    def deed(system):
        process = system.processes[service]
        seconds = DRAWS.uniform(*FROZEN_SECONDS)
        pause(DRAWS.random())
        with system.outage():
            process.child.send_signal(signal.SIGSTOP)
            try:
                pause(seconds)
            finally:
                process.child.send_signal(signal.SIGCONT)
        return system.wait_working(time.monotonic())

    return deed


def terminate(system):
    """SIGTERM as soon as an order is on its way: ends within 25 s, with 0, leaving no entry open."""
    process = system.processes["execution"]
    newest = system.value("SELECT max(ts_created_ns) FROM orders")
    wait_until(lambda: system.value("SELECT max(ts_created_ns) FROM orders") != newest, 60, "a new order")
    with system.outage():
        began = time.monotonic()
        process.ask_to_stop()
        wait_until(lambda: not process.is_running, STOP_SECONDS, "the graceful end of execution")
        if process.exit_code != 0:
            raise RuntimeError(f"execution ended with {process.exit_code}:\n{process.last_lines()}")
    print(f"    ended {time.monotonic() - began:.1f} s after SIGTERM", flush=True)
    return system.wait_active(system.restart("execution"))


DEEDS = {
    "kill -9 execution": kill("execution"),
    "kill -9 strategy": kill("strategy"),
    "kill -9 gateway": kill("gateway"),
    "kill -9 control": kill("control"),
    "kill -9 all and PostgreSQL": kill_everything,
    "SIGSTOP execution 1-10 s": freeze("execution"),
    "SIGSTOP strategy 1-10 s": freeze("strategy"),
    "SIGSTOP gateway 1-10 s": freeze("gateway"),
    "SIGTERM during placement": terminate,
}
