import Foundation
import TestSupport
import Testing

@Suite struct `passphrases` {
  static let secret = "correct horse battery"

  @Test(arguments: [
    ("printf %s '\(secret)' > f; \"$MKCERTS\" init-ca --passphrase-file f"),
    ("\"$MKCERTS\" init-ca --passphrase-fd 7 7< <(sleep 0.3; echo '\(secret)')"),
    ("\"$MKCERTS\" init-ca --passphrase-file <(sleep 0.3; echo '\(secret)')"),
    ("P='\(secret)' \"$MKCERTS\" init-ca --passphrase-env P --kdf pbkdf2"),
    ("echo '\(secret)' | \"$MKCERTS\" init-ca --passphrase-fd 0"),
  ])
  func `from every source encrypt the key, and are read once for it and its master`(script: String) throws {
    let scratch = try Scratch(empty: true)
    let made = try scratch.shell(script)
    #expect(made.succeeded, "\(made.errors)")
    #expect(made.output.contains("master: issued"))
    #expect(!(made.output + made.errors).contains(Self.secret))
    let key = scratch.folder("pki/authority/ca-key.pem")
    #expect(try !OpenSSLCommand.run(["pkey", "-noout", "-in", key, "-passin", "pass:wrong"]).succeeded)
    #expect(
      try OpenSSLCommand.run(["pkey", "-noout", "-in", key, "-passin", "pass:\(Self.secret)"]).succeeded)
    // Nothing is to be signed, so nothing is asked for.
    #expect(try scratch.run(["init-ca"]).output.contains("master: unchanged"))
    try scratch.refuses(["issue", "s1"], saying: ["is encrypted, and no passphrase was given"])
    let issued = try scratch.run(["issue", "s1", "--passphrase-env", "P"], environment: ["P": Self.secret])
    #expect(issued.succeeded, "\(issued.errors)")
    #expect(try scratch.run(["verify"]).succeeded)
  }

  @Test(arguments: [
    (["--passphrase-file", "wrong"], "does not decrypt"), (["--passphrase-file", "empty"], "is empty"),
    (["--passphrase-file", "lines"], "more than one line"),
    (["--passphrase-file", "long"], "longer than 1024"),
    (["--passphrase-file", "big"], "longer than 1024"), (["--passphrase-file", "dir"], "directory"),
    (["--passphrase-file", "missing"], "missing"), (["--passphrase-file", "/dev/zero"], "longer than 1024"),
    (["--passphrase-file", "/dev/null"], "is empty"), (["--passphrase-fd", "250"], "descriptor 250"),
    (["--passphrase-env", "UNSET_HERE"], "UNSET_HERE"), (["--passphrase-env", "EMPTY"], "is empty"),
  ])
  func `that are no passphrase of the key are refused`(option: [String], saying: String) throws {
    let scratch = try Scratch(empty: true)
    try scratch.shell(
      """
      echo '\(Self.secret)' > right; echo 'wrong-guess' > wrong; : > empty; printf 'one-line\\nother-line\\n' > lines
      head -c 2000 /dev/zero | tr '\\0' x > long; truncate -s 1G big; mkdir dir
      """)
    #expect(try scratch.run(["init-ca", "--passphrase-file", "right"]).succeeded)
    try scratch.refuses(["issue", "s1"] + option, saying: [saying], environment: ["EMPTY": ""])
  }

  @Test func `come from one place, which is really one`() throws {
    let scratch = try Scratch(empty: true)
    for option in [
      ["--passphrase-file", "f", "--passphrase-env", "HOME"], ["--passphrase-fd=-1"],
      ["--passphrase-fd", "x"],
      ["--passphrase-env", ""], ["--passphrase-env", "A=B"], ["--kdf", "pbkdf2"],
      ["--kdf", "md5", "--passphrase-fd", "0"],
    ] {
      try scratch.refuses(["init-ca"] + option, status: 64)
    }
  }

  @Test func `for an authority whose key is in clear do not pass silently`() throws {
    let scratch = try Scratch()
    try scratch.folder.write("x\n", to: "f")
    try scratch.refuses(["init-ca", "--passphrase-file", "f"], saying: ["its key is not encrypted"])
    try scratch.refuses(["issue", "s1", "--passphrase-file", "f"], saying: ["ca-key.pem is not encrypted"])
  }

  @Test func `for a key that cannot be read are no answer`() throws {
    let scratch = try Scratch()
    try scratch.folder.write("x\n", to: "f")
    try scratch.folder.write("no key at all\n", to: "pki/authority/ca-key.pem")
    try scratch.refuses(
      ["init-ca", "--passphrase-file", "f"],
      saying: ["pki/authority/ca-key.pem cannot be read as a private key: it holds no private key"])
  }

  @Test func `are not asked for without a terminal`() throws {
    let result = try Scratch(empty: true).shell(
      "setsid -w \"$MKCERTS\" init-ca --passphrase-prompt < /dev/null")
    #expect(result.status == 2)
    #expect(result.errors.contains("there is no terminal"))
  }

  /// Answers each prompt on a pseudo-terminal in turn; prints whether the echo was on at each, and at the
  /// end.
  private func answering(_ answers: [String], _ words: String, in scratch: Scratch) throws -> ProgramResult {
    try scratch.folder.write(
      """
      import fcntl, os, select, sys, termios, time
      answers = sys.argv[1].split('|') if sys.argv[1] else []
      terminal, keeper = os.openpty()
      child = os.fork()
      if child == 0:
          os.setsid()
          fcntl.ioctl(keeper, termios.TIOCSCTTY, 0)
          for number in range(3): os.dup2(keeper, number)
          os.execv(sys.argv[2], sys.argv[2:])
      echo = lambda: bool(termios.tcgetattr(keeper)[3] & termios.ECHO)
      text, seen, echoes, end = b'', 0, [], time.time() + 20
      status = None
      while status is None and time.time() < end:
          if select.select([terminal], [], [], 0.05)[0]: text += os.read(terminal, 4096)
          if answers and text[seen:].endswith(b': ') and b'passphrase of' in text[seen:]:
              time.sleep(0.05); echoes.append(echo()); seen = len(text)
              answer = answers.pop(0)
              os.write(terminal, b'\\x03' if answer == '^C' else answer.encode() + b'\\n')
          done, code = os.waitpid(child, os.WNOHANG)
          if done: status = os.waitstatus_to_exitcode(code)
      while select.select([terminal], [], [], 0.05)[0]: text += os.read(terminal, 4096)
      if status is None: os.kill(child, 9)
      print('status', status, 'echoes', echoes, 'echo after', echo(), 'left', len(answers))
      print(text.decode().replace('\\r', ''))
      """, to: "answer.py")
    return try scratch.shell("python3 answer.py '\(answers.joined(separator: "|"))' \"$MKCERTS\" \(words)")
  }

  @Test func `are asked twice when they are new, once when not, without echo`() throws {
    let scratch = try Scratch(empty: true)
    let made = try answering(["pass-a", "pass-a"], "init-ca --passphrase-prompt", in: scratch)
    #expect(
      made.output.hasPrefix("status 0 echoes [False, False] echo after True left 0\n"),
      "\(made.output)\(made.errors)")
    #expect(!made.output.contains("pass-a"))
    let issued = try answering(["pass-a"], "issue s1 --passphrase-prompt", in: scratch)
    #expect(
      issued.output.hasPrefix("status 0 echoes [False] echo after True left 0\n"),
      "\(issued.output)\(issued.errors)")
    let never = try answering([], "issue s2", in: scratch)
    #expect(never.output.hasPrefix("status 2 echoes [] echo after True"), "\(never.output)\(never.errors)")
    #expect(never.output.contains("no passphrase was given"))
  }

  @Test func `that differ, and Ctrl-C, make no authority and give the echo back`() throws {
    let scratch = try Scratch(empty: true)
    let differing = try answering(["pass-a", "pass-b"], "init-ca --passphrase-prompt", in: scratch)
    #expect(
      differing.output.hasPrefix("status 2 echoes [False, False] echo after True"), "\(differing.output)")
    #expect(differing.output.contains("the two passphrases differ"))
    let interrupted = try answering(["^C"], "init-ca --passphrase-prompt", in: scratch)
    #expect(!interrupted.output.hasPrefix("status 0"))
    #expect(!interrupted.output.hasPrefix("status None"))
    #expect(interrupted.output.contains("echoes [False] echo after True"), "\(interrupted.output)")
    #expect(!FileManager.default.fileExists(atPath: scratch.folder("pki/authority/ca-key.pem")))
  }
}
