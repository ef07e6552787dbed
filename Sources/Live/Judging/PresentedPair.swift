public import OpenSSL
internal import Replication
internal import SecureFiles
internal import Verification

/// The pair that a host presents to its master, to be shown to servers in its place.
public struct PresentedPair: Sendable {
  /// The host's name: the last part of the folder's path.
  public let host: String
  public let pair: ClientPair

  /// The certificate itself.
  public var leaf: Certificate { pair.chain[0] }

  /// Reads the pair of the host whose folder, or option file, or files with commas between them are at `path`: what
  /// it shows to a master.
  ///
  /// - Throws: ``LiveError`` with code `badFiles` where there is none, or it cannot be used; and what keeps the
  ///   files from being read.
  public init(of path: String) throws {
    try NamedPath.check(path)
    let source = HostSource(paths: path.split(separator: ",").map(String.init), part: .any)
    let deployment = try DeploymentReader(sources: [source]).read(assuming: .default)
    guard let found = deployment.hosts.first, let presentation = found.connections.first?.presentation else {
      throw LiveError(
        .badFiles, "\(path) holds no certificate that is shown to a master",
        hint: "name the folder of a slave, with client-cert.pem and client-key.pem, or of a peer")
    }
    try self.init(of: found.name, presentation, at: path)
  }

  /// Reads what the host of that name presents, by what was read of it.
  ///
  /// - Parameter path: where it was looked for, for sentences.
  init(of host: String, _ presentation: Presentation, at path: String) throws {
    let chain: [Certificate]
    switch presentation.chain {
    case .found(_, let certificates): chain = certificates
    case .absent(let file): throw LiveError(.badFiles, "there is no \(file), which is to be shown to servers")
    case .unreadable(let file, let reason): throw LiveError(.badFiles, "\(file) cannot be used: \(reason)")
    }
    guard case .found(let keyFile, .key) = presentation.key else {
      let file = presentation.key?.path ?? path
      throw LiveError(
        .badFiles,
        "the private key of \(presentation.chain.path) cannot be used: \(Self.reason(presentation))",
        hint: "probe from where \(file) is, readable and in clear, as the host itself needs it")
    }
    let key: PrivateKey
    let text = try Files.readSecret(keyFile)
    do throws(PEMError) { key = try PrivateKey.parse(pem: text) } catch {
      throw LiveError(.badFiles, "\(keyFile) cannot be used: \(error)")
    }
    do throws(OpenSSLError) { pair = try ClientPair(chain: chain, key: key) } catch {
      throw LiveError(.badFiles, "\(keyFile) is not the key of \(presentation.chain.path)")
    }
    self.host = host
  }

  private static func reason(_ presentation: Presentation) -> String {
    switch presentation.key {
    case nil: "no option names it"
    case .absent(let file): "there is no \(file)"
    case .unreadable(let file, let reason): "\(file): \(reason)"
    case .found(let file, .encrypted): "\(file) is encrypted"
    case .found(let file, _): "it stays on its host, and \(file) stands for it"
    }
  }
}
