import Testing

@testable import Networking

@Suite struct HTTPErrorTests {
    static let statuses: [(HTTPError, UInt16)] = [
        (.malformed("method"), 400), (.requestLineTooLong, 414), (.headerTooLarge, 431), (.bodyTooLarge, 413),
        (.lengthRequired, 411), (.methodNotAllowed, 405), (.methodUnknown, 501), (.versionNotSupported, 505),
        (.expectationFailed, 417), (.timeout, 408),
    ]

    @Test(arguments: statuses)
    func errorHasItsStatus(_ error: HTTPError, _ status: UInt16) {
        #expect(error.status.rawValue == status)
    }

    @Test func reasonNamesWhatIsMalformed() {
        #expect(HTTPError.malformed("Host").reason == "malformed HTTP: Host")
        #expect(HTTPError.malformed("Host") != .malformed("method"))
    }
}
