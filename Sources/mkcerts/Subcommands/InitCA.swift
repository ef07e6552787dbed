internal import ArgumentParser
internal import CertificateAuthority
internal import Fleet
internal import OpenSSL
internal import Secrets
internal import SecureFiles

struct InitCA: ParsableCommand, PKICommand {
  static let configuration = CommandConfiguration(
    commandName: "init-ca",
    abstract: "Make the authority, and the master's server certificate.",
    discussion: """
      An authority that exists is never made anew: a second call finds it, changes nothing, and exits with 0. \
      Without a --passphrase option the authority's key is written in clear, for its owner only (mode 0600).
      """)

  @OptionGroup(title: "Authority and master") var authority: AuthorityOptions
  @OptionGroup(title: PassphraseOptions.title) var passphrase: PassphraseOptions
  @OptionGroup(title: PassphraseOptions.title) var derivation: DerivationOption
  @OptionGroup(title: ServerOptions.title) var server: ServerOptions
  @OptionGroup(title: ScriptArguments.title) var script: ScriptArguments
  @OptionGroup var pki: PKIOptions
  @OptionGroup var format: FormatOption

  func validate() throws {
    if authority.withoutMaster, authority.master != nil || !authority.san.isEmpty {
      throw ValidationError("--master and --san name the master, which --no-master leaves out")
    }
    if derivation.kdf != nil, passphrase.source == nil {
      throw ValidationError("--kdf encrypts nothing without one of the --passphrase options")
    }
    if script.require?.isOneSlavesAlone == true {
      throw ValidationError(
        "a SUBJECT is one slave's alone: issue the slaves, then run "
          + "`mkcerts config \(authority.master ?? "master") --require subject`"
      )
    }
  }

  func run() throws {
    let settings = try script.added(to: server.settings())
    let request = FoundingRequest(
      name: authority.name, algorithm: authority.key, days: authority.days,
      protection: passphrase.source.map { .encrypted($0, derivation.kdf ?? .scrypt) } ?? .clear,
      wantsMaster: !authority.withoutMaster, master: try authority.master.map { try HostName($0) },
      names: try alternativeNames(authority.san),
      machine: authority.san.isEmpty ? ProcessEnvironment.machineName : nil, settings: settings)
    try request.check()
    let fleet = try Fleet(pki.folder, expecting: .maybeNew, say: Output.talk)
    let founded = try fleet.found(request)
    try FoundingRendering(
      founded: founded, pki: pki.folder, isEncrypted: passphrase.source != nil, completion: pki.completion
    ).print(format.format)
  }
}
