internal import OpenSSL
public import Replication

/// One host of a deployment, as far as TLS goes.
///
/// A copy counts one reference, not one to each part of what is known: dozens of rules look at each of ten thousand
/// hosts.
public struct DeployedHost: Sendable {
  private var storage: Storage

  /// Takes what was read of a host; all else of it is unknown at first.
  public init(
    name: String, asMaster: MasterSide?, connections: [SlaveSide], keyFiles: [KeyFile],
    unreadable: [UnreadableFile] = []
  ) {
    storage = Storage(
      HostFacts(
        name: name, asMaster: asMaster, connections: connections, keyFiles: keyFiles,
        unreadable: unreadable))
  }

  /// Something in an option file or a script that keeps a server from starting, or a statement from being
  /// taken.
  public struct Mistake: Sendable, Hashable {
    /// File and line, as in `my.cnf:12`.
    public let place: String
    /// What it is, without capital and full stop.
    public let sentence: String
    /// Whether it keeps the server from starting, as an unknown option does.
    public let stopsServer: Bool
    /// Whether it is a statement that the server refuses.
    public let isStatement: Bool
    /// Whether it is a folder of option files that cannot be read.
    public let isOfFolder: Bool
    /// Whether it is a statement of which only a server can tell what it does.
    public let isUndecided: Bool

    public init(
      place: String, sentence: String, stopsServer: Bool, isStatement: Bool = false, isOfFolder: Bool = false,
      isUndecided: Bool = false
    ) {
      self.place = place
      self.sentence = sentence
      self.stopsServer = stopsServer
      self.isStatement = isStatement
      self.isOfFolder = isOfFolder
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

  /// Where the facts lie, which never change: a host that changes has others.
  private final class Storage: Sendable {
    let facts: HostFacts

    init(_ facts: HostFacts) { self.facts = facts }
  }

  private var facts: HostFacts {
    get { storage.facts }
    set { storage = Storage(newValue) }
  }
}

extension DeployedHost {
  /// What it is called in the deployment.
  public var name: String {
    get { storage.facts.name }
    set { facts.name = newValue }
  }

  /// The server that runs there; nil where nothing says so.
  public var server: Server? {
    get { storage.facts.server }
    set { facts.server = newValue }
  }

  /// What it has for slaves that dial it; nil where it is no master.
  public var asMaster: MasterSide? {
    get { storage.facts.asMaster }
    set { facts.asMaster = newValue }
  }

  /// Its connections to masters; empty where it is no slave.
  public var connections: [SlaveSide] {
    get { storage.facts.connections }
    set { facts.connections = newValue }
  }

  /// Whether slaves may dial it: a slave may have a server's files for the day that it is promoted.
  public var servesSlaves: Bool {
    get { storage.facts.servesSlaves }
    set { facts.servesSlaves = newValue }
  }

  /// Whether it is a host of a pki folder, so that mkcerts can issue it anew.
  public var isOfPKI: Bool {
    get { storage.facts.isOfPKI }
    set { facts.isOfPKI = newValue }
  }

  /// Every private key that was found with it.
  public var keyFiles: [KeyFile] {
    get { storage.facts.keyFiles }
    set { facts.keyFiles = newValue }
  }

  /// What could not be read beside its trust, chains and keys: each fails the verification.
  public var unreadable: [UnreadableFile] {
    get { storage.facts.unreadable }
    set { facts.unreadable = newValue }
  }

  /// What its option files include that was not copied with them, and so not looked at.
  var uncopiedIncludes: [String] {
    get { storage.facts.uncopiedIncludes }
    set { facts.uncopiedIncludes = newValue }
  }

  /// The files that its server's user may not read, by their paths.
  var closedFiles: [String: ClosedFiles.File] {
    get { storage.facts.closedFiles }
    set { facts.closedFiles = newValue }
  }

  /// What its option files and statements say that the server refuses or understands otherwise than meant.
  public var mistakes: [Mistake] {
    get { storage.facts.mistakes }
    set { facts.mistakes = newValue }
  }

  /// Option files beside the main one that say how the server uses TLS, and that it does not read.
  public var unreadOptionFiles: [String] {
    get { storage.facts.unreadOptionFiles }
    set { facts.unreadOptionFiles = newValue }
  }

  /// The option file that its server begins with; nil where none was given.
  public var optionFile: String? {
    get { storage.facts.optionFile }
    set { facts.optionFile = newValue }
  }

  /// What its server says to masters that it is called (`report_host`); nil where it says nothing.
  public var reportedHost: String? {
    get { storage.facts.reportedHost }
    set { facts.reportedHost = newValue }
  }

  /// Where it comes from to its masters, as far as running servers tell; nil where none was looked at.
  var origin: SlaveOrigin? {
    get { storage.facts.origin }
    set { facts.origin = newValue }
  }

  /// What it presents, and for which purpose; a peer presents one certificate for both.
  var presentations: [HostFacts.Presented] { storage.facts.presentations }

  /// What it trusts, as a master and as a slave; once where both name the same files.
  var trusts: [Trust] { storage.facts.trusts }

  /// Whether it is a master to the slaves of the deployment.
  var isMaster: Bool { storage.facts.isMaster && servesSlaves }

  /// The relative paths that lead to nothing.
  var astray: [AstrayPath] { (asMaster?.astray ?? []) + connections.flatMap(\.astray) }
}
