/** A My Number card in software, and the test PKI that certifies it. */
export { CardPulled, VirtualCard } from "./card.ts";
export { type Revocation, signCrl } from "./certificate.ts";
export { type Personalisation, personalise, resetPins } from "./holder.ts";
export { answerOcsp, createOcspResponder, type OcspResponder, refuseOcsp } from "./ocsp.ts";
export {
  type Authority,
  createTestPki,
  crlPartition,
  exportPki,
  importPki,
  type TestPki,
  type TestPkiImage,
} from "./pki.ts";
export {
  type CardImage,
  defaultPin,
  defaultSignPassword,
  type Holder,
  type PinName,
  type SurfaceImage,
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
export type { TokenKind } from "./token-info.ts";
export { VirtualReader, VirtualTransport } from "./transport.ts";
export { issueAuthCertificate, randomIssueNumber } from "./user-certificate.ts";
