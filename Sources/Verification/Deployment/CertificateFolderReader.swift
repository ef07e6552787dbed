internal import OpenSSL
internal import SecureFiles

/// Reads a folder in which certificates were made, be it by hand with the manual's recipe, by easy-rsa or by a
/// server for itself: one host for each leaf, sorted by what stands in the files and not by their names.
struct CertificateFolderReader {
  let folder: String
  /// Whether nothing else is to be verified, so that even one pair of each kind is of two hosts.
  let isAlone: Bool
  let files: PEMFileReader

  private struct Leaf {
    let file: String
    let certificate: Certificate
  }

  /// The hosts; nil where the folder is one host's, or holds no certificates.
  func read() throws(VerificationError) -> Deployment? {
    guard (try? FileStatus.ifExists(folder, followingLinks: true))??.kind == .folder else { return nil }
    let texts = HostTexts([folder])
    guard !texts.tellsOfServer, !texts.isDataDirectory else { return nil }
    let paths = CertificateSearch(below: folder).paths
    let certified = paths.compactMap { path in
      files.certificates(path).value?.first.map { Leaf(file: path, certificate: $0) }
    }
    let leaves = withoutCopies(certified.filter { !files.isAuthority($0.file) })
    guard leaves.count > (isAlone ? 1 : 2), let authority = authority(of: leaves, among: certified) else {
      return nil
    }
    let keys = paths.filter { files.holdsKey($0) }
    let search = KeyFileSearch(below: folder, files).result
    let hosts = leaves.map { host($0, authority.file, keys, search.keyFiles) }
    let owned = Set(hosts.flatMap { $0.keyFiles.map(\.path) })
    var others = search.keyFiles.filter { !owned.contains($0.path) }
    // Where certificates are made the authority's key is in its place, but only one folder can be that place.
    let place = others.firstIndex {
      isAlone && $0.key != nil && $0.key == authority.certificate.fields.publicKey
    }
    let key = place.map { others.remove(at: $0) }
    return Deployment(
      source: folder, hosts: hosts, authority: nil, keyFiles: others, unreadable: search.unreadable,
      authorityKeyFile: key)
  }

  /// OpenSSL and easy-rsa keep a copy of each certificate under its serial number: the name tells more.
  private func withoutCopies(_ leaves: [Leaf]) -> [Leaf] {
    let named = Set(leaves.filter { !isNamedForSerial($0) }.map(\.certificate))
    return leaves.filter { !isNamedForSerial($0) || !named.contains($0.certificate) }
  }

  private func isNamedForSerial(_ leaf: Leaf) -> Bool {
    let digits = leaf.certificate.fields.serial.description.lowercased().filter(\.isHexDigit)
    func bare(_ text: String) -> Substring { text.lowercased().drop { $0 == "0" } }
    return bare(name(leaf.file)) == bare(digits)
  }

  /// The authority that signed the most of them.
  private func authority(of leaves: [Leaf], among certified: [Leaf]) -> Leaf? {
    certified.filter { files.isAuthority($0.file) }.max { one, other in
      signed(by: one, leaves) < signed(by: other, leaves)
    }
  }

  private func signed(by authority: Leaf, _ leaves: [Leaf]) -> Int {
    guard let key = authority.certificate.fields.publicKey else { return 0 }
    return leaves.filter { $0.certificate.isSigned(by: key) }.count
  }

  private func host(_ leaf: Leaf, _ authority: String, _ keys: [String], _ keyFiles: [KeyFile])
    -> DeployedHost
  {
    let fields = leaf.certificate.fields
    let key = keys.first { path in
      if case .key(let key) = files.key(path).value { key == fields.publicKey } else { false }
    }
    let pair = Presentation(chain: files.certificates(leaf.file), key: key.map { files.key($0) })
    let trust = Trust(file: files.certificates(authority))
    let (isServer, isClient) = purposes(leaf)
    return DeployedHost(
      name: name(leaf.file), asMaster: isServer ? MasterSide(trust: trust, presentation: pair) : nil,
      connections: isClient
        ? [SlaveSide(trust: trust, presentation: pair, usesTLS: true, verifiesMaster: true)] : [],
      keyFiles: keyFiles.filter { $0.path == key })
  }

  /// What a leaf is for: by its extended key usage; where that allows both, by its file's name.
  private func purposes(_ leaf: Leaf) -> (server: Bool, client: Bool) {
    let usages = leaf.certificate.fields.extendedKeyUsage
    let isServer = usages?.contains(.serverAuth) ?? true
    let isClient = usages?.contains(.clientAuth) ?? true
    guard isServer, isClient else { return (isServer, isClient) }
    let file = name(leaf.file).lowercased()
    let looksLikeServer = ["server", "master", "source", "primary"].contains(where: file.contains)
    let looksLikeClient = ["client", "slave", "replica"].contains(where: file.contains)
    return looksLikeServer == looksLikeClient ? (true, true) : (looksLikeServer, looksLikeClient)
  }

  private func name(_ path: String) -> String {
    let last = path.split(separator: "/").last.map(String.init) ?? path
    let stem = last.lastIndex(of: ".").map { String(last[..<$0]) } ?? last
    return stem.hasSuffix("-cert") ? String(stem.dropLast(5)) : stem
  }
}
