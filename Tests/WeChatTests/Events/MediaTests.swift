import Testing

@testable import WeChat

struct MediaTests {
    @Test func aFileIsUploaded() throws {
        let event = try SecvodUpload.fromExample()
        #expect([event.mediaID, event.sourceContext, event.errorMessage] == ["20001", "ep-1", "ok"])
        #expect(event.errorCode == 0)
    }

    @Test func aDramaIsChecked() throws {
        let event = try SecvodAudit.fromExample()
        #expect(event.dramaID == "20001" && event.sourceContext == "ep-1")
        #expect([event.detail?.status, event.detail?.type] == [3, 0])
        #expect([event.detail?.createTime, event.detail?.auditTime] == [1_714_030_000, 1_714_031_000])
        let bare = try SecvodAudit(push: Push(event: "secvod_audit_event", "<audit_event/>"))
        #expect(bare.dramaID == "" && bare.sourceContext == nil && bare.detail == nil)
    }

    @Test func aBookIsChecked() throws {
        let event = SecbookAudit(push: try Push(sample: "secbook_audit_event.json"))
        #expect([event.kind] == SecbookAudit.kinds && event.openID == "oK9xD5w_3vTz0Qm1pLr8sYbN2eUc")
        #expect(event.bookID == "bk-1" && event.detail?.status == 3 && event.detail?.type == nil)
        #expect([event.detail?.createTime, event.detail?.auditTime] == [1_714_030_000, 1_714_031_000])
    }

    /// WeChat's table has the fields without anything around them, its sample has not.
    @Test func aRoomIsFollowedFlatOrNested() throws {
        let nested = try Push(sample: "wxalive_follow_notify.xml")
        let fields = try #require(nested.fields.object("FollowNotify"))
        let flat = fields.children.map { "<\($0.name)>\($0.text)</\($0.name)>" }.joined()
        for push in [nested, try Push(event: "wxalive_follow_notify", flat)] {
            let event = WxaliveFollowNotify(push: push)
            #expect([event.kind] == WxaliveFollowNotify.kinds)
            #expect([event.roomID, event.action] == ["42", "add_follow"])
            #expect(event.userOpenID == "oK9xD5w_3vTz0Qm1pLr8sYbN2eUc")
            #expect([event.time, event.liveStatus] == [1_714_030_000, 101])
        }
    }

    @Test func aRoomsMessageIsCounted() throws {
        let event = try WxalivePushMessageNotify.fromExample()
        #expect([event.messageID, event.roomID] == ["msg-1", "42"])
        #expect([event.totalCount, event.successCount, event.openIDErrorCount] == [100, 95, 1])
        #expect([event.relationErrorCount, event.limitedCount, event.internalErrorCount] == [2, 1, 1])
        let flat = try Push(event: "wxalive_push_message_notify", "<room_id>42</room_id>")
        #expect(WxalivePushMessageNotify(push: flat).roomID == "42")
    }
}
