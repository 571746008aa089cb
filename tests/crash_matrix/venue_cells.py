"""Deeds of the venue: answers lost, late, wrong or refused; sockets silent or closed. Each lasts until it has struck."""

import time

from trading_tools.processes import wait_until

from process_cells import pause

LAST_SECONDS = 2
STRUCK_SECONDS = 40
NOTICED_SECONDS = 15

# Name: the fields of trading.v1.Fault.
FAULTS = {
    "answer lost": {"kind": "FAULT_KIND_LOST_RESPONSE", "probability": 0.5},
    "50004, executed": {"kind": "FAULT_KIND_REQUEST_TIMEOUT", "probability": 0.5},
    "50026": {"kind": "FAULT_KIND_REQUEST_ERROR", "code": "50026", "probability": 0.5},
    "50011": {"kind": "FAULT_KIND_REQUEST_ERROR", "code": "50011", "probability": 0.5},
    "answer 2 s late": {"kind": "FAULT_KIND_SLOW_RESPONSE", "probability": 0.5, "delay_ms": 2000},
    "fills late": {"kind": "FAULT_KIND_LATE_FILLS", "delay_ms": 1500},
    "pushes doubled": {"kind": "FAULT_KIND_DUPLICATE", "channel": "orders", "probability": 0.7},
    "pushes lost": {"kind": "FAULT_KIND_DROP", "channel": "orders", "probability": 0.5},
    "orders rejected": {"kind": "FAULT_KIND_REJECT", "code": "51008", "probability": 0.5},
    "private socket closed": {"kind": "FAULT_KIND_CLOSE", "channel": "private", "code": "4006", "duration_ms": 1},
    "private socket half open": {"kind": "FAULT_KIND_HALF_OPEN", "channel": "private", "duration_ms": 1},
}


def fault(fields):
    """Frames and requests are spoiled until one was, and two seconds more; a socket is lost until that is noticed."""
    is_of_sockets = fields.get("duration_ms") == 1

    def deed(system):
        admin = system.simulator_admin()
        with system.outage():
            added = admin.call("AddFault", fault=fields).fault_id
            try:
                if is_of_sockets:
                    wait_until(lambda: not system.owns_account(), NOTICED_SECONDS, f"the notice of {fields['kind']}")
                    return system.wait_working(time.monotonic())
                wait_until(lambda: _hits(admin, added) > 0, STRUCK_SECONDS, f"a stroke of {fields['kind']}")
                pause(LAST_SECONDS)
            finally:
                admin.call("RemoveFault", fault_id=0)
        return system.wait_working(time.monotonic())

    return deed


def _hits(admin, fault_id):
    return sum(active.hits for active in admin.call("ListFaults").faults if active.fault_id == fault_id)
