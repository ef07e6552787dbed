internal import ArgumentParser
internal import Live
internal import SecureFiles

/// How running servers are looked at, of every command that does.
struct ProbeOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Show each server the certificate of this host, a slave's or peer's folder. Default: none.",
      valueName: "folder"), completion: .file())
  var with: String?

  @Option(help: ArgumentHelp("How long one server may take, 1 to 3600 seconds.", valueName: "seconds"))
  var timeout = 10

  @Flag(
    name: .customLong("x-protocol"),
    help: "Speak MySQL's X Protocol; the port is 33060 then. Default: the protocol of replication, on 3306.")
  var isX = false

  @Flag(
    name: .customLong("tls"),
    help:
      "Begin with TLS at once, as proxies and Galera do; the port is 443 then. Default: as --x-protocol says."
  )
  var isPlainTLS = false

  func validate() throws {
    if !(1...3600).contains(timeout) {
      throw ValidationError("--timeout is 1 to 3600 seconds, not \(timeout)")
    }
    if isX, isPlainTLS { throw ValidationError("--x-protocol and --tls exclude each other") }
    if with?.isEmpty == true { throw ValidationError("--with is empty, and names no folder") }
  }

  private var opening: ProbeSettings.Opening { isX ? .x : isPlainTLS ? .tls : .mysql }

  func settings(presenting presented: PresentedPair?) -> ProbeSettings {
    ProbeSettings(opening: opening, timeout: .seconds(timeout), pair: presented?.pair)
  }

  /// Refuses words of the command line that are no addresses, as a wrong usage.
  static func check(_ words: [String]) throws {
    for word in words where word != "-" {
      do { _ = try Endpoint(parsing: HostWord(word).value, port: 1) } catch {
        throw ValidationError(error.description + (error.hint.map { ": \($0)" } ?? ""))
      }
    }
  }

  /// The servers of `words`, in which `-` stands for those on standard input, one a line; each with the host that it
  /// is said to be, as in `db1=10.0.0.5:3306`.
  func servers(_ words: [String]) throws -> [(host: String?, endpoint: Endpoint)] {
    try Self.servers(words, port: ProbeSettings.port(of: opening))
  }

  /// The same, with the port that is meant where none is named.
  static func servers(_ words: [String], port: UInt16) throws -> [(host: String?, endpoint: Endpoint)] {
    try HostArguments.words(words).map { HostWord($0) }.map {
      ($0.host, try Endpoint(parsing: $0.value, port: port))
    }
  }
}
