internal import Replication

/// A host that was renewed, and what is to be done on it.
public struct RenewedHost: Sendable, Encodable {
  public let host: String
  public let role: String
  /// Its folder, with the new files in it.
  public let folder: String
  public let certificates: [IssueOutcome.Issued]
  /// Whether the certificates are over the keys that the host had.
  public let keepsKey: Bool
  /// The server that the steps are for: `mariadb-10.11`.
  public let server: String
  /// What is to be done on the host, in order.
  public let steps: [HostStep]
  /// What is to be known besides, each a sentence.
  public let remarks: [String]
}

extension RenewedHost {
  /// - Parameters:
  ///   - settings: what the host's texts are written for.
  ///   - changed: the files of its folder, beside keys and certificates, that are not what they were.
  init(
    _ outcome: IssueOutcome, of host: Fleet.Enrolled, _ request: RenewRequest, settings: HostSettings,
    changed: Set<String>
  ) throws {
    let keyStays = request.keepsKeys || request.request != nil
    let configuration = try settings.configuration(host.name, host.role)
    var files = host.role.pairs.flatMap { keyStays ? [$0.certificate] : [$0.key, $0.certificate] }
    if changed.contains("cacert.pem") { files.insert(configuration.trust.name, at: 0) }
    if changed.contains("crl.pem") { files.insert("crl.pem", at: 0) }
    let replacement = FileReplacement(of: configuration, files: files)
    self.host = outcome.host
    role = outcome.role
    folder = outcome.folder
    certificates = outcome.certificates
    keepsKey = request.keepsKeys
    server = configuration.server.description
    steps = replacement.steps.map { HostStep($0, from: outcome.folder) }
    remarks =
      replacement.remarks + Self.remarks(on: changed, of: host.name, isNewRequest: request.request != nil)
  }

  static func remarks(on changed: Set<String>, of host: String, isNewRequest: Bool) -> [String] {
    var remarks: [String] = []
    if isNewRequest {
      remarks.append(
        "the new key that the request was made with goes beside the certificate, on the host itself")
    }
    if changed.contains(HostTexts.optionFileName) {
      remarks.append("\(HostTexts.optionFileName) says something else than before: put it in its place again")
    }
    if changed.contains(HostTexts.changeMasterName) {
      remarks.append(
        "\(HostTexts.changeMasterName) says something else than before: run what `mkcerts config \(host) --running` "
          + "prints; a new address or port of the master is to be added to it with the position")
    }
    if changed.contains(HostTexts.accountsName) {
      remarks.append("\(HostTexts.accountsName) says something else than before: run what is new in it")
    }
    return remarks
  }
}
