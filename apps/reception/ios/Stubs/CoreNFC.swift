/// As much of Apple's CoreNFC as the app uses, with the signatures that developer.apple.com documents for iOS 15, so that the
/// app can be type-checked and its bridge run where there is no Mac. The last part is what tests do to a phone.
import Dispatch
import Foundation

public protocol NFCNDEFTag: NSObjectProtocol {}

public protocol NFCISO7816Tag: NFCNDEFTag {
  var initialSelectedAID: String { get }
  var identifier: Data { get }
  var historicalBytes: Data? { get }
  var applicationData: Data? { get }
  func sendCommand(
    apdu: NFCISO7816APDU,
    completionHandler: @escaping @Sendable (Data, UInt8, UInt8, (any Error)?) -> Void)
}

public protocol NFCMiFareTag: NFCNDEFTag {}

public enum NFCTag {
  case iso7816(any NFCISO7816Tag)
  case miFare(any NFCMiFareTag)
}

public class NFCISO7816APDU: NSObject {
  /// Not Apple's: the whole command, as it was given.
  public let whole: Data

  public init?(data: Data) {
    guard data.count >= 4 else { return nil }
    whole = data
  }
}

public struct NFCReaderError: Error {
  public enum Code: Int {
    case readerErrorUnsupportedFeature = 1
    case readerErrorSecurityViolation = 2
    case readerErrorRadioDisabled = 6
    case readerTransceiveErrorTagConnectionLost = 100
    case readerTransceiveErrorRetryExceeded = 101
    case readerTransceiveErrorTagResponseError = 102
    case readerTransceiveErrorSessionInvalidated = 103
    case readerTransceiveErrorTagNotConnected = 104
    case readerSessionInvalidationErrorUserCanceled = 200
    case readerSessionInvalidationErrorSessionTimeout = 201
    case readerSessionInvalidationErrorSessionTerminatedUnexpectedly = 202
    case readerSessionInvalidationErrorSystemIsBusy = 203
  }

  public let code: Code

  public init(_ code: Code) {
    self.code = code
  }
}

public protocol NFCTagReaderSessionDelegate: NSObjectProtocol {
  func tagReaderSessionDidBecomeActive(_ session: NFCTagReaderSession)
  func tagReaderSession(_ session: NFCTagReaderSession, didInvalidateWithError error: any Error)
  func tagReaderSession(_ session: NFCTagReaderSession, didDetect tags: [NFCTag])
}

public class NFCTagReaderSession: NSObject {
  public struct PollingOption: OptionSet, Sendable {
    public let rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }
    public static let iso14443 = PollingOption(rawValue: 1)
    public static let iso15693 = PollingOption(rawValue: 2)
    public static let iso18092 = PollingOption(rawValue: 4)
  }

  public class var readingAvailable: Bool { phone.hasNfc }
  public var alertMessage = ""

  public convenience init?(
    pollingOption: PollingOption, delegate: any NFCTagReaderSessionDelegate,
    queue: DispatchQueue? = nil
  ) {
    guard pollingOption.contains(.iso14443), queue?.label == DispatchQueue.main.label
    else { return nil }
    self.init()
    self.delegate = delegate
  }

  public func begin() {
    precondition(!alertMessage.isEmpty, "the sheet says nothing")
    Self.phone.begin(self)
  }

  public func invalidate() {
    Self.phone.invalidate(self, .readerSessionInvalidationErrorUserCanceled)
  }

  public func restartPolling() {
    Self.phone.poll(self)
  }

  public func connect(
    to tag: NFCTag, completionHandler: @escaping @Sendable ((any Error)?) -> Void
  ) {
    DispatchQueue.main.async { completionHandler(nil) }
  }

  // What follows is not Apple's.

  public weak var delegate: (any NFCTagReaderSessionDelegate)?
  nonisolated(unsafe) public static var phone: any StubPhone = NoPhone()
}

/// The phone behind the session.
public protocol StubPhone: AnyObject {
  var hasNfc: Bool { get }
  func begin(_ session: NFCTagReaderSession)
  func poll(_ session: NFCTagReaderSession)
  func invalidate(_ session: NFCTagReaderSession, _ reason: NFCReaderError.Code)
}

private final class NoPhone: StubPhone {
  let hasNfc = false
  func begin(_ session: NFCTagReaderSession) {}
  func poll(_ session: NFCTagReaderSession) {}
  func invalidate(_ session: NFCTagReaderSession, _ reason: NFCReaderError.Code) {}
}
