import Testing

@testable import WeChat

struct FieldsTests {
    private let fields: Fields

    init() throws {
        fields = try Push(
            """
            <MsgType>event</MsgType><Event>add_express_path</Event><Count> 2 </Count>
            <Actions><ActionTime>1</ActionTime><ActionMsg><![CDATA[ 揽件 ]]></ActionMsg></Actions>
            <Version>-3</Version>
            <Actions><ActionTime>2</ActionTime><Lat>22.5</Lat><Deep><Deeper><a/><a>1</a></Deeper></Deep></Actions>
            <single><item>x</item></single><Big>18446744073709551615</Big><Empty/><Endless>inf</Endless><Padded>
              <![CDATA[ y ]]>
            </Padded>
            """
        ).fields
    }

    @Test func aFieldIsReadByItsName() {
        #expect(fields["Event"] == "add_express_path")
        #expect(fields["Nothing"] == nil)
        #expect(fields["Empty"] == "")
        #expect(fields["Padded"] == " y ")
        #expect(fields["Actions"] == "")
        #expect(fields.name == "xml")
        #expect(fields.text == "")
    }

    @Test func theCaseMattersOnlyWhenNothingElseIsFound() throws {
        #expect(fields["eVENT"] == "add_express_path")
        let both = try Push("<waybillid>1</waybillid><WayBillId>2</WayBillId><WaybillId>3</WaybillId>").fields
        #expect(both["WayBillId"] == "2")
        #expect(both["WaybillId"] == "3")
        #expect(both["WAYBILLID"] == "1")
    }

    @Test func aListIsReadInItsOrderWhereverItsItemsStand() {
        let actions = fields.list("Actions")
        #expect(actions.map { $0.integer("ActionTime") } == [1, 2])
        #expect(actions.map { $0["ActionMsg"] } == [" 揽件 ", nil])
        #expect(actions[1].object("Deep")?.object("Deeper")?.list("a").map(\.text) == ["", "1"])
        #expect(fields.object("single")?.list("item").map(\.text) == ["x"])
        #expect(fields.list("Nothing").isEmpty)
    }

    @Test func aListInAnotherCaseIsReadToItsEnd() {
        #expect(fields.list("actions").count == 2)
    }

    @Test func childrenComeInTheOrderOfTheDocument() {
        #expect(
            fields.children.map(\.name) == [
                "ToUserName", "FromUserName", "CreateTime", "MsgType", "Event", "Count", "Actions", "Version",
                "Actions",
                "single", "Big", "Empty", "Endless", "Padded",
            ])
        #expect(fields.object("Empty")?.children.isEmpty == true)
        #expect(fields.object("Actions")?.children.map(\.text) == ["1", " 揽件 "])
    }

    @Test func numbersAreReadOnDemand() {
        #expect(fields.integer("Count") == 2)
        #expect(fields.integer("Version") == -3)
        #expect(fields.integer("Big") == nil)
        #expect(fields.integer("Empty") == nil)
        #expect(fields.integer("Nothing") == nil)
        #expect(fields.decimal("Count") == 2)
        #expect(fields.list("Actions").last?.decimal("Lat") == 22.5)
        #expect(fields.decimal("Event") == nil)
        #expect(fields.decimal("Endless") == nil)
    }

    @Test func blanksCanBeTakenOff() {
        #expect(fields.trimmed("Padded") == "y")
        #expect(fields.trimmed("Count") == "2")
        #expect(fields.trimmed("Nothing") == "")
        #expect(fields.nonEmpty("Empty") == nil)
        #expect(fields.nonEmpty("Padded") == " y ")
    }

    @Test func numbersOfOneNameAreAList() throws {
        let fields = try Push("<n>3</n><n>\n 4 </n><n>x</n><n/><n><![CDATA[5]]></n>").fields
        #expect(fields.integers("n") == [3, 4, 5] && fields.integers("m") == [])
    }
}
