import Foundation

/// Carries packets between the page and one Bluetooth device, and decides nothing. The messages are those of
/// bluetooth/shell-protocol.ts: each request gets one reply with its id, and a search or a connection bears the id of the
/// request that began it. What a packet says is the page's and the device's, and encrypted.
///
/// Everything happens on the main queue.
final class BluetoothBridge: RadioListener {
  private enum Connection {
    case none
    case connecting(Int)
    /// Perhaps with a `write` of the second id under way.
    case ready(Int, Int?)
  }

  private struct Request: Decodable {
    let type: String
    let id: Int
    let namePrefix: String?
    let scan: Int?
    let device: String?
    let service: String?
    let commands: String?
    let answers: String?
    let connection: Int?
    let packet: String?
  }

  private let radio: Radio
  private let page: Page
  private var search: Int?
  private var connection = Connection.none

  init(radio: Radio, send: @escaping (String) -> Void) {
    self.radio = radio
    page = Page(send: send)
    radio.listener = self
  }

  /// A request of the page. What is no request at all has no id to answer to, and is dropped.
  func receive(_ message: String) {
    guard let request = try? JSONDecoder().decode(Request.self, from: Data(message.utf8)) else {
      return
    }
    let id = request.id
    switch request.type {
    case "scan": scan(id, request.namePrefix ?? "")
    case "stop":
      if search == request.scan { stop() }
      page.reply(id, "done")
    case "connect": connect(id, request)
    case "write": write(id, request.connection, request.packet ?? "")
    case "disconnect":
      if current == request.connection { disconnect() }
      page.reply(id, "done")
    default: page.fail(id, .protocol, "no such request")
    }
  }

  /// The page went away: nobody is there to look for a device or to hold one.
  func leave() {
    stop()
    disconnect()
  }

  func found(device: String, name: String) {
    guard let id = search else { return }
    page.post("found", "scan", id, ["device": device, "name": name])
  }

  func scanFailed(_ fault: LinkFault) {
    guard let id = search else { return }
    search = nil
    page.fail(id, fault, "devices cannot be looked for")
  }

  func ready() {
    guard case .connecting(let id) = connection else { return }
    connection = .ready(id, nil)
    page.reply(id, "done")
  }

  func written() {
    guard case .ready(let id, let writing?) = connection else { return }
    connection = .ready(id, nil)
    page.reply(writing, "done")
  }

  func packet(_ packet: Data) {
    guard case .ready(let id, _) = connection else { return }
    page.post("packet", "connection", id, ["packet": Hex.encode(packet)])
  }

  func ended(_ fault: LinkFault) {
    let ended = connection
    connection = .none
    switch ended {
    case .none: break
    case .connecting(let id): page.fail(id, fault, "the device cannot be connected to")
    case .ready(let id, let writing):
      failWriting(writing)
      page.post("disconnected", "connection", id)
    }
  }

  private var current: Int? {
    switch connection {
    case .none: return nil
    case .connecting(let id), .ready(let id, _): return id
    }
  }

  private func scan(_ id: Int, _ namePrefix: String) {
    guard search == nil else { return page.fail(id, .busy, "a search is under way") }
    search = id
    radio.scan(namePrefix: namePrefix)
  }

  private func stop() {
    guard let id = search else { return }
    search = nil
    radio.stopScan()
    page.reply(id, "done")
  }

  private func connect(_ id: Int, _ request: Request) {
    guard case .none = connection else { return page.fail(id, .busy, "a device is in use") }
    guard let device = request.device, let service = UUID(uuidString: request.service ?? ""),
      let commands = UUID(uuidString: request.commands ?? ""),
      let answers = UUID(uuidString: request.answers ?? "")
    else { return page.fail(id, .protocol, "no such characteristics") }
    connection = .connecting(id)
    let characteristics = Characteristics(service: service, commands: commands, answers: answers)
    radio.connect(device: device, characteristics)
  }

  private func write(_ id: Int, _ on: Int?, _ hex: String) {
    guard let packet = Hex.decode(hex) else {
      return page.fail(id, .protocol, "the packet is no hex")
    }
    guard case .ready(let opened, let writing) = connection, opened == on else {
      return page.fail(id, .removed, "not connected")
    }
    guard writing == nil else { return page.fail(id, .busy, "a packet is under way") }
    connection = .ready(opened, id)
    radio.write(packet)
  }

  private func disconnect() {
    let ended = connection
    connection = .none
    radio.disconnect()
    switch ended {
    case .none: break
    case .connecting(let id): page.fail(id, .cancelled, "the page gave up connecting")
    case .ready(_, let writing): failWriting(writing)
    }
  }

  private func failWriting(_ writing: Int?) {
    if let id = writing { page.fail(id, .removed, "the device is out of reach") }
  }
}
