internal import CertificateAuthority

extension Fleet {
  private static let refreshNote = "refresh"

  /// Notes that host folders are about to differ from cacert.pem, so that a later command brings them up to
  /// it where this one is killed before it does.
  func markRefresh() throws { try store.ledger.setNotes([Self.refreshNote: "due"], of: "") }

  /// Has every host's folder trust what cacert.pem does.
  ///
  /// - Parameter behind: the hosts that may not have done an earlier step yet.
  /// - Returns: the hosts whose folders changed, with what is to be done on each.
  func refreshAll(behind: [String] = []) throws -> [HostTask] {
    let hosts = try allEnrolled()
    let before = try hosts.map { try FolderTexts(of: pki.host($0.name)) }
    let hasLists = try !store.ledger.revocationLists().isEmpty
    let changed = Set(try hasLists ? deliverRevocationLists() : refresh())
    try store.ledger.setNotes([Self.refreshNote: "done"], of: "")
    return try zip(hosts, before).filter { changed.contains($0.0.name) }.map { host, before in
      let isBehind = behind.contains(host.name)
      return try task(on: host, pairs: isBehind ? .keysToo : .none, catchesUp: isBehind, before: before)
    }
  }

  /// Completes what a command that was killed left to be done of host folders.
  func completeRefresh() throws {
    guard try store.ledger.note(Self.refreshNote, of: "") == "due", try store.authority() != nil else {
      return
    }
    let changed = try !refreshAll().isEmpty
    hasCompletedRollover = true
    guard changed else { return }
    say("a rollover that was interrupted is completed: every host's folder trusts what cacert.pem does")
  }
}
