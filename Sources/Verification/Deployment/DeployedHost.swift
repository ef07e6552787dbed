internal import OpenSSL
public import Replication

/// One host of a deployment, as far as TLS goes.
public struct DeployedHost: Sendable {
  public var name: String
  /// The server that runs there; nil where nothing says so.
  public var server: Server?
  /// What it has for slaves that dial it; nil where it is no master.
  public var asMaster: MasterSide? {
    get { masterSides.first }
    set {
      masterSides = newValue.map { [$0] } ?? []
      gather()
    }
  }
  /// The one or none: most hosts of a fleet are no masters, and need no room for it.
  private var masterSides: [MasterSide]
  /// Its connections to masters; empty where it is no slave.
  public var connections: [SlaveSide] {
    didSet { gather() }
  }
  /// Whether slaves may dial it: a slave may have a server's files for the day that it is promoted.
  public var servesSlaves = true
  /// Whether it is a host of a pki folder, so that mkcerts can issue it anew.
  public var isOfPKI = false
  /// Every private key that was found with it.
  public var keyFiles: [KeyFile]
  /// What could not be read beside its trust, chains and keys: each fails the verification.
  public var unreadable: [UnreadableFile]
  /// What its option files and statements say that the server refuses or understands otherwise than meant.
  public var mistakes: [Mistake] = []
  /// What its server says to masters that it is called (`report_host`); nil where it says nothing.
  public var reportedHost: String?
  /// Where it comes from to its masters, as far as running servers tell; nil where none was looked at.
  var origin: SlaveOrigin?

  public init(
    name: String, asMaster: MasterSide?, connections: [SlaveSide], keyFiles: [KeyFile],
    unreadable: [UnreadableFile] = []
  ) {
    self.name = name
    masterSides = asMaster.map { [$0] } ?? []
    self.connections = connections
    self.keyFiles = keyFiles
    self.unreadable = unreadable
    gather()
  }

  /// Something in an option file or a script that keeps a server from starting, or a statement from being
  /// taken.
  public struct Mistake: Sendable, Hashable {
    /// File and line, as in `my.cnf:12`.
    public let place: String
    public let sentence: String
    /// Whether it keeps the server from starting, as an unknown option does.
    public let stopsServer: Bool
    /// Whether it is a statement that the server refuses.
    public let isStatement: Bool
    /// Whether it is a statement of which only a server can tell what it does.
    public let isUndecided: Bool

    public init(
      place: String, sentence: String, stopsServer: Bool, isStatement: Bool = false, isUndecided: Bool = false
    ) {
      self.place = place
      self.sentence = sentence
      self.stopsServer = stopsServer
      self.isStatement = isStatement
      self.isUndecided = isUndecided
    }

    /// What is to be said of a statement of a script; nil for what the server runs as it was read.
    init?(_ problem: ReadingProblem, in file: String) {
      guard [.refused, .unterminated, .undecided].contains(problem.kind) else { return nil }
      self.init(
        place: "\(file):\(problem.line)", sentence: problem.description, stopsServer: false,
        isStatement: problem.kind != .undecided, isUndecided: problem.kind == .undecided)
    }
  }

  /// Whether it is a master to the slaves of the deployment.
  var isMaster: Bool { asMaster != nil && servesSlaves }

  /// What it presents, and for which purpose; a peer presents one certificate for both.
  private(set) var presentations: [(purpose: TrustStore.Purpose, presentation: Presentation)] = []

  /// What it trusts, as a master and as a slave; once where both name the same files.
  private(set) var trusts: [Trust] = []

  /// Gathers what most rules ask for, once for all of them.
  private mutating func gather() {
    presentations = asMaster?.presentation.map { [(.server, $0)] } ?? []
    presentations += connections.compactMap { $0.presentation.map { (.client, $0) } }
    trusts = []
    for trust in CollectionOfOne(asMaster?.trust) + connections.map(\.trust) {
      guard let trust, let path = trust.path, !trusts.contains(where: { $0.path == path }) else { continue }
      trusts.append(trust)
    }
  }

  /// The relative paths that lead to nothing.
  var astray: [AstrayPath] { (asMaster?.astray ?? []) + connections.flatMap(\.astray) }
}
