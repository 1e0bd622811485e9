"""The same work as wechatd's with wechatpy on uvicorn: signature, XML, a reply with the names swapped.

Usage: echo.py PORT TOKEN
"""

import sys
from urllib.parse import parse_qs

import uvicorn
import wechatpy
from wechatpy.exceptions import InvalidSignatureException
from wechatpy.replies import create_reply
from wechatpy.utils import check_signature

PORT, TOKEN = int(sys.argv[1]), sys.argv[2]


async def read_body(receive):
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return body


def answer(query, body):
    values = {name: texts[0] for name, texts in parse_qs(query.decode()).items()}
    try:
        check_signature(TOKEN, values.get("signature"), values.get("timestamp"), values.get("nonce"))
    except InvalidSignatureException:
        return 403, b""
    message = wechatpy.parse_message(body)
    return 200, create_reply(message.content, message).render().encode()


async def app(scope, receive, send):
    status, text = answer(scope["query_string"], await read_body(receive))
    headers = [(b"content-type", b"application/xml; charset=utf-8"), (b"content-length", str(len(text)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text})


uvicorn.run(app, port=PORT, lifespan="off", access_log=False, log_level="error")
