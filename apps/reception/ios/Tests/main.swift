/// The app's tests, in one program. With `checks`: what needs no phone. With the application identifiers of Info.plist: the
/// bridge and the NFC classes over a stub of CoreNFC, with the page and the card at the other end of standard input and
/// output; see phone/shell-process.fixture.ts.
import CoreNFC
import Foundation

setvbuf(stdout, nil, _IOLBF, 0)
if CommandLine.arguments.contains("checks") {
  MainActor.assumeIsolated { runChecks() }
  exit(0)
}

let phone = FakePhone(applications: Array(CommandLine.arguments.dropFirst()))
NFCTagReaderSession.phone = phone
let bridge = Bridge(field: NfcField()) { print("page \($0)") }

Thread.detachNewThread {
  while let line = readLine() {
    DispatchQueue.main.async { phone.hear(line, bridge) }
  }
  exit(0)
}
dispatchMain()
