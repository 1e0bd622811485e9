import Testing

@testable import WeChat

struct ExpressTests {
    @Test func aParcelMoves() throws {
        let event = AddExpressPath(push: try Push(sample: "add_express_path.xml"))
        #expect([event.kind] == AddExpressPath.kinds && [event.version, event.count] == [3, 3])
        #expect(
            [event.deliveryID, event.waybillID, event.orderID] == ["SF", "SF1024768512345", "01234567890123456789"])
        let actions = event.actions
        #expect(actions.map(\.time) == [1_714_038_200, 1_714_048_200, 1_714_058_200])
        #expect(actions.map(\.type) == [100001, 200001, 300003])
        #expect(actions.map(\.message) == ["揽件成功，揽件员：张三 13800000000", "离开【深圳南山集散中心】", "已签收 📦"])
        #expect(actions.map(\.latitude) == [nil, 22.54, nil] && actions.map(\.longitude) == [nil, 113.93, nil])
    }

    @Test func aParcelMovesOnceOrNotAtAll() throws {
        for file in ["add_express_path_single.xml", "add_express_path.json"] {
            #expect(try AddExpressPath(push: Push(sample: file)).actions.map(\.message) == ["揽件成功"])
        }
        let none = AddExpressPath(push: try Push(event: "add_express_path", "<WaybillId> 1 </WaybillId>"))
        #expect(none.actions.isEmpty && none.waybillID == "1" && none.count == nil)
    }

    @Test func anAccountIsBound() throws {
        let event = try UpdateBusinessBindResult.fromExample()
        #expect([event.deliveryID, event.businessID] == ["SF", "755xxxxxxx"])
    }
}
