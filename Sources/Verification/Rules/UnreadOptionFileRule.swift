internal import SecureFiles

/// A server begins with its main option file, and reads of the others what that includes and nothing else (manual of
/// MySQL, "Using Option Files"; measured on all servers).
struct UnreadOptionFileRule: Rule {
  static let name = "unread-option-file"

  func findings(in examination: Examination) -> [Finding] {
    examination.deployment.hosts.flatMap { host in
      uncopied(host)
        + host.unreadOptionFiles.map { path in
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

  /// This machine's files of the same names are not that host's.
  private func uncopied(_ host: DeployedHost) -> [Finding] {
    host.uncopiedIncludes.map { path in
      let main = host.optionFile ?? "my.cnf"
      return finding(
        .exposed, host, main,
        "\(path) was not looked at: \(main) includes it, and it was not copied with that, so that what it says of TLS "
          + "is not known",
        fix:
          "copy it from the host to where \(main.lastPathComponent) lies, with the folders above it or without"
      )
    }
  }
}
