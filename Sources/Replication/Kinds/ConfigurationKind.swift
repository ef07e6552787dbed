/// A program that uses a host's files, for which `config --for` writes the configuration. The raw value is the
/// word that `--for` takes.
public enum ConfigurationKind: String, Sendable, Hashable, CaseIterable, CustomStringConvertible {
  case galera
  case groupReplication = "group-replication"
  case clone
  case client
  case binlog = "mysqlbinlog"
  case haproxy
  case proxySQL = "proxysql"
  case maxScale = "maxscale"
  case router = "mysql-router"
  case orchestrator
  case connectorJ = "connector-j"
  case connectorPython = "connector-python"
  case pyMySQL = "pymysql"
  case go
  case php
  case node
  case rust
  case odbc
  case c

  /// The word that `--for` takes.
  public var description: String { rawValue }

  /// What is written, in one line without a full stop.
  public var summary: String { template.summary }

  /// Whether it is of a server, its cluster or what stands before it, rather than of a program that connects to
  /// servers.
  public var isOfServer: Bool {
    switch template.demand.certificate {
    case .peer, .server: true
    case .client, .both: false
    }
  }

  /// What writes it.
  var template: any KindTemplate.Type {
    switch self {
    case .galera: GaleraTemplate.self
    case .groupReplication: GroupReplicationTemplate.self
    case .clone: CloneTemplate.self
    case .client: ClientTemplate.self
    case .binlog: BinlogTemplate.self
    case .haproxy: HAProxyTemplate.self
    case .proxySQL: ProxySQLTemplate.self
    case .maxScale: MaxScaleTemplate.self
    case .router: RouterTemplate.self
    case .orchestrator: OrchestratorTemplate.self
    case .connectorJ: ConnectorJTemplate.self
    case .connectorPython: ConnectorPythonTemplate.self
    case .pyMySQL: PyMySQLTemplate.self
    case .go: GoTemplate.self
    case .php: PHPTemplate.self
    case .node: NodeTemplate.self
    case .rust: RustTemplate.self
    case .odbc: ODBCTemplate.self
    case .c: CTemplate.self
    }
  }
}
