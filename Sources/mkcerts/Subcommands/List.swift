internal import ArgumentParser
internal import CertificateAuthority
internal import Fleet
internal import OpenSSL

struct List: ParsableCommand, PKICommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List what was issued, to whom, until when.",
    discussion: "Reads the ledger. With a host's name it lists everything that host ever had.")

  @Argument(help: ArgumentHelp("One host. Default: the present certificates of all.", valueName: "host"))
  var host: String?

  @OptionGroup var pki: PKIOptions
  @OptionGroup var format: FormatOption

  func run() throws {
    let ledger = try Fleet.ledger(of: pki.folder)
    let entries = try host.map { try ledger.history(of: $0) } ?? Fleet.present(in: ledger)
    if let host, entries.isEmpty {
      throw CommandError(
        "nothing was ever issued to \(host.debugDescription) in \(pki.folder.root)",
        hint: "see all hosts with `mkcerts list`")
    }
    switch format.format {
    case .json: try Output.result(json: LedgerReport(entries))
    case .text: try Output.result(LedgerLine.table(entries, at: .now()))
    }
  }
}
