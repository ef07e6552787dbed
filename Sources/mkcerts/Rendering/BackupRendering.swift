internal import Fleet

/// What `backup` and `restore` tell.
struct BackupRendering: Encodable {
  let format = 1
  let backup: BackupReport

  init(report: BackupReport) { backup = report }

  func print(_ format: Format, _ beginning: String) throws {
    switch format {
    case .json: try Output.result(json: self)
    case .text:
      try Output.result("\(beginning): \(backup.subject), until \(backup.notAfter.prefix(10))\n" + lines)
    }
    if backup.hostFolders == 0, backup.hosts > 0 {
      Output.talk("the hosts' folders are not in it; each host keeps its own, or is issued anew")
    }
  }

  /// What is in it, line by line.
  var lines: String {
    var table = Table()
    table.add("  made", backup.made)
    table.add("  key", "SHA-256 \(backup.keySHA256)\(backup.keyIsEncrypted ? ", encrypted" : "")")
    let hosts = "\(backup.hosts) with certificates"
    table.add("  hosts", backup.hostFolders > 0 ? "\(hosts), \(backup.hostFolders) folders" : hosts)
    if let serial = backup.lastSerial, let host = backup.lastHost, let time = backup.lastPlanned {
      table.add("  last serial", "\(serial), of \(host.legible), \(time)")
    }
    table.add("  files", backup.files.filter { !$0.hasPrefix("hosts/") }.joined(separator: " ").legible)
    return table.text
  }
}

/// What `restore --drill` tells.
struct DrillRendering: Encodable {
  let format = 1
  let canSign: Bool
  let refusal: String?
  let backup: BackupReport
  private let file: String

  init(report: DrillReport, file: String) {
    canSign = report.canSign
    refusal = report.refusal
    backup = report.backup
    self.file = file
  }

  private enum CodingKeys: CodingKey { case format, canSign, refusal, backup }

  func print(_ format: Format) throws {
    switch format {
    case .json: try Output.result(json: self)
    case .text:
      let verdict =
        refusal.map { "cannot sign: \($0)" }
        ?? "can sign: its key, certificate and ledger belong together, and a certificate that it signed verifies"
      try Output.result(
        "\(file.legible): \(backup.subject), until \(backup.notAfter.prefix(10))\n"
          + BackupRendering(report: backup).lines + verdict + "\n")
    }
  }
}
