"""Rules about single files: size, open ends, machine paths, sleeping tests, the house's words."""

import re

LINES_MAX = 500

OPEN_END = re.compile(r"\b(FIXME|XXX|HACK)\b|\bTODO\b(?!\(#\d+\))")
MACHINE_PATH = re.compile(r"(?<![A-Za-z0-9_.])/(work|farm)/")
SLEEP = re.compile(r"\b(sleep_for|sleep_until|usleep|nanosleep|time\.sleep)\b")

# Banned identifier word -> the glossary's word (docs/glossary.md).
SYNONYMS = {
    "exchange": "venue",
    "broker": "venue",
    "wallet": "balance",
    "kill_switch": "halt",
    "killswitch": "halt",
    "orderbook": "order_book",
    "qty": "quantity",
    "px": "price",
    "cancelled_by_user": "reason",
    "executed_quantity": "filled_quantity",
    "leaves_quantity": "remaining_quantity",
    "pnl_profit": "realised_pnl",
}
# The words of venues stop here.
VENUE_WORDS = ("common/venue/", "services/simulator/", "tests/", "deployment/scripts/")
WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def _is_tidy_itself(file):
    return file.path.startswith("tests/tidy/")


def file_too_long(file):
    if len(file.lines) > LINES_MAX:
        yield file.violation(LINES_MAX + 1, "too-long", f"{len(file.lines)} lines; split it, {LINES_MAX} is the limit")


def missing_pragma_once(file):
    if file.path.endswith(".hpp") and "#pragma once" not in file.lines:
        yield file.violation(1, "pragma-once", "start the header with '#pragma once'")


def open_ends(file):
    if _is_tidy_itself(file):
        return
    for number, line in enumerate(file.lines, 1):
        if OPEN_END.search(line):
            yield file.violation(number, "open-end", "finish it, or write TODO(#issue): …")


def machine_paths(file):
    if _is_tidy_itself(file):
        return
    for number, line in enumerate(file.lines, 1):
        if MACHINE_PATH.search(line):
            yield file.violation(number, "machine-path", "use a path relative to the project")


def sleeping_tests(file):
    if _is_tidy_itself(file) or not file.path.startswith("tests/"):
        return
    for number, line in enumerate(file.lines, 1):
        if SLEEP.search(line):
            yield file.violation(number, "sleep", "wait for the event, with a deadline")


def banned_synonyms(file):
    if not file.is_cpp or file.path.startswith(VENUE_WORDS):
        return
    for number, line in enumerate(file.code_lines, 1):
        if line.lstrip().startswith("#include"):
            continue
        for word in WORD.findall(line):
            better = _better_word(word)
            if better:
                yield file.violation(number, "word", f"'{word}': the house says '{better}' (docs/glossary.md)")


def _better_word(identifier):
    if identifier in ("exchange",):  # std::exchange
        return None
    snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", identifier).lower()
    for banned, better in SYNONYMS.items():
        if re.search(rf"(^|_){banned}(_|$)", snake):
            return better
    return None
