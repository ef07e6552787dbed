import Foundation
import TestSupport
import Testing

/// Ports that begin with TLS at once, and those that are something else altogether.
@Suite struct PlainTLSTests {
  /// A pki, whose host web has a certificate for 127.0.0.1.
  private let folder: TemporaryFolder
  private let mkcerts: Program

  init() throws {
    folder = try TemporaryFolder()
    mkcerts = try Mkcerts.program()
    try mkcerts.output(["init-ca", "--master", "web", "--san", "ip:127.0.0.1", "--pki", folder("pki")])
    try mkcerts.output(["issue", "slave01", "--pki", folder("pki")])
    try mkcerts.output(["init-ca", "--master", "web", "--pki", folder("other")])
    try mkcerts.output(["issue", "slave01", "--pki", folder("other")])
  }

  private func client(of pki: String) -> [String] { ["--with", folder(pki) + "/hosts/slave01"] }

  /// Probes until somebody listens.
  private func probe(_ port: UInt16, _ arguments: [String]) throws -> ProgramResult {
    let deadline = Date(timeIntervalSinceNow: 20)
    while true {
      let result = try mkcerts.run(["probe", "127.0.0.1:\(port)"] + arguments)
      guard result.output.contains("nobody listens there"), Date.now < deadline else { return result }
      Thread.sleep(forTimeInterval: 0.05)
    }
  }

  @Test func `nginx is probed with --tls, and told of without`() throws {
    let port = try freePort(on: "127.0.0.1")
    let host = folder("pki") + "/hosts/web"
    try folder.write(
      """
      daemon off; master_process off; pid \(folder("pid")); error_log \(folder("nginx.log"));
      events {}
      http {
        access_log off;
        server {
          listen 127.0.0.1:\(port) ssl;
          ssl_certificate \(host)/server-cert.pem;
          ssl_certificate_key \(host)/server-key.pem;
          ssl_client_certificate \(folder("pki"))/cacert.pem;
          ssl_verify_client optional;
        }
      }
      """, to: "nginx.conf")
    let nginx = try Program("nginx").start(
      ["-p", folder.path, "-e", folder("nginx.log"), "-c", folder("nginx.conf")], input: .heldOpen)
    defer { nginx.signal(SIGKILL) }
    let seen = try probe(port, ["--tls", "--expect", folder("pki")])
    #expect(
      seen.status == 0 && seen.output.contains("ok     web at 127.0.0.1:\(port)"),
      "\(seen.output)\(nginx.errorsSoFar)")
    // It says for whose certificates it asks, as no database server does.
    #expect(seen.output.contains("asks for a certificate of CN="), "\(seen.output)")
    let accepted = try probe(port, ["--tls"] + client(of: "pki"))
    #expect(accepted.output.contains("accepts the certificate of CN=slave01"), "\(accepted.output)")
    // nginx waits for the client to speak first, which the probe does when it has waited long enough.
    let asked = try probe(port, ["--timeout", "2"])
    #expect(asked.status == 2 && asked.output.contains("a web server answers"), "\(asked.output)")
  }

  @Test(arguments: ["-tls1_2", "-tls1_3"])
  func `a server that refuses a client tells why in either version`(version: String) throws {
    let port = try freePort(on: "127.0.0.1")
    let host = folder("pki") + "/hosts/web"
    let server = try Program("openssl").start(
      [
        "s_server", "-accept", "127.0.0.1:\(port)", version, "-cert", host + "/server-cert.pem", "-key",
        host + "/server-key.pem", "-CAfile", folder("pki") + "/cacert.pem", "-Verify", "1",
        "-verify_return_error",
        "-quiet",
      ], input: .heldOpen)
    defer { server.signal(SIGKILL) }
    let accepted = try probe(port, ["--tls", "--expect", folder("pki")] + client(of: "pki"))
    #expect(accepted.status == 0 && accepted.output.contains("accepts"), "\(accepted.output)")
    let refused = try probe(port, ["--tls"] + client(of: "other"))
    #expect(
      refused.status == 1 && refused.output.contains("refuses slave01's certificate: unknown ca"),
      "\(refused.output)")
    // Without one its chain is seen all the same.
    #expect(try probe(port, ["--tls"]).output.contains("serves CN=web"))
  }

  @Test func `an SSH server is called by its name`() throws {
    let port = try freePort(on: "127.0.0.1")
    if geteuid() == 0 {
      try FileManager.default.createDirectory(atPath: "/run/sshd", withIntermediateDirectories: true)
    }
    try Program("ssh-keygen").output(["-q", "-t", "ed25519", "-N", "", "-f", folder("hostkey")])
    let sshd = try Program("sshd").start(
      [
        "-D", "-e", "-f", "/dev/null", "-h", folder("hostkey"), "-o", "ListenAddress=127.0.0.1", "-p",
        "\(port)",
        "-o", "PidFile=none", "-o", "UsePAM=no",
      ], input: .heldOpen)
    defer { sshd.signal(SIGKILL) }
    let result = try probe(port, [])
    #expect(result.status == 2, "\(result.output)\(sshd.errorsSoFar)")
    #expect(
      result.output.contains("an SSH server answers, \"SSH-2.0-OpenSSH"),
      "\(result.output)\(sshd.errorsSoFar)")
  }
}
