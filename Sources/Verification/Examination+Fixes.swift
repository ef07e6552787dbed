internal import OpenSSL
internal import Replication

/// Fixes that fit the deployment: mkcerts can issue the hosts of its own pki folder anew, and of others only says
/// what is to be signed, and by whom.
extension Examination {
  /// What makes the pair of a host anew.
  ///
  /// - Parameters:
  ///   - purpose: what the new certificate has to be for, where that is the trouble.
  ///   - options: further ones of `mkcerts issue`, each with a space before it.
  func reissue(_ host: DeployedHost, for purpose: TrustStore.Purpose? = nil, _ options: String = "") -> String
  {
    let command = "`mkcerts issue \(host.name.inShell)\(options) --replace`"
    guard !host.isOfPKI else { return "issue it anew with \(command)" }
    let usage = purpose.map { ", for \($0 == .server ? "serverAuth" : "clientAuth")" } ?? ""
    return
      "sign a new certificate for \(host.name) with the authority of \(authorityFile ?? "all hosts")\(usage); where "
      + "mkcerts keeps that authority, with \(command)"
  }

  /// Where the statement or option file of a host can be had ready-made, to stand behind what is to be changed;
  /// empty for hosts that mkcerts did not issue.
  func readyMade(_ host: DeployedHost, _ options: String = "") -> String {
    host.isOfPKI ? ": `mkcerts config \(host.name.inShell)\(options)` prints it" : ""
  }

  /// What copies a file over another.
  static func copying(_ file: String, to other: String) -> String {
    "cp \(ShellWord(path: file)) \(ShellWord(path: other))"
  }

  /// What puts the authority's certificate where a host looks for it.
  func trustAgain(_ host: DeployedHost, in path: String) -> String {
    let known = authorityFile.flatMap { $0 == path ? nil : $0 }
    return known.map { "put the authority's certificate there: `\(Self.copying($0, to: path))`" }
      ?? (host.isOfPKI ? reissue(host) : "put the authority's certificate there, in PEM")
  }
}

extension Examination {
  /// `finding` with a fix that leaves keys where they were made: the next certificate of a host that sent a request
  /// is issued for a request too, which `mkcerts issue` insists on.
  func keepingKeys(_ finding: Finding) -> Finding {
    guard let fix = finding.fix, !hostsOfRequests.isEmpty else { return finding }
    let command = "`mkcerts issue "
    let parts = fix.split(separator: command, omittingEmptySubsequences: false)
    let changed = parts.dropFirst().map { part -> String in
      let name = part.prefix { $0 != " " && $0 != "`" }
      let rest = part.dropFirst(name.count)
      guard hostsOfRequests.contains(String(name)), !rest.contains(" --csr ") else { return String(part) }
      // A key of another kind is made on the host as well.
      return name + " --csr FILE" + rest.replacing(/\ --key [a-z0-9-]+/, with: "")
    }
    return Finding(
      rule: finding.rule, severity: finding.severity, host: finding.host, file: finding.file,
      sentence: finding.sentence, failure: finding.failure, symptom: finding.symptom,
      fix: ([String(parts[0])] + changed).joined(separator: command), servers: finding.servers)
  }
}

extension Deployment {
  /// The hosts whose keys were never here.
  var hostsOfRequests: Set<String> {
    Set(
      hosts.filter { host in
        host.presentations.contains { _, presentation in
          if case .found(_, .request)? = presentation.key { true } else { false }
        }
      }.map(\.name))
  }
}
