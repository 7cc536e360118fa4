/** A My Number card in software, and the test PKI that certifies it. */
export { CardPulled, VirtualCard } from "./card.ts";
export { type Revocation, signCrl } from "./certificate.ts";
export { type Personalisation, personalise, recertify, resetPins } from "./holder.ts";
export { signText } from "./kenhojo-ap.ts";
export { answerOcsp, createOcspResponder, type OcspResponder, refuseOcsp } from "./ocsp.ts";
export {
  type Authority,
  type AuthorityImage,
  createAuthority,
  createNextAuthority,
  createTestPki,
  crlPartition,
  exportAuthority,
  exportPki,
  importPki,
  type TestPki,
  type TestPkiImage,
} from "./pki.ts";
export {
  createTestTerminalAuthority,
  issueTestTerminal,
  type TestTerminal,
  type TestTerminalAuthority,
  TestPinlessAuthorizer,
} from "./pinless.ts";
export {
  type CardImage,
  defaultPin,
  defaultSignPassword,
  type Holder,
  type PinName,
  type SurfaceImage,
  type TextImage,
} from "./state.ts";
export {
  createSurfaceAuthority,
  exportSurfaceAuthority,
  importSurfaceAuthority,
  personaliseSurface,
  surfaceRoot,
  type SurfaceAuthority,
  type SurfaceAuthorityImage,
} from "./surface.ts";
export { knownAtrs, type Switches } from "./switches.ts";
export { contactlessTiming } from "./timing.ts";
export type { TokenKind } from "./token-info.ts";
export { VirtualReader, VirtualTransport } from "./transport.ts";
export { issueAuthCertificate, randomIssueNumber } from "./user-certificate.ts";
