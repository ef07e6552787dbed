import Foundation

/// The files of PyPI's `cryptography_vectors`: certificates, lists, requests and keys of all kinds, sound and broken,
/// that the tests of Python's `cryptography` are made of.
public enum CryptographyVectors {
  private static let environment = PythonEnvironment(
    name: "cryptography_vectors", packages: ["cryptography_vectors==50.0.2"])

  /// The paths of the files that end in one of `suffixes`, in order.
  ///
  /// - Throws: where the package cannot be fetched.
  public static func paths(endingIn suffixes: [String]) throws -> [String] {
    _ = try environment.python()
    let root = "\(Mkcerts.productsFolder)/\(environment.name)/lib"
    return try FileManager.default.subpathsOfDirectory(atPath: root)
      .filter { path in path.contains("/cryptography_vectors/") && suffixes.contains(where: path.hasSuffix) }
      .sorted().map { root + "/" + $0 }
  }
}
