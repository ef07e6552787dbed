/// One slave's connection to one master: their places among the hosts, and the connection's among the slave's.
struct Link: Sendable, Hashable {
  let slave: Int
  let connection: Int
  let master: Int
  /// Whether the name that the connection dials is to lead to this master; else the slave may only come to
  /// dial it one day.
  var isDialled = true
}
