/** The ways in which real cards, phones and links differ or fail, each of which a test can turn on. */
import type { TerminalRoot } from "./terminal-gate.ts";
import type { CardTiming } from "./timing.ts";
import type { TokenKind } from "./token-info.ts";

export type Switches = {
  readonly atr: Uint8Array;
  /** A phone has the JPKI application only; a 住基カード no 利用者証明用 certificate and none of the 券面 applications. */
  readonly tokenKind: TokenKind;
  /** False: a card of another kind. */
  readonly jpkiApplication: boolean;
  /** A measured card keeps a verified PIN across SELECT; OpenSC's logout assumes the opposite. */
  readonly selectClearsPin: boolean;
  /** VERIFY without data once the PIN is verified: the counter again, or simply 9000. */
  readonly verifiedQuery: "counter" | "ok";
  /** JICSAP cards answer 6984 once a PIN is blocked, ISO cards 6983. */
  readonly blockedStatus: 0x6984 | 0x6983;
  /** A measured card answers 6F00 to the first command after power-up. */
  readonly refuseFirst: boolean;
  /** False: the card carries no 署名用 certificate, as a child's. */
  readonly signCertificate: boolean;
  readonly pinLocked: boolean;
  /** READ BINARY at or past the end: an error, or an empty answer with 9000. */
  readonly pastEnd: "6B00" | "6282" | "empty";
  /** READ BINARY answers at most so many bytes, as if all were well or as if the file ended there. */
  readonly shortRead: { readonly bytes: number; readonly status: "9000" | "6282" } | null;
  /** Cards differ by make (card capabilities in the ATR's historical bytes); without it they answer 6700. */
  readonly extendedLength: boolean;
  /** Pull the card out instead of answering the command of this number, counted from 1 when the card was made. */
  readonly pullAt: number | null;
  /** Does what the command of this number says, and leaves before the answer arrives. */
  readonly loseAnswerAt: number | null;
  /** Milliseconds that every answer takes, or by what is asked: `contactlessTiming` is like a real card. */
  readonly delay: number | CardTiming;
  /** The authority whose terminals are admitted without the PIN: our stand-in for a scheme that is not public. */
  readonly terminalRoot: TerminalRoot | null;
  /** Told every command and answer, one line each; the bodies of VERIFY and CHANGE PIN are masked. */
  readonly wire: ((line: string) => void) | null;
};

/** ATRs seen on My Number cards, by contact and by contactless readers. Source: pcsc-tools smartcard_list.txt. */
export const knownAtrs: readonly string[] = [
  "3be000ff8131fe4514",
  "3bda13ff8131fb468012392f31c173c601c03b",
  "3bf59100ff918171fe400042000100d1d6",
  "3bf59100ff918171fe4000420001b3a115",
  "3bc5ff8131fb458073c6010000",
  "3b888001000005e0b381a1007f",
  "3b888001000041e0b381a1003b",
];

export const defaultSwitches: Switches = {
  atr: Uint8Array.from(Buffer.from("3b888001000041e0b381a1003b", "hex")),
  tokenKind: "card",
  jpkiApplication: true,
  selectClearsPin: false,
  verifiedQuery: "counter",
  blockedStatus: 0x6984,
  refuseFirst: false,
  signCertificate: true,
  pinLocked: false,
  pastEnd: "6B00",
  shortRead: null,
  extendedLength: false,
  pullAt: null,
  loseAnswerAt: null,
  delay: 0,
  terminalRoot: null,
  wire: null,
};
