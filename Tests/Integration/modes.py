"""An independent client for every mode: wechatpy seals the pushes and opens the replies, and asks what WeChat would ask.

modes.py PORT LOG ROUND_TRIPS

PORT is nginx's, LOG the file that wechatd writes. Prints a line for each check: see checks.py.
"""

import sys
import time

from account import KEY, TOKEN, USER, Account, document, event, message, read, text
from checks import check, equal, run_checks
from texts import NASTY
from trips import Trips

Account.port, log, round_trips = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])

safe = Account("/safe", "wx1111111111111111")
compatible = Account("/compatible", "wx2222222222222222")
mini = Account("/mini", "wx3333333333333333")
platform = Account("/platform/wx8888888888888888/messages", "wx5555555555555555")
authorizations = Account("/platform/authorizations", "wx5555555555555555")
cloud = Account("/cloud", "wx6666666666666666")
plain = Account("/plain", "wx7777777777777777")

SUCCESS = (200, b"success")
FORMATS = [False, True]  # whether it is JSON


@check
def handshakes_are_answered_in_clear():
    for account in [safe, compatible, mini, platform, plain]:
        answer = account.send(account.query(echostr="5838479218127813673"))
        equal((answer.outcome, answer.type), ((200, b"5838479218127813673"), "text/plain; charset=utf-8"))
        equal(account.send(account.query(signature="0" * 40, echostr="1")).outcome, (403, b""))


@check
def texts_are_echoed_as_they_came():
    for account in [safe, compatible]:
        for is_json in FORMATS:
            for content in NASTY:
                equal(account.said(account.push(text(content), is_json), is_json), content)
            equal(account.said(account.push(text("a\x01\x08\x1fb"), is_json), is_json), "ab")


@check
def events_are_answered():
    for account in [safe, compatible]:
        for is_json in FORMATS:
            for fields, said in [
                (event("subscribe", EventKey=""), "欢迎关注！"),
                (event("subscribe", EventKey="qrscene_42", Ticket="t"), "欢迎关注！你来自：42"),
                (event("CLICK", EventKey="V1001_]]>"), "V1001_]]>"),
            ]:
                equal(account.said(account.push(fields, is_json), is_json), said)


@check
def success_is_never_sealed():
    for account in [safe, compatible]:
        for is_json in FORMATS:
            for fields in [text(""), event("SCAN", EventKey="42"), event("unsubscribe"), event("never_heard_of")]:
                answer = account.push(fields, is_json)
                equal((answer.outcome, answer.type), (SUCCESS, "text/plain; charset=utf-8"))


@check
def results_are_sealed():
    asked = event("transport_get_agent_pos", shop_id="1")
    equal(read(mini.open(mini.push(asked, True), True), True), {"resultcode": -1, "resultmsg": "not handled"})
    reply = read(safe.open(safe.push(event("GET_QUOTA", BizID="1"))))
    equal((reply["ToUserName"], reply["Event"], reply["ResultCode"]), (USER, "GET_QUOTA", "-1"))


@check
def what_opens_a_push_seals_its_reply():
    for token in ["exampleTokenOfToday", "exampleTokenOfYesterday"]:
        for key in ["ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789abcdefg", KEY]:
            account = Account("/rotated", "wx4444444444444444", token, key)
            for is_json in FORMATS:
                equal(account.said(account.push(text("密"), is_json), is_json), "密")
    equal(Account("/rotated", "wx4444444444444444", TOKEN).push(text("a")).outcome, (403, b""))
    unknown = Account("/rotated", "wx4444444444444444", "exampleTokenOfToday", "Z" * 43)
    equal(unknown.push(text("a")).outcome, (403, b""))


@check
def only_what_was_encrypted_counts():
    for is_json in FORMATS:
        lie = text("forged") | {"FromUserName": "oForger", "ToUserName": "gh_forged"}
        equal(compatible.said(compatible.push(text("真"), is_json, clear=lie), is_json), "真")
        equal(compatible.push(event("unsubscribe"), is_json, clear=lie).outcome, SUCCESS)
        forged = event("CLICK", EventKey="forged")
        equal(compatible.said(compatible.push(text("真"), is_json, clear=forged), is_json), "真")
        for account in [safe, compatible]:
            equal(account.send(account.query(), document(lie, is_json)).outcome, (403, b""))


@check
def a_mini_program_is_answered_by_customer_service():
    equal(mini.push(text("你好"), is_json=True).outcome, SUCCESS)
    end = time.monotonic() + 30
    mistake = '"account":"wx3333333333333333","kind":"text"'
    while not any(mistake in line and "a handler's reply is not acceptable: a text reply" in line for line in open(log)):
        assert time.monotonic() < end, "no line about it"
        time.sleep(0.02)
    equal(mini.push(text("a")).outcome, (400, b""))


@check
def a_platform_gets_the_pushes_of_others():
    envelope = {"AppId": platform.app_id}
    equal(platform.said(platform.push(text("你好"), clear=envelope)), "你好")
    ticket = {"AppId": platform.app_id, "CreateTime": int(time.time()), "ComponentVerifyTicket": "ticket@@@a"}
    for info in ["component_verify_ticket", "authorized", "unauthorized", "never_heard_of"]:
        for account in [authorizations, platform]:
            equal(account.push({"InfoType": info} | ticket, clear=envelope).outcome, SUCCESS)
    # It is encrypted for the platform, and not for the account that it is about.
    other = Account(platform.path, "wx8888888888888888")
    equal(other.push(text("a"), clear=envelope).outcome, (403, b""))
    for path in ["/platform//messages", "/platform/messages", "/platform/a/b/messages", "/platform/wx8/messages/"]:
        equal(Account(path, platform.app_id).push(text("a")).status, 404)


@check
def cloud_hosting_needs_no_signature():
    for probe in ['{"action":"CheckContainerPath"}', "<xml><action>CheckContainerPath</action></xml>", "CheckContainerPath",
                  '{ "action" : "CheckContainerPath" }\n', "<xml><action><![CDATA[CheckContainerPath]]></action></xml>"]:
        equal(cloud.send("", probe).outcome, (200, b""))
        for account in [safe, compatible, mini, platform, plain]:
            assert account.send("", probe, x_wx_source="other").status in (400, 403), probe
    for is_json in FORMATS:
        body = document(text("云"), is_json)
        for headers in [{"x_wx_source": "wx_client"}, {"x_wx_sources": "other"}]:
            answer = cloud.send("", body, x_wx_openid=USER, x_wx_appid=cloud.app_id, **headers)
            equal(read(answer.content, is_json)["Content"], "云")
        equal(cloud.send("", body).outcome, (400, b""))
        equal(cloud.send(cloud.query(), body, x_wx_source="other").outcome, (403, b""))
        for account in [safe, compatible, mini, platform, plain]:
            equal(account.send("", body, x_wx_source="other", x_wx_openid=USER).status in (400, 403), True)


@check
def plaintext_in_json():
    answer = plain.send(plain.query(), document(text("明文"), is_json=True))
    equal((answer.status, answer.type, read(answer.content, is_json=True)["Content"]), (200, "application/json", "明文"))
    equal(plain.send(plain.query(), document(text("a"))).outcome, (400, b""))
    equal(plain.push(text("a"), is_json=True).outcome, (403, b""))


@check
def many_round_trips_make_no_difference():
    trips = Trips([safe, compatible])
    for _ in range(round_trips):
        trips.make()
    print(f"note\t{trips}", flush=True)
    equal(trips.differences, [])
    assert round_trips < 1000 or trips.has_all_paddings, "a padding has not occurred"


run_checks()
