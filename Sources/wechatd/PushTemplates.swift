/// A push of each typed kind as WeChat sends it. Time, id and the two parties are filled in when it is sent.
enum PushTemplates {
    /// What stands between the common fields and the end, by the kind's name. `location` and `LOCATION` are two.
    static let fields: [(kind: String, fields: String)] = [
        ("text", "<Content><![CDATA[你好，我想查一下快递🚚到哪里了]]></Content>"),
        (
            "image",
            "<PicUrl><![CDATA[http://mmbiz.qpic.cn/mmbiz_jpg/example/0]]></PicUrl><MediaId><![CDATA[media-id]]></MediaId>"
        ),
        ("voice", "<MediaId><![CDATA[media-id]]></MediaId><Format><![CDATA[amr]]></Format>"),
        ("video", "<MediaId><![CDATA[media-id]]></MediaId><ThumbMediaId><![CDATA[thumb-id]]></ThumbMediaId>"),
        ("shortvideo", "<MediaId><![CDATA[media-id]]></MediaId><ThumbMediaId><![CDATA[thumb-id]]></ThumbMediaId>"),
        (
            "location",
            """
            <Location_X>22.540503</Location_X><Location_Y>113.934528</Location_Y><Scale>16</Scale>\
            <Label><![CDATA[深圳市南山区深南大道10000号]]></Label>
            """
        ),
        (
            "link",
            """
            <Title><![CDATA[公众平台官网链接]]></Title><Description><![CDATA[公众平台官网链接]]></Description>\
            <Url><![CDATA[https://mp.weixin.qq.com/]]></Url>
            """
        ),
        (
            "file",
            """
            <Title><![CDATA[报价单.pdf]]></Title><Description><![CDATA[]]></Description><FileKey><![CDATA[file-key]]></FileKey>\
            <FileMd5><![CDATA[1b5f7c23b5bf75682a53e7b6d163e185]]></FileMd5><FileTotalLen>20480</FileTotalLen>
            """
        ),
        ("subscribe", "<EventKey><![CDATA[qrscene_123]]></EventKey><Ticket><![CDATA[gQFq8DwAAAAA]]></Ticket>"),
        ("unsubscribe", "<EventKey><![CDATA[]]></EventKey>"),
        ("SCAN", "<EventKey><![CDATA[123]]></EventKey><Ticket><![CDATA[gQFq8DwAAAAA]]></Ticket>"),
        (
            "LOCATION",
            "<Latitude>22.540503</Latitude><Longitude>113.934528</Longitude><Precision>65.000000</Precision>"
        ),
        ("CLICK", "<EventKey><![CDATA[V1001_TODAY]]></EventKey>"),
        ("VIEW", "<EventKey><![CDATA[https://example.com/]]></EventKey><MenuId>448521073</MenuId>"),
        (
            "view_miniprogram",
            "<EventKey><![CDATA[pages/index/index]]></EventKey><MenuId><![CDATA[448521073]]></MenuId>"
        ),
        ("scancode_push", scan),
        ("scancode_waitmsg", scan),
        ("pic_sysphoto", pictures),
        ("pic_photo_or_album", pictures),
        ("pic_weixin", pictures),
        (
            "location_select",
            """
            <EventKey><![CDATA[rselfmenu_2_0]]></EventKey><SendLocationInfo><Location_X><![CDATA[23.103571]]></Location_X>\
            <Location_Y><![CDATA[113.324587]]></Location_Y><Scale><![CDATA[15]]></Scale>\
            <Label><![CDATA[ 广州市海珠区新港中路397号]]></Label><Poiname><![CDATA[]]></Poiname></SendLocationInfo>
            """
        ),
        ("TEMPLATESENDJOBFINISH", "<MsgID>200163836</MsgID><Status><![CDATA[success]]></Status>"),
        (
            "MASSSENDJOBFINISH",
            """
            <MsgID>1000001625</MsgID><Status><![CDATA[err(30003)]]></Status><TotalCount>0</TotalCount>\
            <FilterCount>0</FilterCount><SentCount>0</SentCount><ErrorCount>0</ErrorCount><CopyrightCheckResult>\
            <Count>1</Count><ResultList><item><ArticleIdx>1</ArticleIdx><UserDeclareState>0</UserDeclareState>\
            <AuditState>2</AuditState><OriginalArticleUrl><![CDATA[https://mp.weixin.qq.com/s/a]]></OriginalArticleUrl>\
            <OriginalArticleType>1</OriginalArticleType><CanReprint>1</CanReprint>\
            <NeedReplaceContent>1</NeedReplaceContent><NeedShowReprintSource>1</NeedShowReprintSource></item>\
            </ResultList><CheckState>2</CheckState></CopyrightCheckResult><ArticleUrlResult><Count>1</Count><ResultList>\
            <item><ArticleIdx>1</ArticleIdx><ArticleUrl><![CDATA[https://mp.weixin.qq.com/s/b]]></ArticleUrl></item>\
            </ResultList></ArticleUrlResult>
            """
        ),
    ]

    private static let scan = """
        <EventKey><![CDATA[rselfmenu_0_1]]></EventKey><ScanCodeInfo><ScanType><![CDATA[barcode]]></ScanType>\
        <ScanResult><![CDATA[CODE_128,6954767423579]]></ScanResult></ScanCodeInfo>
        """

    private static let pictures = """
        <EventKey><![CDATA[rselfmenu_1_0]]></EventKey><SendPicsInfo><Count>1</Count><PicList><item>\
        <PicMd5Sum><![CDATA[1b5f7c23b5bf75682a53e7b6d163e185]]></PicMd5Sum></item></PicList></SendPicsInfo>
        """

    /// The kinds that are messages; the others are events.
    static let messages: Set = ["text", "image", "voice", "video", "shortvideo", "location", "link", "file"]
}
