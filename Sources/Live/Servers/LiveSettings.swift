/// How the running servers of a deployment are looked at.
public struct LiveSettings: Sendable {
  /// Where hosts listen, by their names, as somebody said.
  public var addresses: [String: Endpoint]
  /// The names that hosts are known by, where the fleet file has them.
  public var names: [String: String]
  /// How long one host may take for each of the probe and the client's two runs.
  public var timeout: Duration
  /// The client that reads what needs a login; nil where none is to be run.
  public var client: ClientSettings?

  public init(
    addresses: [String: Endpoint] = [:], names: [String: String] = [:], timeout: Duration = .seconds(10),
    client: ClientSettings? = ClientSettings()
  ) {
    self.addresses = addresses
    self.names = names
    self.timeout = timeout
    self.client = client
  }
}
