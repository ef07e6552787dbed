internal import ArgumentParser
internal import CertificateAuthority
internal import Fleet
internal import OpenSSL

struct Issue: ParsableCommand, PKICommand {
  static let configuration = CommandConfiguration(
    commandName: "issue",
    abstract: "Make the folder of each host: certificates, keys, option file, SQL.",
    discussion: """
      A host that is issued already is left as it is, unless --replace is given; then it keeps its role, names and \
      kind of key where no option says otherwise. All is checked before anything is signed: where one host cannot be \
      issued, none is.

      With --csr the private key never leaves its host, and the request stays in the folder in the key's place. Of \
      the names in the request only those are taken that --san allows. Such a host is issued anew with another request, \
      or with --key, which makes its key here.
      """)

  @Argument(
    help: ArgumentHelp("The hosts; - reads their names from standard input, one a line.", valueName: "host"))
  var hosts: [String]

  @OptionGroup(title: "Certificates") var certificate: CertificateOptions
  @OptionGroup(title: PassphraseOptions.title) var passphrase: PassphraseOptions
  @OptionGroup(title: ServerOptions.title) var server: ServerOptions
  @OptionGroup(title: ScriptArguments.title) var script: ScriptArguments
  @OptionGroup var pki: PKIOptions
  @OptionGroup var format: FormatOption

  func validate() throws {
    if certificate.csr != nil, hosts.count != 1 || hosts == ["-"] {
      throw ValidationError("--csr holds the key of one host: name just that one")
    }
    if certificate.csr != nil, certificate.key != nil {
      throw ValidationError("--key makes a key, and --csr brings one: leave one out")
    }
  }

  func run() throws {
    let settings = try script.added(to: server.settings())
    let request = IssueRequest(
      hosts: try HostArguments.names(hosts), role: certificate.role,
      names: try alternativeNames(certificate.san), algorithm: certificate.key, days: certificate.days,
      replaces: certificate.replace, request: try certificate.csr.map(RequestFile.read), settings: settings)
    let fleet = try Fleet(pki.folder, expecting: .existing, say: Output.talk)
    let line = ProgressLine()
    defer { line?.clear() }
    let outcomes = try fleet.issue(
      request, passphrase: passphrase.source, progress: ProgressLine.watchingIssuance(line))
    line?.clear()
    switch format.format {
    case .json: try Output.result(json: IssueReport(hosts: outcomes))
    case .text: try Output.result(outcomes.map(\.line).joined())
    }
    let onAuthority = try outcomes.contains(where: \.isNew) ? fleet.remarkOnAuthority() : nil
    for remark in outcomes.flatMap(\.remarks) + [onAuthority].compactMap({ $0 }) {
      Output.talk(pki.completion(remark))
    }
  }
}
