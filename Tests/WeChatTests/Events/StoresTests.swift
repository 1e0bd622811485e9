import Testing

@testable import WeChat

struct StoresTests {
    @Test func aShopIsChecked() throws {
        let event = POIChecked(push: try Push(event: "poi_check_notify", POIChecked.example))
        #expect(event.storeID == "store-0008" && event.poiID == "271864250")
        #expect(event.result == "fail" && !event.isPassed && event.message == "地址有误")
        let lower = POIChecked(push: try Push(bytes: resource("Samples/poi_check_notify_lowercase_msg.xml")))
        #expect(lower.kind == .event("poi_check_notify") && lower.storeID == "store-0008")
        #expect(lower.poiID == "271864250" && lower.isPassed && lower.message == "")
        #expect(POIChecked(push: try Push(event: "poi_check_notify", "<msg>a</msg>")).message == "a")
    }

    @Test func checksHaveAnIDAStatusAndAReason() throws {
        let merchant = StoreAudit(push: try Push(bytes: resource("Samples/apply_merchant_audit_info.xml")))
        #expect(merchant.kind == .event("apply_merchant_audit_info") && merchant.auditID == "11111")
        #expect(merchant.status == 3 && merchant.reason == "主体信息有误")
        let store = StoreAudit(push: try Push(bytes: resource("Samples/modify_store_audit_info.xml")))
        #expect(store.kind == .event("modify_store_audit_info") && store.auditID == "11111")
        #expect(store.status == 3 && store.reason == "图片模糊")
        let category = NearbyCategoryAudit(
            push: try Push(event: "nearby_category_audit_info", NearbyCategoryAudit.example))
        #expect(category.auditID == "11111" && category.status == 3 && category.reason == "")
    }

    @Test func eachPageNamesThePlaceOtherwise() throws {
        let store = StoreAddedAudit(push: try Push(event: "add_store_audit_info", StoreAddedAudit.example))
        #expect(store.auditID == "11111" && store.status == 1 && store.reason == "")
        #expect(!store.isUpgrade && store.poiID == "271864250")
        let nearby = NearbyPOIAudit(push: try Push(event: "add_nearby_poi_audit_info", NearbyPOIAudit.example))
        #expect(nearby.auditID == "11111" && nearby.status == 2 && nearby.reason == "图片模糊")
        #expect(nearby.poiID == "271864250")
    }

    @Test func aPlaceForTheMapIsChecked() throws {
        let event = MapPOIAudit(push: try Push(event: "create_map_poi_audit_info", MapPOIAudit.example))
        #expect(event.auditID == "11111" && event.status == 3 && event.mapPOIID == "5938314494307741153")
        #expect(event.name == "腾讯大厦" && event.address == "深圳市南山区深南大道10000号")
        #expect(event.latitude == 22.540503 && event.longitude == 113.934528 && event.remark == "资料不全")
    }

    @Test func aUserIsOnTheWiFi() throws {
        let event = WifiConnected(push: try Push(bytes: resource("Samples/WifiConnected.xml")))
        #expect(event.kind == .event("wificonnected") && event.connectTime == 0 && event.expiryTime == 0)
        #expect(event.vendorID == "3001224419" && event.placeID == "1234567")
        #expect(event.deviceNumber == "3c:46:d8:7f:0a:11")
        #expect(WifiConnected(push: try Push(event: "WifiConnected", "<ShopId>7</ShopId>")).placeID == "7")
    }

    @Test func aUserShakesNearBeacons() throws {
        let event = ShakeAroundUserShake(push: try Push(event: "ShakearoundUserShake", ShakeAroundUserShake.example))
        let uuid = "FDA50693-A4E2-4FB1-AFCF-C6EB07647825"
        let chosen = try #require(event.chosenBeacon)
        #expect(chosen.uuid == uuid && chosen.major == 1 && chosen.minor == 65_535 && chosen.distance == 0.057)
        #expect(event.aroundBeacons.map(\.minor) == [2, 3] && event.aroundBeacons.allSatisfy { $0.uuid == uuid })
        #expect(event.aroundBeacons.map(\.distance) == [166.816, 15.013] && event.chosenPageID == "1234")
    }

    @Test func thereMayBeOneBeaconOrNone() throws {
        let event = ShakeAroundUserShake(push: try Push(bytes: resource("Samples/ShakearoundUserShake_single.xml")))
        #expect(event.kind == .event("ShakearoundUserShake") && event.chosenBeacon?.distance == 0)
        #expect(event.aroundBeacons.map(\.distance) == [1.5] && event.chosenPageID == nil)
        let none = ShakeAroundUserShake(push: try Push(event: "ShakearoundUserShake", "<AroundBeacons/>"))
        #expect(none.chosenBeacon == nil && none.aroundBeacons.isEmpty)
    }

    @Test func aUserGetsARedPacket() throws {
        let event = ShakeAroundLotteryBind(
            push: try Push(event: "ShakearoundLotteryBind", ShakeAroundLotteryBind.example))
        #expect(event.lotteryID == "lotteryid" && event.ticket == "gQFq8DwAAAAA")
        #expect(event.money == 123 && event.time == 1_432_721_111)
    }
}
