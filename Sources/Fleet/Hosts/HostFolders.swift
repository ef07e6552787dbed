internal import CertificateAuthority
internal import OpenSSL
internal import Replication
internal import SecureFiles
internal import Synchronization
internal import Threads

/// Delivers to host folders: each appears whole or not at all.
struct HostFolders: Delivery, Sendable {
  let pki: PKIFolder
  /// What every host trusts.
  let trust: HostTrust
  /// The texts and the form of trust of each host that something is delivered to.
  let hosts: [String: (texts: HostTexts, form: TrustForm)]
  private let shared = SharedTexts()

  /// Every name that a host folder may have of ours; all others are an admin's own and stay.
  static let managed: Set<String> = [
    TrustForm.file.name, TrustForm.folder.name, TrustForm.revocationFile, HostTexts.optionFileName,
    HostTexts.accountsName, HostTexts.changeMasterName,
    PairNames.server.certificate, PairNames.server.key, PairNames.server.request,
    PairNames.client.certificate, PairNames.client.key, PairNames.client.request,
  ]

  func deliver(_ orders: [FilledOrder]) throws {
    try Files.createFolder(pki.hosts, mode: .folder)
    let batch = FolderBatch()
    // Texts are written out and files made on all cores, where that is more work than to start threads.
    let width = orders.count < Self.ordersWorthThreads ? 1 : Parallel.width
    let staged = try Parallel.map(orders, width: width) { try Staged(self.folder(for: $0)) }
    for (filled, staged) in zip(orders, staged) {
      guard let folder = staged.take() else { continue }
      batch.add(folder, filled.order.replaces ? .replacing(managed: Self.managed) : .new)
    }
    try batch.commit()
  }

  private static let ordersWorthThreads = 32

  /// A folder that one thread has filled for another to take.
  private final class Staged: Sendable {
    private let folder: Mutex<StagedFolder?>

    init(_ folder: consuming StagedFolder) { self.folder = Mutex(folder) }

    func take() -> StagedFolder? { folder.withLock { $0.take() } }
  }

  /// The folder of an order, with all its files, beside its place.
  private func folder(for filled: FilledOrder) throws -> StagedFolder {
    let holder = filled.order.holder
    var folder = try StagedFolder(for: pki.host(holder))
    for (name, bytes) in commonFiles(of: holder) { try folder.add(name, bytes) }
    for issued in filled.certificates { try addPair(issued, to: &folder) }
    return folder
  }

  /// All files of a host but its pairs, which are the same whenever they are made.
  func commonFiles(of holder: String) -> [(name: String, bytes: [UInt8])] {
    trust.files(hosts[holder]?.form ?? .file)
      + (hosts[holder].map { shared.files(of: $0.texts) } ?? [])
  }

  /// The key first and the certificate last.
  private func addPair(_ issued: IssuedCertificate, to folder: inout StagedFolder) throws {
    let names = issued.profile.pairNames
    switch issued.privateKey {
    case .some(let key): try folder.add(names.key, secret: key)
    case .none: break
    }
    if let request = issued.request { try folder.add(names.request, Array(request.pem().utf8)) }
    try folder.add(names.certificate, Array(issued.certificate.pem().utf8))
  }

  func delivered(_ serial: SerialNumber, to holder: String) throws -> Certificate? {
    let folder = pki.host(holder)
    for names in [PairNames.server, PairNames.client] {
      guard let text = try? Files.read(folder + "/" + names.certificate),
        let certificate = try? Certificate.parse(pem: text).first, certificate.fields.serial == serial,
        let key = holdsKey(folder, names), key == certificate.fields.publicKey
      else { continue }
      return certificate
    }
    return nil
  }

  private func holdsKey(_ folder: String, _ names: PairNames) -> PublicKey? {
    if let text = try? Files.readSecret(folder + "/" + names.key) {
      return (try? PrivateKey.parse(pem: text))?.publicKey
    }
    guard let text = try? Files.read(folder + "/" + names.request) else { return nil }
    return try? CertificateRequest.parse(pem: text).publicKey
  }

  func removeLeftovers() throws -> [String] {
    var sentences: [String] = []
    for folder in [pki.root, pki.authority.folder, pki.hosts] where try Files.exists(folder) {
      for leftover in try Files.leftovers(in: folder) {
        switch try leftover.resolve(managed: Self.managed) {
        case .restored:
          sentences.append("\(leftover.finalPath) is back in its place after a command was interrupted")
        case .discarded(let carried):
          let kept =
            carried.isEmpty ? "" : "; \(carried.joined(separator: ", ")) stayed in \(leftover.finalPath)"
          sentences.append(
            "removed \(leftover.path), which a command that was interrupted left behind\(kept)")
        }
      }
    }
    return sentences
  }
}

extension Profile {
  /// Under which names a pair of this profile lies in a host folder.
  var pairNames: PairNames { self == .client ? .client : .server }
}
