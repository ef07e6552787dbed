internal import COpenSSL

extension PrivateKey {
  /// The signature of a SHA-256 by this key, in the form that its algorithm gives it in certificates (EVP_PKEY_sign(3)).
  func signature(of digest: [UInt8]) throws(OpenSSLError) -> [UInt8] {
    let context = unsafe Owned(try nonNull("EVP_PKEY_CTX_new", EVP_PKEY_CTX_new(pointer, nil))) {
      unsafe EVP_PKEY_CTX_free($0)
    }
    try unsafe check("EVP_PKEY_sign_init", EVP_PKEY_sign_init(context.pointer))
    var signature = [UInt8](repeating: 0, count: Int(unsafe EVP_PKEY_get_size(pointer)))
    var count = signature.count
    try unsafe check(
      "EVP_PKEY_sign", EVP_PKEY_sign(context.pointer, &signature, &count, digest, digest.count))
    signature.removeLast(signature.count - count)
    return signature
  }
}
