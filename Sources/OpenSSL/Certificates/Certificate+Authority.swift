internal import COpenSSL

extension Certificate {
  /// What makes a certificate an authority's in the eyes of OpenSSL (X509_check_ca(3)).
  public enum AuthorityKind: Sendable, Hashable {
    /// Nothing does: basicConstraints say so, or keyUsage is there without keyCertSign.
    case none
    /// basicConstraints with CA:TRUE, and no keyUsage that forbids it.
    case byConstraints
    /// Version 1 and self-signed: from before there were extensions.
    case selfSignedVersion1
    /// keyUsage with keyCertSign, without basicConstraints.
    case byKeyUsage
    /// The extension of Netscape that came before basicConstraints.
    case byNetscapeType
  }

  /// What makes it an authority's, if anything does.
  public var authorityKind: AuthorityKind {
    defer { ERR_clear_error() }
    return switch unsafe X509_check_ca(pointer) {
    case 1: .byConstraints
    case 3: .selfSignedVersion1
    case 4: .byKeyUsage
    case 5: .byNetscapeType
    default: .none
    }
  }

  /// True where OpenSSL takes it as the issuer of other certificates.
  public var canIssue: Bool { authorityKind != .none }

  /// True where its own key has signed it, and names and key identifiers agree (X509_self_signed(3)).
  public var isSelfSigned: Bool {
    defer { ERR_clear_error() }
    return unsafe X509_self_signed(pointer, 1) == 1
  }

  /// True where OpenSSL would look no further for an issuer, whoever signed it: the names are equal, and no key
  /// identifier says otherwise (X509_self_signed(3)). A leaf without key identifiers that has its authority's
  /// whole name is refused for this (measured on all servers).
  public var looksSelfSigned: Bool {
    defer { ERR_clear_error() }
    return unsafe X509_self_signed(pointer, 0) == 1
  }

  /// True where this may be the issuer of `other` by name, key identifiers and key usage, whatever the signature
  /// (X509_check_issued(3)).
  public func mayHaveIssued(_ other: Certificate) -> Bool {
    defer { ERR_clear_error() }
    return unsafe X509_check_issued(pointer, other.pointer) == X509_V_OK
  }

  /// Object identifiers of critical extensions that OpenSSL does not know: it refuses any chain with them
  /// (X509_supported_extension).
  public var unhandledCriticalExtensions: [String] {
    unsafe (0..<max(0, X509_get_ext_count(pointer))).compactMap { index in
      let item = unsafe X509_get_ext(pointer, index)
      guard unsafe X509_EXTENSION_get_critical(item) == 1, unsafe X509_supported_extension(item) == 0 else {
        return nil
      }
      return unsafe objectIdentifier(X509_EXTENSION_get_object(item))
    }
  }
}
