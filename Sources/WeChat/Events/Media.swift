extension PushCatalogue {
    /// Short dramas (短剧), books and live rooms (直播) of a Mini Program.
    static let media: [any PushType.Type] = [
        SecvodUpload.self, SecvodAudit.self, SecbookAudit.self, WxaliveFollowNotify.self,
        WxalivePushMessageNotify.self,
    ]
}

/// A file of a drama is uploaded.
public struct SecvodUpload: Notice {
    public static let kinds: [Kind] = .events("secvod_upload_event")
    public static let example = """
        <upload_event><media_id>20001</media_id><source_context>ep-1</source_context><errcode>0</errcode>\
        <errmsg>ok</errmsg></upload_event>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    private var upload: Fields { fields.inside("upload_event") }

    /// The file's id.
    public var mediaID: String { upload.trimmed("media_id") }
    /// What the uploader has given along.
    public var sourceContext: String { upload["source_context"] ?? "" }
    /// 0 when it has come; else the error.
    public var errorCode: Int? { upload.integer("errcode") }
    /// The error in words.
    public var errorMessage: String { upload["errmsg"] ?? "" }
}

/// How far the check of a drama or book is.
public struct MediaAudit: Sendable {
    /// The raw fields.
    public let fields: Fields
    /// 1 under way, 2 refused for good, 3 passed, 4 refused and to be submitted again.
    public var status: Int? { fields.integer("status") }
    /// What is checked: 0 a new drama, 1 the drama once more, 2 episodes in the place of others, 3 what is said about it;
    /// nil for books.
    public var type: Int? { fields.integer("audit_type") }
    /// When it began, in seconds since 1970.
    public var createTime: Int? { fields.integer("create_time") }
    /// When it was decided, in seconds since 1970.
    public var auditTime: Int? { fields.integer("audit_time") }
}

/// The check of a drama goes on.
public struct SecvodAudit: Notice {
    public static let kinds: [Kind] = .events("secvod_audit_event")
    public static let example = """
        <audit_event><drama_id>20001</drama_id><source_context>ep-1</source_context><audit_detail><status>3</status>\
        <audit_type>0</audit_type><create_time>1714030000</create_time><audit_time>1714031000</audit_time>\
        </audit_detail></audit_event>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    private var audit: Fields { fields.inside("audit_event") }

    /// The drama's id.
    public var dramaID: String { audit.trimmed("drama_id") }
    /// What was given along when it was submitted; nil when nothing was.
    public var sourceContext: String? { audit.nonEmpty("source_context") }
    /// The check.
    public var detail: MediaAudit? { audit.object("audit_detail").map { MediaAudit(fields: $0) } }
}

/// The check of a book goes on.
public struct SecbookAudit: Notice {
    public static let kinds: [Kind] = .events("secbook_audit_event")
    public static let example = """
        <audit_event><book_id>bk-1</book_id><audit_detail><status>3</status><create_time>1714030000</create_time>\
        <audit_time>1714031000</audit_time></audit_detail></audit_event>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    private var audit: Fields { fields.inside("audit_event") }

    /// The book's id.
    public var bookID: String { audit.trimmed("book_id") }
    /// The check.
    public var detail: MediaAudit? { audit.object("audit_detail").map { MediaAudit(fields: $0) } }
}

/// A user has subscribed to a live room or taken that back.
public struct WxaliveFollowNotify: Notice {
    public static let kinds: [Kind] = .events("wxalive_follow_notify")
    public static let example = """
        <FollowNotify><room_id>42</room_id><user_openid>oK9xD5w_3vTz0Qm1pLr8sYbN2eUc</user_openid>\
        <time>1714030000</time><live_status>101</live_status><action>add_follow</action></FollowNotify>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    // By WeChat's sample; by its table the fields have nothing around them.
    private var follow: Fields { fields.inside("FollowNotify") }

    /// The room's id.
    public var roomID: String { follow.trimmed("room_id") }
    /// The user's openid.
    public var userOpenID: String { follow.trimmed("user_openid") }
    /// When, in seconds since 1970.
    public var time: Int? { follow.integer("time") }
    /// 101 live, 102 not begun, 103 ended.
    public var liveStatus: Int? { follow.integer("live_status") }
    /// `add_follow` or `del_follow`.
    public var action: String { follow.trimmed("action") }
}

/// A live room's subscribers are told that it begins.
public struct WxalivePushMessageNotify: Notice {
    public static let kinds: [Kind] = .events("wxalive_push_message_notify")
    public static let example = """
        <PushMessageApiNotify><message_id>msg-1</message_id><room_id>42</room_id><total_count>100</total_count>\
        <success_count>95</success_count><openid_error_count>1</openid_error_count>\
        <relation_error_count>2</relation_error_count><user_recv_limit_count>1</user_recv_limit_count>\
        <internal_error_count>1</internal_error_count></PushMessageApiNotify>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    // By WeChat's sample; by its table the fields have nothing around them.
    private var result: Fields { fields.inside("PushMessageApiNotify") }

    /// The message's id.
    public var messageID: String { result.trimmed("message_id") }
    /// The room's id.
    public var roomID: String { result.trimmed("room_id") }
    /// Users it was for.
    public var totalCount: Int? { result.integer("total_count") }
    /// Users who got it.
    public var successCount: Int? { result.integer("success_count") }
    /// Users whose openid is wrong.
    public var openIDErrorCount: Int? { result.integer("openid_error_count") }
    /// Users who have not subscribed.
    public var relationErrorCount: Int? { result.integer("relation_error_count") }
    /// Users who have had as many messages as they may.
    public var limitedCount: Int? { result.integer("user_recv_limit_count") }
    /// Users who did not get it because of an error of WeChat's.
    public var internalErrorCount: Int? { result.integer("internal_error_count") }
}
