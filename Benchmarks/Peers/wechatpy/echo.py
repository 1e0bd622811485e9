"""The same work as wechatd's with wechatpy on uvicorn: signature, XML, a reply with the names swapped; with a key in
safe mode.

Usage: echo.py PORT TOKEN [ENCODING_AES_KEY APP_ID]
"""

import sys
from urllib.parse import parse_qs

import uvicorn
import wechatpy
from wechatpy.crypto import WeChatCrypto
from wechatpy.exceptions import InvalidAppIdException, InvalidSignatureException
from wechatpy.replies import create_reply
from wechatpy.utils import check_signature

PORT, TOKEN, *KEY_AND_APP_ID = sys.argv[1:]
CRYPTO = WeChatCrypto(TOKEN, *KEY_AND_APP_ID) if KEY_AND_APP_ID else None


async def read_body(receive):
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return body


def echo(document):
    message = wechatpy.parse_message(document)
    return create_reply(message.content, message).render()


def answer(query, body):
    values = {name: texts[0] for name, texts in parse_qs(query.decode()).items()}
    stamp, nonce = values.get("timestamp"), values.get("nonce")
    try:
        if CRYPTO:
            document = CRYPTO.decrypt_message(body, values.get("msg_signature"), stamp, nonce)
            return 200, CRYPTO.encrypt_message(echo(document), nonce).encode()
        check_signature(TOKEN, values.get("signature"), stamp, nonce)
        return 200, echo(body).encode()
    except (InvalidAppIdException, InvalidSignatureException):
        return 403, b""


async def app(scope, receive, send):
    status, text = answer(scope["query_string"], await read_body(receive))
    headers = [(b"content-type", b"application/xml; charset=utf-8"), (b"content-length", str(len(text)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text})


uvicorn.run(app, port=int(PORT), lifespan="off", access_log=False, log_level="error")
