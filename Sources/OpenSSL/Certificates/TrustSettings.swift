internal import COpenSSL

/// What a `TRUSTED CERTIFICATE` block says beside the certificate (openssl-x509(1), -addtrust, -addreject): it
/// decides what a root is trusted for.
public struct TrustSettings: Sendable, Hashable {
  /// The purposes that it is trusted for; empty where none is named, which means no purpose at all.
  public let trusted: [ExtendedKeyUsage]
  /// The purposes that it is rejected for.
  public let rejected: [ExtendedKeyUsage]
}

extension Certificate {
  /// The settings that came with it; nil where none did. Two certificates of one encoding are equal whatever their
  /// settings.
  public var trustSettings: TrustSettings? {
    // One of a series is all of a plain CERTIFICATE block, and need not be decoded for this.
    guard series == nil else { return nil }
    let (trusted, rejected) = unsafe (X509_get0_trust_objects(pointer), X509_get0_reject_objects(pointer))
    guard unsafe trusted != nil || rejected != nil else { return nil }
    return unsafe TrustSettings(trusted: Self.purposes(trusted), rejected: Self.purposes(rejected))
  }

  private static func purposes(_ list: OpaquePointer?) -> [ExtendedKeyUsage] {
    unsafe (0..<max(0, mkcerts_sk_ASN1_OBJECT_num(list))).map { index in
      unsafe ExtendedKeyUsage(identifier: objectIdentifier(mkcerts_sk_ASN1_OBJECT_value(list, index)))
    }
  }
}
