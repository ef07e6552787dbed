internal import OpenSSL
public import Secrets
internal import SecureFiles

extension AuthorityStore {
  /// Where the authority stands between two of its generations.
  ///
  /// - Throws: ``IssuanceError`` with the code `noAuthority`, or as ``authority(say:)``.
  public func rollover() throws -> Rollover {
    guard let rollover = Rollover(try trusted()) else { throw Self.noAuthority(layout) }
    return rollover
  }

  /// Makes the next generation, with a subject and a key of its own, and has cacert.pem hold it too. It signs
  /// nothing yet.
  ///
  /// The order is plan, sign, record, key, cacert.pem, as for the first one: whatever a killed process leaves
  /// is completed without a passphrase, or holds nothing worth keeping.
  ///
  /// - Parameters:
  ///   - source: where the passphrase comes from. Where the present key is encrypted it has to be the present
  ///     key's, and the new key is encrypted with it too; else a new one, if the new key shall have one.
  ///   - onceChecked: called before the first change, when all that is asked for was found to be possible.
  /// - Returns: the generation, and the same ready to sign a revocation list.
  /// - Throws: ``IssuanceError`` with the code `rollover` where one is under way.
  public func beginNext(
    _ request: GenerationRequest, passphrase source: PassphraseSource?, onceChecked: () throws -> Void = {}
  ) throws -> (generation: TrustedGeneration, issuer: Issuer) {
    try request.check()
    let present = try rollover()
    guard present.phase == .none else { throw underWay("begin", present) }
    let number = (try ledger.generations().last?.number ?? 0) + 1
    let file = AuthorityLayout.keyFile(ofGeneration: number)
    let kind = present.signing.publicKey?.kind.algorithm
    let key = try PrivateKey.generate(request.algorithm ?? kind ?? .ecdsaP256)
    let text = try encode(key, file, as: present.signing, source, request.derivation)
    let serial = try serials()
    let now = clock()
    let subject = try DistinguishedName(
      commonName: AuthorityRequest.commonName(
        AuthorityRequest.name(of: present.signing.certificate.fields.subject.commonName ?? ""),
        generation: number))
    try onceChecked()
    try ledger.plan(
      Generation(
        number: number, serial: serial, state: .planned, stage: .next,
        keyFingerprint: key.publicKey.fingerprint, keyFile: file), notes: nil, at: now)
    let certificate = try Self.selfSigned(subject, days: request.days, serial, key, now)
    try ledger.setCertificate(certificate, ofGeneration: number)
    try Files.writeNew(layout.key(named: file), secret: text, mode: .key)
    try ledger.setState(.issued, ofGeneration: number)
    try changeTrust()
    guard let next = try rollover().other else {
      throw IssuanceError(.ledger, "\(layout.ledger) does not hold the generation that was just made")
    }
    return (next, try Issuer(store: self, generation: number, certificate: certificate, key: key))
  }

  /// Has the generation that is only trusted sign from now on, and the one that signs be only trusted.
  ///
  /// Whether the hosts are ready for that is for the caller to know.
  ///
  /// - Throws: ``IssuanceError`` with the code `rollover` where no other generation is trusted.
  public func exchangeSigner() throws {
    let rollover = try rollover()
    guard let other = rollover.other else { throw noneUnderWay }
    try ledger.setStages([other.number: .signing, rollover.signing.number: .retiring])
    try changeTrust()
  }

  /// Takes the generation that does not sign out of cacert.pem. Its key stays where it is.
  ///
  /// Whether a host still needs it is for the caller to know.
  ///
  /// - Throws: ``IssuanceError`` with the code `rollover` where no other generation is trusted.
  public func retireOther() throws {
    guard let other = try rollover().other else { throw noneUnderWay }
    try ledger.setStages([other.number: .retired])
    try changeTrust()
  }

  /// Gives the authority's certificate more time: one with the same key, subject and key identifier takes its
  /// place, so that every leaf verifies under either (RFC 5280, 4.2.1.1: an AKI of the key identifier alone).
  ///
  /// - Parameter onceChecked: called before the first change.
  /// - Throws: ``IssuanceError`` with the code `rollover` where one is under way, and `badDays` where the
  ///   present certificate ends later than the new one would.
  public func renewCertificate(
    days: Int, passphrase source: PassphraseSource?, onceChecked: () throws -> Void = {}
  ) throws -> TrustedGeneration {
    try GenerationRequest(days: days).check()
    let present = try rollover()
    guard present.phase == .none else { throw underWay("keep-key", present) }
    let now = clock()
    if let end = present.signing.certificate.fields.notAfter, now.adding(days: days) <= end {
      throw IssuanceError(
        .badDays,
        "--days \(days) ends \(now.adding(days: days).date), and the authority's certificate lasts until "
          + "\(end.date) already", hint: "give it more than \(now.days(until: end)) days")
    }
    let key = try key(of: present.signing, source)
    let serial = try serials()
    try onceChecked()
    try ledger.planRenewal(serial, ofGeneration: present.signing.number, at: now)
    let certificate = try Self.selfSigned(
      present.signing.certificate.fields.subject, days: days, serial, key, now)
    try ledger.renew(certificate, ofGeneration: present.signing.number)
    try changeTrust()
    return try rollover().signing
  }

  /// The text of the next generation's key, protected as the present one's is.
  private func encode(
    _ key: borrowing PrivateKey, _ file: String, as present: TrustedGeneration, _ source: PassphraseSource?,
    _ derivation: KeyDerivation
  ) throws -> SecretBytes {
    guard try keyIsEncrypted(present) else {
      guard let source else { return try key.pem() }
      let passphrase = try source.read(
        purpose: "new passphrase of \(layout.key(named: file))", confirming: true)
      return try key.encryptedPEM(passphrase: passphrase, derivation: derivation)
    }
    let presentFile = AuthorityKeyFile(present.key)
    guard let source else { throw presentFile.passphraseIsMissing }
    let passphrase = try source.read(purpose: "passphrase of \(present.key)", confirming: false)
    // A passphrase that was mistyped would lock the new key for good.
    guard let opened = try presentFile.key(presentFile.text(), passphrase: passphrase) else {
      throw presentFile.passphraseIsWrong
    }
    try check(opened, of: present)
    return try key.encryptedPEM(passphrase: passphrase, derivation: derivation)
  }

  private func underWay(_ command: String, _ rollover: Rollover) -> IssuanceError {
    let other = rollover.other?.certificate.fields.subject.rfc2253 ?? "another generation"
    return IssuanceError(
      .rollover,
      "a rollover is under way, between \(rollover.signing.certificate.fields.subject.rfc2253), which "
        + "signs, and \(other), so there is nothing to \(command)",
      hint: "see where it stands with `mkcerts rollover status`")
  }

  private var noneUnderWay: IssuanceError {
    IssuanceError(
      .rollover, "no rollover is under way in \(layout.root)",
      hint: "begin one with `mkcerts rollover begin`")
  }
}
