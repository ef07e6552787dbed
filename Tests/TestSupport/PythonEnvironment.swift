import Foundation

<<<<<<< HEAD
/// A Python with packages of its own, in a folder beside the test bundle that the first test which needs it
/// makes.
struct PythonEnvironment: Sendable {
  /// The folder's name.
  let name: String
  /// The packages with their versions, as pip takes them.
  let packages: [String]

  /// The environment's `python`.
  ///
  /// - Throws: where it cannot be made, such as without a network.
  func python() throws -> Program {
    let folder = Mkcerts.productsFolder + "/" + name
    try Program(Mkcerts.packageFolder + "/Scripts/python-venv").output(
      [folder] + packages, timeout: .seconds(600))
    return try Program(folder + "/bin/python")
=======
/// Virtual environments of Python, each with one package, which the first test that needs one makes beside the test
/// bundle.
public enum PythonEnvironment {
  /// The folder of the environment with `package`, of a version that `Scripts/python-venv` sets down.
  public static func folder(with package: String) throws -> String {
    let folder = "\(Mkcerts.productsFolder)/\(package)"
    try Program(Mkcerts.packageFolder + "/Scripts/python-venv").output(
      [folder, package], timeout: .seconds(600))
    return folder
  }

  /// The files of `cryptography_vectors`, as paths below the folder that is returned with them: certificates, lists,
  /// requests and keys of all kinds, sound and broken, that the tests of Python's `cryptography` are made of.
  public static func vectors(endingIn suffixes: [String]) throws -> (folder: String, paths: [String]) {
    let root = try folder(with: "cryptography_vectors") + "/lib"
    let all = try FileManager.default.subpathsOfDirectory(atPath: root)
    let inside = all.filter { path in
      path.contains("/cryptography_vectors/") && suffixes.contains(where: path.hasSuffix)
    }
    return (root, inside.sorted())
>>>>>>> 1b86bda (Hold judgements to openssl verify, and every reader to malformed files)
  }
}
