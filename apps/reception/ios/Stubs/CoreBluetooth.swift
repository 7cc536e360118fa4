/// As much of Apple's CoreBluetooth as the app uses, with the signatures that developer.apple.com documents for iOS 15, so
/// that the app can be type-checked and its bridge run where there is no Mac. Of what follows "not Apple's", tests play the
/// air.
import Dispatch
import Foundation

public let CBAdvertisementDataLocalNameKey = "kCBAdvDataLocalName"

public enum CBManagerState: Int, Sendable {
  case unknown, resetting, unsupported, unauthorized, poweredOff, poweredOn
}

public enum CBManagerAuthorization: Int, Sendable {
  case notDetermined, restricted, denied, allowedAlways
}

public enum CBPeripheralState: Int, Sendable { case disconnected, connecting, connected, disconnecting }

public enum CBCharacteristicWriteType: Int, Sendable { case withResponse, withoutResponse }

public class CBUUID: NSObject {
  public let uuidString: String

  public init(nsuuid theUUID: UUID) {
    uuidString = theUUID.uuidString
  }

  public override func isEqual(_ object: Any?) -> Bool {
    (object as? CBUUID)?.uuidString == uuidString
  }
}

public class CBAttribute: NSObject {
  public let uuid: CBUUID
  public init(_ uuid: CBUUID) { self.uuid = uuid }
}

public class CBService: CBAttribute {
  public var characteristics: [CBCharacteristic]?
}

public class CBCharacteristic: CBAttribute {
  public var value: Data?
  public var isNotifying = false
}

public class CBPeer: NSObject {
  public let identifier: UUID
  public init(_ identifier: UUID) { self.identifier = identifier }
}

public class CBPeripheral: CBPeer {
  public weak var delegate: (any CBPeripheralDelegate)?
  public var name: String?
  public var state = CBPeripheralState.disconnected
  public var services: [CBService]?

  public func discoverServices(_ serviceUUIDs: [CBUUID]?) {
    CBCentralManager.air.discover(self, serviceUUIDs ?? [])
  }

  public func discoverCharacteristics(_ characteristicUUIDs: [CBUUID]?, for service: CBService) {
    CBCentralManager.air.discover(self, characteristicUUIDs ?? [], service)
  }

  public func setNotifyValue(_ enabled: Bool, for characteristic: CBCharacteristic) {
    CBCentralManager.air.notify(self, enabled, characteristic)
  }

  public func writeValue(
    _ data: Data, for characteristic: CBCharacteristic, type: CBCharacteristicWriteType
  ) {
    precondition(type == .withResponse, "nobody would say that it arrived")
    CBCentralManager.air.write(self, data, characteristic)
  }
}

public protocol CBPeripheralDelegate: NSObjectProtocol {
  func peripheral(_ peripheral: CBPeripheral, didDiscoverServices error: (any Error)?)
  func peripheral(
    _ peripheral: CBPeripheral, didDiscoverCharacteristicsFor service: CBService,
    error: (any Error)?)
  func peripheral(
    _ peripheral: CBPeripheral, didUpdateNotificationStateFor characteristic: CBCharacteristic,
    error: (any Error)?)
  func peripheral(
    _ peripheral: CBPeripheral, didWriteValueFor characteristic: CBCharacteristic,
    error: (any Error)?)
  func peripheral(
    _ peripheral: CBPeripheral, didUpdateValueFor characteristic: CBCharacteristic,
    error: (any Error)?)
}

public protocol CBCentralManagerDelegate: NSObjectProtocol {
  func centralManagerDidUpdateState(_ central: CBCentralManager)
  func centralManager(
    _ central: CBCentralManager, didDiscover peripheral: CBPeripheral,
    advertisementData: [String: Any], rssi RSSI: NSNumber)
  func centralManager(_ central: CBCentralManager, didConnect peripheral: CBPeripheral)
  func centralManager(
    _ central: CBCentralManager, didFailToConnect peripheral: CBPeripheral, error: (any Error)?)
  func centralManager(
    _ central: CBCentralManager, didDisconnectPeripheral peripheral: CBPeripheral,
    error: (any Error)?)
}

public class CBManager: NSObject {
  public class var authorization: CBManagerAuthorization { CBCentralManager.air.authorization }
  public var state: CBManagerState { CBCentralManager.air.state }
}

public class CBCentralManager: CBManager {
  public private(set) var isScanning = false

  public convenience init(delegate: (any CBCentralManagerDelegate)?, queue: DispatchQueue?) {
    precondition(queue?.label == DispatchQueue.main.label)
    self.init()
    self.delegate = delegate
    Self.air.made(self)
  }

  public func scanForPeripherals(withServices: [CBUUID]?, options: [String: Any]? = nil) {
    isScanning = true
    Self.air.scan(self)
  }

  public func stopScan() {
    isScanning = false
  }

  public func retrievePeripherals(withIdentifiers identifiers: [UUID]) -> [CBPeripheral] {
    identifiers.map { Self.air.peripheral($0) }
  }

  public func connect(_ peripheral: CBPeripheral, options: [String: Any]? = nil) {
    Self.air.connect(self, peripheral)
  }

  public func cancelPeripheralConnection(_ peripheral: CBPeripheral) {
    Self.air.cancel(self, peripheral)
  }

  // What follows is not Apple's.

  public weak var delegate: (any CBCentralManagerDelegate)?
  nonisolated(unsafe) public static var air: any StubAir = NoAir()
}

/// What is behind the classes.
public protocol StubAir: AnyObject {
  var authorization: CBManagerAuthorization { get }
  var state: CBManagerState { get }
  func made(_ manager: CBCentralManager)
  func scan(_ manager: CBCentralManager)
  func peripheral(_ identifier: UUID) -> CBPeripheral
  func connect(_ manager: CBCentralManager, _ peripheral: CBPeripheral)
  func cancel(_ manager: CBCentralManager, _ peripheral: CBPeripheral)
  func discover(_ peripheral: CBPeripheral, _ services: [CBUUID])
  func discover(_ peripheral: CBPeripheral, _ characteristics: [CBUUID], _ service: CBService)
  func notify(_ peripheral: CBPeripheral, _ enabled: Bool, _ characteristic: CBCharacteristic)
  func write(_ peripheral: CBPeripheral, _ data: Data, _ characteristic: CBCharacteristic)
}

/// A phone without Bluetooth.
private final class NoAir: StubAir {
  let authorization = CBManagerAuthorization.notDetermined
  let state = CBManagerState.unsupported
  func made(_ manager: CBCentralManager) {}
  func scan(_ manager: CBCentralManager) {}
  func peripheral(_ identifier: UUID) -> CBPeripheral { CBPeripheral(identifier) }
  func connect(_ manager: CBCentralManager, _ peripheral: CBPeripheral) {}
  func cancel(_ manager: CBCentralManager, _ peripheral: CBPeripheral) {}
  func discover(_ peripheral: CBPeripheral, _ services: [CBUUID]) {}
  func discover(_ peripheral: CBPeripheral, _ characteristics: [CBUUID], _ service: CBService) {}
  func notify(_ peripheral: CBPeripheral, _ enabled: Bool, _ characteristic: CBCharacteristic) {}
  func write(_ peripheral: CBPeripheral, _ data: Data, _ characteristic: CBCharacteristic) {}
}
