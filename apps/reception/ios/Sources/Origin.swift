import Foundation

/// Whose page an address belongs to: `https` only.
struct Origin: Equatable {
  let host: String
  let port: Int

  init?(_ url: URL) {
    self.init(scheme: url.scheme ?? "", host: url.host ?? "", port: url.port ?? 0)
  }

  /// As WebKit tells it: port 0 is the usual one.
  init?(scheme: String, host: String, port: Int) {
    guard scheme.lowercased() == "https", !host.isEmpty else { return nil }
    self.host = host.lowercased()
    self.port = port == 0 ? 443 : port
  }
}
