import Testing

@testable import WeChat

struct LocationSelectTests {
    @Test func theSampleHasAllItsFields() throws {
        let event = LocationSelect(push: try .sample("location_select"))
        #expect([event.push.kind] == LocationSelect.kinds && event.push.kind == .event("location_select"))
        #expect(event.openID == "oK9xD5w_3vTz0Qm1pLr8sYbN2eUc")
        #expect(event.push.toUserName == "gh_2f7a1c9d84be")
        #expect(event.createTime == 1_714_104_894)
        #expect(event.key == "rselfmenu_2_0")
        #expect(event.latitude == 23.103571)
        #expect(event.longitude == 113.324587)
        #expect(event.scale == 15)
        #expect(event.label == " 广州市海珠区新港中路397号")
        #expect(event.poiName == "TIT创意园 ☕️")
    }

    @Test func thePlaceMayHaveNoName() throws {
        let event = LocationSelect(push: try Push(bytes: resource("Samples/location_select_empty_poi.xml")))
        #expect(event.poiName == "")
        #expect(event.label == "")
        #expect(event.latitude == 23)
    }

    @Test func degreesMayHaveFifteenDecimals() throws {
        let event = LocationSelect(
            push: try Push(
                event: "location_select",
                "<SendLocationInfo><Location_X><![CDATA[ 23.103570000000001 ]]></Location_X></SendLocationInfo>"))
        #expect(event.latitude == 23.103570000000001)
        #expect(event.longitude == nil)
    }
}
