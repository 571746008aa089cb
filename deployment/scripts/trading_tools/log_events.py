"""Reads the events in a service's log: one JSON object a line."""

import json


def events(log, event, **fields):
    """Those of that name whose fields begin with the given texts."""
    if not log.exists():
        return []
    found = []
    for line in log.read_text(errors="replace").splitlines():
        if f'"event":"{event}"' not in line:
            continue
        entry = json.loads(line)
        if all(str(entry.get(name, "")).startswith(text) for name, text in fields.items()):
            found.append(entry)
    return found
