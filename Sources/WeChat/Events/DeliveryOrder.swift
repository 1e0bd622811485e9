/// What a shop wants delivered in its city (即时配送).
public protocol DeliveryOrder: DeliveryRequest {}

extension DeliveryOrder {
    /// Where it is; nil where the delivery company knows the branch of the shop.
    public var sender: DeliveryContact? { fields.object("sender").map { DeliveryContact(fields: $0) } }
    /// Where it goes.
    public var receiver: DeliveryContact? { fields.object("receiver").map { DeliveryContact(fields: $0) } }
    /// What it is.
    public var cargo: DeliveryCargo? { fields.object("cargo").map { DeliveryCargo(fields: $0) } }
    /// How it is to be delivered.
    public var terms: DeliveryTerms? { fields.object("order_info").map { DeliveryTerms(fields: $0) } }

    static var order: String {
        """
        <shopid>SHOP1</shopid><shop_order_id>so-1</shop_order_id><shop_no>no-7</shop_no>\
        <delivery_sign>d2a84b5fc8c1f4d2a84b5fc8c1f4d2a84b5fc8c1</delivery_sign>\
        <sender><name>张三</name><city>广州市</city><address>海珠区新港中路</address><address_detail>397号</address_detail>\
        <phone>18666666666</phone><lng>113.3245</lng><lat>23.1035</lat><coordinate_type>0</coordinate_type></sender>\
        <receiver><name>李四</name><city>广州市</city><address>天河区体育西路</address><address_detail>1号</address_detail>\
        <phone>18677778888</phone><lng>113.3219</lng><lat>23.1317</lat><coordinate_type>1</coordinate_type></receiver>\
        <cargo><goods_value>5.5</goods_value><goods_height>10</goods_height><goods_length>20</goods_length>\
        <goods_width>15.5</goods_width><goods_weight>1.0</goods_weight><goods_detail><goods><good_count>1</good_count>\
        <good_name>奶茶</good_name><good_price>5.5</good_price><good_unit>杯</good_unit></goods></goods_detail>\
        <goods_pickup_info>前台</goods_pickup_info><goods_delivery_info>送到门口</goods_delivery_info>\
        <cargo_first_class>美食宵夜</cargo_first_class><cargo_second_class>饮料甜品</cargo_second_class></cargo>\
        <order_info><delivery_service_code>fast</delivery_service_code><order_type>1</order_type>\
        <expected_delivery_time>1714041500</expected_delivery_time>\
        <expected_finish_time>1714045000</expected_finish_time><expected_pick_time>1714042000</expected_pick_time>\
        <poi_seq>88</poi_seq><note>少冰</note><order_time>1714041000</order_time><is_insured>1</is_insured>\
        <declared_value>5.5</declared_value><tips>2</tips><is_direct_delivery>1</is_direct_delivery>\
        <cash_on_delivery>3</cash_on_delivery><cash_on_pickup>4</cash_on_pickup>\
        <rider_pick_method>1</rider_pick_method><is_finish_code_needed>1</is_finish_code_needed>\
        <is_pickup_code_needed>0</is_pickup_code_needed></order_info>
        """
    }
}

/// Somebody's place in the city.
public struct DeliveryContact: Sendable {
    /// The raw fields.
    public let fields: Fields
    /// The name.
    public var name: String { fields["name"] ?? "" }
    /// The city.
    public var city: String { fields["city"] ?? "" }
    /// The street or the building, enough to find it.
    public var address: String { fields["address"] ?? "" }
    /// The number of the house, the floor, the room.
    public var addressDetail: String { fields["address_detail"] ?? "" }
    /// The telephone number.
    public var phone: String { fields.trimmed("phone") }
    /// Degrees, east positive.
    public var longitude: Double? { fields.decimal("lng") }
    /// Degrees, north positive.
    public var latitude: Double? { fields.decimal("lat") }
    /// The coordinates' system: 0 GCJ-02 (Tencent, Amap), 1 Baidu.
    public var coordinateType: Int? { fields.integer("coordinate_type") }
}

/// What is delivered.
public struct DeliveryCargo: Sendable {
    /// The raw fields.
    public let fields: Fields
    /// Its worth, in 元.
    public var value: Double? { fields.decimal("goods_value") }
    /// In centimetres.
    public var height: Double? { fields.decimal("goods_height") }
    /// In centimetres.
    public var length: Double? { fields.decimal("goods_length") }
    /// In centimetres.
    public var width: Double? { fields.decimal("goods_width") }
    /// In kilograms.
    public var weight: Double? { fields.decimal("goods_weight") }
    /// What it consists of.
    public var goods: [Goods] { (fields.object("goods_detail")?.list("goods") ?? []).map { Goods(fields: $0) } }
    /// What the rider has to know at the shop.
    public var pickUpNote: String { fields["goods_pickup_info"] ?? "" }
    /// What he has to know at the receiver's.
    public var deliveryNote: String { fields["goods_delivery_info"] ?? "" }
    /// The category: 美食宵夜, 快递 …
    public var category: String { fields["cargo_first_class"] ?? "" }
    /// The category in it: 饮料甜品 …
    public var subcategory: String { fields["cargo_second_class"] ?? "" }

    /// Goods of one sort.
    public struct Goods: Sendable {
        /// The raw fields.
        public let fields: Fields
        /// How many.
        public var count: Int? { fields.integer("good_count") }
        /// What they are.
        public var name: String { fields["good_name"] ?? "" }
        /// What one costs, in 元.
        public var price: Double? { fields.decimal("good_price") }
        /// What is counted: 杯, 件 …
        public var unit: String { fields["good_unit"] ?? "" }
    }
}

/// How an order is to be delivered. WeChat leaves out what the shop has left out.
public struct DeliveryTerms: Sendable {
    /// The raw fields.
    public let fields: Fields
    /// The delivery company's name for the service.
    public var serviceCode: String { fields.trimmed("delivery_service_code") }
    /// 0 now, 1 at an agreed time.
    public var type: Int? { fields.integer("order_type") }
    /// When a rider is to be sent, in seconds since 1970; 0 or nil when nothing is agreed, as in the next two.
    public var expectedDispatchTime: Int? { fields.integer("expected_delivery_time") }
    /// When it is to be delivered, in seconds since 1970.
    public var expectedFinishTime: Int? { fields.integer("expected_finish_time") }
    /// When it is to be fetched, in seconds since 1970.
    public var expectedPickUpTime: Int? { fields.integer("expected_pick_time") }
    /// The shop's number of the day, by which rider and shop know the order.
    public var sequence: String { fields.trimmed("poi_seq") }
    /// What the user wants to be known.
    public var note: String { fields["note"] ?? "" }
    /// When the user has paid, in seconds since 1970.
    public var orderTime: Int? { fields.integer("order_time") }
    /// Whether it is insured.
    public var isInsured: Bool { fields.flag("is_insured") }
    /// For how much, in 元.
    public var declaredValue: Double? { fields.decimal("declared_value") }
    /// The rider's tip, in 元.
    public var tips: Double? { fields.decimal("tips") }
    /// Whether the rider is to carry nothing else.
    public var isDirect: Bool { fields.flag("is_direct_delivery") }
    /// What the rider has to pay, in 元.
    public var cashOnDelivery: Double? { fields.decimal("cash_on_delivery") }
    /// What he has to collect, in 元.
    public var cashOnPickUp: Double? { fields.decimal("cash_on_pickup") }
    /// 1 from the shop to the user, 2 from the user to the shop.
    public var direction: Int? { fields.integer("rider_pick_method") }
    /// Whether the rider needs a code from the receiver.
    public var needsFinishCode: Bool { fields.flag("is_finish_code_needed") }
    /// Whether he needs one to get it at the shop.
    public var needsPickUpCode: Bool { fields.flag("is_pickup_code_needed") }
}
