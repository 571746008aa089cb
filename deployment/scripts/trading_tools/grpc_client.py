"""Our gRPC services for scripts. The stubs are generated from proto/ when they are missing or older than it."""

import importlib
import pathlib
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[3]

# A service that comes back is to be noticed at once; gRPC's own pauses grow to minutes.
RECONNECT_QUICKLY = [
    ("grpc.initial_reconnect_backoff_ms", 100),
    ("grpc.min_reconnect_backoff_ms", 100),
    ("grpc.max_reconnect_backoff_ms", 500),
]


def _generate(folder):
    contracts = sorted((ROOT / "proto/trading/v1").glob("*.proto"))
    newest = max(path.stat().st_mtime for path in contracts)
    stamp = folder / "stamp"
    if stamp.exists() and stamp.stat().st_mtime >= newest:
        return
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    plugin = shutil.which("grpc_python_plugin") or "/usr/bin/grpc_python_plugin"
    subprocess.run(
        ["/usr/bin/protoc", f"--proto_path={ROOT / 'proto'}", f"--python_out={folder}", f"--grpc_out={folder}",
         f"--plugin=protoc-gen-grpc={plugin}", *[str(path) for path in contracts]],
        check=True,
    )
    stamp.touch()


class GrpcClient:
    """Calls the methods of one service of trading.v1 by name: `call("GetStatus")`."""

    def __init__(self, target, contract, folder=ROOT / "build/python_proto"):
        """`contract` is the file's name without ending: control_service."""
        _generate(pathlib.Path(folder))
        if str(folder) not in sys.path:
            sys.path.insert(0, str(folder))
        import grpc  # Debian's python3-grpcio

        self.messages = importlib.import_module(f"trading.v1.{contract}_pb2")
        services = importlib.import_module(f"trading.v1.{contract}_pb2_grpc")
        self.name = "".join(word.capitalize() for word in contract.split("_"))
        self.channel = grpc.insecure_channel(target, options=RECONNECT_QUICKLY)
        self.stub = getattr(services, self.name + "Stub")(self.channel)
        self.error = grpc.RpcError

    def call(self, method, timeout=5, **fields):
        # Messages of two services with the same method are named after their service too.
        own = getattr(self.messages, self.name + method + "Request", None)
        request = (own or getattr(self.messages, method + "Request"))(**fields)
        return getattr(self.stub, method)(request, timeout=timeout)
