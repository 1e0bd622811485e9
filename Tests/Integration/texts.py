"""What users can send to break what is around it."""

NASTY = [
    "你好", "]]>", "]]]]>>", "<![CDATA[a]]>", "a ]]></Content> b", "</xml>", "<xml><MsgType>event</MsgType></xml>",
    "&amp; &lt; & <", "\"'`$(reboot)`", "😀👨‍👩‍👧‍👦🇨🇳", "a\nb\n\nc", "a\tb", "مرحبا \u200f \u202e", "e\u0301\u0301",
    "0", "null", "x" * 2048, "中" * 682, "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]>&b;", "%s%n{}\\",
    "＜xml＞", "\ufffd", "\\u0041\\", "{\"Content\":\"a\"}", "<Encrypt>a</Encrypt>",
    "]]></Content><Encrypt><![CDATA[a]]></Encrypt>",
]
