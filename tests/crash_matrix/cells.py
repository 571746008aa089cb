"""The rows of the matrix. A cell does one evil deed to a system that trades, and answers the seconds until it is ACTIVE again.

Cell(name, deed, runs) with `deed(system) -> seconds`; `begin` and `end` surround all runs of a cell; `reason` says why a
cell cannot be run on this machine.
"""

import dataclasses
import time
import typing

import database_cells
import network_cells
import process_cells
import venue_cells


@dataclasses.dataclass
class Cell:
    name: str
    deed: typing.Callable
    runs: int
    begin: typing.Callable = lambda system: None
    end: typing.Callable = lambda system: None
    reason: str = ""
    # A venue that refuses stops leaves positions without one; closing them past the limit is then what is right.
    may_close_unprotected: bool = False
    # Whether a run counts only when an order comes after it.
    must_trade: bool = True


POINT_RUNS = 20
OTHER_RUNS = 5

POINTS = {
    "K1": "intent received",
    "K2": "row built",
    "K3": "COMMIT sent",
    "K4": "COMMIT done, not sent",
    "K5": "bytes written",
    "K6": "venue accepted, no reply",
    "K7": "reply read, not journalled",
    "K8": "fill read",
    "K9": "fill committed, nobody told",
    "K10": "cancel sent",
}


def at_point(point):
    def deed(system):
        system.arm(point)
        with system.outage():
            system.wait_struck(point)
        return system.wait_active(system.restart("execution"))

    return deed


def halted(system):
    """K11: a halt is durable, nothing is cancelled yet. It must hold after the restart, until it is lifted."""
    system.arm("K11")
    operator = system.operator()
    try:
        operator.call("Halt", timeout=2, actor="crash matrix", reason="K11")
    except operator.error:
        pass  # Execution died before it could answer.
    with system.outage():
        system.wait_struck("K11")
    began = system.restart("execution")
    process_cells.wait_halted(system)
    seconds = time.monotonic() - began
    process_cells.require_no_entries(system)
    process_cells.resume(system)
    return seconds


def in_recovery(system):
    """K12: struck, and struck three times more while it recovers: state read, state settled, first list of the venue."""
    system.arm("K4")
    with system.outage():
        system.wait_struck("K4")
        for point in ("K12a", "K12b", "K12c"):
            system.arm(point)
            system.restart("execution")
            system.wait_struck(point)
    return system.wait_active(system.restart("execution"))


def all_cells(disk):
    """Every cell of the matrix, in the order of the table."""
    cells = [Cell("nothing happens", process_cells.wait_for_orders, OTHER_RUNS, must_trade=False)]
    cells += [Cell(f"{point} {words}", at_point(point), POINT_RUNS) for point, words in POINTS.items()]
    cells.append(Cell("K11 halt durable, no cancels", halted, POINT_RUNS))
    cells.append(Cell("K12 in recovery, three nested", in_recovery, POINT_RUNS))
    cells += [Cell(name, deed, OTHER_RUNS) for name, deed in process_cells.DEEDS.items()]
    cells += [Cell(name, deed, OTHER_RUNS) for name, deed in database_cells.DEEDS.items()]
    cells += [
        Cell(f"connection cut in COMMIT, {words}", database_cells.cut_commit(moment), OTHER_RUNS,
             database_cells.begin_proxy, database_cells.end_proxy)
        for moment, words in database_cells.MOMENTS.items()
    ]
    cells.append(Cell("disk of PostgreSQL full", database_cells.fill_disk, OTHER_RUNS, reason=disk.reason))
    cells += [
        Cell(f"partition {name}", network_cells.partition(link, direction), OTHER_RUNS,
             network_cells.begin(link), network_cells.end(link))
        for name, (link, direction) in network_cells.PARTITIONS.items()
    ]
    cells += [
        Cell(f"venue: {name}", venue_cells.fault(fault), OTHER_RUNS, may_close_unprotected=True)
        for name, fault in venue_cells.FAULTS.items()
    ]
    return cells
