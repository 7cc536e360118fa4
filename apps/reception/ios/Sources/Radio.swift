import Foundation

/// Which of a device's characteristics are used.
struct Characteristics {
  let service: UUID
  /// Written to.
  let commands: UUID
  /// Listened to.
  let answers: UUID
}

/// The phone's Bluetooth LE, as the bridge needs it: one search and one connection. Everything happens on the main queue.
protocol Radio: AnyObject {
  var listener: RadioListener? { get set }

  /// Looks for devices of such a name until stopped. The first time, iOS asks the person for permission.
  func scan(namePrefix: String)

  func stopScan()

  /// Never asks the person. Goes on trying until disconnected.
  func connect(device: String, _ characteristics: Characteristics)

  /// One packet at a time, sent once.
  func write(_ packet: Data)

  /// Nothing more is told of that connection.
  func disconnect()
}

protocol RadioListener: AnyObject {
  /// Once for each device.
  func found(device: String, name: String)

  /// Nothing is looked for, or no longer.
  func scanFailed(_ fault: LinkFault)

  /// Connected, and listening to the device.
  func ready()

  /// The device has the packet.
  func written()

  func packet(_ packet: Data)

  /// The device cannot be connected to, or is out of reach.
  func ended(_ fault: LinkFault)
}
