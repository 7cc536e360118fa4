/** What the self-test asks a card: files anybody may read, and nothing that counts tries or wants a PIN. */
import {
  decodeResponse,
  encodeCommand,
  exchange,
  guard,
  INS,
  JpkiCard,
  knownCards,
  type CardTransport,
  type Command,
  type JpkiProfile,
  type Response,
} from "@madoguchi/card";
import type { ApplicationFinding, CertificateFinding, ExtendedLc, ExtendedLe } from "./finding.ts";

/** More than a short answer can hold, less than what links reserve for one. */
const EXTENDED_LE = 300;
const SHORT_LE = 256;
const NOT_FOUND = 0x6a82;

export async function probeApplication(link: CardTransport): Promise<Answered<ApplicationFinding>> {
  const result = await new JpkiCard(link).token();
  switch (result.kind) {
    case "token":
      return { step: "application", kind: "answers", token: result.token, refusedFirst: false };
    case "not-my-number-card":
      return { step: "application", kind: "not-my-number-card" };
    case "unexpected":
      return { step: "application", kind: "unexpected", sw: result.sw };
  }
}

/** Reads the whole certificate and keeps its length. */
export async function probeCertificate(link: CardTransport): Promise<Answered<CertificateFinding>> {
  const result = await new JpkiCard(link).certificate();
  switch (result.kind) {
    case "certificate":
      return { step: "certificate", kind: "readable", bytes: result.certificate.length };
    case "pin-required":
      return { step: "certificate", kind: "behind-pin" };
    case "not-my-number-card":
      return { step: "certificate", kind: "none" };
    case "unexpected":
      return { step: "certificate", kind: "unexpected", sw: result.sw };
  }
}

/** The CA's certificate: every card has one, anybody may read it, and it identifies nobody. */
export type CaFile = {
  /** The first 256 bytes. Undefined when it went well, the status word when it did not. */
  read(): Promise<number | undefined>;
  /** More of it than a short answer can hold, in one piece: a READ BINARY with an extended Le. */
  readExtended(): Promise<ExtendedLe>;
};

/** @returns the status word when the file cannot be selected */
export async function openCaFile(link: CardTransport): Promise<CaFile | number> {
  const guarded = guard(link);
  const jpki = await selectJpki(guarded);
  if (typeof jpki === "number") return jpki;
  const file = jpki.authentication.caCertificate;
  const refused = await select(guarded, 0x02, Uint8Array.of(file >> 8, file & 0xff));
  if (refused !== undefined) return refused;
  const command = { cla: 0x00, ins: INS.readBinary, p1: 0x00, p2: 0x00 };

  return {
    async read() {
      const { status } = await exchange(guarded, { ...command, le: SHORT_LE });
      return status.kind === "ok" || status.kind === "end-of-file" ? undefined : status.sw;
    },
    async readExtended() {
      const { data, status } = await once(guarded, { ...command, le: EXTENDED_LE });
      return status.kind === "ok" && data.length > SHORT_LE
        ? { kind: "works", bytes: data.length }
        : { kind: "refused", sw: status.sw };
    },
  };
}

/**
 * The application's SELECT once more, harmless and short, with its length in the extended form (extended Lc).
 * @returns the status word when the application cannot be selected at all
 */
export async function selectExtended(link: CardTransport): Promise<ExtendedLc | number> {
  const guarded = guard(link);
  const jpki = await selectJpki(guarded);
  if (typeof jpki === "number") return jpki;
  const { status } = await once(guarded, { ...selectCommand(0x04, jpki.aid), extended: true });
  if (status.kind === "ok") return { kind: "works" };
  // Where a refused SELECT leaves the card is not known.
  await select(guarded, 0x04, jpki.aid);
  return { kind: "refused", sw: status.sw };
}

/** A finding that the card itself gave. */
export type Answered<Any extends { readonly kind: string }> = Exclude<Any, { kind: "link" }>;

/** Of the first generation whose application the card has. @returns the status word when it has none */
async function selectJpki(link: CardTransport): Promise<JpkiProfile | number> {
  let refused: number = NOT_FOUND;
  for (const { jpki } of knownCards) {
    const answer = await select(link, 0x04, jpki.aid);
    if (answer === undefined) return jpki;
    refused = answer;
  }
  return refused;
}

/** @returns undefined, or the status word of a refusal. The first command after power-up may be answered by 6F00 once. */
async function select(
  link: CardTransport,
  p1: number,
  data: Uint8Array,
): Promise<number | undefined> {
  const command = selectCommand(p1, data);
  let { status } = await exchange(link, command);
  if (status.sw === 0x6f00) ({ status } = await exchange(link, command));
  return status.kind === "ok" ? undefined : status.sw;
}

function selectCommand(p1: number, data: Uint8Array): Command {
  return { cla: 0x00, ins: INS.select, p1, p2: 0x0c, data };
}

/** Without asking again for what is missing: that would hide whether the long answer came in one piece. */
async function once(link: CardTransport, command: Command): Promise<Response> {
  return decodeResponse(await link.transmit(encodeCommand(command)));
}
