/// The app's tests, in one program. With `checks`: what needs no phone. With `bluetooth`: the Bluetooth bridge over a stub of
/// CoreBluetooth, with the page and the readers at the other end of standard input and output. With the application identifiers of Info.plist: the
/// bridge and the NFC classes over a stub of CoreNFC, with the page and the card at the other end of standard input and
/// output; see phone/shell-process.fixture.ts.
import CoreBluetooth
import CoreNFC
import Foundation

setvbuf(stdout, nil, _IOLBF, 0)
if CommandLine.arguments.contains("checks") {
  MainActor.assumeIsolated { runChecks() }
  exit(0)
}

func serve(_ hear: @escaping @Sendable (String) -> Void) -> Never {
  Thread.detachNewThread {
    while let line = readLine() {
      DispatchQueue.main.async { hear(line) }
    }
    exit(0)
  }
  dispatchMain()
}

if CommandLine.arguments.contains("bluetooth") {
  let air = FakeAir()
  CBCentralManager.air = air
  let bridge = BluetoothBridge(radio: LeRadio()) { print("page \($0)") }
  serve { air.hear($0, bridge) }
}

let phone = FakePhone(applications: Array(CommandLine.arguments.dropFirst()))
NFCTagReaderSession.phone = phone
let bridge = Bridge(field: NfcField()) { print("page \($0)") }
serve { phone.hear($0, bridge) }
