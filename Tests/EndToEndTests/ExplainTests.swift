import Foundation
import TestSupport
import Testing

@Suite struct `explain` {
  @Test func `an error is explained from an argument, from words without quotes and from standard input`()
    throws
  {
    let scratch = try Scratch(empty: true)
    let quoted = try scratch.run(["explain", "SSL connection error: SSL certificate validation failure"])
    #expect(quoted.status == 0 && quoted.errors.isEmpty, "\(quoted.errors)")
    #expect(quoted.output.contains("1. dialled-name: "))
    #expect(quoted.output.contains("check: ") && quoted.output.contains("fix: "))
    let words = try scratch.run(["explain", "SSL", "certificate", "validation", "failure"])
    #expect(words.status == 0 && words.output.contains("1. dialled-name: "))
    for arguments in [["explain"], ["explain", "-"]] {
      let piped = try scratch.run(
        arguments, input: "Last_IO_Errno: 2026\nLast_IO_Error: SSL certificate validation failure\n")
      #expect(piped.status == 0 && piped.output.contains("1. dialled-name: "), "\(piped.errors)")
      #expect(!piped.output.contains("2. "))
    }
  }

  @Test func `a text that is not known ends with 1 and says what to look at`() throws {
    let scratch = try Scratch(empty: true)
    let result = try scratch.run(["explain", "Duplicate entry"])
    #expect(result.status == 1)
    #expect(result.output.contains("is not known") && result.output.contains("Last_IO_Error"))
    let json = try scratch.run(["explain", "Duplicate entry", "--format", "json"])
    #expect(json.status == 1 && json.output.contains("\"symptoms\" : [\n\n  ]"), "\(json.output)")
  }

  @Test func `a log that is too long is refused with the command that explains its end`() throws {
    let scratch = try Scratch(empty: true)
    try scratch.shell("truncate -s 65M long.log")
    try scratch.refuses(
      ["explain", "--file", "long.log"], saying: ["67108864", "`tail -n 10000 long.log | mkcerts"])
    let piped = try scratch.shell("! \"$MKCERTS\" explain < long.log 2>&1")
    #expect(piped.output.contains("tail -n 10000"), "\(piped)")
  }

  @Test func `nothing to explain is refused`() throws {
    try Scratch(empty: true).refuses(["explain"], saying: ["nothing to explain"], input: " \n")
  }

  @Test func `a deployment that cannot be read is an error`() throws {
    try Scratch(empty: true).refuses(["explain", "2013", "--of", "nowhere"], saying: ["nowhere"])
  }

  @Test func `a deployment is named in one way`() throws {
    try Scratch().refuses(
      ["explain", "2013", "--of", "pki", "--pki", "pki"], status: 64, saying: ["once"])
  }

  @Test func `the cause that holds in the deployment stands first`() throws {
    let scratch = try Scratch()
    try scratch.shell("cp pki/hosts/slave02/client-key.pem pki/hosts/slave01/")
    let text = "SSL connection error: Unable to get private key"
    let alone = try scratch.run(["explain", text])
    #expect(!alone.output.contains("holds: ") && !alone.output.contains("1. key-mismatch"))
    for options in [["--of", "pki"], ["--pki", "pki"]] {
      let result = try scratch.run(["explain", text] + options)
      #expect(result.status == 0)
      #expect(result.output.contains("1. key-mismatch: "), "\(result.output)")
      #expect(result.output.contains("holds: slave01: "), "\(result.output)")
    }
  }

  @Test func `that no cause holds in the deployment is said`() throws {
    let result = try Scratch().run(["explain", "2013", "--of", "pki"])
    #expect(
      result.status == 0 && result.output.contains("None of these causes is found in pki"), "\(result.output)"
    )
  }

  @Test func `JSON has the causes in their order, and what was found of each`() throws {
    let scratch = try Scratch()
    try scratch.shell("cp pki/hosts/slave02/client-key.pem pki/hosts/slave01/")
    let result = try scratch.run(
      ["explain", "Unable to get private key", "--of", "pki", "--format", "json"])
    let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
    let symptoms = try #require(object?["symptoms"] as? [[String: Any]])
    let causes = try #require(symptoms.first?["causes"] as? [[String: Any]])
    #expect(causes.count == 7 && causes.first?["rule"] as? String == "key-mismatch")
    #expect((causes.first?["found"] as? [[String: Any]])?.first?["host"] as? String == "slave01")
    #expect((causes.last?["found"] as? [[String: Any]])?.isEmpty == true)
  }

  @Test func `what a log says cannot steer the terminal`() throws {
    let result = try Scratch(empty: true).run(["explain", "Bad handshake \u{1b}[2J"])
    #expect(result.status == 0 && !result.output.contains("\u{1b}") && result.output.contains("\\u{1b}"))
  }

  @Test func `commands that mend are for the folder that was named, and in the words of the server`() throws {
    let scratch = try Scratch()
    let text = "SSL connection error: CA certificate is required if ssl-mode is VERIFY_CA"
    let new = try scratch.run(["explain", text, "--server", "mysql-8.4"])
    #expect(new.output.contains("CHANGE REPLICATION SOURCE TO SOURCE_SSL_CA"), "\(new.output)")
    try scratch.shell("cp pki/hosts/slave02/client-key.pem pki/hosts/slave01/; mv pki other")
    let named = try scratch.run(["explain", "Unable to get private key", "--pki", "other"])
    #expect(named.output.contains("`mkcerts issue slave01 --replace --pki other`"), "\(named.output)")
  }

  @Test func `a healthy status is explained with 0 and the query that proves encryption`() throws {
    let status = """
      *************************** 1. row ***************************
                        Master_Host: db1
                   Slave_IO_Running: Yes
                  Slave_SQL_Running: Yes
                      Last_IO_Errno: 0
                      Last_IO_Error:
      """
    let scratch = try Scratch(empty: true)
    let result = try scratch.run(["explain"], input: status)
    #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
    #expect(result.output.contains("nothing is wrong") && result.output.contains("status_by_thread"))
    try scratch.folder.write(status, to: "status.txt")
    #expect(try scratch.run(["explain", "--file", "status.txt"]).output == result.output)
    try scratch.refuses(["explain", "--file", "status.txt", "2013"], status: 64)
    try scratch.refuses(["explain", "--file", "nowhere"], saying: ["nowhere"])
  }

  @Test func `many causes are told as few checks with what narrows them, and all on demand`() throws {
    let scratch = try Scratch(empty: true)
    let few = try scratch.run(["explain", "error:00000000:lib(0)::reason(0)"]).output
    #expect(few.contains("1. the master's certificate does not verify") && !few.contains("4. "), "\(few)")
    #expect(few.contains("mkcerts probe") && few.contains("openssl verify -purpose sslserver"))
    let all = try scratch.run(["explain", "error:00000000:lib(0)::reason(0)", "--all"]).output
    #expect(all.contains("\n  20. "))
  }

  @Test func `a host that made its own key is told to send a request`() throws {
    let scratch = try Scratch()
    let made = try scratch.shell(
      """
      openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout k.pem -out r.pem -subj /CN=s3 &&
      "$MKCERTS" issue s3 --csr r.pem && cp pki/hosts/slave01/client-cert.pem pki/hosts/s3/
      """)
    try #require(made.succeeded, "\(made.errors)")
    for arguments in [
      ["verify"], ["explain", "2013"], ["explain", "Unable to get private key", "--of", "pki"],
    ] {
      let text = try scratch.run(arguments + (arguments == ["explain", "2013"] ? ["--pki", "pki"] : []))
        .output
      #expect(!text.contains("`mkcerts issue s3 --replace"), "\(text)")
    }
    #expect(try scratch.run(["verify"]).output.contains("`mkcerts issue s3 --csr FILE --replace`"))
  }
}
