extension PushCatalogue {
    /// Mini Programs that a third-party platform registers (快速注册, 试用小程序).
    static let platformRegistration: [any PushType.Type] = [
        FastRegister.self, FastRegisterBetaApp.self, FastVerifyBetaApp.self, BetaAppEvent.self,
    ]
}

/// Whom a Mini Program is registered or verified for: a company, or a person where the company's fields are empty.
public struct PlatformApplicant: Sendable {
    /// The raw fields.
    public let fields: Fields
    /// The company.
    public var name: String { fields["name"] ?? "" }
    /// The company's number.
    public var code: String { fields.trimmed("code") }
    /// What number that is: 1 unified social credit code (统一社会信用代码), 2 organization code, 3 business licence.
    public var codeType: Int? { fields.integer("code_type") }
    /// The WeChat id of its legal representative.
    public var legalPersonaWeChat: String { fields.trimmed("legal_persona_wechat") }
    /// The name of its legal representative.
    public var legalPersonaName: String { fields["legal_persona_name"] ?? "" }
    /// The platform's telephone number.
    public var componentPhone: String { fields.trimmed("component_phone") }
    /// The person's WeChat id; nil for a company.
    public var wechatID: String? { fields.nonEmpty("wxuser") }
    /// The person's name; nil for a company.
    public var personName: String? { fields.nonEmpty("idname") }
}

/// What became of the registration of a Mini Program for a company or a person (快速注册). The Mini Program has authorized
/// the platform when it is there.
public struct FastRegister: PlatformNotice {
    public static let kinds: [Kind] = .platform("notify_third_fasteregister")
    public static let example = """
        <appid>wx71e2d3c4b5a60918</appid><status>0</status><auth_code>ac-1</auth_code><msg>OK</msg><info>\
        <name>深圳某某科技有限公司</name><code>91440300MA5D0000XX</code><code_type>1</code_type>\
        <legal_persona_wechat>wx_zhang</legal_persona_wechat><legal_persona_name>张三</legal_persona_name>\
        <component_phone>0755-26712345</component_phone></info>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The Mini Program; nil when it was not registered.
    public var appID: String? { accountAppID }
    /// 0 when it is registered; else the reason, from 100001.
    public var status: Int? { fields.integer("status") }
    /// What fetches its tokens; nil when it was not registered.
    public var authorizationCode: String? { fields.nonEmpty("auth_code") }
    /// The status in words.
    public var message: String { fields["msg"] ?? "" }
    /// Whom it is for.
    public var applicant: PlatformApplicant? { fields.object("info").map { PlatformApplicant(fields: $0) } }
}

/// What became of the registration of a Mini Program on trial (试用小程序).
public struct FastRegisterBetaApp: PlatformNotice {
    public static let kinds: [Kind] = .platform("notify_third_fastregisterbetaapp")
    public static let example = """
        <appid>wx71e2d3c4b5a60918</appid><status>0</status><msg>OK</msg><info><unique_id>uq-1</unique_id>\
        <name>试用小程序</name></info>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The Mini Program; nil when it was not registered.
    public var appID: String? { accountAppID }
    /// 0 when it is registered; else the reason.
    public var status: Int? { fields.integer("status") }
    /// The status in words.
    public var message: String { fields["msg"] ?? "" }
    /// The id of the registration.
    public var uniqueID: String { fields.object("info")?.trimmed("unique_id") ?? "" }
    /// The Mini Program's name.
    public var name: String { fields.object("info")?["name"] ?? "" }
}

/// What became of making a Mini Program on trial a lasting one (试用小程序转正).
public struct FastVerifyBetaApp: PlatformNotice {
    public static let kinds: [Kind] = .platform("notify_third_fastverifybetaapp")
    public static let example = """
        <appid>wx71e2d3c4b5a60918</appid><status>0</status><msg>OK</msg><info><name>某某公司</name><code>914403</code>\
        <code_type>1</code_type><legal_persona_wechat>wx_zhang</legal_persona_wechat>\
        <legal_persona_name>张三</legal_persona_name><component_phone>0755</component_phone></info>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The Mini Program.
    public var appID: String? { accountAppID }
    /// 0 when it is verified; else the reason.
    public var status: Int? { fields.integer("status") }
    /// The status in words.
    public var message: String { fields["msg"] ?? "" }
    /// The company that it is for.
    public var applicant: PlatformApplicant? { fields.object("info").map { PlatformApplicant(fields: $0) } }
}

/// What the platform is told of Mini Programs on trial on the URL for messages: somebody allows that one is made, or that
/// it is verified, or WeChat has verified it.
public struct BetaAppEvent: Notice {
    public static let kinds: [Kind] = .events(
        "betaapp_authorization_apply_event", "betaapp_verify_apply_event", "betaapp_verify_event")
    public static let example = """
        <ApplyAuthorizationInfoNoitfy><appid>wx71e2d3c4b5a60918</appid><mp_appid>wx4c1d9e7f20ab3358</mp_appid>\
        <operation_time>2024-04-26 10:00</operation_time><status>0</status><msg>OK</msg><ticket>tk-1</ticket>\
        </ApplyAuthorizationInfoNoitfy>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    private var info: Fields { fields.inside("ApplyAuthorizationInfoNoitfy") }

    /// The Mini Program on trial.
    public var appID: String { info.trimmed("appid") }
    /// The Official Account whose administrator was asked.
    public var accountAppID: String { info.trimmed("mp_appid") }
    /// When, `yyyy-MM-dd HH:mm` in China.
    public var operationTime: String { info.trimmed("operation_time") }
    /// 0 for yes; else the error.
    public var status: Int? { info.integer("status") }
    /// The status in words.
    public var message: String { info["msg"] ?? "" }
    /// What goes on with it; nil when it was refused.
    public var ticket: String? { info.nonEmpty("ticket") }
}
