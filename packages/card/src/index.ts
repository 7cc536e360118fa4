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
export {
  currentCard,
  knownCards,
  nextCard,
  type CardProfile,
  type FileId,
  type JpkiProfile,
  type SignatureScheme,
  type TokenKind,
} from "./profile.ts";
export { replayPort, replayTransport } from "./replay.ts";
export {
  readRecording,
  record,
  type RecordedExchange,
  type Recording,
  type RecordingLevel,
} from "./replay-recording.ts";
export { refuseCancelled, serialise, within, type Limits } from "./serial.ts";
export { type EraDate, type EraName } from "./calendar.ts";
export {
  type CheckedFace,
  checkFaceProof,
  type FaceProof,
  type FaceVerdict,
  type ProvenFace,
  type SurfaceRoot,
} from "./face-proof.ts";
export { type FaceRecord, readFaceRecord, type Sex } from "./face-record.ts";
export { provesPresence } from "./presence.ts";
export { type PinlessAuthorizer, type PinlessGround, type PinlessResult } from "./pinless.ts";
export { readRsaPublicKey, type RsaPublicKey, toJwk, verifiesPkcs1 } from "./rsa.ts";
export {
  type PresenceResult,
  type ReadFaceResult,
  SurfaceCard,
  type SurfaceCardOptions,
  type SurfaceReason,
} from "./surface.ts";
export {
  type PrintedFacts,
  type VerificationNumber,
  verificationNumberB,
} from "./verification-number.ts";
export { checkPin, type PinCheck, withCard } from "./session.ts";
export { checkVisually, type VisualCheck, type VisualCheckResult } from "./visual-session.ts";
export {
  readTlvHeader,
  readTlvs,
  TlvError,
  unlessMalformed,
  type Tlv,
  type TlvHeader,
} from "./tlv.ts";
