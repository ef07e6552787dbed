import TestSupport

/// What can be wrong with a certificate that is shown, whoever issued it.
enum Flaw: String, CaseIterable {
  case wrongHost, wrongAddress, wrongUsage, expired, notYetValid, otherAuthority, otherAuthorityOfTheName
  case tampered

  /// Why `judge` cannot see this; nil where it can.
  func inability(of judge: Judge) -> String? {
    switch (judge, self) {
    case (.pkilint, .wrongHost), (.pkilint, .wrongAddress): "it is not told what is dialled"
    case (.pkilint, .wrongUsage): "it is not told what the certificate is to be used for"
    case (.pkilint, .expired), (.pkilint, .notYetValid): "it is not told the time, and looks at no clock"
    default: nil
    }
  }

  /// The number of the error by which OpenSSL says so (`X509_STORE_CTX_get_error(3)`).
  var opensslError: Int {
    switch self {
    case .wrongHost: 62
    case .wrongAddress: 64
    case .wrongUsage: 26
    case .expired: 10
    case .notYetValid: 9
    case .otherAuthority, .otherAuthorityOfTheName: 20
    case .tampered: 7
    }
  }

  /// Which certificate OpenSSL names, counted from the one that is shown. Before that one was valid its
  /// authority was not either, since both were made in one moment, and OpenSSL looks at the authority first.
  var depth: Int { self == .notYetValid ? 1 : 0 }
}
