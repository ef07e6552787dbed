import Foundation
import TestSupport
import Testing

/// An authority that is exchanged, or renewed, while servers replicate, as `rollover` says it is to be done.
@Suite(.serialized) struct RolloverTests {
  private static let shared = Result {
    try ReplicationTopology(slaves: ["slave01", "slave02"], program: .underTest())
  }

  private let topology: ReplicationTopology
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    topology = try Self.shared.get()
    try topology.reset()
  }

  /// What `rollover --format json` says, as far as it is followed here.
  private struct Report: Decodable {
    struct Status: Decodable {
      struct Gate: Decodable {
        struct Breakage: Decodable {
          let host: String
          let refuses: [String]
          let refusedBy: [String]
          let symptoms: [String]
        }
        let isOpen: Bool
        let waitsFor: [String]
        let wouldBreak: [Breakage]
      }
      let phase: String
      let gate: Gate?
    }
    let outcome: String
    let steps: [HostSteps]
    let status: Status
  }

  private func rollover(_ files: MkcertsMadeFiles, _ arguments: String..., status: Int32 = 0) throws -> Report
  {
    try rollover(files, arguments, status: status)
  }

  private func rollover(_ files: MkcertsMadeFiles, _ arguments: [String], status: Int32) throws -> Report {
    let result = try Mkcerts.program().run(
      ["rollover"] + arguments + ["--format", "json", "--pki", files.pki])
    try #require(result.status == status, "\(arguments): \(result.errors)\(result.output)")
    return try JSONDecoder().decode(Report.self, from: Data(result.outputBytes))
  }

  /// Follows what is to be done on each host, in an order of chance, with time for new connections between.
  private func follow(_ report: Report, pausing seconds: Double = 0.3) throws {
    #expect(
      report.outcome == "done"
        && report.steps.hostByHost.map(\.host).sorted() == ["master", "slave01", "slave02"])
    for host in report.steps.hostByHost.shuffled() {
      try topology.follow(host)
      Thread.sleep(forTimeInterval: seconds)
    }
  }

  private func steps(_ report: Report, of host: String) throws -> HostSteps {
    try #require(report.steps.hostByHost.first { $0.host == host })
  }

  /// Judges what is in the pki folder: those who take several authorities by the file that hosts get.
  private func judge(_ files: MkcertsMadeFiles) throws {
    let authority = files.pki + "/cacert.pem"
    let text = try String(contentsOfFile: authority, encoding: .utf8)
    let parts = text.split(separator: "-----BEGIN").map { "-----BEGIN" + $0 }
    let generations = try parts.map { try folder.write($0, to: UUID().uuidString + ".pem") }
    for generation in generations {
      #expect(try OpenSSLCommand.verify(generation, under: generation).succeeded)
      #expect(try Certtool.verify(generation, under: generation).succeeded)
    }
    for (host, pair, purpose) in [
      ("master", "server", Judge.Purpose.server), ("slave01", "client", .client),
      ("slave02", "client", .client),
    ] {
      let leaf = "\(files.pki)/hosts/\(host)/\(pair)-cert.pem"
      let name = purpose == .server ? "127.0.0.2" : nil
      for judge in [Judge.openssl, .gnutls] {
        let verdict = try judge.verdicts(on: [.init(leaf, under: authority, as: purpose, host: name)])
        #expect(verdict == [.accepted], "\(host) by \(judge)")
      }
      let issuer = try OpenSSLCommand.output(["x509", "-in", leaf, "-noout", "-issuer"])
        .replacing("issuer=", with: "subject=")
      let own = try generations.first {
        try OpenSSLCommand.output(["x509", "-in", $0, "-noout", "-subject"]) == issuer
      }
      let findings = try Pkilint.findings(issuer: try #require(own), subject: leaf).filter {
        // A name of one label is one (RFC 1034, 3.5).
        $0.code != "pkix.invalid_domain_name_syntax"
      }
      #expect(findings == [], "\(host)")
    }
  }

  @Test
  func `an authority is exchanged and renewed while rows are written, and no slave ever fails to connect`()
    throws
  {
    let files = try MkcertsMadeFiles.replicating(on: topology)
    let busy = try BusyReplication(topology)
    let begun = try rollover(files, "begin")
    // Half of the hosts are not all.
    try topology.follow(steps(begun, of: "slave01"))
    let early = try rollover(files, "promote", "--deployed", topology.fetched(into: folder), status: 1)
    #expect(early.outcome == "refused" && early.status.gate?.waitsFor == ["master", "slave02"])
    try follow(begun)
    try judge(files)

    let promoted = try rollover(files, "promote", "--deployed", topology.fetched(into: folder))
    #expect(try rollover(files, "finish", status: 1).status.gate?.waitsFor.count == 3)
    try follow(promoted)
    try judge(files)

    let finished = try rollover(files, "finish", "--deployed", topology.fetched(into: folder))
    #expect(finished.status.phase == "none")
    try follow(finished)
    try judge(files)

    try follow(rollover(files, "keep-key", "--days", "4000"))
    try judge(files)
    let (rows, cuts) = try busy.stop()
    #expect(rows > 100 && cuts > 10)
    try expectAllRows()
    #expect(try files.run(["verify"]).contains("proven: 1 master and 2 slaves share one authority"))
    print("exchanged and renewed the authority: \(rows) rows, \(cuts) connections cut")
  }

  private func expectAllRows() throws {
    try topology.replicateRow(to: ["slave01", "slave02"])
    let written = try topology.master.sql("CHECKSUM TABLE proof.busy")
    for name in ["slave01", "slave02"] {
      let slave = try topology.slave(name)
      #expect(slave.failedConnections == [], "\(name)")
      #expect(try slave.sql("CHECKSUM TABLE proof.busy") == written, "\(name)")
      #expect(try topology.status(name).isReceiving)
    }
  }

  @Test
  func `steps that are forced at the wrong moment break what status says, as it says, and nothing else`()
    throws
  {
    let files = try MkcertsMadeFiles.replicating(on: topology)
    let begun = try rollover(files, "begin")
    for host in ["master", "slave01"] { try topology.follow(steps(begun, of: host)) }
    let closed = try rollover(files, "promote", "--deployed", topology.fetched(into: folder), status: 1)
    let promised = try #require(closed.status.gate)
    #expect(promised.waitsFor == ["slave02"] && promised.wouldBreak.map(\.refuses) == [["master"]])
    let promoted = try rollover(
      files, "promote", "--force", "--deployed", topology.fetched(into: folder))
    try topology.follow(steps(promoted, of: "master"))
    try expect(promised.wouldBreak, of: "slave02", butNot: "slave01")
    try topology.follow(steps(promoted, of: "slave02"))
    #expect(try topology.settle("slave02").isReceiving)

    // slave01 trusts both and still presents the old certificate.
    let waiting = try rollover(files, "finish", "--deployed", topology.fetched(into: folder), status: 1)
    let threatened = try #require(waiting.status.gate)
    #expect(threatened.waitsFor == ["slave01"] && threatened.wouldBreak.map(\.refusedBy) == [["master"]])
    let finished = try rollover(files, "finish", "--force", "--deployed", topology.fetched(into: folder))
    try topology.follow(steps(finished, of: "master"))
    try expect(threatened.wouldBreak, of: "slave01", butNot: "slave02")
    try topology.follow(steps(finished, of: "slave01"))
    #expect(try topology.settle("slave01").isReceiving)
    try topology.replicateRow(to: ["slave01", "slave02"])
  }

  /// Files that were copied and never loaded are what folders do not show.
  @Test func `what a running master serves shows whether it loaded its new certificate`() throws {
    let files = try MkcertsMadeFiles.replicating(on: topology)
    try follow(rollover(files, "begin"))
    let promoted = try rollover(files, "promote", "--deployed", topology.fetched(into: folder))
    let slaves = ["--confirm", "slave01", "--confirm", "slave02"]
    let master = "127.0.0.2:\(topology.master.port)"
    func finished(status: Int32) throws -> Report {
      try rollover(files, ["finish", "--probe", "master=\(master)"] + slaves, status: status)
    }
    #expect(try finished(status: 1).status.gate?.waitsFor == ["master"])
    for (words, sentence) in [
      (
        ["--confirm", "master", "--probe", master],
        "master is confirmed, but \(master) presents a certificate of"
      ),
      (["--probe", "slave01=\(master)"], "serves the certificate of master, and is said to be slave01"),
      (["--probe", "127.0.0.2:1"], "127.0.0.2:1 does not show what it serves: nobody listens"),
    ] {
      let refused = try Mkcerts.program().run(["rollover", "finish", "--pki", files.pki] + words)
      #expect(refused.status == 2 && refused.errors.contains(sentence), "\(words): \(refused.errors)")
    }
    try follow(promoted)
    let done = try finished(status: 0)
    #expect(done.outcome == "done" && done.status.phase == "none")
    try follow(done)
    try topology.replicateRow(to: ["slave01", "slave02"])
  }

  /// Has both slaves connect anew, and expects of the one what was said, of the other that it goes on.
  private func expect(_ breakages: [Report.Status.Gate.Breakage], of host: String, butNot other: String)
    throws
  {
    for name in [host, other] { try topology.slave(name).sql("STOP SLAVE; START SLAVE") }
    let broken = try topology.settle(host)
    let said = try #require(breakages.first { $0.host == host }?.symptoms.first)
    #expect(
      !broken.isReceiving && said.contains("Last_IO_Errno is \(broken.connectionError)"), "\(said): \(broken)"
    )
    // A master that refuses hangs up, and which read or write of the slave fails then is chance.
    let words =
      said.contains("2013")
      ? "Lost connection to server" : said.split(separator: ": ", maxSplits: 2).last.map(String.init) ?? said
    #expect(broken.description.contains(words), "\(said): \(broken)")
    #expect(try topology.settle(other).isReceiving)
  }
}
