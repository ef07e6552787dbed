public import OpenSSL
internal import SecureFiles

extension AuthorityStore {
  /// The signing generation, or nil where no authority was made yet.
  ///
  /// What a killed command left behind is completed or cleaned first.
  ///
  /// - Parameter say: called with a sentence about each thing that was completed or cleaned.
  /// - Throws: where one of the authority's files is missing or not the one that the ledger knows.
  public func authority(say: (String) -> Void = { _ in }) throws -> (
    generation: Int, certificate: Certificate
  )? {
    try trusted(say: say).first.map { ($0.number, $0.certificate) }
  }

  /// The generations that hosts are to trust, the one that signs first; empty where no authority was made
  /// yet, and two of them during a rollover.
  ///
  /// - Throws: as ``authority(say:)``.
  public func trusted(say: (String) -> Void = { _ in }) throws -> [TrustedGeneration] {
    if let present { return present }
    var generations = try ledger.generations().filter { $0.state != .abandoned }
    guard !generations.isEmpty else {
      try checkNoFiles()
      return []
    }
    if let last = generations.last, last.state == .planned {
      let isFirst = !generations.contains { $0.state == .issued }
      try complete(last, as: isFirst ? .founding : .rollover, say: say)
      generations = try ledger.generations().filter { $0.state == .issued }
    }
    for serial in try ledger.abandonRenewals() {
      say("a rollover that was interrupted had signed nothing yet; its serial number \(serial) is given up")
    }
    guard !generations.isEmpty else { return [] }
    let trusted = try certified(generations.filter(\.isTrusted))
    try settle(trusted, say: say)
    present = trusted
    return trusted
  }

  private func checkNoFiles() throws {
    for path in [layout.key, layout.certificate] where try Files.exists(path) {
      throw IssuanceError(
        .halfAuthority, "\(path) exists, but \(layout.ledger) knows of no authority",
        hint: "bring the ledger back from a backup; mkcerts never makes an authority over a part of another")
    }
  }

  private enum Making: String {
    case founding = "an init-ca"
    case rollover = "a rollover"
  }

  /// Finishes what a killed command began, or gives it up where there is nothing to keep.
  private func complete(_ generation: Generation, as making: Making, say: (String) -> Void) throws {
    let key = layout.key(named: generation.keyFile)
    guard let der = generation.certificate, try Files.exists(key) else {
      try ledger.setState(.abandoned, ofGeneration: generation.number)
      say(
        "\(making.rawValue) that was interrupted had written no key yet; its serial number "
          + "\(generation.serial) is given up")
      return
    }
    if making == .founding, try !Files.exists(layout.certificate) {
      try Files.writeNew(layout.certificate, Array(Certificate(der: der).pem().utf8), mode: .certificate)
    }
    try ledger.setState(.issued, ofGeneration: generation.number)
    let what = making == .founding ? layout.certificate : "the next generation, \(key)"
    say("\(making.rawValue) that was interrupted is completed: \(what)")
  }

  /// The generations with their certificates, the one that signs first.
  private func certified(_ generations: [Generation]) throws -> [TrustedGeneration] {
    let ordered =
      generations.filter { $0.stage == .signing } + generations.filter { $0.stage != .signing }
    try Self.checkWhole(layout, keys: ordered.map { layout.key(named: $0.keyFile) })
    return try ordered.map { generation in
      guard let der = generation.certificate else {
        throw IssuanceError(
          .ledger, "\(layout.ledger) has no certificate of its generation \(generation.number)")
      }
      return TrustedGeneration(
        generation: generation, certificate: try Certificate(der: der),
        key: layout.key(named: generation.keyFile))
    }
  }

  /// Makes cacert.pem hold just the certificates of `trusted`, and what an administrator added.
  ///
  /// Every change is in the ledger first, so that whatever a killed command left in the file is brought up to
  /// the ledger here. A file in which nothing is of this authority is somebody else's.
  func settle(_ trusted: [TrustedGeneration], say: (String) -> Void = { _ in }) throws {
    // By their age: what signs may change without a change of the file.
    let wanted = trusted.sorted { $0.number < $1.number }.map(\.certificate)
    try expectOnDisk(wanted)
    let onDisk = try certificatesOnDisk()
    if onDisk == wanted { return }
    let ours = Set(try ledger.authorityCertificates().map { try Certificate(der: $0) })
    guard onDisk.contains(where: ours.contains) else {
      let fields = trusted.first?.certificate.fields
      throw IssuanceError(
        .brokenAuthority,
        "\(layout.certificate) is not the certificate of the authority in \(layout.ledger), whose subject is "
          + "\(fields?.subject.rfc2253 ?? "?") and whose serial number is \(fields?.serial.short ?? "?")",
        hint: "bring \(layout.certificate) back from a backup or from a host's folder")
    }
    let added = onDisk.filter { !ours.contains($0) }
    guard Set(onDisk) != Set(wanted + added) else { return }
    let text = try (wanted + added).map { try $0.pem() }.joined()
    try Files.replace(layout.certificate, Array(text.utf8), mode: .certificate)
    say("\(layout.certificate) is brought up to the ledger after a command was interrupted")
  }

  /// Forgets what was found, after the ledger was changed, and makes cacert.pem say the same.
  func changeTrust() throws {
    present = nil
    _ = try trusted()
  }
}
