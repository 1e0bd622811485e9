"""Pushes of compatible and safe mode, sealed by hand, so that any part of them can be wrong."""

import base64
import hashlib
import json
import os
import struct
import time

from Crypto.Cipher import AES

from push import numbers, post
from wechatd import TOKEN

KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
OTHER_KEY = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789abcdefg"
USER = "oK9xD5w_3vTz0Qm1pLr8sYbN2eUc"
APP_ID = {"safe": "wx1111111111111111", "compatible": "wx2222222222222222"}

# Behind the account of Config/wechatd.yaml.
ACCOUNTS = "".join(
    f"  - path: /{mode}\n    app_id: {app_id}\n    token: {TOKEN}\n    mode: {mode}\n    encoding_aes_key: {KEY}\n"
    for mode, app_id in APP_ID.items())


def plain(message, receiver, length=None, padding=None):
    """What is encrypted; with a false length, or with bytes of that value as padding."""
    length = len(message) if length is None else length
    content = os.urandom(16) + struct.pack(">I", length) + message + receiver.encode()
    count = 32 - len(content) % 32
    return content + bytes([count if padding is None else padding]) * count


def encrypt(blocks, key=KEY):
    secret = base64.b64decode(key + "=")
    return base64.b64encode(AES.new(secret, AES.MODE_CBC, secret[:16]).encrypt(blocks)).decode()


def decrypt(text, key=KEY):
    """The message."""
    secret = base64.b64decode(key + "=")
    blocks = AES.new(secret, AES.MODE_CBC, secret[:16]).decrypt(base64.b64decode(text))
    return blocks[20 : 20 + struct.unpack(">I", blocks[16:20])[0]].decode()


def sign(*parts):
    return hashlib.sha1("".join(sorted(parts)).encode()).hexdigest()


def parameters(encrypted=None, token=TOKEN, age=0, timestamp=None, nonce=None):
    """Those of a request; with a `msg_signature` that is right for an Encrypt."""
    timestamp = str(int(time.time()) - age) if timestamp is None else timestamp
    nonce = str(next(numbers)) if nonce is None else nonce
    pairs = {"signature": sign(token, timestamp, nonce), "timestamp": timestamp, "nonce": nonce, "openid": USER}
    if encrypted is not None:
        pairs |= {"encrypt_type": "aes", "msg_signature": sign(token, timestamp, nonce, encrypted)}
    return pairs


def body(encrypted, is_json=False):
    if is_json:
        return json.dumps({"ToUserName": "gh_2f7a1c9d84be", "Encrypt": encrypted}).encode()
    return (
        "<xml>\n    <ToUserName><![CDATA[gh_2f7a1c9d84be]]></ToUserName>\n"
        f"    <Encrypt><![CDATA[{encrypted}]]></Encrypt>\n</xml>").encode()


def request(mode, pairs, content, more=""):
    """A push to the account of a mode; None takes a parameter out."""
    query = "&".join(f"{name}={value}" for name, value in pairs.items() if value is not None)
    return post(content, f"/{mode}?{query}{more}")


def sealed(mode, message, is_json=False):
    """A push as it must be."""
    encrypted = encrypt(plain(message, APP_ID[mode]))
    return request(mode, parameters(encrypted), body(encrypted, is_json))
