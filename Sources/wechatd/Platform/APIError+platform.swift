import WeChat

extension APIError {
    /// The error of that code as WeChat words it.
    static func platform(_ code: Int) -> APIError {
        APIError(code: code, message: wordings[code] ?? "error")
    }

    /// The same with the number of the call behind it, as WeChat has it.
    func numbered(_ id: String) -> APIError {
        APIError(code: code, message: "\(message) rid: \(id)")
    }

    private static let wordings = [
        -1: "system error",
        40001: "invalid credential, access_token is invalid or not latest",
        40002: "invalid grant_type",
        40003: "invalid openid",
        40007: "invalid media_id",
        40008: "invalid message type",
        40013: "invalid appid",
        40014: "invalid access_token",
        40066: "invalid url",
        40125: "invalid appsecret",
        40164: "invalid ip 127.0.0.1, not in whitelist",
        41001: "access_token missing",
        42001: "access_token expired",
        43001: "require GET method",
        43002: "require POST method",
        43004: "require subscribe",
        44002: "empty post data",
        44004: "empty content",
        45002: "content size out of limit",
        45008: "article size out of limit",
        45009: "reach max api daily quota limit",
        45011: "api minute-quota reach limit, must slower, retry next minute",
        45015: "response out of time limit or subscription is canceled",
        45047: "out of response count limit",
        45072: "invalid command",
        47001: "data format error",
        48001: "api unauthorized",
        50002: "user limited",
    ]
}
