internal import OpenSSL

/// A key that ``KeyPolicy`` takes.
struct KeyPolicyLint: Lint {
  let name = "key-policy"

  func problem(in context: LintContext) -> String? {
    guard let key = context.fields.publicKey else { return "the public key cannot be read" }
    return KeyPolicy.refusal(of: key.kind)
  }
}
