import Foundation

/// Carries APDUs between the page and one card, and decides nothing. The messages are those of phone/protocol.ts: each
/// request gets one reply with its id, and a link bears the id of the request that opened it.
///
/// Everything happens on the main queue. A command may hold a PIN: our bytes of it are wiped once CoreNFC has them, and no
/// message is logged. (The texts themselves, which is all that a web view can carry, are left to the system.)
final class Bridge: FieldListener {
  private enum State {
    case idle
    /// `open` of this id waits for a card.
    case waiting(Int)
    case linked(Int, Card)
  }

  private struct Request: Decodable {
    let type: String
    let id: Int
    let prompt: String?
    let link: Int?
    let apdu: String?
  }

  private let field: Field
  private let page: Page
  private var state = State.idle

  init(field: Field, send: @escaping (String) -> Void) {
    self.field = field
    page = Page(send: send)
  }

  /// A request of the page. What is no request at all has no id to answer to, and is dropped.
  func receive(_ message: String) {
    guard let request = try? JSONDecoder().decode(Request.self, from: Data(message.utf8)) else {
      return
    }
    switch (request.type, request.prompt, request.link, request.apdu) {
    case ("status", _, _, _):
      page.reply(request.id, "status", ["nfc": field.isSupported ? "on" : "unsupported"])
    case ("open", let prompt?, _, _):
      open(request.id, prompt)
    case ("transmit", _, let link?, let apdu?):
      transmit(request.id, link, apdu)
    case ("close", _, let link?, _):
      close(link)
      page.reply(request.id, "done")
    default:
      page.fail(request.id, .protocol, "no such request")
    }
  }

  func found(_ card: Card) {
    guard case .waiting(let id) = state else { return }
    state = .linked(id, card)
    page.reply(id, "opened", ["historical": Hex.encode(card.historical)])
  }

  func ended(_ fault: LinkFault) {
    switch state {
    case .idle: break
    case .waiting(let id): page.fail(id, fault, "the phone looks for no card any more")
    case .linked(let id, _): page.post("removed", "link", id)
    }
    state = .idle
  }

  /// The page went away: nobody is there to hold a card.
  func leave() {
    ended(.cancelled)
    field.end()
  }

  private func open(_ id: Int, _ prompt: String) {
    guard case .idle = state else { return page.fail(id, .busy, "a card is in use") }
    guard field.isSupported else { return page.fail(id, .noReader, "this phone has no NFC") }
    state = .waiting(id)
    field.begin(prompt: prompt, listener: self)
  }

  private func transmit(_ id: Int, _ link: Int, _ hex: String) {
    guard var command = Hex.decode(hex) else {
      return page.fail(id, .protocol, "the command is no hex")
    }
    guard case .linked(link, let card) = state else {
      return page.fail(id, .removed, "the card left the field")
    }
    card.transmit(command) { [weak self] result in
      switch result {
      case .success(let answer):
        self?.page.reply(id, "answer", ["apdu": Hex.encode(answer)])
      case .failure(let fault):
        self?.drop(link)
        self?.page.fail(id, fault, "the link to the card broke")
      }
    }
    command.resetBytes(in: 0..<command.count)
  }

  private func close(_ link: Int) {
    if case .waiting(link) = state { page.fail(link, .cancelled, "the page wants no card any more") }
    drop(link)
  }

  private func drop(_ link: Int) {
    switch state {
    case .waiting(link), .linked(link, _):
      state = .idle
      field.end()
    default: break
    }
  }
}
