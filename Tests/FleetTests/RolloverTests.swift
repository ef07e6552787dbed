import CertificateAuthority
import OpenSSL
import Replication
import SecureFiles
import TestSupport
import Testing
import Verification

@testable import Fleet

/// What is known of hosts in a rollover, and what follows from it.
@Suite struct RolloverTests {
  private let bench: Bench
  private var fleet: Fleet { bench.fleet }

  init() throws {
    bench = try Bench()
    try bench.issue("slave01", "slave02")
  }

  /// Sees of hosts what a test wants it to.
  private struct Witness: HostWitness {
    var seen: [HostSighting]
    func sightings(holder: (Certificate) throws -> String?) throws -> [HostSighting] { seen }
  }

  private func begin() throws { _ = try fleet.beginRollover(GenerationRequest(), passphrase: nil) }

  private func promote(_ evidence: RolloverEvidence, isForced: Bool = false) throws -> RolloverReport {
    try fleet.promote(evidence, isForced: isForced, passphrase: nil)
  }

  private func bundle() throws -> [Certificate] { try fleet.store.trusted().map(\.certificate) }

  private func sighting(
    _ host: String, trusts: [[Certificate]]?, presents: [Certificate]? = nil, problems: [String] = []
  ) -> HostSighting {
    HostSighting(
      host: host, source: "here", trusts: trusts, lists: (trusts ?? []).map { _ in nil }, presented: presents,
      problems: problems)
  }

  @Test func `a host is ready when each of its sides trusts the next generation`() throws {
    try begin()
    let (old, both) = ([try bundle()[0]], try bundle())
    for (trusts, isReady) in [
      ([both], true), ([both, both], true), ([both.reversed()], true), ([old], false), ([both, old], false),
      ([], false),
    ] {
      let evidence = RolloverEvidence(
        witnesses: [Witness(seen: [sighting("slave01", trusts: trusts)])], confirmed: [], confirmsAll: true)
      let gate = try #require(try fleet.rolloverStatus(evidence).gate)
      #expect(gate.isOpen == isReady && gate.waitsFor == (isReady ? [] : ["slave01"]), "\(trusts.count)")
    }
  }

  @Test func `a witness that does not look at trust says nothing of it, and one that finds a fault says no`()
    throws
  {
    try begin()
    let mute = RolloverEvidence(
      witnesses: [Witness(seen: [sighting("slave01", trusts: nil, presents: [])])],
      confirmed: [try HostName("master")])
    #expect(try fleet.rolloverStatus(mute).gate?.waitsFor == ["slave01", "slave02"])
    #expect(try fleet.rolloverStatus(mute).hosts.first { $0.name == "slave01" }?.trusts?.answer == .open)
    let broken = RolloverEvidence(
      witnesses: [Witness(seen: [sighting("slave01", trusts: [try bundle()], problems: ["it is broken"])])])
    let known = try fleet.rolloverStatus(broken).hosts.first { $0.name == "slave01" }?.trusts
    #expect(known?.answer == .no && known?.reason == "it is broken")
  }

  @Test func `what was shown is recorded by a step, and taken back by what is seen later`() throws {
    try begin()
    let both = try bundle()
    let shown = RolloverEvidence(witnesses: [Witness(seen: [sighting("slave01", trusts: [both])])])
    #expect(try fleet.rolloverStatus(shown).gate?.waitsFor == ["master", "slave02"])
    #expect(try fleet.rolloverStatus().gate?.waitsFor.count == 3)
    #expect(try promote(shown).outcome == .refused)
    #expect(try fleet.rolloverStatus().gate?.waitsFor == ["master", "slave02"])
    let refuted = RolloverEvidence(witnesses: [Witness(seen: [sighting("slave01", trusts: [[both[0]]])])])
    #expect(try promote(refuted).outcome == .refused)
    #expect(try fleet.rolloverStatus().gate?.waitsFor.count == 3)
    let contradicted = RolloverEvidence(
      witnesses: refuted.witnesses, confirmed: [try HostName("slave01")])
    #expect(throws: FleetError.self) { try promote(contradicted) }
    #expect(try promote(RolloverEvidence(confirmsAll: true)).outcome == .done)
  }

  @Test func `what a server serves says nothing of what its host presents to a master of its own`() throws {
    try bench.issue("both1") { $0.role = .both }
    try begin()
    #expect(try promote(RolloverEvidence(confirmsAll: true)).outcome == .done)
    func presents(_ host: String) throws -> HostStanding.Known.Answer? {
      let path = bench.pki.host(host) + "/server-cert.pem"
      let leaf = try #require(try Certificate.parse(pem: Files.read(path)).first)
      let sight = ServedCertificates.Sight(
        place: "\(host):3306", host: host, certificate: leaf, reason: nil, hint: nil)
      let evidence = RolloverEvidence(witnesses: [ServedCertificates([sight])])
      return try fleet.rolloverStatus(evidence).hosts.first { $0.name == host }?.presents?.answer
    }
    #expect(try presents("master") == .yes)
    #expect(try presents("both1") == .open)
  }

  @Test func `a forced step says of masters and slaves what each refuses`() throws {
    try bench.issue("peer") { $0.role = .peer }
    try begin()
    var warned: [String] = []
    let evidence = RolloverEvidence(confirmed: [try HostName("slave01"), try HostName("master")])
    let report = try fleet.promote(evidence, isForced: true, passphrase: nil) { breakages in
      warned = breakages.map(\.host)
      // Before anything is done.
      let phase = try fleet.store.rollover().phase
      #expect(phase == .begun)
    }
    #expect(warned == report.breaks.map(\.host))
    #expect(report.outcome == .done && report.breaks.map(\.host) == ["peer", "slave02"])
    #expect(
      report.breaks[0].refuses == ["master", "slave01", "slave02"] && report.breaks[0].symptoms.count == 2)
    #expect(report.breaks[1].refuses == ["master", "peer"] && report.breaks[1].symptoms.count == 1)
    #expect(report.breaks[1].symptoms[0].contains("2026"))
    let finished = try fleet.finishRollover(
      RolloverEvidence(confirmed: try ["slave01", "slave02", "peer"].map { try HostName($0) }), isForced: true
    )
    #expect(finished.breaks.map(\.host) == ["master"])
    #expect(
      finished.breaks[0].refusedBy == ["peer", "slave01", "slave02"] && finished.breaks[0].refuses == [])
  }

  @Test func `the way back and forth leads through gates again`() throws {
    try begin()
    _ = try promote(RolloverEvidence(confirmsAll: true))
    let back = try fleet.abortRollover(passphrase: nil)
    #expect(back.status.phase == .goingBack && back.issued.count == 3 && back.status.gate?.isOpen == false)
    // Nobody needs to be asked again whether it trusts both.
    #expect(try promote(RolloverEvidence()).outcome == .done)
    #expect(try fleet.rolloverStatus().phase == .promoted)
    _ = try fleet.abortRollover(passphrase: nil)
    let finished = try fleet.finishRollover(RolloverEvidence(confirmsAll: true), isForced: false)
    #expect(
      finished.status.phase == .none && finished.status.generations.map(\.stage) == [.signing, .retired])
    #expect(try fleet.store.trusted().map(\.number) == [1])
    #expect(try bench.report.passed)
    // The number of a generation is not used again.
    try begin()
    #expect(try fleet.store.trusted().map(\.number) == [1, 3])
  }

  @Test func `an account that requires an issuer requires none while there are two`() throws {
    var settings = HostSettings()
    settings.requirement = .issuer
    let bench = try Bench(settings: settings)
    func accounts() throws -> String { try bench.text("accounts.sql", of: "master") }
    #expect(try accounts().contains("REQUIRE ISSUER '/CN=Replication CA G1'"))
    _ = try bench.fleet.beginRollover(GenerationRequest(), passphrase: nil)
    #expect(try !accounts().contains("REQUIRE ISSUER") && accounts().contains("REQUIRE X509"))
    _ = try bench.fleet.promote(RolloverEvidence(confirmsAll: true), isForced: false, passphrase: nil)
    _ = try bench.fleet.finishRollover(RolloverEvidence(confirmsAll: true), isForced: false)
    #expect(try accounts().contains("REQUIRE ISSUER '/CN=Replication CA G2'"))
  }
}
