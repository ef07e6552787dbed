extension MariaDBServer {
  /// The path of the socket that the server listens on, as this process sees it.
  public var socket: String { folder("socket") }
}
