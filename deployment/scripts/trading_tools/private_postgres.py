"""A PostgreSQL cluster of our own: no system service, works as root too."""

import os
import pathlib
import pwd
import shutil
import subprocess
import tempfile

BINARIES = pathlib.Path("/usr/lib/postgresql/15/bin")
SERVER_USER = "postgres"


class PrivatePostgres:
    """A cluster in `folder`, reachable only through a socket folder of its own; started new and empty."""

    def __init__(self, folder, settings=()):
        """`settings` are further ones of the server: "name=value"."""
        self.settings = list(settings)
        self.as_root = os.getuid() == 0
        self.sockets = pathlib.Path(tempfile.mkdtemp(prefix="trading-pg-"))
        self.folder = self._reachable(pathlib.Path(folder).resolve())
        self.log = self.folder / "server.log"
        self.user = SERVER_USER if self.as_root else pwd.getpwuid(os.getuid()).pw_name
        self.is_running = False

    def _reachable(self, folder):
        """The server refuses to run as root, and its own user may not be able to enter a folder of root's."""
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        if not self.as_root:
            return folder
        allowed = subprocess.run(["runuser", "-u", SERVER_USER, "--", "test", "-x", str(folder)], check=False)
        if allowed.returncode != 0:
            folder.rmdir()
            folder = self.sockets / "cluster"
            folder.mkdir()
        for path in (folder, self.sockets):
            shutil.chown(path, SERVER_USER)
        return folder

    def _run(self, *command):
        prefix = ["runuser", "-u", SERVER_USER, "--"] if self.as_root else []
        return subprocess.run([*prefix, *command], capture_output=True, text=True, check=False, cwd="/")

    def _must(self, *command):
        done = self._run(*command)
        if done.returncode != 0:
            raise RuntimeError(f"postgres: {pathlib.Path(command[0]).name} failed: {done.stderr.strip() or done.stdout.strip()}")
        return done.stdout

    def start(self):
        data = self.folder / "data"
        if not data.exists():
            self._must(str(BINARIES / "initdb"), "-D", str(data), "-A", "trust", "-U", self.user, "-E", "UTF8", "--locale=C")
        options = f"-c listen_addresses='' -c unix_socket_directories='{self.sockets}' -c max_connections=50"
        options += "".join(f" -c {setting}" for setting in self.settings)
        self._must(
            str(BINARIES / "pg_ctl"), "-D", str(data), "-l", str(self.log), "-o", options, "-w", "-t", "30", "start"
        )
        self.is_running = True
        if self.query_value("SELECT count(*) FROM pg_database WHERE datname = 'trading'", database="postgres") == "0":
            self._must("/usr/bin/createdb", "-h", str(self.sockets), "-U", self.user, "trading")

    def stop(self, mode="fast"):
        if self.is_running:
            self._run(str(BINARIES / "pg_ctl"), "-D", str(self.folder / "data"), "-m", mode, "-w", "stop")
            self.is_running = False

    def remove(self):
        self.stop()
        shutil.rmtree(self.sockets, ignore_errors=True)

    @property
    def url(self):
        return f"postgresql:///trading?host={self.sockets}&user={self.user}"

    def rows(self, query, database="trading"):
        """The rows of a query as lists of text."""
        done = self._run(
            "/usr/bin/psql", "-h", str(self.sockets), "-U", self.user, "-d", database, "-X", "-q", "-A", "-t",
            "-F", "\x1f", "-c", query,
        )
        if done.returncode != 0:
            raise RuntimeError(f"postgres: {done.stderr.strip()}")
        return [line.split("\x1f") for line in done.stdout.splitlines() if line]

    def query_value(self, query, database="trading"):
        rows = self.rows(query, database)
        return rows[0][0] if rows else ""
