"""The results as a table and as JSON. A result is a dictionary: see `empty`."""

import json
import pathlib

COLUMNS = ("cell", "runs", "lost", "doubled", "unequal", "unprotected", "failed", "p50 s", "p99 s", "max s")
KINDS = ("lost", "doubled", "unequal", "unprotected", "failed")


def empty():
    return {"runs": 0, **dict.fromkeys(KINDS, 0), "seconds": [], "words": [], "skipped": ""}


def percentile(values, share):
    """The smallest value that at least this share of them does not exceed."""
    ordered = sorted(values)
    if not ordered:
        return None
    return ordered[max(0, -(-len(ordered) * share // 100) - 1)]


def _seconds(value):
    return "-" if value is None else f"{value:.2f}"


def _row(name, result):
    if result["skipped"]:
        return (name, "skipped", *[""] * 8)
    seconds = result["seconds"]
    return (
        name, str(result["runs"]), *[str(result[kind]) for kind in KINDS],
        _seconds(percentile(seconds, 50)), _seconds(percentile(seconds, 99)), _seconds(max(seconds, default=None)),
    )


def total(results):
    sums = empty()
    for result in results.values():
        sums["runs"] += result["runs"]
        sums["seconds"] = sums["seconds"] + result["seconds"]
        for kind in KINDS:
            sums[kind] += result[kind]
    return sums


def added(before, now):
    """Both runs as one; the cells stay in the order in which they were first run."""
    sums = {name: dict(result) for name, result in before.items()}
    for name, result in now.items():
        if name not in sums:
            sums[name] = result
            continue
        sum_of = sums[name]
        for key in ("runs", *KINDS):
            sum_of[key] += result[key]
        sum_of["seconds"] = sum_of["seconds"] + result["seconds"]
        sum_of["words"] = sum_of["words"] + result["words"]
        sum_of["skipped"] = sum_of["skipped"] and result["skipped"]
    return sums


def is_clean(results):
    sums = total(results)
    return sums["runs"] > 0 and not any(sums[kind] for kind in KINDS)


def table(results):
    rows = [COLUMNS, *[_row(name, result) for name, result in results.items()], _row("all", total(results))]
    widths = [max(len(row[column]) for row in rows) for column in range(len(COLUMNS))]
    lines = [
        "  ".join(cell.ljust(width) if column == 0 else cell.rjust(width)
                  for column, (cell, width) in enumerate(zip(row, widths))).rstrip()
        for row in rows
    ]
    lines.insert(1, "  ".join("-" * width for width in widths))
    for name, result in results.items():
        if result["skipped"]:
            lines.append(f"skipped: {name}: {result['skipped']}")
        lines += [f"{name}: {words}" for words in result["words"]]
    return lines


def write(path, results):
    path = pathlib.Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    sums = total(results)
    summary = {
        "runs": sums["runs"], **{kind: sums[kind] for kind in KINDS},
        "recovery_seconds": {f"p{share}": percentile(sums["seconds"], share) for share in (50, 99, 100)},
    }
    path.write_text(json.dumps({"summary": summary, "cells": results}, indent=1))
