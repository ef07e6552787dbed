extension Symptom {
  /// What a slave says that did not get as far as TLS.
  static let connections: [Symptom] = [
    Symptom(
      ["can't connect to", "server on"], number: 2003, .slave,
      means: beforeTLS + "nothing took the connection at the master's address and port",
      [.masterIsDown, .nobodyListens, .noWay] + cannotStart),
    Symptom(
      ["can't connect to", "through socket"], number: 2002, .slave,
      means: beforeTLS + "no server runs on this very host; the name localhost means its socket, without TLS",
      [.masterIsDown, .nobodyListens]),
    Symptom(
      ["unknown", "server host"], number: 2005, .slave,
      means: beforeTLS + "the name of the master has no address", [.unknownHost]),
    Symptom(
      ["is blocked because of many connection errors"], number: 1129, .slave,
      means: beforeTLS + "the master takes no connection of this host any more", [.blockedHost]),
    Symptom(
      ["is not allowed to connect to this"], number: 1130, .slave,
      means: beforeTLS + "the master has no account for the host that connects",
      [.hostNotAllowed, .refusedAccount],
      says: [Wording([.noAccount], on: .mysql, "Host … is not allowed to connect to this MySQL server")]),
    Symptom(
      ["too many connections"], number: 1040, .either,
      means: beforeTLS + "the master takes no further connection", [.tooManyConnections]),
    Symptom(
      ["lost connection to", "reading initial communication packet"], number: 2013, .slave,
      means: beforeTLS + "the port took the connection, and no server greeted",
      [.noServer, .blockedHost, .masterIsDown]),
    Symptom(
      ["connecting to master '"], .slave, means: withoutReason, isConsequence: true, anyConnection),
    Symptom(
      ["connecting to source '"], .slave, means: withoutReason, isConsequence: true, anyConnection),
  ]

  private static let beforeTLS = "this is not TLS yet: "
  /// What keeps MariaDB from starting, so that nobody listens.
  private static let cannotStart: [Cause] = Cause.files + [.tlsVersions, .ciphers]
  private static let withoutReason =
    "the slave cannot connect, and this line does not say why, as MySQL 5.7 never does; Last_IO_Errno beside it "
    + "tells: 2003 or 2005 no connection, 1045 the account, 2026 or 2013 TLS"
  private static let anyConnection: [Cause] =
    [.masterIsDown, .password, .accountRequirement, .nobodyListens, .dialledName] + .slaveRefusesMaster
}
