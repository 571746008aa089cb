"""A file system of bounded size for PostgreSQL, which can be filled up and emptied again. Needs root."""

import errno
import os
import pathlib
import shutil
import subprocess
import tempfile

MEGABYTES = 768


class SmallDisk:
    def __init__(self):
        """`folder` is None where it cannot be had; `reason` says why."""
        self.folder, self.reason = None, ""
        if os.getuid() != 0:
            self.reason = "only root can mount a file system"
            return
        folder = pathlib.Path(tempfile.mkdtemp(prefix="trading-disk-"))
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m,mode=755", "tmpfs", str(folder)],
            capture_output=True, text=True, check=False,
        )
        if mounted.returncode != 0:
            folder.rmdir()
            self.reason = f"a tmpfs cannot be mounted: {mounted.stderr.strip()}"
            return
        self.folder = folder

    @property
    def filler(self):
        return self.folder / "filler"

    def fill(self):
        """Takes every free byte."""
        with self.filler.open("ab", buffering=0) as file:
            # The server takes and returns space meanwhile, so the last bytes are found by trying.
            for block in (bytes(1 << 20), bytes(4096)):
                try:
                    while True:
                        file.write(block)
                except OSError as error:
                    if error.errno != errno.ENOSPC:
                        raise

    def empty(self):
        self.filler.unlink(missing_ok=True)

    def remove(self):
        if self.folder is None:
            return
        subprocess.run(["umount", "-l", str(self.folder)], capture_output=True, check=False)
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder = None
