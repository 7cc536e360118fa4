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
  type Response,
} from "@madoguchi/card";
import type { ApplicationFinding, CertificateFinding, ExtendedFinding } from "./finding.ts";
import { announcesExtendedLength } from "./historical.ts";

/** More than a short answer can hold, less than what links reserve for one. */
const EXTENDED_LE = 300;
const SHORT_LE = 256;

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
  /** The same with an extended Le. */
  readExtended(): Promise<Answered<ExtendedFinding>>;
};

/** @returns the status word when the file cannot be selected */
export async function openCaFile(link: CardTransport): Promise<CaFile | number> {
  const guarded = guard(link);
  const refused = await selectCaFile(guarded);
  if (refused !== undefined) return refused;
  const command = { cla: 0x00, ins: INS.readBinary, p1: 0x00, p2: 0x00 };

  return {
    async read() {
      const { status } = await exchange(guarded, { ...command, le: SHORT_LE });
      return status.kind === "ok" || status.kind === "end-of-file" ? undefined : status.sw;
    },
    async readExtended() {
      const { data, status } = await once(guarded, { ...command, le: EXTENDED_LE });
      if (status.kind === "ok" && data.length > SHORT_LE)
        return { step: "extended", kind: "works", bytes: data.length };
      const cardSays = announcesExtendedLength(link.historical);
      return { step: "extended", kind: "refused", sw: status.sw, cardSays };
    },
  };
}

/** A finding that the card itself gave. */
export type Answered<Any extends { readonly kind: string }> = Exclude<Any, { kind: "link" }>;

/** Of the first generation whose application the card has. @returns undefined, or the status word of a refusal */
async function selectCaFile(link: CardTransport): Promise<number | undefined> {
  let refused: number | undefined;
  for (const { jpki } of knownCards) {
    refused = await select(link, 0x04, jpki.aid);
    if (refused !== undefined) continue;
    const file = jpki.authentication.caCertificate;
    return select(link, 0x02, Uint8Array.of(file >> 8, file & 0xff));
  }
  return refused;
}

/** @returns undefined, or the status word of a refusal. The first command after power-up may be answered by 6F00 once. */
async function select(
  link: CardTransport,
  p1: number,
  data: Uint8Array,
): Promise<number | undefined> {
  const command = { cla: 0x00, ins: INS.select, p1, p2: 0x0c, data };
  let { status } = await exchange(link, command);
  if (status.sw === 0x6f00) ({ status } = await exchange(link, command));
  return status.kind === "ok" ? undefined : status.sw;
}

/** Without asking again for what is missing: that would hide whether the long answer came in one piece. */
async function once(link: CardTransport, command: Command): Promise<Response> {
  return decodeResponse(await link.transmit(encodeCommand(command)));
}
