"""What a stranger can send: requests that must be refused, with their status, their reason in the metrics and their name.

Some come from one who has only seen a request, some from one who has the token, some from one who has the key as well.
"""

import base64
import os

from push import text
from sealed import APP_ID, OTHER_KEY, TOKEN, body, encrypt, parameters, plain, request, sign


def envelopes(mode):
    """Each Encrypt that must not open, behind a `msg_signature` that is right, by the reason that only the log tells."""
    app_id, message = APP_ID[mode], text("密")
    right = encrypt(plain(message, app_id))
    first = bytearray(plain(message, app_id))
    first[-first[-1]] ^= 1
    return {
        "envelope_base64": [
            right[:-1], "*" + right[1:], right[:64] + "\n" + right[64:], right[:-4] + "A===", "=", "===="],
        "envelope_blocks": [
            *(base64.b64encode(os.urandom(count)).decode() for count in [0, 1, 16, 31, 33, 48, 1000]), right[64:]],
        "envelope_padding": [
            *(encrypt(plain(message, app_id, padding=value)) for value in [0, 33, 34, 64, 128, 255]),
            encrypt(bytes(32)), encrypt(bytes([33]) * 64), encrypt(bytes([255]) * 256), encrypt(bytes(first))],
        "envelope_length": [
            *(encrypt(plain(message, app_id, length)) for length in [2**31 - 1, 2**31, 2**32 - 1, 2**32 - 20, 2**24]),
            encrypt(plain(message, app_id, len(message) + len(app_id) + 1)),
            encrypt(bytes([32]) * 32), encrypt(bytes([16]) * 32), encrypt(bytes([13]) * 32)],
        "envelope_receiver": [
            *(encrypt(plain(message, other)) for other in [
                "", "wx9999999999999999", app_id + "1", app_id[:-1], "1" + app_id, app_id.upper(), app_id + "\0",
                app_id * 2, "密" * 9]),
            *(encrypt(plain(message, app_id, length)) for length in [0, len(message) - 1, len(message) + len(app_id)])],
        "envelope_message": [encrypt(plain(inner, app_id)) for inner in messages()],
    }


def messages():
    """What an Encrypt may hold and is no push."""
    whole = text("密")
    return [
        b"", b" ", b"text", b"<xml>", b"<xml></xml", whole[:-1], b"<html></html>", b"\xff\xfe<xml/>", b"<xml>\0</xml>",
        b"<!DOCTYPE xml [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>" + whole, b"<xml>" * 100 + b"</xml>" * 100,
        b"<?xml version='1.0' encoding='gbk'?>" + whole, b'{"MsgType":"text"', b'{"MsgType":"text"}}', b"[]", b"null",
        b'{"MsgType":"text","MsgType":"event"}', b'{"a":' * 100 + b"1" + b"}" * 100,
        b"<xml><FromUserName>a</FromUserName><FromUserName>b</FromUserName><MsgType>event</MsgType></xml>",
    ]


def downgrades(mode):
    """Past the encryption, in an account that demands it."""
    clear, whole = text("forged"), encrypt(plain(text(), APP_ID[mode]))
    for is_json in [False, True]:
        around = body(whole, is_json)
        for change in [{"encrypt_type": None}, {"encrypt_type": None, "msg_signature": None},
                       *({"encrypt_type": kind} for kind in ["raw", "", "AES", "aes%00", "aes256", "%61es"])]:
            yield 403, "not_encrypted", f"sealed with {change}", request(mode, parameters(whole) | change, around)
        unsigned = parameters(whole) | {"msg_signature": None}
        yield 400, "parameter_missing", "no msg_signature", request(mode, unsigned, around)
    for change in [{}, *({"encrypt_type": kind} for kind in ["raw", "", "aes"]), {"msg_signature": "0" * 40}]:
        yield 403, "not_encrypted", f"in clear with {change}", request(mode, parameters() | change, clear)
    pairs = parameters()
    borrowed = pairs | {"encrypt_type": "aes", "msg_signature": pairs["signature"]}
    yield 403, "not_encrypted", "in clear, signature for msg_signature", request(mode, borrowed, clear)
    yield 403, "signature_for_message", "signature for msg_signature", request(mode, borrowed, body(whole))
    # Over an empty Encrypt the two are the same, and that `signature` was captured.
    for nothing in [b"<xml><Encrypt/></xml>", clear.replace(b"<Content>", b"<Encrypt/><Content>"), b'{"Encrypt":""}']:
        yield 403, "envelope_blocks", "msg_signature over an empty Encrypt", request(mode, borrowed, nothing)
    for nested in [
        b"<xml><a><Encrypt>%s</Encrypt></a></xml>", b"<xml><Content>%s</Content></xml>", b'{"a":{"Encrypt":"%s"}}',
    ]:
        yield 403, "not_encrypted", "Encrypt elsewhere", request(mode, parameters(whole), nested % whole.encode())


def alterations(mode):
    """Of a request that was right."""
    whole, other = (encrypt(plain(text(), APP_ID[mode])) for _ in range(2))
    pairs = parameters(whole)
    for place in [0, 40, len(whole) - 30]:
        letter = "A" if whole[place] != "A" else "B"
        changed = whole[:place] + letter + whole[place + 1 :]
        yield 403, "message_altered", f"letter {place} of the body altered", request(mode, pairs, body(changed))
    yield 403, "message_altered", "another body", request(mode, pairs, body(other))
    right = pairs["msg_signature"]
    for wrong in ["", "0" * 40, right.upper() + "A", right[:-1], right + "0", "%" + right, right[::-1]]:
        changed = pairs | {"msg_signature": wrong}
        yield 403, "message_altered", f"msg_signature {wrong[:3]}…", request(mode, changed, body(whole))
    token = parameters(whole, token="another")
    yield 403, "signature_differs", "another token", request(mode, token, body(whole))
    for age, reason in [(400, "timestamp_too_old"), (-400, "timestamp_in_future"), (10**8, "timestamp_too_old")]:
        yield 403, reason, f"age {age}", request(mode, parameters(whole, age=age), body(whole))
    foreign = encrypt(plain(text(), next(app_id for name, app_id in APP_ID.items() if name != mode)))
    yield 403, "envelope_receiver", "of the other account", request(mode, parameters(foreign), body(foreign))
    for one, two in [(whole, other), (other, whole), (whole, whole)]:
        for content in [
            f"<xml><Encrypt>{one}</Encrypt><Encrypt>{two}</Encrypt></xml>", f'{{"Encrypt":"{one}","Encrypt":"{two}"}}',
        ]:
            yield 400, "document", "two Encrypt", request(mode, pairs, content.encode())
    for broken in [b"<xml><Encrypt>", b"<!DOCTYPE xml>" + body(whole), b'{"Encrypt":"', b"\xff", body(whole) + b"\0"]:
        yield 400, "document", "a broken body", request(mode, pairs, broken)
    yield 400, "body_empty", "no body", request(mode, pairs, b"")


def malformed(mode):
    """Parameters that one reader may take for this and another for that."""
    whole = encrypt(plain(text(), APP_ID[mode])) if mode in APP_ID else None
    content = body(whole) if whole else text()
    pairs = parameters(whole)
    for name in pairs:
        if name != "openid":
            for again in [pairs[name], "1", ""]:
                yield 400, "parameter_repeated", f"{name} twice", request(mode, pairs, content, f"&{name}={again}")
    for more in ["&nonce[]=1", "&signature[]=", "&timestamp[0]=1", "&%6eonce=1", "&nonce%5B%5D=1"]:
        yield 400, "parameter_malformed", more, request(mode, pairs, content, more)
    now = pairs["timestamp"]
    for timestamp in ["", "0", now[:9], now + "0", "+" + now[1:], "-" + now[1:], "0x" + now[2:], now[:9] + "%30"]:
        signed = parameters(whole, timestamp=timestamp)
        yield 400, "parameter_malformed", f"timestamp {timestamp}", request(mode, signed, content)
    for nonce in ["", "a" * 129, "a%20b", "a+b", "a.b", "a,b", "%31", "a;b"]:
        signed = parameters(whole, nonce=nonce)
        yield 400, "parameter_malformed", f"nonce {nonce[:5]}", request(mode, signed, content)
    for name in ["timestamp", "nonce"]:
        yield 400, "parameter_missing", f"no {name}", request(mode, pairs | {name: None}, content)


def joins(mode):
    """All that is rightly signed because a signature is over parts joined, and was captured with others.

    Of these only one reader's parts are of the forms that are taken.
    """
    message = text("x" * 200)
    whole = encrypt(plain(message, APP_ID[mode]))
    # Sorted, it must come behind the nonce and before the token, so that its letters can go to the nonce.
    while not "A" <= whole[0] <= "Z":
        whole = encrypt(plain(message, APP_ID[mode]))
    pairs = parameters(whole, nonce="22222222")
    timestamp, nonce = pairs["timestamp"], pairs["nonce"]
    moved = [(timestamp, nonce + whole[:count], whole[count:]) for count in range(1, len(whole) + 1)]
    moved += [(timestamp, nonce[:-count], nonce[-count:] + whole) for count in range(1, len(nonce) + 1)]
    moved += [(timestamp[:-1], timestamp[-1] + nonce, whole), (timestamp + nonce[:1], nonce[1:], whole)]
    for timestamp, nonce, encrypted in moved:
        if sign(TOKEN, timestamp, nonce, encrypted) == pairs["msg_signature"]:
            yield request(mode, pairs | {"timestamp": timestamp, "nonce": nonce}, body(encrypted))


def under_another_key(mode):
    """What decrypts to noise: which of the checks fails is chance."""
    whole = encrypt(plain(text(), APP_ID[mode]), OTHER_KEY)
    return request(mode, parameters(whole), body(whole))


def noise(mode):
    """Blocks of chance, encrypted rightly; the last byte is often a padding that may be."""
    blocks = bytearray(os.urandom(32 * (1 + os.urandom(1)[0] % 12)))
    if blocks[0] < 200:
        count = 1 + blocks[1] % 32
        blocks[-count:] = bytes([count]) * count
        blocks[16:19] = b"\0\0\0"
    whole = encrypt(bytes(blocks))
    return request(mode, parameters(whole), body(whole, is_json=blocks[2] % 2 == 0))
