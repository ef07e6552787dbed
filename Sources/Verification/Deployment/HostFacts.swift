internal import OpenSSL
internal import Replication

/// What is known of a host (``DeployedHost``, which tells what each of it means), and what most rules ask of that,
/// gathered once for all of them.
struct HostFacts: Sendable {
  typealias Presented = (purpose: TrustStore.Purpose, presentation: Presentation)

  var name: String
  var server: Server?
  var asMaster: MasterSide? {
    get { masterSides.first }
    set {
      masterSides = newValue.map { [$0] } ?? []
      gather()
    }
  }
  /// The one or none: most hosts of a fleet are no masters, and need no room for it.
  private var masterSides: [MasterSide]
  var connections: [SlaveSide] { didSet { gather() } }
  var servesSlaves = true
  var isOfPKI = false
  var keyFiles: [KeyFile]
  var unreadable: [UnreadableFile]
  var mistakes: [DeployedHost.Mistake] = []
  var unreadOptionFiles: [String] = []
  var uncopiedIncludes: [String] = []
  var closedFiles: [String: ClosedFiles.File] = [:]
  var optionFile: String?
  var reportedHost: String?
  var origin: SlaveOrigin?

  init(
    name: String, asMaster: MasterSide?, connections: [SlaveSide], keyFiles: [KeyFile],
    unreadable: [UnreadableFile]
  ) {
    self.name = name
    masterSides = asMaster.map { [$0] } ?? []
    self.connections = connections
    self.keyFiles = keyFiles
    self.unreadable = unreadable
    gather()
  }

  var isMaster: Bool { !masterSides.isEmpty }

  private(set) var presentations: [Presented] = []
  private(set) var trusts: [Trust] = []

  private mutating func gather() {
    presentations = asMaster?.presentation.map { [(.server, $0)] } ?? []
    presentations += connections.compactMap { $0.presentation.map { (.client, $0) } }
    trusts = []
    for trust in CollectionOfOne(asMaster?.trust) + connections.map(\.trust) {
      guard let trust, let path = trust.path, !trusts.contains(where: { $0.path == path }) else { continue }
      trusts.append(trust)
    }
  }
}
