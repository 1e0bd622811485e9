import Bytes
import Testing

struct UInt8ASCIITests {
    @Test func lettersAndDigitsAreThoseOfASCII() {
        let found = (UInt8.min...UInt8.max).filter(\.isLetterOrDigit)
        #expect(found == Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8))
    }
}
