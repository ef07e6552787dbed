internal import COpenSSL

/// The rules of RFC 5280 that OpenSSL looks at otherwise, or not at all.
struct PathRules {
  private let path: [Certificate]
  private let time: Time

  /// - Parameter path: from the leaf to the anchor.
  init(_ path: [Certificate], at time: Time) {
    self.path = path
    self.time = time
  }

  /// The first rule that the path breaks, from the leaf on; nil where it breaks none.
  var refusal: Refusal? {
    for depth in path.indices {
      if let code = validity(path[depth]) { return Refusal(code, Array(path[...depth])) }
    }
    return nil
  }

  /// RFC 5280, 4.1.2.5: from notBefore through notAfter, both inclusive; OpenSSL takes the last second for too
  /// late.
  private func validity(_ certificate: Certificate) -> Int32? {
    guard let first = certificate.validFrom else { return X509_V_ERR_ERROR_IN_CERT_NOT_BEFORE_FIELD }
    guard let last = certificate.fields.notAfter else { return X509_V_ERR_ERROR_IN_CERT_NOT_AFTER_FIELD }
    if time < first { return X509_V_ERR_CERT_NOT_YET_VALID }
    return time > last ? X509_V_ERR_CERT_HAS_EXPIRED : nil
  }
}

extension Certificate {
  /// The first whole second of its validity: a fraction, which RFC 5280 forbids, counts as begun.
  fileprivate var validFrom: Time? {
    guard let time = fields.notBefore, let encoded = unsafe X509_get0_notBefore(pointer) else { return nil }
    return unsafe contents(encoded).contains(UInt8(ascii: ".")) ? time.adding(seconds: 1) : time
  }
}
