internal import ArgumentParser
internal import Fleet
internal import SecureFiles

/// Where the pki folder is.
struct PKIOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp("The pki folder. Default: $MKCERTS_PKI, or ./pki.", valueName: "dir"),
    completion: .directory)
  var pki: String?

  /// Makes commands that are told about work on the same folder; the environment's is found without.
  var completion: CommandCompletion { CommandCompletion(folder: pki.flatMap { $0.isEmpty ? nil : $0 }) }

  /// The folder that is named, by the option first.
  var folder: PKIFolder {
    if let pki, !pki.isEmpty { return PKIFolder(pki) }
    if let named = ProcessEnvironment.value("MKCERTS_PKI"), !named.isEmpty { return PKIFolder(named) }
    return PKIFolder("pki")
  }
}
