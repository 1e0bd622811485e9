import WeChat

extension Configuration.Site {
    /// Reads what is done about answers that come late.
    static func late(_ section: inout YAMLSection, callsAPI: Bool) -> Account.Late {
        var late = Account.Late()
        let names = LateStep.allCases.map(\.rawValue).joined(separator: ", ")
        late.policy =
            section.value("late", expected: "auto, or a list of \(names) in this order", isList: true) {
                $0 == "auto" ? LatePolicy??.some(nil) : policy($0).map { .some($0) }
            } ?? nil
        if late.policy?.steps.contains(.customerService) ?? false, !callsAPI {
            section.reject("late", expected: "an app_secret beside customer_service")
        }
        late.showsTyping = section.choice("typing", Switch.self) == .true
        if late.showsTyping, !callsAPI { section.reject("typing", expected: "false, or an app_secret beside it") }
        let notice = "a text of 1 to \(longestNotice) bytes"
        late.mailboxNotice = text("mailbox_notice", notice, &section) ?? late.mailboxNotice
        late.continuationNotice = text("continue_notice", notice, &section) ?? late.continuationNotice
        late.continuationWord = text("continue_word", notice, &section) ?? late.continuationWord
        return late
    }

    /// A notice stands behind a text, for which most of the 2048 bytes of a reply are.
    private static var longestNotice: Int { 600 }

    /// The steps, with commas between; nil for others, or for another order.
    private static func policy(_ text: String) -> LatePolicy? {
        let steps = text.split(separator: ",").map { LateStep(rawValue: String($0)) }
        let policy = LatePolicy(steps.compactMap { $0 })
        return policy.steps == steps ? policy : nil
    }

    private static func text(_ key: String, _ expected: String, _ section: inout YAMLSection) -> String? {
        section.value(key, expected: expected) { 1...longestNotice ~= $0.utf8.count ? $0 : nil }
    }
}
