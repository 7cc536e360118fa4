import Foundation

/// Lower-case hex without separators, as the page writes it.
enum Hex {
  static func encode(_ bytes: Data) -> String {
    bytes.map { String(format: "%02x", $0) }.joined()
  }

  /// nil unless the text is an even number of hex digits.
  static func decode(_ text: String) -> Data? {
    guard text.utf8.count % 2 == 0 else { return nil }
    var bytes = Data(capacity: text.utf8.count / 2)
    var high: UInt8?
    for character in text.utf8 {
      guard let digit = value(character) else { return nil }
      if let first = high {
        bytes.append(first << 4 | digit)
        high = nil
      } else {
        high = digit
      }
    }
    return bytes
  }

  private static func value(_ character: UInt8) -> UInt8? {
    switch character {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return character - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): return character - UInt8(ascii: "a") + 10
    default: return nil
    }
  }
}
