internal import CertificateAuthority
internal import OpenSSL
internal import Replication
internal import Secrets
internal import SecureFiles

extension Fleet {
  /// The files of a host, which are known to be whole and the ledger's, as one.
  ///
  /// The same folder gives the same archive: it is as of the moment of issue.
  ///
  /// - Throws: where nothing is issued to the host, a part of its pair is missing or another's, the
  ///   authority's key lies in its folder, or a store is asked for and its key stayed on the host.
  public func bundle(_ name: HostName, as form: BundleForm) throws -> Bundle {
    guard let host = try Self.enrolled(name.description, in: store.ledger) else {
      throw FleetError(
        .unknownHost, "nothing is issued to \(name) in \(pki.root)",
        hint: "issue it with `mkcerts issue \(name)`")
    }
    if case .trustStore(let source) = form {
      let content = try trustStore(password(source, host))
      return Bundle(content: content, host: host.name, holdsKey: false)
    }
    let folder = try HostFolderContents(pki.host(host.name))
    try folder.refuseKeys(of: store)
    let pairs = try host.entries.map { try folder.pair($0, of: host.name) }
    switch form {
    case .tar(let owner):
      let begin = pairs.compactMap(\.certificate.fields.notBefore).max() ?? Time(seconds: 0)
      let content = try Tar.archive(
        folder.archived(for: owner), owner: owner, modified: begin.adding(seconds: Profile.backdate).seconds)
      return Bundle(content: content, host: host.name, holdsKey: pairs.contains { $0.key != nil })
    case .keyStore(let source):
      // A connector is a client; a host that is none shows what it has.
      guard let pair = pairs.first(where: { $0.profile == .client }) ?? pairs.first else {
        throw FleetError(.unknownHost, "nothing is issued to \(name) in \(pki.root)")
      }
      let content = try keyStore(pair, host, source)
      return Bundle(content: content, host: host.name, holdsKey: true)
    case .trustStore: preconditionFailure("a trust store has nothing of the host")
    }
  }

  private func keyStore(
    _ pair: HostPair, _ host: Enrolled, _ source: PassphraseSource
  ) throws -> SecretBytes {
    guard let text = pair.key else {
      let names = pair.profile.pairNames
      throw FleetError(
        .conflict,
        "the key of \(host.name) was made on the host and never left it, so no key store can hold it",
        hint:
          "make the store on the host with `openssl pkcs12 -export -inkey \(names.key) -in \(names.certificate) "
          + "-certfile cacert.pem -name \(host.name) -out \(host.name).p12`")
    }
    var store = KeyStore(password: try password(source, host))
    try store.add(PrivateKey.parse(pem: text.content), pair.certificate, called: host.name.lowercased())
    try addAuthorities(to: &store)
    return try store.der()
  }

  private func trustStore(_ password: consuming SecretBytes) throws -> SecretBytes {
    var store = KeyStore(password: password)
    try addAuthorities(to: &store)
    return try store.der()
  }

  private func addAuthorities(to store: inout KeyStore) throws {
    for (number, authority) in try self.store.certificatesOnDisk().enumerated() {
      try store.add(trusted: authority, called: number == 0 ? "authority" : "authority-\(number + 1)")
    }
  }

  /// The password of a store, as Java's tools can type it.
  private func password(_ source: PassphraseSource, _ host: Enrolled) throws -> SecretBytes {
    let password = try source.read(purpose: "new password of the store of \(host.name)", confirming: true)
    // keytool(1) takes no shorter one; and beyond ASCII Java and OpenSSL derive different keys of one
    // password.
    guard password.count >= 6, password.isPrintableASCII else {
      throw FleetError(
        .conflict, "the password of the store is shorter than 6 characters or not all printable ASCII",
        hint: "choose another, which Java's keytool takes too")
    }
    return password
  }
}
