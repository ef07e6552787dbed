/// A slave's connection and the master that it is to lead to, by their places in a deployment.
public struct NamedLink: Sendable, Hashable {
  /// The slave's place among the hosts.
  public let slave: Int
  /// The connection's place among the slave's.
  public let connection: Int
  /// The master's place among the hosts.
  public let master: Int
}

extension Deployment {
  /// Who replicates from whom: as was declared, else as each connection dials, else each slave from all masters.
  public var namedLinks: [NamedLink] {
    let masters = hosts.indices.filter { hosts[$0].isMaster }
    let topology = Topology(self, masters: masters)
    return hosts.indices.flatMap { slave in
      hosts[slave].connections.indices.flatMap { connection in
        topology.links(of: slave, connection).filter(\.isDialled).map {
          NamedLink(slave: $0.slave, connection: $0.connection, master: $0.master)
        }
      }
    }
  }
}
