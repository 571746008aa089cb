"""The whole system as processes on this machine: a private PostgreSQL, the simulator and the services."""

import pathlib
import shutil

from .grpc_client import ROOT, GrpcClient
from .okx_client import OkxClient
from .private_postgres import PrivatePostgres
from .processes import Process, ports_in_use, wait_until

# The ports that deployment/config names; the whole set moves together.
PORTS = {
    "gateway facts": 17001, "gateway snapshots": 17002, "execution facts": 17011, "execution snapshots": 17012,
    "intents": 17013, "control gRPC": 17100, "execution gRPC": 17101, "strategy gRPC": 17102, "gateway gRPC": 17103,
    "killer gRPC": 17104, "gateway http": 17201, "strategy http": 17202, "execution http": 17203, "control http": 17204,
    "simulator http": 17205, "killer http": 17206, "simulator": 17300, "simulator admin": 17301,
}
CONTROL = f"127.0.0.1:{PORTS['control gRPC']}"
SERVICES = ("gateway", "execution", "strategy", "control")
KILLER = "killer"
JOURNALLED = ("gateway", "execution", "strategy")
START_SECONDS = 30


class System:
    def __init__(self, binaries, folder, simulator_options=(), environment=None, config=ROOT / "deployment/config"):
        self.binaries = pathlib.Path(binaries).resolve()
        self.folder = pathlib.Path(folder).resolve()
        self.config = pathlib.Path(config)
        self.simulator_options = list(simulator_options)
        self.environment = dict(environment or {})
        self.journal = self.folder / "journal"
        self.postgres = None
        self.processes = {}
        self.keys = {}

    def start(self, say=lambda text: None):
        used = {name: port for name, port in PORTS.items() if port in ports_in_use(PORTS.values())}
        if used:
            raise RuntimeError(
                "these ports are in use: " + ", ".join(f"{port} ({name})" for name, port in used.items())
                + "; stop what listens there (is another demo running?)"
            )
        shutil.rmtree(self.journal, ignore_errors=True)
        say("starting a private PostgreSQL")
        self.postgres = self.make_postgres()
        self.postgres.start()
        say("starting the simulator")
        self._start_simulator()
        # A latch of an earlier run would kill this one.
        self.latch.unlink(missing_ok=True)
        for service in self.services():
            say(f"starting {service}")
            self.start_service(service)
        wait_until(self._all_run_or_fail, START_SECONDS, "the start of all services")

    def make_postgres(self):
        return PrivatePostgres(self.folder / "postgres")

    @property
    def latch(self):
        return self.folder / "killer.latch"

    def services(self):
        """The killer is no part of trading: a build of some programs only may leave it out."""
        return [*SERVICES, *([KILLER] if self.program(KILLER).exists() else [])]

    def program(self, service):
        return self.binaries / f"trading-{service}"

    def _start_simulator(self):
        simulator = Process(
            "simulator",
            [self.binaries / "trading-simulator", "--config", self.config / "simulator.yaml", "--print-env", *self.simulator_options],
            self.folder / "logs/simulator.log",
        )
        simulator.log.unlink(missing_ok=True)
        self.processes["simulator"] = simulator
        simulator.start()
        wait_until(lambda: self._read_keys() or not simulator.is_running, START_SECONDS, "the start of the simulator")
        if not self.keys:
            raise RuntimeError("the simulator did not start:\n" + simulator.last_lines())

    def _read_keys(self):
        names = ("REST_URL", "WS_URL", "API_KEY", "API_SECRET", "API_PASSPHRASE")
        found = {}
        for line in self.processes["simulator"].log.read_text(errors="replace").splitlines():
            name, _, value = line.partition("=")
            if name in names:
                found[name] = value.strip()
        if len(found) == len(names):
            self.keys = found
        return bool(self.keys)

    def service_environment(self):
        journals = {f"TRADING_{name.upper()}_JOURNAL_FOLDER": str(self.journal / name) for name in JOURNALLED}
        return {
            **journals,
            **self.environment,
            "TRADING_DATABASE_URL": self.postgres.url,
            "TRADING_OKX_API_KEY": self.keys["API_KEY"],
            "TRADING_OKX_API_SECRET": self.keys["API_SECRET"],
            "TRADING_OKX_API_PASSPHRASE": self.keys["API_PASSPHRASE"],
            # The simulator's second key of the account.
            "TRADING_OKX_KILLER_API_KEY": self.keys["API_KEY"] + "-killer",
            "TRADING_OKX_KILLER_API_SECRET": self.keys["API_SECRET"] + "-killer",
            "TRADING_OKX_KILLER_API_PASSPHRASE": self.keys["API_PASSPHRASE"] + "-killer",
            "TRADING_KILLER_LATCH_FILE": str(self.latch),
        }

    def start_service(self, service):
        if service not in self.processes:
            log = self.folder / f"logs/{service}.log"
            log.unlink(missing_ok=True)
            self.processes[service] = Process(
                service,
                [self.program(service), "--config", self.config / f"{service}.yaml"],
                log,
                self.service_environment(),
            )
        self.processes[service].start()

    def _all_run_or_fail(self):
        for process in self.processes.values():
            if not process.is_running:
                raise RuntimeError(f"{process.name} ended with {process.exit_code}:\n{process.last_lines()}")
        return not set(self.services()) - set(self.processes) and control_port_is_open()

    def operator(self):
        return GrpcClient(CONTROL, "control_service")

    def killer(self):
        return GrpcClient(f"127.0.0.1:{PORTS['killer gRPC']}", "killer_service")

    def simulator_admin(self):
        return GrpcClient(f"127.0.0.1:{PORTS['simulator admin']}", "simulator_service")

    def venue(self):
        return OkxClient(
            self.keys["REST_URL"], self.keys["API_KEY"], self.keys["API_SECRET"], self.keys["API_PASSPHRASE"]
        )

    def stop(self):
        """Stops everything in order; answers the names of those that had to be killed."""
        killed = []
        for name in ("control", "strategy", "execution", "gateway", "killer", "simulator"):
            process = self.processes.get(name)
            if process is None or process.child is None:
                continue
            process.ask_to_stop()
            if not process.wait_stopped():
                killed.append(name)
        if self.postgres:
            self.postgres.remove()
        return killed


def control_port_is_open():
    return bool(ports_in_use([PORTS["control gRPC"]]))
