internal import ArgumentParser
internal import Fleet
internal import OpenSSL

extension Key {
  /// `mkcerts key rsa-pair`.
  struct MakeRSAPair: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "rsa-pair",
      abstract: "Make private_key.pem and public_key.pem, by which MySQL takes passwords without TLS.",
      discussion: """
        The plugins caching_sha2_password and sha256_password of MySQL look for the pair in the data \
        directory when the server starts. Over TLS nobody needs it, and MariaDB has no use for it. A pair \
        that is there is left as it is.
        """)

    @Argument(
      help: ArgumentHelp("The folder, such as the server's data directory.", valueName: "dir"),
      completion: .directory)
    var folder: String

    @Option(
      help: ArgumentHelp("The kind of the keys: rsa-2048, rsa-3072 or rsa-4096.", valueName: "kind"))
    var key: KeyAlgorithm = .rsa2048

    @OptionGroup var format: FormatOption

    func validate() throws {
      guard [.rsa2048, .rsa3072, .rsa4096].contains(key) else {
        throw ValidationError("--key \(key.rawValue) is not of RSA, which the plugins need")
      }
    }

    func run() throws {
      try RSAPairRendering(pair: RSAPair(in: folder, key, say: Output.talk)).print(format.format)
    }
  }
}
