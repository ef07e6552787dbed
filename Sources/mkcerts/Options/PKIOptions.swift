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

  /// The folder that is named, by the option first.
  var folder: PKIFolder {
    if let pki, !pki.isEmpty { return PKIFolder(pki) }
    if let named = ProcessEnvironment.value("MKCERTS_PKI"), !named.isEmpty { return PKIFolder(named) }
    return PKIFolder("pki")
  }
}
