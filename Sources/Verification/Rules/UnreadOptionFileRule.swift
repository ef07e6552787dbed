/// A server begins with its main option file, and reads of the others what that includes and nothing else (manual of
/// MySQL, "Using Option Files"; measured on all servers).
struct UnreadOptionFileRule: Rule {
  static let name = "unread-option-file"

  func findings(in examination: Examination) -> [Finding] {
    examination.deployment.hosts.flatMap { host in
      host.unreadOptionFiles.map { path in
        let main = host.optionFile ?? "my.cnf"
        return finding(
          .note, host, path,
          "\(path) is not read: it has TLS options for \(examination.title(of: host)), and \(main), with which that "
            + "begins, does not include it",
          fix:
            "put it into a folder that \(main) includes, here as on the host, or name it there: !include PATH"
        )
      }
    }
  }
}
