import Foundation

/// The page's end of a bridge.
struct Page {
  let send: (String) -> Void

  func fail(_ id: Int, _ fault: LinkFault, _ message: String) {
    reply(id, "error", ["code": fault.rawValue, "message": message])
  }

  func reply(_ id: Int, _ type: String, _ members: [String: String] = [:]) {
    post(type, "id", id, members)
  }

  /// Unasked: about the link, the search or the connection of that id.
  func post(_ type: String, _ about: String, _ id: Int, _ members: [String: String] = [:]) {
    let message = members.reduce(into: ["type": type, about: id] as [String: Any]) {
      $0[$1.key] = $1.value
    }
    guard let text = try? JSONSerialization.data(withJSONObject: message) else { return }
    send(String(decoding: text, as: UTF8.self))
  }
}
