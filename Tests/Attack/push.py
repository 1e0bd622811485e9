"""Pushes as WeChat sends them, and a plain client that sends them over a socket."""

import hashlib
import itertools
import os
import socket
import struct
import time

from wechatd import PATIENCE, TOKEN


def renumber():
    """Begins to count somewhere, so that no two processes give two pushes the same number."""
    global numbers
    numbers = itertools.count(int.from_bytes(os.urandom(6), "big"))


renumber()
os.register_at_fork(after_in_child=renumber)


def target(token=TOKEN, age=0, path="/wechat"):
    number = next(numbers)
    timestamp, nonce = str(int(time.time()) - age), str(number)
    signature = hashlib.sha1("".join(sorted([token, timestamp, nonce])).encode()).hexdigest()
    openid = f"oK9xD5w_3vTz0Qm1pLr8s{number % 1000}"
    return f"{path}?signature={signature}&timestamp={timestamp}&nonce={nonce}&openid={openid}"


def post(body, where=None, fields=""):
    where = where or target()
    head = f"POST {where} HTTP/1.1\r\nHost: a\r\nContent-Type: text/xml\r\n{fields}Content-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def text(content="你好，我想查一下快递🚚到哪里了", user="oK9xD5w_3vTz0Qm1pLr8sYbN2eUc"):
    return (
        "<xml><ToUserName><![CDATA[gh_2f7a1c9d84be]]></ToUserName>\n"
        f"<FromUserName><![CDATA[{user}]]></FromUserName>\n"
        f"<CreateTime>{int(time.time())}</CreateTime>\n<MsgType><![CDATA[text]]></MsgType>\n"
        f"<Content><![CDATA[{content}]]></Content>\n<MsgId>{next(numbers)}</MsgId>\n</xml>"
    ).encode()


def push():
    """A push that must be answered 200."""
    return post(text())


class Answer:
    """The first answer in the bytes, if it is there whole."""

    def __init__(self, data):
        head, end, _ = data.partition(b"\r\n\r\n")
        lines = head.split(b"\r\n")
        lengths = [int(line[16:]) for line in lines if line.startswith(b"Content-Length: ")]
        self.length = len(head) + 4 + sum(lengths)
        self.is_whole = bool(end) and len(data) >= self.length
        self.bytes = data[: self.length]
        self.status = int(lines[0][9:12]) if self.is_whole else 0
        self.closes = b"Connection: close" in lines


class Client:
    """A connection. What it waits for must come, or it raises BlockingIOError."""

    # The kernel's timeout: Python's own is a system call more for each of a flood's.
    patience = struct.pack("ll", PATIENCE, 0)

    def __init__(self, port, receive_buffer=None):
        self.socket = socket.socket()
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, self.patience)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, self.patience)
        if receive_buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.socket.connect(("127.0.0.1", port))
        self.rest = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def send(self, data):
        self.socket.sendall(data)

    def answer(self):
        """The next answer; ConnectionError when the server has closed or reset the connection instead."""
        while not (answer := Answer(self.rest)).is_whole:
            data = self.socket.recv(65536)
            if not data:
                raise ConnectionError("closed without an answer")
            self.rest += data
        self.rest = self.rest[answer.length :]
        return answer

    def push(self):
        self.send(push())
        return self.answer()

    def reset(self):
        """Closes so that the server gets a reset."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()

    def close(self):
        self.socket.close()
