internal import ArgumentParser
internal import Fleet

/// Which hosts are meant, where they are not named.
struct SelectionOptions: ParsableArguments {
  @Flag(help: "All hosts that have certificates.")
  var all = false

  @Option(
    help: ArgumentHelp(
      "The hosts of which a certificate ends within this span, or is over: 30d, 12h, 4w; a plain number is days.",
      valueName: "span"))
  var within: String?

  func validate() throws {
    if let within, Span.seconds(within) == nil { throw Span.refusal(of: within) }
  }

  /// - Throws: unless the hosts are selected in exactly one way.
  func check(named hosts: [String]) throws {
    switch [!hosts.isEmpty, all, within != nil].filter({ $0 }).count {
    case 0: throw ValidationError("no host is named: name hosts, or give --all or --within SPAN")
    case 1: break
    default: throw ValidationError("hosts are named, or meant by --all, or by --within: choose one")
    }
  }

  func selection(named hosts: [String]) throws -> RenewRequest.Selection {
    if let seconds = within.flatMap(Span.seconds) { return .within(seconds) }
    return all ? .all : .hosts(try HostArguments.names(hosts))
  }
}
