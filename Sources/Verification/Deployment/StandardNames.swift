internal import OpenSSL
internal import Replication

/// What the files of a folder are by the names that the MySQL manual, mkcerts and the servers themselves give
/// them; and what PEM files that were given one by one are by what stands in them.
struct StandardNames {
  private let texts: HostTexts
  private let files: PEMFileReader

  init(_ texts: HostTexts, files: PEMFileReader) {
    self.texts = texts
    self.files = files
  }

  /// What it shows to slaves; nil where there is nothing.
  var masterSide: MasterSide? {
    loosePair.map { MasterSide(trust: looseTrust, presentation: $0) }
      ?? presentation(.server).map { MasterSide(trust: trust, presentation: $0) }
  }

  /// What it shows to a master, which it verifies; nil where there is nothing. A peer shows one certificate to
  /// both sides.
  var slaveSide: SlaveSide? {
    if let pair = loosePair { return side(looseTrust, pair) }
    if let pair = presentation(.client) { return side(trust, pair) }
    guard let pair = presentation(.server),
      pair.chain.value?.first?.fields.extendedKeyUsage?.contains(.clientAuth) == true
    else { return nil }
    return side(trust, pair)
  }

  private func side(_ trust: Trust, _ presentation: Presentation) -> SlaveSide {
    SlaveSide(trust: trust, presentation: presentation, usesTLS: true, verifiesMaster: true)
  }

  /// The manual's name, mkcerts's, and the one that MySQL gives the authority it makes.
  private static let trustNames = [TrustForm.file.name, "ca.pem", "ca-cert.pem"]

  /// A host that has the hashed folder trusts by it alone.
  private var trust: Trust {
    if texts.names.contains(TrustForm.folder.name) {
      let folder = texts.folder + "/" + TrustForm.folder.name
      return Trust(folder: HashedFolderReader(folder: folder, files: files).read())
    }
    let name = Self.trustNames.first(where: texts.names.contains) ?? TrustForm.file.name
    return Trust(file: files.certificates(texts.folder + "/" + name))
  }

  private func presentation(_ pair: PairNames) -> Presentation? {
    guard !texts.names.isDisjoint(with: [pair.certificate, pair.key, pair.request]) else { return nil }
    return Presentation(
      chain: files.certificates(texts.folder + "/" + pair.certificate),
      key: files.key(texts.folder + "/" + pair.key))
  }

  private var looseTrust: Trust {
    let bundle = texts.loosePEM.first { files.isAuthority($0) }
    let lists = texts.loosePEM.first { files.holdsRevocationLists($0) }
    return Trust(
      file: bundle.map { files.certificates($0) }, revocations: lists.map { files.revocationLists($0) })
  }

  private var loosePair: Presentation? {
    guard !texts.loosePEM.isEmpty else { return nil }
    let key = texts.loosePEM.first { files.holdsKey($0) }
    let chain = texts.loosePEM.first { files.holdsCertificate($0) && !files.isAuthority($0) }
    guard let file = chain ?? key else { return nil }
    return Presentation(chain: files.certificates(file), key: key.map { files.key($0) })
  }
}
