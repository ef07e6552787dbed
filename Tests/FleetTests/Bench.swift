import CertificateAuthority
import Foundation
import OpenSSL
import Replication
import TestSupport
import Verification

@testable import Fleet

let noon = CertificateSketch.noon

/// A pki folder with an authority and its master, at a moment that stands still.
final class Bench {
  let folder: TemporaryFolder
  let pki: PKIFolder
  let fleet: Fleet

  init(authority: String = "Replication CA", settings: HostSettings = HostSettings()) throws {
    folder = try TemporaryFolder()
    pki = PKIFolder(folder("pki"))
    fleet = try Fleet(pki, expecting: .maybeNew, clock: { noon }, say: { _ in })
    _ = try fleet.found(
      FoundingRequest(
        name: authority, algorithm: nil, days: nil, protection: .clear, wantsMaster: true,
        master: nil, names: [], machine: nil, settings: settings))
  }

  @discardableResult
  func issue(_ hosts: String..., change: (inout IssueRequest) throws -> Void = { _ in }) throws
    -> [IssueOutcome]
  {
    var request = IssueRequest(hosts: try hosts.map { try HostName($0) })
    try change(&request)
    return try fleet.issue(request, passphrase: nil)
  }

  /// The names of the files in a host's folder, hashed folders' included.
  func files(of host: String) throws -> Set<String> {
    Set(try FileManager.default.subpathsOfDirectory(atPath: pki.host(host)))
  }

  func text(_ name: String, of host: String) throws -> String {
    try String(contentsOfFile: pki.host(host) + "/" + name, encoding: .utf8)
  }

  func certificate(_ name: String, of host: String) throws -> Certificate {
    try Certificate.parse(pem: Array(text(name, of: host).utf8))[0]
  }

  var report: Report {
    get throws { Verifier(time: noon).verify(try PKIFolderReader(root: pki.root).read()) }
  }
}
