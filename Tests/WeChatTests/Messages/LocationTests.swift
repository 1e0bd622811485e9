import Testing

@testable import WeChat

struct LocationTests {
    @Test func theSampleHasAllItsFields() throws {
        let message = Location(push: try .sample("location"))
        #expect([message.push.kind] == Location.kinds && message.push.kind == .message("location"))
        #expect(message.openID == "oK9xD5w_3vTz0Qm1pLr8sYbN2eUc")
        #expect(message.push.toUserName == "gh_2f7a1c9d84be")
        #expect(message.createTime == 1_714_060_929)
        #expect(message.id == "24578933487043251")
        #expect(message.latitude == 22.540503)
        #expect(message.longitude == 113.934528)
        #expect(message.scale == 15)
        #expect(message.label == "深圳市南山区深南大道10000号")
    }

    @Test func degreesMayBeNegativeAndTheLabelEmpty() throws {
        let message = Location(push: try Push(bytes: resource("Samples/location_negative_empty_label.xml")))
        #expect(message.latitude == -33.856784)
        #expect(message.longitude == -0.000012)
        #expect(message.label == "")
    }

    @Test func whatIsNoNumberIsNone() throws {
        let message = Location(push: try Push("<MsgType>location</MsgType><Location_X/><Scale>a</Scale>"))
        #expect(message.latitude == nil)
        #expect(message.longitude == nil)
        #expect(message.scale == nil)
    }
}
