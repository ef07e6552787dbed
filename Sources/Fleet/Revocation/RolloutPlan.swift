internal import CertificateAuthority
internal import Replication

/// What is to be done on hosts so that they use a new revocation list, those together that need the same.
struct RolloutPlan {
  private let hosts: [Fleet.Enrolled]
  private let ledger: any Ledger
  private let pki: PKIFolder

  /// Hosts that are revoked themselves are not among it: they get theirs when they are issued anew; nor are those
  /// without a folder, from which theirs would be taken.
  init(_ fleet: Fleet) throws {
    hosts = try fleet.enrolledWithFolders().filter(\.revoked.isEmpty)
    ledger = fleet.store.ledger
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
    let noted = try ledger.notes(of: holder)
    return try HostSettings { noted[$0] }
  }
}
