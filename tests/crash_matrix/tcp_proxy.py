"""A wire between two of our processes that can be cut without either end noticing: bytes wait, nothing is closed."""

import select
import socket
import threading

BOTH, TO_SERVER, TO_CLIENT = "both", "to_server", "to_client"


class TcpProxy:
    def __init__(self, target_port):
        self.target = ("127.0.0.1", target_port)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.open = {TO_SERVER: threading.Event(), TO_CLIENT: threading.Event()}
        self.heal()
        self.bytes = 0
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self, direction=BOTH):
        for name, gate in self.open.items():
            if direction in (BOTH, name):
                gate.clear()

    def heal(self):
        for gate in self.open.values():
            gate.set()

    def close(self):
        self.heal()
        self.listener.close()

    def _accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._join, args=(client,), daemon=True).start()

    def _join(self, client):
        self.open[TO_SERVER].wait()
        try:
            server = socket.create_connection(self.target)
        except OSError:
            client.close()
            return
        threading.Thread(target=self._pump, args=(client, server, TO_SERVER), daemon=True).start()
        self._pump(server, client, TO_CLIENT)

    def _pump(self, source, sink, direction):
        try:
            while True:
                select.select([source], [], [])
                self.open[direction].wait()
                data = source.recv(65536)
                if not data:
                    break
                self.bytes += len(data)
                sink.sendall(data)
        except OSError:
            pass
        for end in (source, sink):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
