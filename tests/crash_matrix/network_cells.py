"""Deeds to the bus: a wire between two services goes dead for a while, in both directions or in one."""

import time

from trading_tools.system import PORTS

from process_cells import pause
from tcp_proxy import BOTH, TO_CLIENT, TcpProxy

CUT_SECONDS = 3

# Which service connects, and which keys of its configuration name the far end.
LINKS = {
    "strategy-execution": ("strategy", {
        "EXECUTION_FACTS_ENDPOINT": "execution facts",
        "EXECUTION_SNAPSHOT_ENDPOINT": "execution snapshots",
        "EXECUTION_INTENTS_ENDPOINT": "intents",
    }),
    "strategy-gateway": ("strategy", {
        "GATEWAY_FACTS_ENDPOINT": "gateway facts", "GATEWAY_SNAPSHOT_ENDPOINT": "gateway snapshots",
    }),
    "execution-gateway": ("execution", {
        "GATEWAY_FACTS_ENDPOINT": "gateway facts", "GATEWAY_SNAPSHOT_ENDPOINT": "gateway snapshots",
    }),
}

PARTITIONS = {
    "strategy | execution": ("strategy-execution", BOTH),
    "strategy -> execution, no answers": ("strategy-execution", TO_CLIENT),
    "gateway | strategy": ("strategy-gateway", BOTH),
    "gateway | execution": ("execution-gateway", BOTH),
}


def _restart(system, service, environment):
    with system.outage():
        system.processes[service].kill()
        began = system.restart(service, environment)
    system.wait_working(began)


def begin(link):
    service, keys = LINKS[link]

    def deed(system):
        system.wires = {key: TcpProxy(PORTS[port]) for key, port in keys.items()}
        _restart(system, service, {
            f"TRADING_{service.upper()}_{key}": f"tcp://127.0.0.1:{wire.port}" for key, wire in system.wires.items()
        })

    return deed


def end(link):
    service, _ = LINKS[link]

    def deed(system):
        _restart(system, service, {})
        for wire in system.wires.values():
            wire.close()

    return deed


def partition(_, direction):
    def deed(system):
        if not sum(wire.bytes for wire in system.wires.values()):
            raise RuntimeError("nothing goes over the wires that are to be cut")
        with system.outage():
            for wire in system.wires.values():
                wire.cut(direction)
            pause(CUT_SECONDS)
            for wire in system.wires.values():
                wire.heal()
        return system.wait_working(time.monotonic())

    return deed
