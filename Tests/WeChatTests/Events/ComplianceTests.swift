import Testing

@testable import WeChat

struct ComplianceTests {
    @Test func anIllegalRecordNamesItsRule() throws {
        let event = try WxaIllegalRecord.fromExample()
        #expect([event.recordID, event.appID] == ["3001", "wx4c1d9e7f20ab3358"] && event.recordTime == 1_714_037_000)
        #expect([event.reason, event.content, event.ruleName] == ["滥用分享行为", "转发到群可得红包", "5.行为规范"])
        #expect(event.ruleURL == "https://developers.weixin.qq.com/miniprogram/product/")
    }

    @Test func anAppealHasSeveralMaterials() throws {
        let event = WxaAppealRecord(push: try Push(sample: "wxa_appeal_record.xml"))
        #expect([event.kind] == WxaAppealRecord.kinds)
        #expect([event.recordID, event.appID, event.punishment] == ["4001", "wx4c1d9e7f20ab3358", "封禁网页外链"])
        #expect([event.appealTime, event.count, event.source, event.status] == [1_714_037_100, 1, 1, 3])
        #expect(event.auditTime == 1_714_038_100 && event.auditReason == "材料不足")
        let materials = event.materials
        #expect(materials.map(\.content) == ["违规一", "违规二"] && materials.map(\.reason) == ["已经整改", "误判"])
        #expect(materials.map(\.contentURL) == ["https://mp.weixin.qq.com/a", "https://mp.weixin.qq.com/a"])
        let proofs = [
            "X7kqvB1nT5yC9dWzR3eHj0LsPf2UaGm8_oKiNtQwYxVbE4hZ6rDcJuMlSgAp-0Fi",
            "Lw3Zr9TqXc6VbN1mKj8HgF5dSaP0oIuY_tReWq2xCvBnM7kLzJhGfDsA4pOiUyTr",
        ]
        #expect(materials.map(\.proofIDs) == [proofs, [proofs[0]]])
    }

    @Test func anUndecidedAppealHasNoAudit() throws {
        let event = WxaAppealRecord(push: try Push(sample: "wxa_appeal_record_processing.xml"))
        #expect(event.auditTime == nil && event.auditReason == nil && event.status == 1 && event.materials.count == 1)
        let bare = try WxaAppealRecord(push: Push(event: "wxa_appeal_record", "<material/>")).materials[0]
        #expect([bare.content, bare.contentURL, bare.reason] == ["", "", ""] && bare.proofIDs.isEmpty)
    }

    @Test func aPunishmentHasADetail() throws {
        let event = try WxaPunish.fromExample()
        #expect([event.eventType, event.punishTime] == [3, 1_699_803_865])
        #expect([event.punishID, event.appID, event.ruleName] == ["649557", "wx4c1d9e7f20ab3358", "5.行为规范"])
        #expect(event.reason == "存在诱导分享行为" && event.contents == ["转发到群可得红包"])
        #expect(event.ruleURL == "https://developers.weixin.qq.com/miniprogram/product/")
        #expect(event.guideURL == "https://mp.weixin.qq.com/s/a" && event.detail?.integer("suspended_days") == 3)
    }

    @Test func whatIsPunishedMayBeAList() throws {
        let event = WxaPunish(
            push: try Push(
                document: #"""
                    {"MsgType":"event","Event":"wxa_punish_event","illegal_content":["一"," 二 ",""],"event_type":1,
                    "detail":"{\"warned_type\":2,\"warned_function_names\":[\"支付\",\"分享\"],\"warned_ban_days\":[3,7]}"}
                    """#))
        #expect(event.contents == ["一", "二"] && event.detail?.integer("warned_type") == 2)
        #expect(event.detail?.texts("warned_function_names") == ["支付", "分享"])
        #expect(event.detail?.texts("warned_ban_days") == ["3", "7"])
        #expect(try WxaPunish(push: Push(event: "wxa_punish_event", "<detail>?</detail>")).detail == nil)
    }

    @Test func aCheckOfVersion2HasDetails() throws {
        let event = WxaMediaCheck(push: try Push(sample: "wxa_media_check_v2.xml"))
        #expect([event.kind] == WxaMediaCheck.kinds)
        #expect([event.appID, event.traceID] == ["wx4c1d9e7f20ab3358", "60ae120f-371d5872-4e6bdc2c"])
        #expect([event.version, event.errorCode, event.label] == [2, 0, 20001])
        #expect([event.errorMessage, event.suggestion] == ["ok", "risky"])
        #expect(!event.isRisky && event.extraInfo == "" && event.statusCode == nil)
        let detail = event.details[0]
        #expect([detail.strategy, detail.suggestion] == ["content_model", "risky"] && detail.keyword == nil)
        #expect([detail.errorCode, detail.label, detail.probability] == [0, 20001, 93])
        #expect(event.details.count == 1)
    }

    @Test func itsDetailsMayBeSeveralOrNone() throws {
        let event = WxaMediaCheck(push: try Push(sample: "wxa_media_check.json"))
        #expect(event.suggestion == "review" && event.label == 20006 && event.version == 2)
        #expect(event.details.map(\.strategy) == ["content_model", "keyword"])
        #expect(event.details.map(\.keyword) == [nil, "测试词"])
        let none = try WxaMediaCheck(push: Push(event: "wxa_media_check"))
        #expect(none.details.isEmpty && none.suggestion == "" && none.label == nil)
    }

    @Test func aCheckOfVersion1HasASignedStatus() throws {
        let event = WxaMediaCheck(push: try Push(sample: "wxa_media_check_v1_status_uint32.xml"))
        #expect(event.statusCode == -1008 && event.version == nil && event.extraInfo == "" && !event.isRisky)
        #expect([event.appID, event.traceID] == ["wx4c1d9e7f20ab3358", "60ae120f-371d5872-4e6bdc2c"])
        let other = try WxaMediaCheck(
            push: Push(
                event: "wxa_media_check",
                "<isrisky>1</isrisky><extra_info_json>{}</extra_info_json><status_code>-1008</status_code>"))
        #expect(other.isRisky && other.extraInfo == "{}" && other.statusCode == -1008)
    }
}
