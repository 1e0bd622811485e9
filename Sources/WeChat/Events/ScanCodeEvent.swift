/// What the two scan items of a menu have in common.
public protocol ScanCodeEvent: PushType {}

extension ScanCodeEvent {
    private var info: Fields? { push.fields.object("ScanCodeInfo") }

    /// What was scanned: `qrcode` or `barcode`.
    public var scanType: String { info?.trimmed("ScanType") ?? "" }

    /// What the code says. A bar code's begins with its standard: `CODE_128,123`.
    public var scanResult: String { info?["ScanResult"] ?? "" }
}
