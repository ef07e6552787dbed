internal import CertificateAuthority
internal import Replication

/// What is to be done on hosts so that they use a new revocation list, those together that need the same.
struct RolloutPlan {
  private let ledger: any Ledger
  private let pki: PKIFolder

  init(_ ledger: any Ledger, _ pki: PKIFolder) {
    self.ledger = ledger
    self.pki = pki
  }

  /// Hosts that are revoked themselves are not among it: they get theirs when they are issued anew.
  ///
  /// - Parameter namesListsNewly: whether hosts have no list yet, so that their options change too.
  func steps(namesListsNewly: Bool) throws -> [HostTask] {
    let tasks: [HostTask] = try Set(ledger.allCurrent().map(\.holder)).sorted().compactMap { name in
      guard let host = try Fleet.enrolled(name, in: ledger), host.revoked.isEmpty else { return nil }
      let configuration = try HostSettings.whole(of: name, in: ledger)
        .configuration(name, host.role, checksRevocation: true)
      return HostTask(
        replacing: [configuration.trust.revocationName], on: configuration, from: pki.host(name),
        namesListsNewly: namesListsNewly)
    }
    return HostTask.together(tasks)
  }
}
