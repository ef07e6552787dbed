internal import ArgumentParser
internal import CertificateAuthority
internal import Fleet
internal import Secrets
internal import SecureFiles

struct BundleHost: ParsableCommand, PKICommand {
  static let configuration = CommandConfiguration(
    commandName: "bundle",
    abstract: "Pack what a host gets into one archive, or into a key store for Java.",
    discussion: """
      The archive holds the files of the host's folder with the owner and modes that they have on the \
      server, and SHA256SUMS, which `sha256sum -c` reads. The same folder gives the same bytes. It holds the \
      host's private key, and never the authority's.

      A key store (PKCS#12) has the host's key, its certificate, and the authority as trusted: a Java \
      program can name it as key store and as trust store. A trust store has the authority alone.
      """)

  @Argument(help: ArgumentHelp("The host.", valueName: "host"))
  var host: String

  @Option(
    help: ArgumentHelp(
      "The file, which must not exist yet. Default: standard output, unless that is a terminal.",
      valueName: "file"), completion: .file())
  var output: String?

  @Option(help: ArgumentHelp("What to make.", valueName: "form"))
  var format: BundleFormat = .tar

  @Option(
    help: ArgumentHelp(
      "Whose the archive's files are, as USER or USER:GROUP, by name or number. Keys have the mode 0600, or 0640 "
        + "where root owns them. Default: mysql.", valueName: "user"))
  var owner: String?

  @OptionGroup(title: StorePassword.title) var password: PassphraseChoice<StorePassword>
  @OptionGroup var pki: PKIOptions

  func validate() throws {
    if format == .tar, password.source != nil {
      throw ValidationError("--passphrase is for a store; a tar archive is not encrypted")
    }
    if format != .tar {
      _ = try password.required()
      if owner != nil { throw ValidationError("--owner is for a tar archive; a store has no owners") }
    }
  }

  func run() throws {
    let form = try form()
    let place = try SecretOutput(output)
    let fleet = try Fleet(pki.folder, expecting: .existing, say: Output.talk)
    let bundle = try fleet.bundle(HostName(host), as: form)
    try place.write(bundle.content)
    if format == .tar, !bundle.holdsKey {
      Output.talk(
        "the key of \(bundle.host) was made on the host and never left it, so it is not in the archive")
    }
  }

  private func form() throws -> BundleForm {
    switch format {
    case .tar: .tar(try owner.map { try ArchiveOwner(parsing: $0) } ?? .mysql)
    case .pkcs12: .keyStore(try password.required())
    case .truststore: .trustStore(try password.required())
    }
  }
}

/// In which form `bundle` packs.
enum BundleFormat: String, ExpressibleByArgument, CaseIterable {
  case tar, pkcs12, truststore
}

/// The password of a PKCS#12 store.
enum StorePassword: PassphrasePurpose {
  static let option = "passphrase"
  static let passphrase = "the password of the store"
  static let asking = ", twice"
  static let title = "Password of a store (one of these)"
}
