"""Starting, watching and stopping our processes."""

import os
import pathlib
import signal
import socket
import subprocess
import time

STOP_SECONDS = 30


class Process:
    """One program with its log file; remembers how to start it again."""

    def __init__(self, name, command, log, environment=None):
        self.name = name
        self.command = [str(part) for part in command]
        self.log = pathlib.Path(log)
        self.environment = {**os.environ, **(environment or {})}
        self.child = None
        self.starts = 0

    def start(self):
        if self.is_running:  # A second one would leave the first one without anybody to stop it.
            raise RuntimeError(f"{self.name} runs already")
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as output:
            self.child = subprocess.Popen(
                self.command, stdout=output, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, env=self.environment,
                # Ctrl-C goes to the terminal's group; we stop our children ourselves, in order.
                start_new_session=True,
            )
        self.starts += 1

    @property
    def is_running(self):
        return self.child is not None and self.child.poll() is None

    @property
    def exit_code(self):
        return None if self.child is None else self.child.poll()

    def kill(self):
        if self.is_running:
            os.killpg(self.child.pid, signal.SIGKILL)
            self.child.wait()

    def ask_to_stop(self):
        if self.is_running:
            self.child.send_signal(signal.SIGTERM)

    def wait_stopped(self, seconds=STOP_SECONDS):
        """Whether it ended by itself; it is killed otherwise."""
        if self.child is None:
            return True
        try:
            self.child.wait(timeout=seconds)
            return True
        except subprocess.TimeoutExpired:
            self.kill()
            return False

    def last_lines(self, count=15):
        if not self.log.exists():
            return ""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-count:])


def wait_until(condition, seconds, what, pause=0.05):
    """Polls until `condition` is true; says what did not happen otherwise."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return
        time.sleep(pause)
    raise TimeoutError(f"{what} did not happen within {seconds} s")


def ports_in_use(ports):
    """Those of the given loopback ports that something already listens on."""
    used = []
    for port in ports:
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                used.append(port)
    return used
