"""Stands between a service and PostgreSQL and understands just enough to cut the connection during a COMMIT.

Frontend messages are {type, length, body}; the first one, of the connection, has no type. A COMMIT is the simple query
"COMMIT". It is cut only in a transaction that wrote an order.
"""

import pathlib
import shutil
import socket
import struct
import tempfile
import threading

PORT_FILE = ".s.PGSQL.5432"
BEFORE_REPLY = "before_reply"  # The COMMIT reached the server; its answer is not even waited for.
AFTER_REPLY = "after_reply"    # The server has said that it committed; that is not passed on.


class PostgresProxy:
    def __init__(self, sockets):
        """`sockets` is the folder in which the real server listens."""
        self.target = str(pathlib.Path(sockets) / PORT_FILE)
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="trading-proxy-"))
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(str(self.folder / PORT_FILE))
        self.listener.listen(16)
        self.mutex = threading.Lock()
        self.moment = None
        self.struck = threading.Event()
        threading.Thread(target=self._accept, daemon=True).start()

    def url(self, user):
        return f"postgresql:///trading?host={self.folder}&user={user}"

    def arm(self, moment):
        with self.mutex:
            self.moment = moment
            self.struck.clear()

    def close(self):
        self.listener.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client):
        server = socket.socket(socket.AF_UNIX)
        try:
            server.connect(self.target)
        except OSError:
            client.close()
            return
        link = _Link(self, client, server)
        threading.Thread(target=link.pump_answers, daemon=True).start()
        link.pump_questions()

    def take_moment(self):
        """The armed moment, once."""
        with self.mutex:
            moment, self.moment = self.moment, None
            return moment


class _Link:
    def __init__(self, proxy, client, server):
        self.proxy, self.client, self.server = proxy, client, server
        self.holds_answers = threading.Event()
        self.has_order = False

    def pump_questions(self):
        try:
            self._forward_startup()
            while True:
                head = self._read(5)
                body = self._read(struct.unpack("!I", head[1:])[0] - 4)
                self._look_at(head[:1], body)
                self.server.sendall(head + body)
                if self.cut_after_sending:
                    self._cut()
        except (OSError, ConnectionError):
            self._end()

    def _forward_startup(self):
        self.cut_after_sending = False
        length = self._read(4)
        self.server.sendall(length + self._read(struct.unpack("!I", length)[0] - 4))

    def _look_at(self, kind, body):
        if kind == b"B" and b"write_order" in body:
            self.has_order = True
        if kind != b"Q" or not body.upper().startswith(b"COMMIT"):
            return
        has_order, self.has_order = self.has_order, False
        moment = self.proxy.take_moment() if has_order else None
        self.cut_after_sending = moment == BEFORE_REPLY
        if moment == AFTER_REPLY:
            self.holds_answers.set()

    def pump_answers(self):
        try:
            while True:
                data = self.server.recv(65536)
                if not data:
                    raise ConnectionError
                if self.holds_answers.is_set():
                    self._cut()
                    return
                self.client.sendall(data)
        except (OSError, ConnectionError):
            self._end()

    def _cut(self):
        self._end()
        self.proxy.struck.set()
        raise ConnectionError

    def _end(self):
        for end in (self.client, self.server):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def _read(self, count):
        data = b""
        while len(data) < count:
            part = self.client.recv(count - len(data))
            if not part:
                raise ConnectionError
            data += part
        return data
