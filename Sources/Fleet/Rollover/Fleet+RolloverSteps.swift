internal import CertificateAuthority
public import OpenSSL
internal import Replication
internal import Secrets

extension Fleet {
  /// What is known of all hosts, and recorded from now on.
  func recorded(_ evidence: RolloverEvidence, forPromotion: Bool = false) throws -> RolloverSurvey {
    let survey = try RolloverSurvey(self, evidence, forPromotion: forPromotion)
    try store.ledger.record(survey.learnt, takingBack: survey.refuted)
    return survey
  }

  /// - Throws: where a host could not be issued from another generation.
  func checkObstacles(_ survey: RolloverSurvey) throws(FleetError) {
    guard let host = survey.hosts.first(where: { !$0.isOver && $0.obstacle != nil }) else { return }
    throw FleetError(
      .folderMissing, host.obstacle ?? "",
      hint:
        "bring the file back, or issue the host anew with `mkcerts issue \(host.name) --csr FILE --replace`")
  }

  /// Whether hosts have revocation lists, and none of `generation`.
  func lacksList(_ generation: TrustedGeneration) throws -> Bool {
    let lists = try store.ledger.revocationLists()
    return !lists.isEmpty && !lists.contains { $0.generation == generation.number }
  }

  /// Whoever has a list refuses certificates of an authority without one.
  func checkLists(of generation: TrustedGeneration) throws {
    guard try lacksList(generation) else { return }
    throw IssuanceError(
      .rollover,
      "hosts have revocation lists, and none of \(Self.words(generation)): they would refuse its "
        + "certificates",
      hint: "have one made with `mkcerts crl`, and bring every host its crl.pem")
  }

  /// Has `other` sign, and issues every host from it.
  func exchange(
    _ other: TrustedGeneration, _ passphrase: PassphraseSource?, breaking: [RolloverStatus.Breakage]
  ) throws -> RolloverReport {
    // Whether its key can be used at all is to be known before anything is changed.
    let issuer = try unlock(other, passphrase)
    try store.exchangeSigner()
    return try issueAll(
      from: other, by: { issuer }, did: ["\(Self.words(other)) signs from now on"], breaking)
  }

  /// Issues every host from `signing` that is not issued from it yet.
  func issueAll(from signing: TrustedGeneration, _ passphrase: PassphraseSource?) throws -> RolloverReport {
    try issueAll(from: signing, by: { try unlock(signing, passphrase) }, did: [], [])
  }

  private func issueAll(
    from signing: TrustedGeneration, by issuer: () throws -> Issuer, did: [String],
    _ breaks: [RolloverStatus.Breakage]
  ) throws -> RolloverReport {
    let survey = try RolloverSurvey(self, RolloverEvidence())
    try checkObstacles(survey)
    let waiting = try survey.hosts.filter { !$0.isOver && $0.issuedBy != [signing.number] }
      .map { try HostName($0.name) }
    guard !waiting.isEmpty else {
      return try report(
        did.isEmpty ? .unchanged : .done, did: did, steps: try stepsLeft { $0.presents }, breaks: breaks)
    }
    var request = IssueRequest(hosts: waiting, replaces: true)
    request.keepsTerms = true
    request.keepsRequests = true
    request.mayEndEarly = true
    let hosts = try waiting.compactMap { try Self.enrolled($0.description, in: store.ledger) }
    let before = try hosts.map { try FolderTexts(of: pki.host($0.name)) }
    let issued = try issue(request, unlock: issuer)
    let over = survey.hosts.filter { $0.isOver && $0.issuedBy != [signing.number] }.map(\.name)
    return try report(
      .done, did: did, issued: issued,
      steps: try zip(hosts, before).map { try task(on: $0, pairs: .keysToo, catchesUp: true, before: $1) }
        + stepsLeft(butOf: Set(hosts.map(\.name))) { $0.presents },
      breaks: breaks,
      remarks: over.map { "\($0) has expired and was left as it is" })
  }

  /// What is to be done on hosts of which it is not shown yet that they did: a command that was killed may not
  /// have come to say so.
  ///
  /// - Parameter told: the hosts whose steps are told anyway.
  func stepsLeft(butOf told: Set<String> = [], _ fact: (HostStanding) -> HostStanding.Known?) throws
    -> [HostTask]
  {
    let waiting = try RolloverSurvey(self, RolloverEvidence()).hosts
      .filter { !$0.isOver && !told.contains($0.name) && fact($0)?.answer != .yes }
    return try waiting.compactMap { try Self.enrolled($0.name, in: store.ledger) }.map {
      try task(on: $0, pairs: .keysToo, catchesUp: true, before: nil)
    }
  }

  func unlock(_ generation: TrustedGeneration, _ passphrase: PassphraseSource?) throws -> Issuer {
    try checkPassphraseIsNeeded(passphrase, generation)
    return try store.unlock(generation, passphrase)
  }

  /// A passphrase that is given is never passed over.
  func checkPassphraseIsNeeded(_ passphrase: PassphraseSource?, _ generation: TrustedGeneration? = nil) throws
  {
    let generation = try generation ?? store.rollover().signing
    guard passphrase != nil, try !store.keyIsEncrypted(generation) else { return }
    throw IssuanceError(
      .wrongPassphrase, "a passphrase is given, but \(generation.key) is not encrypted",
      hint: "leave the passphrase out")
  }

  /// The report of a step that an earlier call had done all but the end of.
  func completed(_ step: String) throws -> RolloverReport {
    guard hasCompletedRollover else { throw noneUnderWay(step) }
    return try report(.unchanged)
  }

  func noneUnderWay(_ step: String) -> IssuanceError {
    IssuanceError(
      .rollover, "no rollover is under way in \(pki.root), so there is nothing to \(step)",
      hint: "begin one with `mkcerts rollover begin`")
  }

  /// What is to be said of an authority that ends before the certificates would that it issues from now on;
  /// nil where it lasts longer.
  public static func remark(on authority: Certificate, at now: Time) -> String? {
    let days = Profile.client.defaultDays
    guard let end = authority.fields.notAfter, now.adding(days: days) > end else { return nil }
    return
      "the authority ends \(end.date), in \(now.days(until: end)) days, so that certificates of \(days) "
      + "days, the default, cannot be issued any more; more time: `mkcerts rollover keep-key`, or with a new "
      + "key `mkcerts rollover begin`"
  }

  /// As ``remark(on:at:)``, of the authority that signs here.
  public func remarkOnAuthority() throws -> String? {
    Self.remark(on: try presentAuthority(), at: store.clock())
  }

  static func words(_ generation: TrustedGeneration) -> String {
    generation.certificate.fields.subject.rfc2253
  }

  func report(
    _ outcome: RolloverReport.Outcome, did: [String] = [], issued: [IssueOutcome] = [],
    steps: [HostTask] = [], breaks: [RolloverStatus.Breakage] = [], remarks: [String] = [],
    status: RolloverStatus? = nil
  ) throws -> RolloverReport {
    RolloverReport(
      outcome: outcome, did: did, issued: issued, steps: HostTask.together(steps), breaks: breaks,
      remarks: remarks,
      status: try status ?? rolloverStatus())
  }

  func status(of survey: RolloverSurvey) throws -> RolloverStatus {
    let now = store.clock()
    func member(_ generation: Generation) -> RolloverStatus.Member? {
      guard let certificate = generation.certificate.flatMap({ try? Certificate(der: $0) }) else {
        return nil
      }
      return RolloverStatus.Member(
        generation, certificate, key: pki.authority.key(named: generation.keyFile), now)
    }
    let all = try store.ledger.generations().filter { $0.state == .issued }
    let trusted = [survey.rollover.signing, survey.rollover.other].compactMap { $0?.generation }
    return RolloverStatus(
      survey.rollover, trusted: trusted.compactMap(member),
      retired: all.filter { $0.stage == .retired }.compactMap(member), hosts: survey.hosts,
      isForPromotion: survey.isForPromotion)
  }
}

extension RolloverStatus.Member {
  fileprivate init(_ generation: Generation, _ certificate: Certificate, key: String, _ now: Time) {
    let end = certificate.fields.notAfter ?? now
    self.init(
      number: generation.number, stage: generation.stage, subject: certificate.fields.subject.rfc2253,
      serial: certificate.fields.serial.description, notAfter: end.iso8601, daysLeft: now.days(until: end),
      keySHA256: certificate.fields.publicKey?.fingerprint.hexadecimal(separator: ":") ?? "", keyFile: key)
  }
}
