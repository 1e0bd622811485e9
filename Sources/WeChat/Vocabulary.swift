import XML

extension DocumentVocabulary {
    /// The names of WeChat's pushes that the reader must know.
    static let wechat = DocumentVocabulary(
        singles: [
            "ToUserName", "FromUserName", "CreateTime", "MsgType", "Event", "EventKey", "MsgId", "MsgID", "Content",
            "Encrypt", "InfoType", "AppId", "ScanCodeInfo", "SendLocationInfo",
        ],
        freeTexts: [
            "Content", "Label", "Poiname", "Title", "Description", "Url", "Recognition", "ScanResult", "EventKey",
            "SessionFrom", "PagePath",
        ])
}
