import Foundation
import TestSupport
import Testing

/// Certificates that are renewed while servers replicate, as `renew` says it is to be done.
@Suite(.serialized) struct RenewalTests {
  private static let shared = Result {
    try ReplicationTopology(slaves: ["slave01", "slave02"], program: .underTest())
  }

  private let topology: ReplicationTopology

  init() throws {
    topology = try Self.shared.get()
    try topology.reset()
  }

  /// What `renew --format json` says, as far as it is followed here.
  private struct Renewed: Decodable {
    struct Host: Decodable {
      struct Issued: Decodable { let serial: String }
      let host: String
      let certificates: [Issued]
    }
    let hosts: [Host]
    let steps: [HostSteps]
  }

  private func renew(_ files: MkcertsMadeFiles, _ options: [String]) throws -> Renewed {
    let text = try files.run(["renew", "--all", "--format", "json"] + options)
    return try JSONDecoder().decode(Renewed.self, from: Data(text.utf8))
  }

  /// The serial number of the certificate that the master shows to whoever connects.
  private func servedSerial() throws -> String {
    let address = "\(ReplicationTopology.masterAddress):\(topology.master.port)"
    let talk = try OpenSSLCommand.run(["s_client", "-starttls", "mysql", "-connect", address]).output
    return try OpenSSLCommand.output(["x509", "-noout", "-serial"], input: talk)
      .replacing("serial=", with: "").trimmingCharacters(in: .whitespacesAndNewlines).lowercased()
  }

  @Test func `every host is renewed while rows are written, and no slave ever fails to connect`() throws {
    let files = try MkcertsMadeFiles.replicating(on: topology)
    let busy = try BusyReplication(topology)
    var serials: Set<String> = []
    for options in [[], ["--keep-key"]] {
      let renewed = try renew(files, options)
      #expect(renewed.hosts.map(\.host).sorted() == ["master", "slave01", "slave02"])
      for host in renewed.steps.hostByHost.shuffled() {
        try topology.follow(host)
        // Every slave makes new connections before the next host's turn.
        Thread.sleep(forTimeInterval: 0.4)
      }
      let serial = try #require(renewed.hosts.first { $0.host == "master" }?.certificates.first?.serial)
      #expect(try servedSerial() == serial)
      serials.insert(serial)
    }
    let (rows, cuts) = try busy.stop()
    #expect(rows > 100 && cuts > 10 && serials.count == 2)
    try topology.replicateRow(to: ["slave01", "slave02"])
    let written = try topology.master.sql("CHECKSUM TABLE proof.busy")
    for name in ["slave01", "slave02"] {
      let slave = try topology.slave(name)
      #expect(slave.failedConnections == [], "\(name)")
      #expect(try slave.sql("CHECKSUM TABLE proof.busy") == written, "\(name)")
      #expect(try topology.status(name).isReceiving)
    }
    print("renewed three hosts twice: \(rows) rows, \(cuts) connections cut")
  }

  @Test func `a slave that connects between the copies of its certificate and its key fails`() throws {
    let files = try MkcertsMadeFiles.replicating(on: topology)
    let slave = try topology.slave("slave01")
    let renewed = try renew(files, [])
    let host = try #require(renewed.steps.hostByHost.first { $0.host == "slave01" })
    let copy = try #require(host.steps.first { $0.copy != nil })
    let from = try #require(copy.from)
    let to = (slave.settings.program.root ?? "") + slave.installFolder
    try Program("cp").output([from + "/client-cert.pem", to])
    try slave.sql("STOP SLAVE; START SLAVE")
    let status = try topology.settle("slave01")
    #expect(status.connectionError == 2026 && !slave.failedConnections.isEmpty, "\(status)")
  }
}
