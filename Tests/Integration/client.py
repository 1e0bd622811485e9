"""An independent client: signs as wechatpy does, reads replies with wechatpy, and asks what WeChat would ask.

client.py PLAIN_PORT TLS_PORT ADMIN_ADDRESS CERTIFICATE

Prints a line for each check: see checks.py.
"""

import http.client
import random
import ssl
import sys
import time

from checks import check, equal, run_checks
from texts import NASTY
from wechatpy import parse_message
from wechatpy.crypto import WeChatCrypto
from wechatpy.replies import deserialize_reply
from wechatpy.utils import WeChatSigner

TOKEN = "exampleTokenChangeMe"
USER = "oIndependentClient_0123456789"
ACCOUNT = "gh_2f7a1c9d84be"

plain, tls, admin, certificate = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4]


class TLSConnection(http.client.HTTPSConnection):
    """To this machine, under the name in the certificate."""

    def connect(self):
        http.client.HTTPConnection.connect(self)
        self.sock = self._context.wrap_socket(self.sock, server_hostname="callback.example.com")


def signed(token=TOKEN, age=0, more="", signature=None):
    timestamp, nonce = str(int(time.time()) - age), str(random.randrange(10**9, 2**32))
    signer = WeChatSigner()
    signer.add_data(token, timestamp, nonce)
    signature = signature or signer.signature
    return f"/wechat?signature={signature}&timestamp={timestamp}&nonce={nonce}&openid={USER}{more}"


def document(fields):
    return (
        f"<xml><ToUserName><![CDATA[{ACCOUNT}]]></ToUserName>\n<FromUserName><![CDATA[{USER}]]></FromUserName>\n"
        f"<CreateTime>{int(time.time())}</CreateTime>\n{fields}\n</xml>"
    ).encode()


def text(content):
    """A text message as WeChat writes it: nothing in the text is escaped."""
    number = random.randrange(2**63, 2**64)
    return document(
        f"<MsgType><![CDATA[text]]></MsgType>\n<Content><![CDATA[{content}]]></Content>\n<MsgId>{number}</MsgId>"
    )


def event(name, key="", more=""):
    return document(
        f"<MsgType><![CDATA[event]]></MsgType>\n<Event><![CDATA[{name}]]></Event>\n"
        f"<EventKey><![CDATA[{key}]]></EventKey>{more}"
    )


def send(method, target, body=None, connection=None):
    mine = connection or http.client.HTTPConnection("127.0.0.1", plain, timeout=30)
    headers = {"User-Agent": "Mozilla/4.0", "Accept": "*/*", "Pragma": "no-cache", "Content-Type": "text/xml"}
    mine.request(method, target, body, headers if body is not None else {})
    answer = mine.getresponse()
    content = answer.read()
    if connection is None:
        mine.close()
    return answer.status, content


def push(body, connection=None):
    status, content = send("POST", signed(), body, connection)
    assert status == 200, status
    return content


def said(body, connection=None):
    """The text that the user sees."""
    content = push(body, connection)
    reply = deserialize_reply(content)
    assert reply.type == "text", reply.type
    assert (reply.source, reply.target) == (ACCOUNT, USER), (reply.source, reply.target)
    assert abs(int(reply.time) - time.time()) < 60, reply.time
    # The other parser of wechatpy, which reads what WeChat sends, sees the same.
    assert parse_message(content).content == reply.content
    return reply.content


@check
def handshake():
    equal(send("GET", signed(more="&echostr=5838479218127813673")), (200, b"5838479218127813673"))
    equal(send("GET", signed(token="wrong", more="&echostr=1"))[0], 403)


@check
def texts_are_echoed_as_they_came():
    for content in NASTY:
        equal(said(text(content)), content)
    equal(said(text("a\x01\x08\x1fb")), "ab")


@check
def following_is_welcomed():
    equal(said(event("subscribe")), "欢迎关注！")
    equal(said(event("subscribe", "qrscene_42", "<Ticket><![CDATA[t]]></Ticket>")), "欢迎关注！你来自：42")


@check
def clicks_and_scans_are_answered():
    equal(said(event("CLICK", "V1001_]]>")), "V1001_]]>")
    result = "<ScanCodeInfo><ScanType>qrcode</ScanType><ScanResult><![CDATA[https://a/?b&c]]></ScanResult></ScanCodeInfo>"
    equal(said(event("scancode_waitmsg", "key", result)), "https://a/?b&c")
    for body in [event("SCAN", "42", "<Ticket>t</Ticket>"), event("unsubscribe"), event("never_heard_of")]:
        equal(push(body), b"success")


@check
def forgeries_are_refused_and_all_alike():
    body = text("a")
    targets = [
        signed(token="wrong"), signed(signature="0" * 40), signed(age=301 + 60), signed(age=-301 - 60), signed(signature="A" * 40),
        signed(more="&encrypt_type=aes&msg_signature=" + "0" * 40),
    ]
    for target in targets:
        equal(send("POST", target, body), (403, b""))
    for target in ["/wechat", signed(more="&nonce=1"), signed(more="&signature[]=1"), "/wechat?signature=&timestamp=&nonce="]:
        equal(send("POST", target, body), (400, b""))
    for body in [b"", b"a", b"<xml>", b"\xff\xfe"]:
        equal(send("POST", signed(), body), (400, b""))


@check
def encrypted_push_is_refused():
    crypto = WeChatCrypto(TOKEN, "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG", "wx0000000000000000")
    encrypted = crypto.encrypt_message(text("a").decode(), "1234567890", str(int(time.time())))
    equal(send("POST", signed(more="&encrypt_type=aes&msg_signature=" + "0" * 40), encrypted.encode()), (403, b""))


@check
def other_paths_are_not_passed_on():
    for path in ["/", "/metrics", "/healthz", "/readyz", "/wechat/", "/wechat2", "/WECHAT"]:
        equal(send("GET", path)[0], 404)
    for path in ["/wechat/../metrics", "/%6detrics", "//metrics"]:
        assert send("GET", path)[0] in (400, 404), path


@check
def too_large_a_push_is_refused():
    equal(send("POST", signed(), text("x" * 70_000))[0], 413)
    equal(push(document("<MsgType>file</MsgType><Title>" + "x" * 60_000 + "</Title><MsgId>1</MsgId>")), b"success")


@check
def five_hundred_pushes_over_one_connection():
    connection = http.client.HTTPConnection("127.0.0.1", plain, timeout=30)
    connection.connect()
    socket = connection.sock
    for number in range(500):
        equal(said(text(f"number {number}"), connection), f"number {number}")
    assert connection.sock is socket, "the connection was closed"
    connection.close()


@check
def tls_is_spoken():
    context = ssl.create_default_context(cafile=certificate)
    connection = TLSConnection("127.0.0.1", tls, timeout=30, context=context)
    equal(said(text("over TLS"), connection), "over TLS")
    connection.close()


@check
def operators_see_the_pushes():
    host, port = admin.split(":")
    connection = http.client.HTTPConnection(host, int(port), timeout=30)
    status, page = send("GET", "/metrics", connection=connection)
    equal(status, 200)
    counts = dict(line.rsplit(" ", 1) for line in page.decode().splitlines() if not line.startswith("#"))
    assert int(counts['wechatd_pushes_total{type="message",kind="text",outcome="replied"}']) > 1_500, counts
    assert int(counts['wechatd_refusals_total{reason="signature_differs"}']) >= 4, counts
    # nginx keeps connections to us open, and needs few.
    assert 1 <= int(counts["wechatd_connections"]) <= 64, counts


run_checks()
