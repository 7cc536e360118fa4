/**
 * Our stand-in for the PIN-less use of a card's 利用者証明用 key, with our own test authority in J-LIS's place: it lets
 * everything above the port be tried. It speaks to virtual cards only; see `TerminalGate`.
 */
import { createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import {
  type CardTransport,
  type Command,
  currentCard,
  exchange,
  JpkiCard,
  type PinlessAuthorizer,
  type PinlessGround,
  type PinlessResult,
  type Response,
} from "@madoguchi/card";
import { keyIdentifier } from "./cv-certificate.ts";
import { tagged } from "./der.ts";
import type { TerminalRoot } from "./terminal-gate.ts";

export type TestTerminalAuthority = TerminalRoot & { readonly privateKey: KeyObject };

/** What a terminal holds. */
export type TestTerminal = { readonly certificate: Uint8Array; readonly privateKey: KeyObject };

export function createTestTerminalAuthority(): TestTerminalAuthority {
  const keyId = keyIdentifier("9000016");
  return { keyId, ...generateKeyPairSync("ec", { namedCurve: "P-256" }) };
}

/** A card-verifiable certificate as short as a short APDU wants it: P-256, r ‖ s. */
export function issueTestTerminal({ keyId, privateKey }: TestTerminalAuthority): TestTerminal {
  const terminal = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x = "", y = "" } = terminal.publicKey.export({ format: "jwk" });
  const coordinates = [x, y].map((text) => Buffer.from(text, "base64url"));
  const point = tagged(0x86, Uint8Array.of(0x04), ...coordinates);
  const body = Buffer.concat([keyId, keyIdentifier("9992016"), point]);
  const signature = tagged(0x5f37, signed(privateKey, body));
  const certificate = tagged(0x7f21, tagged(0x5f4e, body), signature);
  return { certificate, privateKey: terminal.privateKey };
}

const grounds: Record<PinlessGround, number> = { "face-recognition": 0x01, "visual-check": 0x02 };

/** For cards with the switch `terminalRoot`; any other card refuses its terminal, as a real one would. */
export class TestPinlessAuthorizer implements PinlessAuthorizer {
  readonly #terminal: TestTerminal;

  constructor(terminal: TestTerminal) {
    this.#terminal = terminal;
  }

  async sign(
    transport: CardTransport,
    request: Parameters<PinlessAuthorizer["sign"]>[1],
  ): Promise<PinlessResult> {
    const { challenge, ground, signal } = request;
    const options = { profiles: [currentCard], ...(signal && { signal }) };
    const read = await new JpkiCard(transport, options).certificate();
    if (read.kind === "pin-required") return { kind: "terminal-refused" };
    if (read.kind !== "certificate") return read;

    const send = (command: Command) => exchange(transport, command);
    if (!(await this.#admit(send, grounds[ground]))) return { kind: "terminal-refused" };
    const { data, status } = await send({
      cla: 0x80,
      ins: 0x2a,
      // The card wraps the hash in its DigestInfo.
      p1: 0x02,
      p2: 0x80 | (currentCard.jpki.authentication.key & 0x1f),
      data: createHash("sha256").update(challenge).digest(),
      le: 256,
    });
    if (status.kind !== "ok") return { kind: "unexpected", step: "signing", sw: status.sw };
    return { kind: "signed", certificate: read.certificate, signature: data };
  }

  async #admit(send: (command: Command) => Promise<Response>, ground: number): Promise<boolean> {
    const { certificate, privateKey } = this.#terminal;
    const known = await send({ cla: 0x80, ins: 0xa2, p1: 0x00, p2: 0x96, data: certificate });
    if (known.status.kind !== "ok") return false;
    const given = await send({ cla: 0x00, ins: 0x84, p1: 0x00, p2: 0x00, le: 16 });
    const proof = signed(privateKey, Buffer.concat([given.data, Uint8Array.of(ground)]));
    const data = Uint8Array.of(ground, ...proof);
    const admitted = await send({ cla: 0x00, ins: 0x82, p1: 0x00, p2: 0x00, data });
    return admitted.status.kind === "ok";
  }
}

function signed(key: KeyObject, message: Uint8Array): Uint8Array {
  return sign("sha256", message, { key, dsaEncoding: "ieee-p1363" });
}
