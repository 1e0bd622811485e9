"""What stands between a server and the C library (shim.c), and does as it is told."""

import mmap
import os
import shutil
import struct
import subprocess

ACCEPT, RECEIVE, SEND, WRITE, SYNC = (1 << bit for bit in range(5))
DATABASE, LOG, INDEX, EVENT, SOCKET = (1 << bit for bit in range(5))
DIE_BEFORE, DIE_BEHIND = -1, -2
ALWAYS = 2**31 - 1
FIELDS = ["calls", "files", "awaits", "first", "times", "what", "seen", "done", "room"]  # in shim.c's order


class Shim:
    """Orders, for as many servers as come one after the other. `environment` is what these need."""

    def __init__(self, directory):
        library, file = os.path.join(directory, "shim.so"), os.path.join(directory, "orders")
        source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "shim.c")
        command = [shutil.which("cc") or "clang", "-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o", library, source]
        subprocess.run(command, check=True)
        with open(file, "w+b") as orders:
            orders.truncate(4096)
            self.orders = mmap.mmap(orders.fileno(), 4096)
        self.environment = {"LD_PRELOAD": library, "DURABLE_SHIM": file}

    def __getitem__(self, name):
        return struct.unpack_from("i", self.orders, 4 * FIELDS.index(name))[0]

    def __setitem__(self, name, value):
        struct.pack_into("i", self.orders, 4 * FIELDS.index(name), value)

    def order(self, calls, files, what, first=1, times=1, awaits=False):
        """The n-th of these calls for these files fails, or is the last; from the next push on, if it `awaits` one."""
        self.clear()
        wanted = {"files": files, "awaits": int(awaits), "first": first, "times": times, "what": what, "calls": calls}
        for name, value in wanted.items():
            self[name] = value

    def clear(self):
        for name in FIELDS:
            self[name] = 0
