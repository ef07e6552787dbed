internal import ArgumentParser

/// What `renew` makes.
struct RenewalOptions: ParsableArguments {
  @Flag(
    help: "Certify the key that lies in the host's folder, or the request there, again. Default: a new key.")
  var keepKey = false

  @Option(
    help: ArgumentHelp(
      "The days that the certificates last. Default: as many as those before.", valueName: "days"))
  var days: Int?

  @Option(
    help: ArgumentHelp(
      "Certify the key of this request (PKCS#10, PEM), for a host that makes its keys itself.",
      valueName: "file"), completion: .file())
  var csr: String?

  func validate() throws {
    if csr != nil, keepKey {
      throw ValidationError("--csr brings a new key, and --keep-key keeps the old one: leave one out")
    }
  }
}
