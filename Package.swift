// swift-tools-version: 6.2
import PackageDescription

let house: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

/// A library of the house, under the house's settings.
func room(_ name: String, _ dependencies: Target.Dependency...) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: house)
}

/// The tests of one room; all may use what `TestSupport` offers. `excluding` names what is data, not source.
func tests(_ name: String, _ dependencies: Target.Dependency..., excluding: [String] = []) -> Target {
  .testTarget(
    name: name, dependencies: dependencies + ["TestSupport"], exclude: excluding, swiftSettings: house)
}

let package = Package(
  name: "mkcerts",
  products: [
    .executable(name: "mkcerts", targets: ["mkcerts"]),
    .library(name: "CertificateAuthority", targets: ["CertificateAuthority"]),
    .library(name: "Verification", targets: ["Verification"]),
    .library(name: "Live", targets: ["Live"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CLinux"),

    room("Secrets"),
    room("Threads"),
    room("OpenSSL", "COpenSSL", "Secrets"),
    room("SQLite", "CSQLite"),
    room("SecureFiles", "CLinux", "CZlib", "Secrets"),
    room("CertificateAuthority", "OpenSSL", "Secrets", "SecureFiles", "SQLite", "Threads"),
    room("Replication"),
    room("Sockets", "Threads"),
    room("Processes", "Threads"),
    room("Verification", "OpenSSL", "Replication", "SecureFiles", "Secrets", "Threads"),
    room(
      "Live", "OpenSSL", "Processes", "Replication", "SecureFiles", "Sockets", "Threads", "Verification"),
    room(
      "Fleet", "CertificateAuthority", "OpenSSL", "Replication", "Secrets", "SecureFiles", "Threads",
      "Verification"),
    .executableTarget(
      name: "mkcerts",
      dependencies: [
        "CertificateAuthority", "Fleet", "Live", "OpenSSL", "Replication", "SQLite", "Secrets", "SecureFiles",
        "Verification", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: house
    ),

    .target(
      name: "TestSupport", dependencies: ["OpenSSL"], path: "Tests/TestSupport", swiftSettings: house),
    tests("HouseTests"),
    tests("OpenSSLTests", "COpenSSL", "OpenSSL", "Secrets"),
    tests("ThreadsTests", "Threads"),
    tests("ProcessesTests", "Processes"),
    tests("SQLiteTests", "SQLite"),
    tests("SecureFilesTests", "SecureFiles", "Secrets"),
    tests("ReplicationTests", "Replication", excluding: ["Snapshots"]),
    tests("CertificateAuthorityTests", "CertificateAuthority", "OpenSSL", "SQLite"),
    tests(
      "FleetTests", "CertificateAuthority", "Fleet", "OpenSSL", "Replication", "SQLite", "SecureFiles",
      "Verification"),
    tests("VerificationTests", "OpenSSL", "Replication", "Secrets", "Verification"),
    tests("LiveTests", "Live", "OpenSSL", "Replication"),
    tests("InteropTests", "OpenSSL", "Replication", "Secrets"),
    tests("EndToEndTests", "Verification", "mkcerts", excluding: ["Snapshots"]),
    tests("DurabilityTests", "OpenSSL", "SQLite", "SecureFiles"),
  ],
  swiftLanguageModes: [.v6]
)
