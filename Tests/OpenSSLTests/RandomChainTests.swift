import Foundation
import TestSupport
import Testing

@testable import OpenSSL

/// `judge` against `openssl verify` with the same flags, on chains drawn at random.
@Suite struct RandomChainTests {
  private static let keys = Result {
    try [KeyAlgorithm.ecdsaP256, .ecdsaP256, .ecdsaP384, .rsa2048, .ed25519].map(KeyBox.init)
  }

  private func verdict(
    _ chain: RandomChain, _ lists: [String], in folder: TemporaryFolder
  ) throws -> ProgramResult {
    let anchors = try folder.write(chain.anchors.map { try $0.pem() }.joined(), to: "anchors.pem")
    let leaf = try folder.write(chain.leaf.pem(), to: "leaf.pem")
    var options = ["-no-CAfile", "-no-CApath", "-no-CAstore", "-CAfile", anchors]
    if !chain.intermediates.isEmpty {
      let others = try chain.intermediates.map { try $0.pem() }.joined()
      options += ["-untrusted", try folder.write(others, to: "others.pem")]
    }
    if !lists.isEmpty {
      options += [
        "-crl_check", "-crl_check_all", "-CRLfile", try folder.write(lists.joined(), to: "lists.pem"),
      ]
    }
    options += ["-purpose", chain.purpose == .server ? "sslserver" : "sslclient"]
    options += ["-auth_level", String(chain.level), "-attime", String(noon.seconds)]
    return try OpenSSLCommand.run(["verify"] + options + [leaf])
  }

  @Test func `random chains are judged as openssl verify judges them, with the same first reason`() throws {
    var random = SeededGenerator()
    let keys = try Self.keys.get()
    let folder = try TemporaryFolder()
    var (accepted, refused) = (0, Set<Int32>())
    for round in 0..<250 {
      let chain = try RandomChain(keys: keys, using: &random)
      let lists = try round % 3 == 0 ? self.lists(of: chain, keys, in: folder, using: &random) : []
      let store = try TrustStore(
        chain.anchors, revocationLists: lists.map { try RevocationList.parse(pem: Array($0.utf8)) })
      let ours = try store.judge(
        chain.leaf, intermediates: chain.intermediates, as: chain.purpose, at: noon,
        securityLevel: chain.level)
      let theirs = try verdict(chain, lists, in: folder)
      let context = "round \(round), seed \(random.seed): \(ours)\n\(theirs.errors)"
      switch ours {
      case .accepted:
        #expect(theirs.succeeded, "\(context)")
        accepted += 1
      case .refused(let refusal):
        #expect(!theirs.succeeded, "\(context)")
        // The command goes on after some errors; the first is the verdict.
        let first = theirs.errors.split(separator: "\n").first {
          $0.hasPrefix("error ") && $0.contains(" depth ")
        }
        #expect(
          first == "error \(refusal.code) at \(refusal.depth) depth lookup: \(refusal.reason)", "\(context)")
        #expect(refusal.cause != .other, "\(context)")
        #expect(refusal.certificate != nil, "\(context)")
        refused.insert(refusal.code)
      }
    }
    #expect(accepted > 10 && refused.count > 5, "the chains show too little: \(accepted), \(refused)")
  }

  /// A list of each authority, but now and then not; some of them revoke the leaf.
  private func lists(
    of chain: RandomChain, _ keys: [KeyBox], in folder: TemporaryFolder,
    using random: inout SeededGenerator
  ) throws -> [String] {
    var lists: [String] = []
    for authority in chain.authorities where Int.random(in: 0..<10, using: &random) > 0 {
      let revoked = Int.random(in: 0..<4, using: &random) == 0 ? [chain.leaf] : []
      let days = Int.random(in: 0..<8, using: &random) == 0 ? -2 : 30
      lists.append(
        try MadeList(in: folder).make(
          by: authority.certificate, keys[authority.key].key, revoking: revoked,
          nextUpdate: noon.adding(days: days)))
    }
    return lists
  }
}
