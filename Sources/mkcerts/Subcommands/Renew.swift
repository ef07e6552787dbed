internal import ArgumentParser
internal import CertificateAuthority
internal import Fleet

struct Renew: ParsableCommand, PKICommand {
  static let configuration = CommandConfiguration(
    commandName: "renew",
    abstract: "Give hosts new certificates before the old ones end, without a restart.",
    discussion: """
      A renewed host keeps its role, names, kind of key and settings, and its certificates last as many days as those \
      before; its key is new unless --keep-key is given. The old certificates stay good until they end, so that hosts \
      can be renewed in any order. What is printed is done on the hosts: it restarts no server, and a slave goes on \
      where it was.

      All is checked before anything is signed. A host that is named and cannot be renewed stops the command. With \
      --all and --within such hosts are left out: those that made their keys themselves and have to give a request \
      for a new one, and those that are revoked or have lost their folders. They are told, and the command returns 1.
      """)

  @Argument(
    help: ArgumentHelp("The hosts; - reads their names from standard input, one a line.", valueName: "host"))
  var hosts: [String] = []

  @OptionGroup(title: "Which hosts, where none is named (one of these)") var selection: SelectionOptions
  @OptionGroup(title: "Certificates") var terms: RenewalOptions
  @OptionGroup(title: PassphraseOptions.title) var passphrase: PassphraseOptions
  @OptionGroup var pki: PKIOptions
  @OptionGroup var format: FormatOption

  func validate() throws {
    try selection.check(named: hosts)
    if terms.csr != nil, hosts.count != 1 || hosts == ["-"] {
      throw ValidationError("--csr holds the key of one host: name just that one")
    }
  }

  func run() throws {
    let request = RenewRequest(
      try selection.selection(named: hosts), keepsKeys: terms.keepKey, days: terms.days,
      request: try terms.csr.map(RequestFile.read))
    let fleet = try Fleet(pki.folder, expecting: .existing, say: Output.talk)
    let line = ProgressLine()
    defer { line?.clear() }
    let renewed = try fleet.renew(
      request, passphrase: passphrase.source, progress: ProgressLine.watchingIssuance(line))
    line?.clear()
    switch format.format {
    case .json: try Output.result(json: renewed)
    case .text: try Output.result(renewed.text(pki.completion))
    }
    for remark in renewed.talk { Output.talk(pki.completion(remark)) }
    if !renewed.leftOut.isEmpty { throw ExitCode(ExitStatus.no) }
  }
}
