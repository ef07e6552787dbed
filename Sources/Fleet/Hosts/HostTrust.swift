internal import OpenSSL
internal import Replication

/// What hosts trust: the authority's certificates, and its lists of what it revoked.
struct HostTrust: Sendable {
  private let bundle: [UInt8]
  /// All lists in one file, in PEM; empty where there are none.
  let lists: [UInt8]
  /// For the form of a folder: hashed names (ssl-capath, ssl-crlpath; openssl-rehash(1)).
  private let hashed: [(name: String, bytes: [UInt8])]

  /// How long a file of trust may be, in bytes: a list of a million certificates has 60 MB.
  static let readingLimit = 1 << 28

  /// Whether there are revocation lists.
  var hasRevocationLists: Bool { !lists.isEmpty }

  init(_ certificates: [Certificate], _ lists: [RevocationList]) throws {
    bundle = try Array(certificates.map { try $0.pem() }.joined().utf8)
    self.lists = try Array(lists.map { try $0.pem() }.joined().utf8)
    hashed =
      try Self.numbered(certificates.map { ($0.subjectHash, Array(try $0.pem().utf8)) }, "")
      + Self.numbered(lists.map { ($0.issuerHash, Array(try $0.pem().utf8)) }, "r")
  }

  /// The files of a host that keeps its trust in the form `form`.
  func files(_ form: TrustForm) -> [(name: String, bytes: [UInt8])] {
    var files = [(TrustForm.file.name, bundle)]
    if hasRevocationLists { files.append((TrustForm.revocationFile, lists)) }
    guard form == .folder else { return files }
    return files + hashed.map { ("\(TrustForm.folder.name)/\($0.name)", $0.bytes) }
  }

  /// Each under its hash, and a number that tells equal ones apart.
  private static func numbered(
    _ items: [(hash: String, bytes: [UInt8])], _ mark: String
  ) -> [(name: String, bytes: [UInt8])] {
    var seen: [String: Int] = [:]
    return items.map { hash, bytes in
      defer { seen[hash, default: 0] += 1 }
      return ("\(hash).\(mark)\(seen[hash] ?? 0)", bytes)
    }
  }
}
