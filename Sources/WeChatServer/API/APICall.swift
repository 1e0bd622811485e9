import Networking
import WeChat

/// The calls of WeChat's API that the server makes.
enum APICall: String, CaseIterable {
    case send
    case typing
    case token

    private var path: String {
        switch self {
        case .send: "/cgi-bin/message/custom/send"
        case .typing: "/cgi-bin/message/custom/typing"
        case .token: "/cgi-bin/stable_token"
        }
    }

    /// Makes the call once, with an access token where one is used. To be called on the session's loop.
    ///
    /// What any other status than 200 means nobody knows: a proxy may have given up on a call that WeChat did.
    func make(
        over session: HTTPSession, at base: String, _ token: Secret?, _ body: [UInt8]
    ) async throws(APIFailure) -> APIAnswer {
        let query = token.map { "?access_token=\($0.revealed)" } ?? ""
        let request = HTTPSession.Request(
            base + path + query, fields: ["Content-Type: application/json; charset=utf-8"], body: body)
        let answer: HTTPClient.Answer
        do {
            answer = try await session.send(request)
        } catch {
            throw error.mayHaveArrived ? .unknown(error.description) : .unreachable(error.description)
        }
        guard answer.status == 200 else { throw .unknown("status \(answer.status)") }
        guard let answer = APIAnswer(answer.body) else { throw .unknown("an answer that is not WeChat's") }
        if let error = answer.error { throw .refused(error) }
        return answer
    }
}
