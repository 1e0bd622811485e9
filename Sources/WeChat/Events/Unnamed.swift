/// Pushes for which WeChat's pages show no field that names the kind: they are known by fields that no other has.
enum Unnamed {
    private static let telltales: [(fields: [String], type: any PushType.Type)] = [
        (["channel_bill", "bundleid"], XPaySubscribeIOSRefundQueryNotify.self),
        (["OrderNo", "PayFailReason"], InsuranceClaimResult.self),
    ]

    /// The kind of a push that has none of the fields that name it; nil when it is not known.
    static func kind(of fields: Fields) -> Kind? {
        telltales.first { $0.fields.allSatisfy { fields.find($0) != nil } }?.type.kinds.first
    }
}
