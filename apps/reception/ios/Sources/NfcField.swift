import CoreNFC
import Foundation

/// The phone's NFC through CoreNFC: one session, with the system's sheet, for each card.
final class NfcField: NSObject, Field, NFCTagReaderSessionDelegate {
  private var session: NFCTagReaderSession?
  /// Ended by us, but iOS has not yet said so: a session begun before it has may never be heard of.
  private var leaving: NFCTagReaderSession?
  private var promptOfNext: String?
  private weak var listener: FieldListener?

  var isSupported: Bool { NFCTagReaderSession.readingAvailable }

  func begin(prompt: String, listener: FieldListener) {
    self.listener = listener
    if leaving == nil {
      start(prompt)
    } else {
      promptOfNext = prompt
    }
  }

  func end() {
    promptOfNext = nil
    guard let ended = session else { return }
    session = nil
    leaving = ended
    ended.invalidate()
  }

  private func start(_ prompt: String) {
    // ISO 14443 takes in type B, which a My Number card is.
    session = NFCTagReaderSession(pollingOption: .iso14443, delegate: self, queue: .main)
    session?.alertMessage = prompt
    session?.begin()
    if session == nil { listener?.ended(.noReader) }
  }

  func tagReaderSessionDidBecomeActive(_ session: NFCTagReaderSession) {}

  /// iOS has sent the SELECT of the first application of Info.plist that the card knows by now.
  func tagReaderSession(_ session: NFCTagReaderSession, didDetect tags: [NFCTag]) {
    guard tags.count == 1, let tag = tags.first, case .iso7816(let card) = tag else {
      // Another chip, or two cards at once: only the person can take one away.
      return session.restartPolling()
    }
    session.connect(to: tag) { [weak self] error in
      guard let self = self, session === self.session else { return }
      if error == nil {
        self.listener?.found(NfcCard(card))
      } else {
        session.restartPolling()
      }
    }
  }

  func tagReaderSession(_ session: NFCTagReaderSession, didInvalidateWithError error: Error) {
    if session === self.session {
      self.session = nil
      listener?.ended(LinkFault(error))
    } else if session === leaving {
      leaving = nil
      guard let prompt = promptOfNext else { return }
      promptOfNext = nil
      start(prompt)
    }
  }
}

/// A card over CoreNFC.
private final class NfcCard: Card {
  private let tag: NFCISO7816Tag

  init(_ tag: NFCISO7816Tag) {
    self.tag = tag
  }

  /// Type B, which a My Number card is, tells the first; type A the second.
  var historical: Data { tag.applicationData ?? tag.historicalBytes ?? Data() }

  func transmit(_ command: Data, done: @escaping (Result<Data, LinkFault>) -> Void) {
    guard let apdu = NFCISO7816APDU(data: command) else { return done(.failure(.protocol)) }
    tag.sendCommand(apdu: apdu) { data, sw1, sw2, error in
      if let error = error {
        done(.failure(LinkFault(error)))
      } else {
        done(.success(data + [sw1, sw2]))
      }
    }
  }
}

extension LinkFault {
  fileprivate init(_ error: Error) {
    guard let code = (error as? NFCReaderError)?.code else {
      self = .protocol
      return
    }
    switch code {
    case .readerTransceiveErrorTagConnectionLost, .readerTransceiveErrorTagNotConnected,
      .readerTransceiveErrorSessionInvalidated:
      self = .removed
    case .readerSessionInvalidationErrorUserCanceled: self = .cancelled
    case .readerSessionInvalidationErrorSessionTimeout: self = .timeout
    case .readerSessionInvalidationErrorSystemIsBusy: self = .busy
    case .readerErrorRadioDisabled: self = .serviceDown
    case .readerErrorUnsupportedFeature: self = .noReader
    default: self = .protocol
    }
  }
}
