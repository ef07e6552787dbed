import OpenSSL
import Synchronization

/// What files hold, parsed and checked once for each content: the same thousand hosts are looked at again after every
/// kill, and few of their files are others than before.
enum Parsed {
  private struct Signature: Hashable {
    let certificate: Certificate
    let key: PublicKey
  }

  private struct Known {
    var certificates: [[UInt8]: [Certificate]] = [:]
    var keys: [[UInt8]: PublicKey] = [:]
    var signatures: [Signature: Bool] = [:]
  }

  private static let known = Mutex(Known())
  /// Of more files than those of a few large folders nothing is kept.
  private static let most = 20_000

  static func certificates(_ pem: [UInt8]) throws -> [Certificate] {
    if let known = known.withLock({ $0.certificates[pem] }) { return known }
    let certificates = try Certificate.parse(pem: pem)
    known.withLock { known in
      if known.certificates.count > most { known = Known() }
      known.certificates[pem] = certificates
    }
    return certificates
  }

  /// The public half of the private key in a file of these bytes, which `parse` reads.
  static func key(_ pem: [UInt8], _ parse: () throws -> PublicKey) throws -> PublicKey {
    if let known = known.withLock({ $0.keys[pem] }) { return known }
    let key = try parse()
    known.withLock { $0.keys[pem] = key }
    return key
  }

  static func isSigned(_ certificate: Certificate, by key: PublicKey) -> Bool {
    let signature = Signature(certificate: certificate, key: key)
    if let known = known.withLock({ $0.signatures[signature] }) { return known }
    let isSigned = certificate.isSigned(by: key)
    known.withLock { $0.signatures[signature] = isSigned }
    return isSigned
  }
}
