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
    let authoritys = try HostSettings(of: "", in: ledger).filled(from: .defaults)
    var kinds: [(kind: Kind, hosts: [String])] = []
    for name in Set(try ledger.allCurrent().map(\.holder)).sorted() {
      guard let host = try Fleet.enrolled(name, in: ledger), host.revoked.isEmpty else { continue }
      let settings = try HostSettings(of: name, in: ledger).filled(from: authoritys)
      let kind = Kind(
        server: settings.server ?? .default, role: host.role, directory: settings.directory ?? .default,
        trust: settings.trust ?? .file)
      if let known = kinds.firstIndex(where: { $0.kind == kind }) {
        kinds[known].hosts.append(name)
      } else {
        kinds.append((kind, [name]))
      }
    }
    // Masters first: they are the ones who refuse a revoked slave.
    let ordered = kinds.filter { $0.kind.role != .slave } + kinds.filter { $0.kind.role == .slave }
    return try ordered.map { try step($0.kind, $0.hosts, namesListsNewly) }
  }

  /// What decides the steps.
  private struct Kind: Hashable {
    let server: Server
    let role: Role
    let directory: InstallDirectory
    let trust: TrustForm
  }

  private func step(_ kind: Kind, _ hosts: [String], _ namesListsNewly: Bool) throws -> HostTask {
    let configuration = try HostConfiguration(
      name: hosts.first ?? "", role: kind.role, server: kind.server, directory: kind.directory,
      trust: kind.trust, checksRevocation: true)
    let replacement = FileReplacement(
      of: configuration, files: [kind.trust.revocationName], namesListsNewly: namesListsNewly)
    let from = pki.host(hosts.count == 1 ? hosts[0] : "NAME")
    return HostTask(
      hosts: hosts, server: kind.server.description, role: kind.role.rawValue,
      steps: replacement.steps.map { HostStep($0, from: from) }, remarks: replacement.remarks)
  }
}
