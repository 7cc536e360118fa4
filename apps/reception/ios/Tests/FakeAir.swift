import CoreBluetooth
import Foundation

/// The air behind the stub of CoreBluetooth. The readers themselves, and the person, are played by whoever reads our output;
/// see phone/bluetooth-process.fixture.ts.
final class FakeAir: NSObject, StubAir, @unchecked Sendable {
  private static let service = uuid(0)
  private static let commands = uuid(1)
  private static let answers = uuid(2)

  private(set) var authorization = CBManagerAuthorization.notDetermined
  private(set) var state = CBManagerState.unknown
  private var atStart = CBManagerState.poweredOn
  private var manager: CBCentralManager?
  private var peripherals: [UUID: CBPeripheral] = [:]
  private var current: CBPeripheral?
  private var writing: CBCharacteristic?

  func hear(_ line: String, _ bridge: BluetoothBridge) {
    let words = line.split(separator: " ", maxSplits: 1).map(String.init)
    let rest = words.count > 1 ? words[1] : ""
    switch words.first {
    case "page": bridge.receive(rest)
    case "leave": bridge.leave()
    case "bluetooth": power(rest)
    case "allow", "refuse": decide(words[0] == "allow")
    case "near": near(rest)
    case "connected": connected()
    case "unreachable": unreachable()
    case "written": written()
    case "packet": packet(Hex.decode(rest) ?? Data())
    case "drop": drop()
    default: fatalError("not understood: \(line)")
    }
  }

  func made(_ made: CBCentralManager) {
    precondition(manager == nil, "one manager is enough")
    manager = made
    if atStart == .unsupported || authorization != .notDetermined { return settle() }
    print("ask bluetooth")
  }

  func scan(_ manager: CBCentralManager) {
    print("scan on")
  }

  func peripheral(_ identifier: UUID) -> CBPeripheral {
    let known = peripherals[identifier] ?? CBPeripheral(identifier)
    peripherals[identifier] = known
    return known
  }

  func connect(_ manager: CBCentralManager, _ peripheral: CBPeripheral) {
    precondition(peripheral.state != .disconnecting, "connected before it was gone")
    peripheral.state = .connecting
    current = peripheral
    print("connect \(peripheral.identifier.uuidString)")
  }

  /// iOS says so later; also of a connecting that was given up, which it need not.
  func cancel(_ manager: CBCentralManager, _ peripheral: CBPeripheral) {
    if peripheral.state == .connected { peripheral.state = .disconnecting }
    writing = nil
    print("disconnect \(peripheral.identifier.uuidString)")
    DispatchQueue.main.async { [self] in
      if peripheral.state == .disconnecting { peripheral.state = .disconnected }
      told?.centralManager(manager, didDisconnectPeripheral: peripheral, error: nil)
    }
  }

  func discover(_ peripheral: CBPeripheral, _ services: [CBUUID]) {
    later {
      peripheral.services = services.filter { $0 == Self.service }.map { CBService($0) }
      peripheral.delegate?.peripheral(peripheral, didDiscoverServices: nil)
    }
  }

  func discover(_ peripheral: CBPeripheral, _ characteristics: [CBUUID], _ service: CBService) {
    later {
      let own = characteristics.filter { $0 == Self.commands || $0 == Self.answers }
      service.characteristics = own.map { CBCharacteristic($0) }
      peripheral.delegate?.peripheral(
        peripheral, didDiscoverCharacteristicsFor: service, error: nil)
    }
  }

  func notify(_ peripheral: CBPeripheral, _ enabled: Bool, _ characteristic: CBCharacteristic) {
    later {
      characteristic.isNotifying = enabled && characteristic.uuid == Self.answers
      peripheral.delegate?.peripheral(
        peripheral, didUpdateNotificationStateFor: characteristic, error: nil)
    }
  }

  func write(_ peripheral: CBPeripheral, _ data: Data, _ characteristic: CBCharacteristic) {
    precondition(writing == nil && characteristic.uuid == Self.commands)
    writing = characteristic
    print("write \(Hex.encode(data))")
  }

  private var told: CBCentralManagerDelegate? { manager?.delegate }

  private func power(_ word: String) {
    switch word {
    case "on": atStart = .poweredOn
    case "off": atStart = .poweredOff
    default: atStart = .unsupported
    }
    // No word of a connection's end: every one is void.
    if atStart == .poweredOff { peripherals.values.forEach { $0.state = .disconnected } }
    if state != .unknown { settle() }
  }

  private func decide(_ allowed: Bool) {
    authorization = allowed ? .allowedAlways : .denied
    settle()
  }

  private func settle() {
    state = authorization == .denied ? .unauthorized : atStart
    later { [self] in
      if let manager = manager { told?.centralManagerDidUpdateState(manager) }
    }
  }

  private func near(_ rest: String) {
    let words = rest.split(separator: " ").map(String.init)
    guard let manager = manager, manager.isScanning, let id = UUID(uuidString: words[0]) else {
      return
    }
    let data = [CBAdvertisementDataLocalNameKey: words[1]]
    told?.centralManager(manager, didDiscover: peripheral(id), advertisementData: data, rssi: -50)
  }

  private func connected() {
    guard let manager = manager, let peripheral = current, peripheral.state == .connecting else {
      return
    }
    peripheral.state = .connected
    told?.centralManager(manager, didConnect: peripheral)
  }

  private func unreachable() {
    guard let manager = manager, let peripheral = current else { return }
    peripheral.state = .disconnected
    told?.centralManager(manager, didFailToConnect: peripheral, error: nil)
  }

  private func written() {
    guard let characteristic = writing, let peripheral = current else { return }
    writing = nil
    peripheral.delegate?.peripheral(peripheral, didWriteValueFor: characteristic, error: nil)
  }

  private func packet(_ bytes: Data) {
    guard let peripheral = current, peripheral.state == .connected,
      let answers = peripheral.services?.first?.characteristics?.first(where: { $0.isNotifying })
    else { return }
    answers.value = bytes
    peripheral.delegate?.peripheral(peripheral, didUpdateValueFor: answers, error: nil)
  }

  private func drop() {
    guard let manager = manager, let peripheral = current, peripheral.state == .connected else {
      return
    }
    peripheral.state = .disconnected
    writing = nil
    told?.centralManager(manager, didDisconnectPeripheral: peripheral, error: nil)
  }

  private func later(_ work: @escaping @Sendable () -> Void) {
    DispatchQueue.main.async(execute: work)
  }

  private static func uuid(_ number: Int) -> CBUUID {
    CBUUID(nsuuid: UUID(uuidString: "3C4AFFF\(number)-4783-3DE5-A983-D348718EF133")!)
  }
}
