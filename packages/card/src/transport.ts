/** Every way a card's APDUs can travel: what a reader is, what a link promises, how a link fails. */

export const linkKinds = [
  "pcsc",
  "nfc-android",
  "nfc-ios",
  "ble",
  "webusb",
  "websmartcard",
  "virtual",
  "replay",
] as const;

export type LinkKind = (typeof linkKinds)[number];

/** Why a link ended. `removed` covers a card pulled out and a reader unplugged: the person does the same next. */
export type RemovalReason = "removed" | "closed";

export type ReaderInfo = {
  /** Stable while the reader stays plugged in. */
  readonly id: string;
  readonly name: string;
  readonly kind: LinkKind;
  readonly contactless: boolean | undefined;
  readonly cardPresent: boolean;
};

export type ReaderEvent =
  | { readonly type: "readers"; readonly readers: readonly ReaderInfo[] }
  | { readonly type: "failed"; readonly error: LinkError };

/** Raw bytes in, raw bytes (with SW1 SW2) out. A status word is never an exception here; a broken link always is one. */
export interface CardTransport extends AsyncDisposable {
  readonly kind: LinkKind;
  readonly reader: Pick<ReaderInfo, "id" | "name" | "contactless">;
  readonly limits: {
    readonly maxCommand: number;
    readonly maxResponse: number;
    readonly extended: boolean;
  };
  /** ATR or ATQB info. For logs only: never identify a card by it. */
  readonly historical: Uint8Array;
  /** Calls are serialised per transport. @throws LinkError */
  transmit(
    apdu: Uint8Array,
    options?: { signal?: AbortSignal; timeoutMs?: number },
  ): Promise<Uint8Array>;
  /** Resolves once, when the card is gone or the transport is closed. */
  readonly removed: Promise<RemovalReason>;
  /** `unpower` after any VERIFY: only power-off makes the card forget a verified PIN. */
  close(disposition: "leave" | "unpower"): Promise<void>;
}

/** Of a link that carries short APDUs for certain: 5 bytes, 255 of data and Le out, 256 bytes and a status word back. */
export const shortLimits: CardTransport["limits"] = {
  maxCommand: 261,
  maxResponse: 258,
  extended: false,
};

export interface ReaderPort {
  list(): Promise<readonly ReaderInfo[]>;
  /** Calls back at once with the present readers and then on every change. Returns the way to stop. */
  watch(callback: (event: ReaderEvent) => void): () => void;
  /** @throws LinkError */
  open(id: string, options: { exclusive: boolean; signal?: AbortSignal }): Promise<CardTransport>;
}

export const linkErrorCodes = [
  "removed",
  "no-reader",
  "no-card",
  "busy",
  "timeout",
  "cancelled",
  "service-down",
  "protocol",
] as const;

export type LinkErrorCode = (typeof linkErrorCodes)[number];

export class LinkError extends Error {
  readonly code: LinkErrorCode;

  constructor(code: LinkErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "LinkError";
    this.code = code;
  }
}
