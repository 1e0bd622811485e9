import COpenSSL

extension Secret {
    /// Whether `given` is the text, in a time that does not depend on how wrong it is; its length it tells.
    package func isRight(_ given: UnsafeRawBufferPointer) -> Bool {
        given.count == bytes.count && CRYPTO_memcmp(bytes, given.baseAddress, given.count) == 0
    }

    /// The text, for the one place where it has to go.
    package var revealed: String { String(decoding: bytes, as: UTF8.self) }
}
