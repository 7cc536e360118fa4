export * from "./transport.ts";
export {
  decodeCommand,
  decodeResponse,
  encodeCommand,
  INS,
  readStatus,
  type Command,
  type Response,
  type Status,
} from "./apdu.ts";
export { decorate } from "./decorate.ts";
export { exchange } from "./exchange.ts";
export { ForbiddenCommandError, guard } from "./guard.ts";
export { concatBytes, equalBytes, fromHex, toHex } from "./hex.ts";
export { JpkiCard, type JpkiCardOptions } from "./jpki.ts";
export { describeCommand, describeResponse, logged } from "./log.ts";
export {
  VerifyInterruptedError,
  type AuthenticateResult,
  type CardRefusal,
  type PinCounter,
  type Step,
} from "./outcome.ts";
export { currentCard, type CardProfile, type FileId, type TokenKind } from "./profile.ts";
export { refuseCancelled, serialise, within, type Limits } from "./serial.ts";
export { checkPin, withCard, type PinCheck } from "./session.ts";
export { readTlvHeader, readTlvs, TlvError, type Tlv, type TlvHeader } from "./tlv.ts";
