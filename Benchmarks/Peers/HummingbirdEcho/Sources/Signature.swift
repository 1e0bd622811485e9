import Crypto
import Foundation

/// WeChat's signature of some parts.
func signature(_ parts: [String]) -> String {
    let digest = Insecure.SHA1.hash(data: Data(parts.sorted().joined().utf8))
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
}
