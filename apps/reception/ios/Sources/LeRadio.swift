import CoreBluetooth
import Foundation

/// The phone's Bluetooth LE through CoreBluetooth. A connection takes four steps: connect, find the service, find its
/// characteristics, switch the notifications on; then write after write. What fails once ends it.
final class LeRadio: NSObject, Radio, CBCentralManagerDelegate, CBPeripheralDelegate {
  private struct Link {
    let device: UUID
    let characteristics: Characteristics
    /// Once iOS was told to connect.
    var peripheral: CBPeripheral?
    var commands: CBCharacteristic?
  }

  weak var listener: RadioListener?
  /// Made when first needed: then iOS asks the person.
  private var manager: CBCentralManager?
  private var namePrefix: String?
  private var known: Set<UUID> = []
  private var link: Link?
  /// Disconnected by us, but iOS has not yet said so: what it says then must not be taken for the next connection's end.
  private var leaving: CBPeripheral?

  func scan(namePrefix: String) {
    self.namePrefix = namePrefix
    known = []
    proceed()
  }

  func stopScan() {
    namePrefix = nil
    if manager?.state == .poweredOn { manager?.stopScan() }
  }

  func connect(device: String, _ characteristics: Characteristics) {
    guard CBCentralManager.authorization == .allowedAlways else {
      listener?.ended(.serviceDown)
      return
    }
    guard let device = UUID(uuidString: device) else {
      listener?.ended(.noReader)
      return
    }
    link = Link(device: device, characteristics: characteristics)
    proceed()
  }

  func write(_ packet: Data) {
    guard let link = link, let commands = link.commands else { return }
    link.peripheral?.writeValue(packet, for: commands, type: .withResponse)
  }

  func disconnect() {
    guard let peripheral = link?.peripheral else {
      link = nil
      return
    }
    link = nil
    // Of a connecting that is given up, iOS may say nothing.
    if peripheral.state == .connected { leaving = peripheral }
    manager?.cancelPeripheralConnection(peripheral)
  }

  /// Does what is wanted as far as it is possible now.
  private func proceed() {
    let manager = self.manager ?? CBCentralManager(delegate: self, queue: .main)
    self.manager = manager
    switch manager.state {
    case .unknown, .resetting: break
    case .poweredOn:
      if namePrefix != nil, !manager.isScanning { manager.scanForPeripherals(withServices: nil) }
      if leaving == nil { connect(by: manager) }
    case .unsupported: fail(.noReader)
    default: fail(.serviceDown)
    }
  }

  private func connect(by manager: CBCentralManager) {
    guard let wanted = link, wanted.peripheral == nil else { return }
    guard let peripheral = manager.retrievePeripherals(withIdentifiers: [wanted.device]).first
    else { return drop(.noReader) }
    link?.peripheral = peripheral
    peripheral.delegate = self
    manager.connect(peripheral)
  }

  /// Bluetooth itself is gone, and every connection with it.
  private func fail(_ fault: LinkFault) {
    leaving = nil
    if namePrefix != nil {
      namePrefix = nil
      listener?.scanFailed(fault)
    }
    if link != nil {
      link = nil
      listener?.ended(fault)
    }
  }

  private func drop(_ fault: LinkFault) {
    disconnect()
    listener?.ended(fault)
  }

  private func isLinked(_ peripheral: CBPeripheral) -> Bool {
    leaving == nil && peripheral === link?.peripheral
  }

  // MARK: CBCentralManagerDelegate

  func centralManagerDidUpdateState(_ central: CBCentralManager) {
    proceed()
  }

  func centralManager(
    _ central: CBCentralManager, didDiscover peripheral: CBPeripheral,
    advertisementData: [String: Any], rssi RSSI: NSNumber
  ) {
    let advertised = advertisementData[CBAdvertisementDataLocalNameKey] as? String
    guard let prefix = namePrefix, let name = advertised ?? peripheral.name,
      name.hasPrefix(prefix), known.insert(peripheral.identifier).inserted
    else { return }
    listener?.found(device: peripheral.identifier.uuidString, name: name)
  }

  func centralManager(_ central: CBCentralManager, didConnect peripheral: CBPeripheral) {
    guard isLinked(peripheral), let link = link else { return }
    peripheral.discoverServices([CBUUID(nsuuid: link.characteristics.service)])
  }

  func centralManager(
    _ central: CBCentralManager, didFailToConnect peripheral: CBPeripheral, error: Error?
  ) {
    if isLinked(peripheral) { drop(.noReader) }
  }

  func centralManager(
    _ central: CBCentralManager, didDisconnectPeripheral peripheral: CBPeripheral, error: Error?
  ) {
    if peripheral === leaving {
      leaving = nil
      proceed()
    } else if isLinked(peripheral), peripheral.state != .connecting {
      drop(.removed)
    }
  }

  // MARK: CBPeripheralDelegate

  func peripheral(_ peripheral: CBPeripheral, didDiscoverServices error: Error?) {
    guard isLinked(peripheral), let link = link else { return }
    let wanted = CBUUID(nsuuid: link.characteristics.service)
    guard let service = peripheral.services?.first(where: { $0.uuid == wanted }) else {
      return drop(.noReader)
    }
    let both = [link.characteristics.commands, link.characteristics.answers]
    peripheral.discoverCharacteristics(both.map { CBUUID(nsuuid: $0) }, for: service)
  }

  func peripheral(
    _ peripheral: CBPeripheral, didDiscoverCharacteristicsFor service: CBService, error: Error?
  ) {
    guard isLinked(peripheral), let link = link else { return }
    func find(_ wanted: UUID) -> CBCharacteristic? {
      service.characteristics?.first { $0.uuid == CBUUID(nsuuid: wanted) }
    }
    guard let commands = find(link.characteristics.commands),
      let answers = find(link.characteristics.answers)
    else { return drop(.noReader) }
    self.link?.commands = commands
    peripheral.setNotifyValue(true, for: answers)
  }

  func peripheral(
    _ peripheral: CBPeripheral, didUpdateNotificationStateFor characteristic: CBCharacteristic,
    error: Error?
  ) {
    guard isLinked(peripheral) else { return }
    guard error == nil, characteristic.isNotifying else { return drop(.noReader) }
    listener?.ready()
  }

  func peripheral(
    _ peripheral: CBPeripheral, didWriteValueFor characteristic: CBCharacteristic, error: Error?
  ) {
    guard isLinked(peripheral) else { return }
    guard error == nil else { return drop(.removed) }
    listener?.written()
  }

  func peripheral(
    _ peripheral: CBPeripheral, didUpdateValueFor characteristic: CBCharacteristic, error: Error?
  ) {
    guard isLinked(peripheral), error == nil, let packet = characteristic.value else { return }
    listener?.packet(packet)
  }
}
