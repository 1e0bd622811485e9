import Testing

@testable import WeChat

struct SubscribeTests {
    @Test func theSampleHasAllItsFields() throws {
        let event = Subscribe(push: try .sample("subscribe"))
        #expect([event.push.kind] == Subscribe.kinds && event.push.kind == .event("subscribe"))
        #expect(event.openID == "oK9xD5w_3vTz0Qm1pLr8sYbN2eUc")
        #expect(event.push.toUserName == "gh_2f7a1c9d84be")
        #expect(event.createTime == 1_714_080_469)
        #expect(event.scene == "门店|深圳南山店?src=桌牌&no=07")
        #expect(
            event.ticket
                == "gQFq8DwAAAAAAAAAAS5odHRwOi8vd2VpeGluLnFxLmNvbS9xLzAyVVpqZ1FPTkRmaEMxQ0ZJQ2h6Y0UAAgRxZXNmAwQsAQAA")
        #expect(event.transactionID == nil)
        #expect(event.key == event.scene)
    }

    @Test func thePrefixIsTakenOffOnce() throws {
        let event = Subscribe(push: try Push(event: "subscribe", "<EventKey><![CDATA[qrscene_qrscene_x]]></EventKey>"))
        #expect(event.scene == "qrscene_x")
        #expect(event.key == "qrscene_x")
        #expect(Subscribe(push: try Push(event: "subscribe", "<EventKey>qrscene_</EventKey>")).scene == "")
    }

    @Test(arguments: ["", "<EventKey/>", "<EventKey></EventKey>", "<EventKey><![CDATA[]]></EventKey>"])
    func aSearchHasNoScene(field: String) throws {
        let event = Subscribe(push: try Push(event: "subscribe", field))
        #expect(event.scene == nil)
        #expect(event.ticket == nil)
        #expect(event.transactionID == nil)
        #expect(event.key == "")
    }

    @Test func aPaymentHasItsTransaction() throws {
        let event = Subscribe(
            push: try Push(event: "subscribe", "<EventKey><![CDATA[last_trade_no_4200002175]]></EventKey>"))
        #expect(event.transactionID == "4200002175")
        #expect(event.scene == nil)
        #expect(event.key == "last_trade_no_4200002175")
    }

    @Test func blanksAroundTheSectionAreNotPartOfTheScene() throws {
        let event = Subscribe(
            push: try Push(event: "subscribe", "<EventKey>\n  <![CDATA[qrscene_ a ]]>\n</EventKey>"))
        #expect(event.scene == " a ")
    }

    @Test func aProductHasItsCode() throws {
        let event = Subscribe(push: try Push(bytes: resource("Samples/subscribe_scanbarcode.xml")))
        #expect(event.keyStandard == "ean13" && event.keyString == "6954767423579")
        #expect(event.scene == nil && event.transactionID == nil && event.key == "scanbarcode|ean13|6954767423579")
    }

    @Test func aCodeMayHaveTheSeparator() throws {
        let event = Subscribe(push: try Push(event: "subscribe", "<EventKey>scanimage|qrcode|a|b||</EventKey>"))
        #expect(event.keyStandard == "qrcode" && event.keyString == "a|b||")
    }

    @Test(arguments: ["qrscene_scanbarcode|a|b", "scanbarcode|ean13", "scan|a|b", ""])
    func otherKeysAreNoProducts(key: String) throws {
        let event = Subscribe(push: try Push(event: "subscribe", "<EventKey>\(key)</EventKey>"))
        #expect(event.keyStandard == nil && event.keyString == nil)
    }
}
