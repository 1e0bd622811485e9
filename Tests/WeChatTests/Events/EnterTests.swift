import Testing

@testable import WeChat

struct EnterTests {
    @Test func theOldEventHasNoFields() throws {
        let event = Enter(push: try Push(bytes: resource("Samples/ENTER_legacy.xml")))
        #expect(event.kind == .event("ENTER") && event.openID == "oK9xD5w_3vTz0Qm1pLr8sYbN2eUc" && event.key == "")
    }

    @Test func aMiniProgramSaysWhereItsUserComesFrom() throws {
        let event = EnterTempSession(push: try Push(bytes: resource("Samples/user_enter_tempsession.xml")))
        #expect(event.kind == .event("user_enter_tempsession"))
        #expect(event.sessionFrom == "weapp|nickname=小明|from=cart")
    }

    @Test(arguments: ["", "<SessionFrom/>", "<SessionFrom><![CDATA[]]></SessionFrom>"])
    func theButtonMayHaveNothing(field: String) throws {
        #expect(EnterTempSession(push: try Push(event: "user_enter_tempsession", field)).sessionFrom == "")
    }
}
