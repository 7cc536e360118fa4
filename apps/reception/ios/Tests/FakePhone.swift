import CoreNFC
import Foundation

/// The phone behind the stub of CoreNFC: what lies on it and the session that looks for it. The card itself is played by
/// whoever reads our output: `command <hex>` asks it, and `answer <hex>`, `gone` or `broken` comes back.
final class FakePhone: NSObject, StubPhone, @unchecked Sendable {
  /// In hex. iOS selects the first that the card has, and refuses to select any that is not among them.
  private let applications: [String]
  private(set) var hasNfc = true
  private var laid: String?
  private var session: NFCTagReaderSession?
  private var leaving = 0
  private var answer: ((Data, NFCReaderError.Code?) -> Void)?

  init(applications: [String]) {
    self.applications = applications
  }

  func hear(_ line: String, _ bridge: Bridge) {
    let words = line.split(separator: " ", maxSplits: 1).map(String.init)
    let rest = words.count > 1 ? words[1] : ""
    switch words.first {
    case "page": bridge.receive(rest)
    case "nfc": hasNfc = rest == "on"
    case "lay": lay(rest)
    case "take": laid = nil
    case "leave":
      if let session = session { invalidate(session, .readerSessionInvalidationErrorUserCanceled) }
    case "return": break
    case "answer": reply(Hex.decode(rest) ?? Data(), nil)
    case "gone":
      laid = nil
      reply(Data(), .readerTransceiveErrorTagConnectionLost)
    case "broken": reply(Data(), .readerTransceiveErrorTagResponseError)
    default: fatalError("not understood: \(line)")
    }
  }

  func begin(_ begun: NFCTagReaderSession) {
    precondition(leaving == 0, "a session was begun before the last one was gone")
    session = begun
    print("field on")
    begun.delegate?.tagReaderSessionDidBecomeActive(begun)
    poll(begun)
  }

  func poll(_ polling: NFCTagReaderSession) {
    guard polling === session, let laid = laid else { return }
    guard laid == "card" else {
      // A phone would tell it over and over; once is enough here.
      self.laid = nil
      return polling.delegate!.tagReaderSession(polling, didDetect: [.miFare(OtherTag())])
    }
    select(applications[...]) { application in
      let tag = FakeCard(application) { [weak self] command, done in self?.ask(command, done) }
      polling.delegate?.tagReaderSession(polling, didDetect: [.iso7816(tag)])
    }
  }

  func invalidate(_ ended: NFCTagReaderSession, _ reason: NFCReaderError.Code) {
    guard ended === session else { return }
    session = nil
    leaving += 1
    print("field off")
    reply(Data(), .readerTransceiveErrorSessionInvalidated)
    DispatchQueue.main.async { [self] in
      leaving -= 1
      ended.delegate?.tagReaderSession(ended, didInvalidateWithError: NFCReaderError(reason))
    }
  }

  private func lay(_ what: String) {
    laid = what
    if let session = session { poll(session) }
  }

  private func select(_ left: ArraySlice<String>, found: @escaping (String) -> Void) {
    guard let application = left.first, let name = Hex.decode(application) else { return }
    ask(Data([0x00, 0xa4, 0x04, 0x0c, UInt8(name.count)]) + name) { [weak self] response, error in
      if error == nil && response == Data([0x90, 0x00]) {
        found(application)
      } else {
        self?.select(left.dropFirst(), found: found)
      }
    }
  }

  private func ask(_ command: Data, _ done: @escaping (Data, NFCReaderError.Code?) -> Void) {
    precondition(answer == nil, "two commands at once")
    guard session != nil else { return done(Data(), .readerTransceiveErrorSessionInvalidated) }
    if command.starts(with: [0x00, 0xa4, 0x04]),
      !applications.contains(Hex.encode(command.dropFirst(5)))
    {
      return done(Data(), .readerErrorSecurityViolation)
    }
    answer = done
    print("command \(Hex.encode(command))")
  }

  private func reply(_ response: Data, _ error: NFCReaderError.Code?) {
    let waiting = answer
    answer = nil
    waiting?(response, error)
  }
}

private final class OtherTag: NSObject, NFCMiFareTag {}

private final class FakeCard: NSObject, NFCISO7816Tag {
  let initialSelectedAID: String
  let identifier = Data([1, 2, 3, 4])
  let historicalBytes: Data? = nil
  let applicationData: Data? = Data([0x11, 0x22])
  private let ask: (Data, @escaping (Data, NFCReaderError.Code?) -> Void) -> Void

  init(
    _ application: String,
    _ ask: @escaping (Data, @escaping (Data, NFCReaderError.Code?) -> Void) -> Void
  ) {
    initialSelectedAID = application
    self.ask = ask
  }

  func sendCommand(
    apdu: NFCISO7816APDU,
    completionHandler: @escaping @Sendable (Data, UInt8, UInt8, (any Error)?) -> Void
  ) {
    ask(apdu.whole) { response, error in
      if let code = error {
        completionHandler(Data(), 0, 0, NFCReaderError(code))
      } else {
        let status = Array(response.suffix(2))
        completionHandler(response.dropLast(2), status[0], status[1], nil)
      }
    }
  }
}
