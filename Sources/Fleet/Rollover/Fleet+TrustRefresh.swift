internal import CertificateAuthority
internal import OpenSSL
internal import Replication
internal import SecureFiles

extension Fleet {
  private static let refreshNote = "refresh"

  /// Notes that host folders are about to differ from cacert.pem, so that a later command brings them up to it
  /// where this one is killed before it does.
  func markRefresh() throws { try store.ledger.setNotes([Self.refreshNote: "due"], of: "") }

  /// Has every host's folder trust what cacert.pem does.
  func refreshAll() throws {
    try refreshHosts(allEnrolled())
    try store.ledger.setNotes([Self.refreshNote: "done"], of: "")
  }

  /// Completes what a command that was killed left to be done of host folders.
  func completeRefresh() throws {
    guard try store.ledger.note(Self.refreshNote, of: "") == "due", try store.authority() != nil else {
      return
    }
    try refreshAll()
    say("a rollover that was interrupted is completed: every host's folder trusts what cacert.pem does")
  }

  private func refreshHosts(_ hosts: [Enrolled]) throws {
    guard let authority = try store.authority()?.certificate else { return }
    let scripts = try HostScripts(ledger: store.ledger, authority: authority, asked: HostSettings())
    let trusted = try store.certificatesOnDisk()
    let batch = FolderBatch()
    for host in hosts where try Files.exists(pki.host(host.name)) {
      var folder = try StagedFolder(for: pki.host(host.name))
      try folder.add("cacert.pem", Array(trusted.map { try $0.pem() }.joined().utf8))
      if try scripts.settings(of: host.name).trust == .folder {
        for (name, certificate) in HashedFolder.names(trusted) {
          try folder.add("\(TrustForm.folder.name)/\(name)", Array(certificate.pem().utf8))
        }
      }
      let keepsKeys = host.entries.contains(where: \.isFromRequest)
      for (name, text) in try scripts.texts(host.name, host.role, keepsKeys: keepsKeys).files {
        try folder.add(name, Array(text.utf8))
      }
      batch.add(
        folder,
        .replacing(managed: [
          "cacert.pem", "capath", HostTexts.optionFileName, HostTexts.accountsName,
          HostTexts.changeMasterName,
        ]))
    }
    try batch.commit()
  }
}
