/// What is done on a host whose certificates were renewed, in order, so that no connection fails and nothing
/// is restarted that need not be.
///
/// A server reads its files when it is told to, a slave whenever it connects. Between the copy of a key and the
/// copy of its certificate the two do not fit: a slave that reconnected just then would fail, so it is stopped
/// for that moment. It goes on where it was. All measured.
public struct FileReplacement: Sendable, Hashable {
  /// The steps, in order.
  public let steps: [DeploymentStep]
  /// What is true of them in some cases only; each a sentence.
  public let remarks: [String]

  /// - Parameters:
  ///   - host: the host.
  ///   - files: the names of the files in its folder that are new.
  ///   - namesListsNewly: whether it is told of a revocation list for the first time: its options are others
  ///     then, and not only the files that they name.
  public init(of host: HostConfiguration, files: [String], namesListsNewly: Bool = false) {
    let server = host.server
    var steps: [DeploymentStep] = [.copy(files, to: host.directory)]
    var remarks: [String] = []
    if host.role.serverPair != nil {
      let setting = namesListsNewly ? host.settingOfRevocationLists : nil
      if let setting { steps.append(.statement(setting)) }
      switch server.reload {
      case .statement(let statement) where setting != nil || !namesListsNewly:
        steps.append(.statement(statement + ";"))
      case .statement, .restart: steps.append(.restart)
      }
      if namesListsNewly {
        remarks.append("first put replication-tls.cnf in its place again, which names the list now")
      }
      if let since = server.reloadSince {
        remarks.append("\(server.title) before \(since) is restarted instead")
      }
    }
    if host.role.clientPair != nil {
      let (stop, start) = (host.connection.stopAll, host.connection.startAll)
      steps.insert(.statement(stop + ";"), at: 0)
      if namesListsNewly {
        steps.append(.statement(host.changeOfRevocationLists))
        if host.channel != nil { remarks.append("the statement with the list is for each connection it has") }
      }
      steps.append(.statement(start + ";"))
      if host.role == .peer || host.role == .both {
        remarks.append("\(stop) and \(start) only where it replicates just now")
      }
    }
    if host.role == .peer, server.flavour == .mariadb {
      // Galera manual, "socket.ssl_reload".
      remarks.append(
        "a Galera cluster's own connections: SET GLOBAL wsrep_provider_options = 'socket.ssl_reload=1';")
    }
    self.steps = steps
    let hasKeys = host.role.pairs.contains { files.contains($0.key) }
    self.remarks = (hasKeys ? host.remarksOnKeys : []) + remarks
  }
}

extension HostConfiguration {
  private var revocationPath: String { directory(trust.revocationName) }

  /// The path as SQL writes it: an install directory that SQL cannot write is refused where it is named.
  private var revocationLiteral: String {
    (try? SQLLiteral(revocationPath))?.description ?? "'\(revocationPath)'"
  }

  /// What tells a running server of its lists; nil where only its option file can. MariaDB's options of TLS are
  /// read-only, and MySQL's are dynamic from 8.0.16 on (measured).
  fileprivate var settingOfRevocationLists: String? {
    guard server.flavour == .mysql, case .statement = server.reload else { return nil }
    let variable = trust.revocationOption.split(separator: "-").joined(separator: "_")
    return "SET GLOBAL \(variable) = \(revocationLiteral);"
  }

  /// What tells a slave of its lists; it goes on where it was, since host and port stay unnamed.
  fileprivate var changeOfRevocationLists: String {
    let option = trust == .file ? "SSL_CRL" : "SSL_CRLPATH"
    let value = "\(server.words.prefix)\(option) = \(revocationLiteral)"
    return "\(connection.change) \(value)\(connection.changeEnd);"
  }
}
