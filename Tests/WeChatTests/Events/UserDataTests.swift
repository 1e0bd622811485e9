import Testing

@testable import WeChat

struct UserDataTests {
    @Test(arguments: [
        "user_info_modified.xml", "user_info_modified_lowercase.xml", "user_info_modified_msgtype_capital.json",
    ])
    func aChangeIsReadInEitherCase(sample: String) throws {
        let event = UserInfoModified(push: try Push(sample: sample))
        #expect([event.kind] == UserInfoModified.kinds)
        #expect(event.openID == "oK9xD5sYs0000_WeiXinTeamPush")
        #expect(event.userOpenID == "oK9xD5w_3vTz0Qm1pLr8sYbN2eUc" && event.appID == "wx4c1d9e7f20ab3358")
        #expect(event.unionID == (sample == "user_info_modified.xml" ? "o6_bmjrPTlm6_2sgVt7hMZOPfL2M" : nil))
        #expect(event.pluginID == nil && event.openPID == nil && event.scopes.isEmpty)
    }

    @Test func aRevocationSaysWhatIsRevoked() throws {
        let event = UserAuthorizationRevoke(push: try Push(sample: "user_authorization_revoke_h5.xml"))
        #expect([event.kind] == UserAuthorizationRevoke.kinds && event.scopes == ["205"])
        #expect(event.userOpenID == "oK9xD5w_3vTz0Qm1pLr8sYbN2eUc" && event.appID == "wx4c1d9e7f20ab3358")
        let example = try UserAuthorizationRevoke.fromExample()
        #expect(example.scopes == ["8", "13"] && example.unionID == "o6_bmjrPTlm6_2sgVt7hMZOPfL2M")
        #expect(example.pluginID == "wx71e2d3c4b5a60918" && example.openPID == "oP1xD5w_3vTz0Qm1pLr8sYbN2eUc")
    }

    @Test(arguments: [("1, 2 ,3", ["1", "2", "3"]), ("", []), (",7,", ["7"]), (" 301\n", ["301"])])
    func severalScopesComeInOneField(text: String, scopes: [String]) throws {
        let push = try Push(event: "user_authorization_revoke", "<RevokeInfo>\(text)</RevokeInfo>")
        #expect(UserAuthorizationRevoke(push: push).scopes == scopes)
    }

    @Test func aCancellationNamesTheUser() throws {
        let event = try UserAuthorizationCancellation.fromExample()
        #expect(event.userOpenID == "oK9xD5w_3vTz0Qm1pLr8sYbN2eUc" && event.appID == "wx4c1d9e7f20ab3358")
        #expect(event.pluginID == "wx71e2d3c4b5a60918" && event.openPID == "oP1xD5w_3vTz0Qm1pLr8sYbN2eUc")
        #expect(event.unionID == nil && event.scopes.isEmpty)
        let sample = UserAuthorizationCancellation(push: try Push(sample: "user_authorization_cancellation.json"))
        #expect([sample.kind] == UserAuthorizationCancellation.kinds && sample.pluginID == nil && sample.openPID == nil)
        #expect(sample.userOpenID == "oK9xD5w_3vTz0Qm1pLr8sYbN2eUc" && sample.appID == "wx4c1d9e7f20ab3358")
    }

    /// One of WeChat's samples has blanks in the names.
    @Test func namesInJSONMayHaveBlanks() throws {
        let push = try Push(
            document: #"{"MsgType":"event","Event":"user_authorization_cancellation"," OpenID":"o1"," AppID":"wx1"}"#)
        #expect(UserAuthorizationCancellation(push: push).userOpenID == "o1")
    }
}
