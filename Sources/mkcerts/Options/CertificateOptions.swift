internal import ArgumentParser
internal import OpenSSL
internal import Replication

/// What `issue` makes.
struct CertificateOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "master, slave, both (a slave that may be promoted), or peer (Galera, Group Replication); source, primary "
        + "and replica are understood too. Default: slave.", valueName: "role"))
  var role: Role?

  @Option(
    help: ArgumentHelp(
      "A name or address in the certificate: dns:NAME, ip:ADDRESS, or plain. Repeatable; with "
        + "--replace those given take the place of all but the host's own. Default: the host's name, localhost, "
        + "127.0.0.1 and ::1 for a server's certificate, none for a slave's.",
      valueName: "name"))
  var san: [String] = []

  @Option(
    help: ArgumentHelp(
      "The kind of the key. Default: the one the host has, else the authority's.", valueName: "kind"))
  var key: KeyAlgorithm?

  @Option(help: ArgumentHelp("The days that the certificate lasts. Default: 397.", valueName: "days"))
  var days: Int?

  @Flag(help: "Issue anew what is issued already. Default: leave it as it is.")
  var replace = false

  @Option(
    help: ArgumentHelp(
      "Certify the key of this request (PKCS#10, PEM). Default: make a key.", valueName: "file"),
    completion: .file())
  var csr: String?
}
