public import ArgumentParser
internal import CertificateAuthority
internal import Fleet
internal import OpenSSL
internal import Secrets
internal import SecureFiles

extension KeyDerivation: ExpressibleByArgument {}

struct InitCA: ParsableCommand, PKICommand {
  static let configuration = CommandConfiguration(
    commandName: "init-ca",
    abstract: "Make the authority, and the master's server certificate.",
    discussion: """
      An authority that exists is never made anew: a second call finds it, changes nothing, and exits with 0.
      Without a --passphrase option the authority's key is written in clear, for its owner only (mode 0600).
      """)

  @OptionGroup var pki: PKIOptions

  @Option(
    help: ArgumentHelp("The authority's name. Default: one that no other authority has.", valueName: "name"))
  var name: String?

  @Option(
    help: ArgumentHelp(
      "The kind of the keys, the authority's and the master's. Default: ecdsa-p256.", valueName: "kind"))
  var key: KeyAlgorithm?

  @Option(help: ArgumentHelp("The days that the authority lasts. Default: 3650.", valueName: "days"))
  var days: Int?

  @Option(help: ArgumentHelp("The master's name. Default: master.", valueName: "name"))
  var master: String?

  @Flag(name: .customLong("no-master"), help: "Make the authority alone.")
  var withoutMaster = false

  @Option(
    help: ArgumentHelp(
      "A name or address that slaves dial the master by: dns:NAME, ip:ADDRESS, or plain. Repeatable. "
        + "Default: its name, this machine's, localhost, 127.0.0.1, ::1.", valueName: "name"))
  var san: [String] = []

  @OptionGroup(title: "Passphrase of the authority's key") var passphrase: PassphraseOptions

  @Option(help: ArgumentHelp("How the passphrase encrypts the key. Default: scrypt.", valueName: "kind"))
  var kdf: KeyDerivation?

  @OptionGroup(title: "Option files and SQL") var server: ServerOptions
  @OptionGroup(title: "Accounts") var script: ScriptArguments
  @OptionGroup var format: FormatOption

  func validate() throws {
    if withoutMaster, master != nil || !san.isEmpty {
      throw ValidationError("--master and --san name the master, which --no-master leaves out")
    }
    if kdf != nil, passphrase.source == nil {
      throw ValidationError("--kdf encrypts nothing without one of the --passphrase options")
    }
    if script.require?.isOneSlavesAlone == true {
      throw ValidationError(
        "a SUBJECT is one slave's alone: issue the slaves, then run `mkcerts config \(master ?? "master") --require subject`"
      )
    }
  }

  func run() throws {
    let settings = try server.settings()
    let request = FoundingRequest(
      name: name, algorithm: key, days: days,
      protection: passphrase.source.map { .encrypted($0, kdf ?? .scrypt) } ?? .clear,
      wantsMaster: !withoutMaster, master: try master.map { try HostName($0) },
      names: try alternativeNames(san),
      machine: san.isEmpty ? ProcessEnvironment.machineName : nil, settings: settings,
      script: script.options(settings))
    try request.check()
    let fleet = try Fleet(pki.folder, expecting: .maybeNew, say: Output.talk)
    let founded = try fleet.found(request)
    try FoundingRendering(
      founded: founded, pki: pki.folder, isEncrypted: passphrase.source != nil, completion: pki.completion
    ).print(format.format)
  }
}
