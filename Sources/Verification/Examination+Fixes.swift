internal import OpenSSL

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
    let key = host.keepsItsKey ? " --csr FILE" : ""
    let others = host.keepsItsKey && options.hasPrefix(" --key ") ? "" : options
    let command = "`mkcerts issue \(host.name)\(key)\(others) --replace`"
    guard !host.isOfPKI else { return "issue it anew with \(command)" }
    let usage = purpose.map { ", for \($0 == .server ? "serverAuth" : "clientAuth")" } ?? ""
    return
      "sign a new certificate for \(host.name) with the authority of \(authorityFile ?? "all hosts")\(usage); where "
      + "mkcerts keeps that authority, with \(command)"
  }

  /// Where the statement or option file of a host can be had ready-made, to stand behind what is to be changed;
  /// empty for hosts that mkcerts did not issue.
  func readyMade(_ host: DeployedHost, _ options: String = "") -> String {
    host.isOfPKI ? ": `mkcerts config \(host.name)\(options)` prints it" : ""
  }

  /// What puts the authority's certificate where a host looks for it.
  func trustAgain(_ host: DeployedHost, in path: String) -> String {
    let known = authorityFile.flatMap { $0 == path ? nil : $0 }
    return known.map { "put the authority's certificate there: `cp \($0) \(path)`" }
      ?? (host.isOfPKI ? reissue(host) : "put the authority's certificate there, in PEM")
  }
}

extension DeployedHost {
  /// Whether a key was never here: its certificate was issued for a request, and so is the next one.
  fileprivate var keepsItsKey: Bool {
    presentations.contains { _, presentation in
      if case .found(_, .request)? = presentation.key { true } else { false }
    }
  }
}
