internal import OpenSSL

extension AccountDemand {
  /// Whether an encrypted connection meets it: one on which the slave shows `leaf`, and the master accepts it.
  ///
  /// Names are compared byte for byte (sql_authentication.cc and sql_acl.cc of the servers).
  func isMet(by leaf: Certificate?, cipher: String?) -> Bool {
    switch self {
    case .nothing, .ssl: return true
    case .x509: return leaf != nil
    case .specified(let subject, let issuer, let demanded):
      guard let fields = leaf?.fields else {
        return subject == nil && issuer == nil && demanded.map { $0 == cipher } ?? true
      }
      return subject.map { $0 == fields.subject.oneline } ?? true
        && issuer.map { $0 == fields.issuer.oneline } ?? true
        && demanded.map { $0 == cipher } ?? true
    }
  }
}
