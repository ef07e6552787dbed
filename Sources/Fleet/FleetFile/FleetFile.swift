public import OpenSSL
internal import SecureFiles

/// A fleet file: the authority of a fleet and every host of it, as they are to be.
///
/// It is an option file such as `my.cnf`, whose sections are `[authority]`, `[defaults]` and one for each
/// host or range of hosts.
public struct FleetFile: Sendable {
  /// What the file asks of a new authority; of one that exists it must be true.
  public struct Authority: Sendable {
    public var name: String?
    public var algorithm: KeyAlgorithm?
    public var days: Int?
    /// The line of its section; nil where there is none.
    public var line: Int?
  }

  /// Where it was read from.
  public let path: String
  public let authority: Authority
  /// What holds for every host that says nothing else.
  public let defaults: HostSettings
  /// The hosts, in the order of the file.
  public let hosts: [FleetHost]

  /// The longest file that is read, in bytes.
  static let longest = 64 << 20

  /// Reads the fleet file at `path`, and the requests that it names, which count from its own folder.
  ///
  /// - Throws: ``FleetError`` with everything that is wrong with it, in the order of its lines; where it
  ///   cannot be read, why.
  public init(reading path: String) throws {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    try self.init(Files.read(path, limit: Self.longest), path: path) { name in
      try Files.read(name.hasPrefix("/") ? name : folder + name)
    }
  }

  /// Reads a fleet file from its bytes.
  ///
  /// - Parameters:
  ///   - path: its name in errors.
  ///   - contents: gives the file of a request by the name that the fleet file has for it.
  /// - Throws: ``FleetError`` with everything that is wrong with it, in the order of its lines.
  init(_ bytes: [UInt8], path: String, contents: (String) throws -> [UInt8]) throws(FleetError) {
    var problems = FleetProblems(in: path)
    let sections = FleetSections.read(bytes, &problems)
    var authority = Authority()
    var defaults = FleetTerms()
    for section in sections {
      switch section.kind {
      case .authority:
        let terms = FleetTerms(section, &problems)
        authority = Authority(
          name: terms.name, algorithm: terms.algorithm, days: terms.days, line: section.line)
        authority.check(section, &problems)
      case .defaults: defaults = FleetTerms(section, &problems)
      case .hosts, .unknown: break
      }
    }
    var reading = FleetHosts(path: path, defaults: defaults, authority: authority, problems)
    for section in sections { reading.take(section, contents: contents) }
    let read = try reading.finished()
    self.path = path
    self.authority = authority
    self.defaults = defaults.settings
    hosts = read
  }
}

extension FleetFile {
  /// Who replicates from whom: each slave with its master.
  public var links: [(slave: String, master: String)] {
    hosts.compactMap { host in host.master.map { (host.name.description, $0) } }
  }
}
