internal import ArgumentParser

struct Key: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key",
    abstract: "Write a private key in another form, or make the RSA pair of MySQL's password plugins.",
    subcommands: [Convert.self, MakeRSAPair.self])
}
