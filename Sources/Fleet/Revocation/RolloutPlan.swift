internal import CertificateAuthority
internal import Replication

/// What is to be done on hosts so that they use a new revocation list, those together that need the same.
///
/// It names every host, so all that is known of them is read at once, not host by host.
struct RolloutPlan {
  private let hosts: [Fleet.Enrolled]
  private let notes: [String: [String: String]]
  private let pki: PKIFolder

  /// Hosts that are revoked themselves are not among it: they get theirs when they are issued anew.
  init(_ fleet: Fleet) throws {
    let ledger = fleet.store.ledger
    let revoked = Set(try ledger.allRevokedWithoutSuccessor().map(\.holder))
    hosts = try fleet.allEnrolled().filter { !revoked.contains($0.name) }
    notes = try ledger.allNotes()
    pki = fleet.pki
  }

  /// - Parameter namesListsNewly: whether hosts have no list yet, so that their options change too.
  func steps(namesListsNewly: Bool) throws -> [HostTask] {
    let authoritys = try settings(of: "").filled(from: .defaults)
    var groups = HostTaskGroups()
    for host in hosts {
      let configuration = try settings(of: host.name).filled(from: authoritys)
        .configuration(host.name, host.role, checksRevocation: true)
      groups.add(
        HostTask(
          replacing: [configuration.trust.revocationName], on: configuration, from: pki.host(host.name),
          namesListsNewly: namesListsNewly))
    }
    return groups.mastersFirst
  }

  private func settings(of holder: String) throws -> HostSettings {
    guard let noted = notes[holder] else { return HostSettings() }
    return try HostSettings { noted[$0] }
  }
}
