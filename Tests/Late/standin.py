"""A stand-in for WeChat's API on a thread of its own. What goes wrong is the account's, by the path of its API's address."""

import collections
import http.server
import json
import socket
import struct
import threading
import time


class Fault:
    """What becomes of the calls of one account: `outcomes` of `send` one after the other, then `last`.

    An outcome is an errcode, or `500`, `lost` (done, then 500), `slow`, `reset`, `silent`, `stale` (40001 until there is a
    new token) or `ok`.
    """

    def __init__(self, *outcomes, last="ok", token="ok"):
        self.outcomes, self.last, self.token = collections.deque(outcomes), last, token

    def next(self):
        return self.outcomes.popleft() if self.outcomes else self.last


class Account:
    """What was called for one account."""

    def __init__(self, fault):
        self.fault = fault
        self.lock = threading.Lock()
        self.tokens = 0
        self.sends = []  # time, user and text of each call
        self.messages = []  # the same of each that has reached its user

    def seen(self, user):
        return [text for _, receiver, text in self.messages if receiver == user]


class StandIn:
    """The API, in a `with` block. `faults` are by the account's name, which its address ends with."""

    def __init__(self, faults):
        self.accounts = {name: Account(fault) for name, fault in faults.items()}
        accounts = self.accounts

        class Handler(_Handler):
            by_name = accounts

        self.server = _Server(("127.0.0.1", 0), Handler)

    def base(self, name):
        return f"http://127.0.0.1:{self.server.server_port}/{name}"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, args=[0.05], daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 512

    def handle_error(self, *_):
        """A client that has gone is no news."""


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    by_name = None

    def log_message(self, *_):
        pass

    def do_POST(self):
        document = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        path, _, query = self.path.partition("?")
        _, name, call = path.split("/", 2)
        account = self.by_name[name]
        if call == "cgi-bin/stable_token":
            self.give_token(account, document)
        elif call == "cgi-bin/message/custom/send":
            self.take(account, document, query)
        else:
            self.answer({"errcode": 0, "errmsg": "ok"})

    def give_token(self, account, document):
        with account.lock:
            account.tokens += 1
            # The first that is asked for behind a refusal is another, without force too.
            token = f"token{account.tokens}"
        if account.fault.token != "ok" and account.tokens <= account.fault.token[1]:
            return self.fail(account.fault.token[0])
        self.answer({"access_token": token, "expires_in": 7200})

    def take(self, account, document, query):
        record = (time.monotonic(), document["touser"], document["text"]["content"])
        with account.lock:
            account.sends.append(record)
            outcome = account.fault.next()
            if outcome == "stale":
                outcome = 40001 if query == "access_token=token1" else "ok"
            if outcome in ("ok", "lost", "slow", "late"):
                account.messages.append(record)
        if outcome in ("slow", "late"):
            time.sleep(3 if outcome == "slow" else 15)
        if outcome in ("ok", "slow", "late"):
            return self.answer({"errcode": 0, "errmsg": "ok"})
        self.fail(outcome)

    def fail(self, outcome):
        if outcome in (500, "lost"):
            return self.answer({}, 500)
        if isinstance(outcome, int):
            return self.answer({"errcode": outcome, "errmsg": f"error {outcome} rid: 65f0c1a2"})
        if outcome == "silent":
            time.sleep(60)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        self.connection.close()

    def answer(self, document, status=200):
        body = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
