// swift-tools-version: 6.2
import PackageDescription

// Built by `make fuzz` alone: libFuzzer needs flags that no package may ask of one that depends on it.
let package = Package(
  name: "fuzz",
  dependencies: [.package(name: "mkcerts", path: "..")],
  targets: [
    .executableTarget(
      name: "FuzzExchange", dependencies: [.product(name: "Live", package: "mkcerts")],
      swiftSettings: [.unsafeFlags(["-parse-as-library"])])
  ],
  swiftLanguageModes: [.v6]
)
