"""The servers that are measured: how each is built, and its command."""

import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

from .server import APP_ID, BUILD, CORES, FOLDER, KEY, TOKEN, Server, Unmeasured

WECHATD = FOLDER.parent / ".build/release/wechatd"
# Debian has nginx in a folder that only root has on PATH.
os.environ["PATH"] += ":/usr/sbin"


def run(name, *command):
    """Runs a step of a build, with its output in a file of that name."""
    log = BUILD / f"{name}.log"
    BUILD.mkdir(exist_ok=True)
    with open(log, "w") as output:
        try:
            subprocess.run([str(word) for word in command], stdout=output, stderr=output, check=True)
        except OSError as error:
            raise Unmeasured(f"no {Path(command[0]).name}: {error.strerror}") from None
        except subprocess.CalledProcessError:
            raise Unmeasured(f"{Path(command[0]).name} failed: see {log.relative_to(FOLDER.parent)}") from None


def need(program, package):
    if not shutil.which(program):
        raise Unmeasured(f"no {program}: apt-get install {package}")


def build_tools():
    """The load and the reference."""
    need("gcc", "gcc libc6-dev")
    flags = ["-std=gnu17", "-O2", "-Wall", "-Wextra", "-Werror"]
    run("load", "gcc", *flags, "-o", BUILD / "load", *sorted(FOLDER.glob("Load/*.c")), "-lcrypto")
    libraries = ["-levent_core", "-levent_extra"]
    run("reference", "gcc", *flags, "-o", BUILD / "reference", FOLDER / "Peers/reference.c", *libraries)


def build_wechatd():
    run("wechatd", "swift", "build", "-c", "release", "--product", "wechatd", "--package-path", FOLDER.parent)


def build_async():
    run("async", "swift", "build", "-c", "release", "--package-path", FOLDER)


def _build_go():
    need("go", "golang-go")
    run("go", "go", "build", "-o", BUILD / "echo-go", *sorted(FOLDER.glob("Peers/GoEcho/*.go")))


def _build_hummingbird():
    run("hummingbird", "swift", "build", "-c", "release", "--package-path", FOLDER / "Peers/HummingbirdEcho")


def _build_wechatpy():
    packages = FOLDER / "Peers/wechatpy/requirements.txt"
    installed = BUILD / "python/requirements.txt"
    if not installed.exists() or installed.read_text() != packages.read_text():
        run("venv", "python3", "-m", "venv", "--clear", BUILD / "python")
        run("pip", BUILD / "python/bin/pip", "install", "-r", packages)
        shutil.copy(packages, installed)


def _nginx(port, directory):
    text = (FOLDER / "Peers/nginx.conf").read_text()
    path = directory / "nginx.conf"
    path.write_text(text.replace("@PORT@", str(port)).replace("@DIRECTORY@", str(directory)))
    return ["nginx", "-p", directory, "-c", path, "-e", "stderr", "-g", "daemon off;"]


def _wechatd(port, directory):
    return [WECHATD, "serve", "--config", FOLDER / "wechatd.yaml"]


def _journaling(port, directory):
    return ["env", f"DATA={directory}/data", *_wechatd(port, directory)]


REFERENCE = Server(
    "evhttp, `success`: the reference", lambda port, _: [BUILD / "reference", port], build_tools, echoes=False)
SYNC = Server("wechatd", _wechatd, build_wechatd)
ASYNC = Server(
    "wechatd, `async` handler", lambda port, _: [BUILD / "release/AsyncEcho", FOLDER / "wechatd.yaml"], build_async)
QUIET = Server("wechatd, log off", _wechatd, build_wechatd, variables={"LOG_LEVEL": "critical"})
TWO_LOOPS = Server(
    "wechatd, two loops", _wechatd, build_wechatd, variables={"LOOPS": "2"}, cores=tuple(CORES[:2]))
DURABLE = Server("wechatd, journal durable", _journaling, build_wechatd)
FAST = Server("wechatd, journal fast", _journaling, build_wechatd, variables={"JOURNAL": "fast"})
NGINX = Server("nginx, `return 200`", _nginx, lambda: need("nginx", "nginx"), echoes=False)
GO = Server("Go, net/http", lambda port, _: [BUILD / "echo-go", port, TOKEN], _build_go)
HUMMINGBIRD = Server(
    "Hummingbird 2.28",
    lambda port, _: [FOLDER / "Peers/HummingbirdEcho/.build/release/HummingbirdEcho", port, TOKEN], _build_hummingbird)
WECHATPY = Server(
    "wechatpy 1.8 on uvicorn",
    lambda port, _: [BUILD / "python/bin/python", FOLDER / "Peers/wechatpy/echo.py", port, TOKEN], _build_wechatpy)


def _safe(server, *arguments, **variables):
    """The server in safe mode."""
    return replace(
        server, name=f"{server.name}, safe", load={"key": KEY, "app-id": APP_ID}, variables=variables,
        command=lambda port, directory: [*server.command(port, directory), *arguments])


SAFE_REFERENCE = _safe(REFERENCE)
SAFE = _safe(ASYNC, MODE="safe")
SAFE_GO = _safe(GO, KEY, APP_ID)
SAFE_HUMMINGBIRD = _safe(HUMMINGBIRD, KEY, APP_ID)
SAFE_WECHATPY = _safe(WECHATPY, KEY, APP_ID)
