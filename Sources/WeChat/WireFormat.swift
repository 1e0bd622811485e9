/// How a push, and the reply to it, is written: 数据格式 in WeChat's console.
public enum WireFormat: String, CaseIterable, Sendable {
    /// As Official Accounts get their pushes, and Mini Programs may.
    case xml
    /// As Mini Programs may get theirs, and cloud hosting.
    case json
}
