"""nginx with Config/nginx.conf as its comments tell, for plain HTTP, in front of some instances."""

import os
import random
import re
import signal
import socket
import subprocess

from push import Client
from wechatd import PATIENCE, ROOT, eventually


def fixed_port():
    """A free port that stays free: out of those that the kernel gives to outgoing connections."""
    with open("/proc/sys/net/ipv4/ip_local_port_range") as file:
        first = int(file.read().split()[0])
    while True:
        port = random.randrange(first // 2, first)
        with socket.socket() as attempt:
            try:
                attempt.bind(("127.0.0.1", port))
                return port
            except OSError:
                pass


class Proxy:
    """A running nginx."""

    def __init__(self, directory, *instances):
        self.port = fixed_port()
        configuration = os.path.join(directory, "nginx.conf")
        with open(configuration, "w") as file:
            file.write(self.configuration(directory, instances))
        self.process = subprocess.Popen(
            ["nginx", "-p", directory, "-c", configuration, "-e", "stderr", "-g", "daemon off;"],
            stdin=subprocess.DEVNULL)
        eventually("nginx", self.accepts)

    def configuration(self, directory, instances):
        with open(os.path.join(ROOT, "Config/nginx.conf")) as file:
            text = file.read()
        kinds = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        places = "".join(f"{kind}_temp_path {directory}/{kind}; " for kind in kinds)
        for pattern, replacement in [
            (r"^user .*", ""),
            (r"/run/nginx\.pid", f"{directory}/nginx.pid"),
            (r"/var/log/nginx/", f"{directory}/"),
            (r"^ *ssl_.*\n", ""),
            (r"listen 443 ssl;", f"listen 127.0.0.1:{self.port};"),
            (r"^( *)server 127\.0\.0\.1:8080(.*)\n", "".join(rf"\1server 127.0.0.1:{port}\2\n" for port in instances)),
            (r"^http \{", f"http {{ {places}"),
        ]:
            text, count = re.subn(pattern, replacement, text, flags=re.MULTILINE)
            assert count, pattern
        return text

    def accepts(self):
        assert self.process.poll() is None, "nginx has ended"
        try:
            Client(self.port).close()
        except ConnectionError:
            return False
        return True

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(PATIENCE)
