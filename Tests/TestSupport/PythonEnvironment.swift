import Foundation

/// A Python with packages of its own, in a folder beside the test bundle that the first test which needs it
/// makes.
public struct PythonEnvironment: Sendable {
  /// The folder's name.
  let name: String
  /// The packages with their versions, as pip takes them.
  let packages: [String]

  /// An environment; `packages` are as pip takes them, as in `name==1.0`.
  public init(name: String, packages: [String]) {
    self.name = name
    self.packages = packages
  }

  /// The environment's `python`.
  ///
  /// - Throws: where it cannot be made, such as without a network.
  public func python() throws -> Program {
    let folder = Mkcerts.productsFolder + "/" + name
    try Program(Mkcerts.packageFolder + "/Scripts/python-venv").output(
      [folder] + packages, timeout: .seconds(600))
    return try Program(folder + "/bin/python")
  }
}
