internal import ArgumentParser
internal import OpenSSL

/// What `init-ca` makes.
struct AuthorityOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The authority's name, to which its generation is added. Default: \"Replication CA\" and a random number.",
      valueName: "name"))
  var name: String?

  @Option(
    help: ArgumentHelp(
      "The kind of the keys, the authority's and the master's. Default: ecdsa-p256.", valueName: "kind"))
  var key: KeyAlgorithm?

  @Option(help: ArgumentHelp("The days that the authority lasts. Default: 3650.", valueName: "days"))
  var days: Int?

  @Option(
    help: ArgumentHelp("The name of the master, and of its folder. Default: master.", valueName: "name"))
  var master: String?

  @Flag(name: .customLong("no-master"), help: "Make the authority alone. Default: the master too.")
  var withoutMaster = false

  @Option(
    help: ArgumentHelp(
      "A name or address that slaves dial the master by: dns:NAME, ip:ADDRESS, or plain. Repeatable; the "
        + "master's own name is always added. Default: this machine's name, localhost, 127.0.0.1, ::1.",
      valueName: "name"))
  var san: [String] = []
}
