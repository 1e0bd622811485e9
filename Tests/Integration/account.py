"""An account in one of WeChat's modes. wechatpy seals what we are sent and opens what we answer."""

import base64
import http.client
import json
import random
import time
from xml.etree import ElementTree

from wechatpy.crypto import WeChatCrypto
from wechatpy.utils import WeChatSigner

TOKEN = "exampleTokenOfAllModes"
KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
USER = "oIndependentClient_0123456789"
ORIGINAL_ID = "gh_2f7a1c9d84be"


def signature(*parts):
    signer = WeChatSigner()
    signer.add_data(*parts)
    return signer.signature


def document(fields, is_json=False):
    """Fields as WeChat writes them: nothing in a text is escaped in XML."""
    if is_json:
        return json.dumps(fields, ensure_ascii=False)
    return "<xml>" + "\n".join(
        f"<{name}>{value}</{name}>" if isinstance(value, int) else f"<{name}><![CDATA[{value}]]></{name}>"
        for name, value in fields.items()) + "</xml>"


def read(content, is_json=False):
    """The fields of a document."""
    if is_json:
        return json.loads(content)
    return {element.tag: element.text or "" for element in ElementTree.fromstring(content)}


def message(**fields):
    common = {"ToUserName": ORIGINAL_ID, "FromUserName": USER, "CreateTime": int(time.time())}
    return common | fields


def text(content):
    return message(MsgType="text", Content=content, MsgId=random.randrange(2**63, 2**64))


def event(name, **fields):
    return message(MsgType="event", Event=name, **fields)


class Answer:
    def __init__(self, answer):
        self.status, self.type, self.content = answer.status, answer.getheader("Content-Type"), answer.read()

    @property
    def outcome(self):
        return self.status, self.content


class Account:
    """As WeChat knows it."""

    port = None  # nginx's

    def __init__(self, path, app_id, token=TOKEN, key=KEY):
        self.path, self.app_id, self.token = path, app_id, token
        self.crypto = WeChatCrypto(token, key, app_id)

    def query(self, encrypt=None, **changes):
        """A signed one; with `msg_signature` for an Encrypt. None takes a parameter out."""
        timestamp, nonce = str(int(time.time())), str(random.randrange(10**9, 2**32))
        parameters = {
            "signature": signature(self.token, timestamp, nonce), "timestamp": timestamp, "nonce": nonce, "openid": USER}
        if encrypt is not None:
            right = signature(self.token, timestamp, nonce, encrypt)
            parameters |= {"encrypt_type": "aes", "msg_signature": right}
        parameters |= changes
        return "&".join(f"{name}={value}" for name, value in parameters.items() if value is not None)

    def encrypt(self, content):
        """The Encrypt of a message."""
        return read(self.crypto.encrypt_message(content, "1", "1"))["Encrypt"]

    def send(self, query, body=None, connection=None, **headers):
        """With a body as WeChat posts it."""
        mine = connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        if body is not None:
            kind = "application/json" if body.lstrip().startswith("{") else "text/xml"
            headers |= {"User-Agent": "Mozilla/4.0", "Accept": "*/*", "Pragma": "no-cache", "Content-Type": kind}
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        method = "GET" if body is None else "POST"
        mine.request(method, f"{self.path}?{query}", body and body.encode(), names)
        answer = Answer(mine.getresponse())
        if connection is None:
            mine.close()
        return answer

    def push(self, fields, is_json=False, clear=None):
        """Sends a message sealed; in compatible mode with what stands in clear beside it."""
        encrypt = self.encrypt(document(fields, is_json))
        envelope = (clear or {"ToUserName": ORIGINAL_ID}) | {"Encrypt": encrypt}
        return self.send(self.query(encrypt), document(envelope, is_json))

    def open(self, answer, is_json=False):
        """The message in a sealed answer."""
        kind = "application/json" if is_json else "text/xml; charset=utf-8"
        assert (answer.status, answer.type) == (200, kind), (answer.type, *answer.outcome)
        envelope = read(answer.content, is_json)
        assert list(envelope) == ["Encrypt", "MsgSignature", "TimeStamp", "Nonce"], envelope
        # Numbers in JSON, as WeChat's own example has them.
        assert not is_json or [type(value) for value in envelope.values()] == [str, str, int, str], envelope
        right, timestamp, nonce = envelope["MsgSignature"], str(envelope["TimeStamp"]), envelope["Nonce"]
        assert abs(int(timestamp) - time.time()) < 60, timestamp
        return self.crypto.decrypt_message(envelope, right, timestamp, nonce)

    def said(self, answer, is_json=False):
        """The text that the user sees."""
        reply = read(self.open(answer, is_json), is_json)
        assert (reply["FromUserName"], reply["ToUserName"]) == (ORIGINAL_ID, USER), reply
        assert reply["MsgType"] == "text" and abs(int(reply["CreateTime"]) - time.time()) < 60, reply
        return reply["Content"]

    def padding(self, encrypt, content):
        """How many bytes pad a message in its Encrypt."""
        return len(base64.b64decode(encrypt)) - 20 - len(content.encode()) - len(self.app_id)
