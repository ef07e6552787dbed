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

  /// A variable that is not set where one is meant must not lead to another pki folder.
  func validate() throws {
    guard pki?.isEmpty == true else { return }
    throw ValidationError("--pki is empty, and names no folder")
  }

  /// Makes commands that are told about work on the same folder; the environment's is found without.
  var completion: CommandCompletion { CommandCompletion(folder: pki) }

  /// The folder that is named, by the option first.
  var folder: PKIFolder {
    if let pki { return PKIFolder(pki) }
    if let named = ProcessEnvironment.value("MKCERTS_PKI"), !named.isEmpty { return PKIFolder(named) }
    return PKIFolder("pki")
  }
}
