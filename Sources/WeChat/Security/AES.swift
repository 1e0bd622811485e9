import COpenSSL

/// AES-256-CBC in one direction, with the first half of the key as the initialization vector, as WeChat has it. Keep
/// one for each thread.
///
/// It pads nothing: OpenSSL knows no blocks of 32 bytes.
final class AES {
    // Never changed after it is made, and OpenSSL counts its references by atomic operations.
    nonisolated(unsafe) private static let cipher = EVP_CIPHER_fetch(nil, "AES-256-CBC", nil)

    private let vector: [UInt8]
    private let context: OpaquePointer

    init(_ key: EncodingAESKey, encrypting: Bool) {
        let bytes = key.secret.bytes
        vector = Array(bytes.prefix(16))
        let made = EVP_CIPHER_CTX_new()
        guard let made, EVP_CipherInit_ex(made, Self.cipher, nil, bytes, vector, encrypting ? 1 : 0) == 1 else {
            fatalError("OpenSSL has no AES-256-CBC")
        }
        EVP_CIPHER_CTX_set_padding(made, 0)
        context = made
    }

    deinit { EVP_CIPHER_CTX_free(context) }

    /// En- or decrypts whole blocks of sixteen bytes in place.
    func run(on blocks: UnsafeMutableRawBufferPointer) {
        let bytes = blocks.assumingMemoryBound(to: UInt8.self)
        var count: Int32 = 0
        // The key stays, only the vector is set again: setting both takes twice the time.
        let isReady = EVP_CipherInit_ex(context, nil, nil, nil, vector, -1)
        let isDone = EVP_CipherUpdate(context, bytes.baseAddress, &count, bytes.baseAddress, Int32(bytes.count))
        // It does not fail; but if it did, what is sent next would be in clear.
        precondition(isReady == 1 && isDone == 1, "OpenSSL fails")
    }
}
