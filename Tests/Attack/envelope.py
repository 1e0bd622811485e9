"""Forged, altered and hostile pushes in plaintext, compatible and safe mode: each is refused for its own reason, which
only the log and the metrics tell. With the token, or even the key, somebody learns no more from an answer than without.
"""

import re
import threading

from forgeries import alterations, downgrades, envelopes, joins, malformed, noise, under_another_key
from push import Client, post, target, text
from sealed import ACCOUNTS, APP_ID, KEY, USER, body, decrypt, encrypt, parameters, plain, request, sealed
from wechatd import TOKEN, Server, eventually

# What no log may hold.
PRIVATE = re.compile(rf"signature=|nonce=|timestamp=|openid|Encrypt>|密|forged|{TOKEN}|{KEY}|{USER}")
# All that may be seen of a refusal, beside the time.
REFUSALS = {
    400: b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n",
    403: b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n",
}
# What the log says to a person, by the reason in the metrics.
WORDS = {
    "envelope_base64": "Encrypt is not base64",
    "envelope_blocks": "no whole number of blocks",
    "envelope_padding": "does not open (padding)",
    "envelope_length": "does not open (length)",
    "envelope_receiver": "the push is for wx9999999999999999, which is not this account's appid",
    "envelope_message": "what Encrypt holds is not a push",
}
RACERS = 8


def run(report, directory, options):
    with Server(directory, accounts=ACCOUNTS, requests_per_connection=1_000_000) as server:
        with Client(server.port) as client:
            attacker = Attacker(server, client)
            attacker.push()
            for mode in ["wechat", *APP_ID]:
                attacker.expect_all(malformed(mode))
                handshakes(attacker, mode)
            plaintext(attacker)
            for mode in APP_ID:
                attacker.expect_all(downgrades(mode))
                attacker.expect_all(alterations(mode))
            behind_the_signature(report, attacker, 1_000 if options.quick else 50_000)
            attacker.push()
        wrong = "; ".join(attacker.wrong)
        report.want(f"{attacker.count} attacks, {wrong or 'none'} not refused as it must be (none)", not wrong)
        raced(report, server)
        reasons(report, server)
        with open(server.log) as log:
            private = [line for line in log if PRIVATE.search(line)]
        report.want(f"{server.log_lines()} lines in the log, {private or 'none'} private (none)", not private)
        report.want(f"exit {server.terminate()[0]} (0)", server.process.returncode == 0)


class Attacker:
    """Sends one attack after the other, with genuine pushes between, and keeps what was wrong."""

    def __init__(self, server, client):
        self.server, self.client = server, client
        self.refusals = server.refusals()
        self.count, self.wrong = 0, []

    def send(self, request):
        """The status, and all of the answer but the time."""
        self.client.send(request)
        answer = self.client.answer()
        return answer.status, re.sub(rb"\r\nDate: [^\r]*", b"", answer.bytes)

    def refuse(self, name, request, *statuses):
        """Sends a request that must be refused, and the caller told nothing but a status."""
        self.count += 1
        status, answer = self.send(request)
        if status not in statuses or answer != REFUSALS[status]:
            self.wrong.append(f"{name}: {answer}, not {statuses}")
        return answer

    def expect(self, status, reason, name, request):
        """The same, for a reason that only operators see."""
        answer = self.refuse(name, request, status)
        before, self.refusals = self.refusals, self.server.refusals()
        reasons = [label for label, count in self.refusals.items() if count != before.get(label, 0)]
        if reasons != [reason]:
            self.wrong.append(f"{name}: for {reasons}, not {reason}")
        return answer

    def expect_all(self, attacks):
        for attack in attacks:
            self.expect(*attack)

    def accept(self, name, request, expected=b""):
        """Sends what is right."""
        status, answer = self.send(request)
        if status != 200 or expected not in answer:
            self.wrong.append(f"{name}: {answer}, not 200 with {expected}")
        return answer

    def push(self):
        """Genuine pushes in every mode, answered to the user that they are from."""
        to_user = f"<ToUserName><![CDATA[{USER}]]></ToUserName>"
        self.accept("a genuine push in plaintext mode", post(text()), to_user.encode())
        for mode in APP_ID:
            answer = self.accept(f"a genuine push in {mode} mode", sealed(mode, text()), b"<Encrypt>")
            found = re.search(rb"<Encrypt><!\[CDATA\[(.*?)\]\]>", answer)
            if not found or to_user not in decrypt(found[1]):
                self.wrong.append(f"a genuine push in {mode} mode: {answer}")


def handshakes(attacker, mode):
    """An echostr comes from outside and goes back as it is."""
    def get(pairs, more):
        query = "&".join(f"{name}={value}" for name, value in pairs.items())
        return f"GET /{mode}?{query}{more} HTTP/1.1\r\nHost: a\r\n\r\n".encode()

    harmless = b"Content-Type: text/plain; charset=utf-8\r\nX-Content-Type-Options: nosniff\r\nContent-Length: 19\r\n\r\n"
    attacker.accept("a handshake", get(parameters(), "&echostr=5838479218127813673"), harmless + b"5838479218127813673")
    for echo in ["", "%3Cscript%3Ealert(1)%3C/script%3E", "a%0d%0aSet-Cookie:b", "a" * 129, "<b>", "a+b", "a.b", "\"a\""]:
        attacker.expect(400, "parameter_malformed", f"echostr {echo}", get(parameters(), f"&echostr={echo}"))
    attacker.expect(400, "parameter_missing", "no echostr", get(parameters(), ""))
    attacker.expect(400, "parameter_repeated", "two echostr", get(parameters(), "&echostr=1&echostr=1"))
    attacker.expect(403, "signature_differs", "an echostr unsigned", get(parameters(token="another"), "&echostr=1"))
    attacker.expect(403, "timestamp_too_old", "an old echostr", get(parameters(age=400), "&echostr=1"))


def plaintext(attacker):
    """The signature covers nothing of the body: a timestamp and a nonce are good for one push, which may come again."""
    first, where = text("a"), target()
    attacker.accept("a push", post(first, where))
    for other in [text("forged"), first + b" ", b" " + first, first.replace(b"CDATA[a]", b"CDATA[b]"), b""]:
        reason = "pair_used" if other else "body_empty"
        attacker.expect(403 if other else 400, reason, "another push on a used pair", post(other, where))
    attacker.accept("the same push again", post(first, where))
    where = target()
    attacker.accept("a handshake", f"GET {where}&echostr=1 HTTP/1.1\r\nHost: a\r\n\r\n".encode())
    attacker.expect(403, "pair_used", "a push on a handshake's pair", post(text("forged"), where))
    for age, reason in [(400, "timestamp_too_old"), (-400, "timestamp_in_future")]:
        attacker.expect(403, reason, f"age {age}", post(text(), target(age=age)))
    attacker.expect(403, "signature_differs", "another token", post(text(), target(token="another")))
    whole = encrypt(plain(text(), "wx0000000000000000"))
    attacker.expect(403, "encrypted", "a sealed push", request("wechat", parameters(whole), body(whole)))


def behind_the_signature(report, attacker, count):
    """Whatever is wrong behind a right msg_signature."""
    answers, before, joined = set(), attacker.count, 0
    for mode in APP_ID:
        for reason, encrypts in envelopes(mode).items():
            for encrypted in encrypts:
                for is_json in [False, True]:
                    bad = request(mode, parameters(encrypted), body(encrypted, is_json))
                    answers.add(attacker.expect(403, reason, f"{reason}, {encrypted[:20]}…", bad))
    for mode in APP_ID:
        for _ in range(50):
            answers.add(attacker.refuse("another key", under_another_key(mode), 403))
        for _ in range(count):
            answers.add(attacker.refuse("noise", noise(mode), 403))
        for bad in joins(mode):
            joined += 1
            attacker.refuse("joined otherwise", bad, 400, 403)
    report.want(f"{joined} rightly signed joins (> 100)", joined > 100)
    signed = attacker.count - before - joined
    report.want(f"behind {signed} right msg_signatures {len(answers)} answer in bytes (1)", len(answers) == 1)


def raced(report, server):
    """Different pushes on one pair at one time, over connections that belong to different loops."""
    rounds, accepted, refused = 20, 0, 0
    for _ in range(rounds):
        statuses, where, start = [], target(), threading.Barrier(RACERS)

        def race(content):
            with Client(server.port) as client:
                start.wait()
                client.send(post(content, where))
                statuses.append(client.answer().status)

        racers = [threading.Thread(target=race, args=[text()]) for _ in range(RACERS)]
        for racer in racers:
            racer.start()
        for racer in racers:
            racer.join()
        accepted += statuses.count(200)
        refused += statuses.count(403)
    is_right = accepted == rounds and refused == rounds * (RACERS - 1)
    report.want(f"of {RACERS} pushes on each of {rounds} pairs {accepted} accepted ({rounds})", is_right)


def reasons(report, server):
    """Each failure has its line, for an operator to act on; a line is not for each, so send until it is there."""
    attacks = envelopes("safe")

    def is_told(reason, words):
        encrypted = attacks[reason][1]
        with Client(server.port) as client:
            client.send(request("safe", parameters(encrypted), body(encrypted)))
            client.answer()
        with open(server.log) as log:
            return any(words in line and '"account":"wx1111111111111111"' in line for line in log)

    for reason, words in WORDS.items():
        eventually(f"the log to say: {words}", lambda: is_told(reason, words), pause=0.05)
    report.say(f"{len(WORDS)} failures told apart in the log")
