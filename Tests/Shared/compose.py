"""Config/compose.yaml is what its parts are: its files, its variables, its nginx and its Redis are tried one by one."""

import os
import re
import shlex
import subprocess

import table
import yaml

from wechatd import BINARY, ROOT, eventually

INSTANCES = ["wechatd-1", "wechatd-2"]


def run(report, directory, _):
    text = read("Config/compose.yaml")
    document = yaml.safe_load(text)
    services = document["services"]
    report.want(f"services {', '.join(services)}", sorted(services) == sorted(["nginx", "redis", *INSTANCES]))
    checks = {
        "references": references(document), "files": files(text, services), "names of variables": variables(services),
        "instances": instances(services, directory), "nginx": nginx(services["nginx"], directory),
        "redis-server": redis(services["redis"], directory)}
    table.head("of Config/compose.yaml", "wrong")
    for name, wrong in checks.items():
        table.row(name, "; ".join(wrong) or "nothing")
        report.want(f"{name}: {len(wrong)} wrong (0)", not wrong)


def read(path):
    with open(os.path.join(ROOT, path)) as file:
        return file.read()


def references(document):
    """Volumes and services that are named and not there."""
    services = document["services"].values()
    named = {source for service in services for source, _ in mounts(service) if not source.startswith(".")}
    awaited = {name for service in services for name in service.get("depends_on", [])}
    unknown = (named ^ set(document["volumes"])) | (awaited - set(document["services"]))
    return [f"{name} is not declared" for name in unknown]


def mounts(service):
    """The source and the place of each volume."""
    return [volume.split(":")[:2] for volume in service.get("volumes", [])]


def files(text, services):
    """Files that are neither shipped nor said to be made."""
    made = re.findall(r"mkdir (\S+)", text)
    sources = {source for service in services.values() for source, _ in mounts(service) if source.startswith("./")}
    return [
        f"no {source}" for source in sorted(sources)
        if not os.path.exists(os.path.join(ROOT, "Config", source)) and source[2:] not in made]


def variables(services):
    """Variables that Config/wechatd.yaml does not know."""
    known = set(re.findall(r"WECHATD_[A-Z_]+", read("Config/wechatd.yaml")))
    named = {name for instance in INSTANCES for name in environment(services[instance])}
    return [f"{name} is unknown" for name in named - known]


def environment(service):
    return service.get("environment", {})


def instances(services, directory):
    """What an instance needs is at places that the image has; its name and its journal are its own."""
    wrong, image = [], read("Dockerfile")
    for name in INSTANCES:
        service, places = services[name], dict(mounts(services[name]))
        if service["hostname"] != name:
            wrong.append(f"{name} is called {service['hostname']}")
        if places.get(name) != environment(service).get("WECHATD_DATA"):
            wrong.append(f"{name} has its journal elsewhere")
        wrong += [f"{name} has nothing at {place}" for place in places.values() if place not in image]
        wrong += rejected(name, service, directory)
    return wrong


def rejected(name, service, directory):
    """What `check` says of the configuration with the service's variables; nothing when that is right."""
    own = {key: value for key, value in environment(service).items() if value is not None}
    data = os.path.join(directory, name)
    os.mkdir(data)
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("WECHATD_")}
    done = subprocess.run(
        [BINARY, "check", "--config", os.path.join(ROOT, "Config/wechatd.yaml")],
        env=inherited | own | {"WECHATD_DATA": data}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return [f"{name}: {done.stdout.strip()}"] if done.returncode else []


def nginx(service, directory):
    """What nginx says of the configuration that the service's command makes, with names and a certificate that exist."""
    shell, option, script = service["command"]
    places = dict(mounts(service))
    made = os.path.join(directory, "nginx.conf")
    tls = os.path.join(directory, "tls")
    certify(tls)
    make, _, start = script.replace("/run/nginx.conf", made).replace(
        places["./nginx.conf"], os.path.join(ROOT, "Config/nginx.conf")).partition(" && exec ")
    subprocess.run([shell, option, make], check=True)
    with open(made) as file:
        text = file.read()
    wrong = [f"{name} is not asked" for name in INSTANCES if f"server {name}:8080 max_fails" not in text]
    for pattern, replacement in {
        places["./tls"]: tls, "/run/nginx.pid": os.path.join(directory, "nginx.pid"), "/var/log/nginx": directory,
    }.items():
        text = text.replace(pattern, replacement)
    text = re.sub(r"(?m)^user .*", "", text)
    kinds = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    text = text.replace("http {", "http {" + "".join(f"{kind}_temp_path {directory}/{kind};" for kind in kinds), 1)
    for number, name in enumerate(INSTANCES, 1):
        text = text.replace(f"server {name}:", f"server 127.0.0.{number}:")
    with open(made, "w") as file:
        file.write(text)
    command = shlex.split(start)
    done = subprocess.run(
        [*command, "-t", "-e", "stderr"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return wrong + ([done.stdout.strip()] if done.returncode else [])


def certify(tls):
    os.mkdir(tls)
    files = ["-out", os.path.join(tls, "callback.pem"), "-keyout", os.path.join(tls, "callback.key")]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=callback"]
    subprocess.run(command + files, check=True, stderr=subprocess.DEVNULL)


def redis(service, directory):
    """What is not so in a Redis of the service's command: what is acknowledged is kept, and nothing is evicted."""
    command = shlex.split(service["command"])
    socket = os.path.join(directory, "compose.sock")
    process = subprocess.Popen(
        [*command, "--port", "0", "--unixsocket", socket, "--dir", directory], stdout=subprocess.DEVNULL)
    try:
        eventually("Redis", lambda: os.path.exists(socket))
        wanted = {"appendonly": "yes", "maxmemory-policy": "noeviction", "maxmemory": str(512 << 20)}
        return [f"{key} is {found}" for key, value in wanted.items() if (found := setting(socket, key)) != value]
    finally:
        process.kill()
        process.wait()


def setting(socket, key):
    command = ["redis-cli", "-s", socket, "CONFIG", "GET", key]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.split("\n")[1]
