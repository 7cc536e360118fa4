import Foundation

/// Why there is no card, or no longer: the codes of phone/protocol.ts.
enum LinkFault: String, Error {
  case removed
  case noReader = "no-reader"
  case busy
  case timeout
  case cancelled
  case serviceDown = "service-down"
  case `protocol`
}

/// One card in the field. Its commands may hold a PIN: they are not kept and not logged.
protocol Card: AnyObject {
  /// What the card told about itself when it was found; empty when nothing.
  var historical: Data { get }

  /// Sends the command once; nothing is ever sent again. The answer comes with its status word.
  func transmit(_ command: Data, done: @escaping (Result<Data, LinkFault>) -> Void)
}

/// The phone's NFC, as the bridge needs it. Everything happens on the main queue.
protocol Field: AnyObject {
  var isSupported: Bool { get }

  /// Lays the system's sheet with `prompt` over the page, powers the field and looks for a card.
  func begin(prompt: String, listener: FieldListener)

  /// Cuts the power: a card in the field forgets a verified PIN, which nothing else makes it do.
  func end()
}

protocol FieldListener: AnyObject {
  func found(_ card: Card)

  /// The field went off by itself: the person ended the sheet, or its minute ran out. Not told after `end`.
  func ended(_ fault: LinkFault)
}
