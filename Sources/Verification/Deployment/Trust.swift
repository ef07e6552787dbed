public import OpenSSL

/// What one side of a connection accepts chains under: ssl-ca, ssl-capath, ssl-crl and ssl-crlpath. What no
/// option names is nil.
public struct Trust: Sendable {
  public var file: Evidence<[Certificate]>?
  /// The certificates that are found in the folder under the hash of their subject.
  public var folder: Evidence<[Certificate]>?
  public var revocations: Evidence<[RevocationList]>?
  public var revocationFolder: Evidence<[RevocationList]>?
  /// What stands among the revocation lists of ssl-crl: servers read both kinds of file by one function
  /// (X509_load_cert_crl_file(3)), and so trust these too (measured).
  public var certificatesAmongLists: [Certificate] = []
  /// What stands among the authorities of ssl-ca: it counts once any revocation list is named (measured).
  public var listsAmongCertificates: [RevocationList] = []

  public init(
    file: Evidence<[Certificate]>? = nil, folder: Evidence<[Certificate]>? = nil,
    revocations: Evidence<[RevocationList]>? = nil, revocationFolder: Evidence<[RevocationList]>? = nil
  ) {
    self.file = file
    self.folder = folder
    self.revocations = revocations
    self.revocationFolder = revocationFolder
  }

  /// Whether an option names authorities at all.
  public var isNamed: Bool { file != nil || folder != nil }

  /// The file or folder that names them; the file where both do.
  public var path: String? { (file ?? folder)?.path }

  /// The authorities, of the file and of the folder.
  public var certificates: [Certificate] {
    (file?.value ?? []) + (folder?.value ?? []) + certificatesAmongLists
  }

  /// Whether an authority with each of these keys is trusted.
  func holds(_ keys: [PublicKey]) -> Bool {
    let trusted = certificates.lazy.compactMap(\.fields.publicKey)
    return keys.allSatisfy { key in trusted.contains { $0 == key } }
  }

  /// Whether an option names revocation lists: then every certificate needs one of its issuer.
  public var isRevocationNamed: Bool { revocations != nil || revocationFolder != nil }

  /// The revocation lists, of the file and of the folder.
  public var revocationLists: [RevocationList] {
    guard isRevocationNamed else { return [] }
    let own = revocations?.value ?? []
    // The same file may be named for both.
    return own + listsAmongCertificates.filter { !own.contains($0) } + (revocationFolder?.value ?? [])
  }
}
