/** Everything the steps of one self-test share. */
import type { ReaderPort } from "@madoguchi/card";
import type { CenterFinding, StorageFinding } from "./finding.ts";
import type { ReaderDetail, ServiceDetail } from "./detail.ts";

/** How long each wait may take, in milliseconds. */
export type Patience = {
  /** The service, which may just be starting. */
  readonly serviceMs: number;
  /** A reader that was just plugged in. */
  readonly readerMs: number;
  /** A person who lays the card down, takes it away, lays it down again. */
  readonly handMs: number;
  /** One answer of the card. */
  readonly answerMs: number;
  /** Another program, or our own counter, lets go of the card. */
  readonly busyMs: number;
  /** All commands of the measurement together. */
  readonly speedMs: number;
};

const patience: Patience = {
  // A page tries its agent again every five seconds at the latest.
  serviceMs: 6_000,
  readerMs: 4_000,
  handMs: 90_000,
  answerMs: 10_000,
  busyMs: 3_000,
  speedMs: 15_000,
};

export type SelfTestOptions = {
  /** Null when no program on this computer reaches its readers. */
  readonly port: ReaderPort | null;
  /** Only the reader of this name; otherwise the one on which the card comes to lie. */
  readonly readerName?: string;
  /** Ends the test before a card is asked for. */
  readonly leaveOutCard?: boolean;
  /** Looks at the computer itself when the service is silent or no reader is found. */
  readonly inspect?: {
    service(): Promise<ServiceDetail | null>;
    reader(): Promise<ReaderDetail | null>;
  };
  /** Writes something where this machine's registration is kept. */
  readonly tryStorage?: () => Promise<StorageFinding>;
  readonly askCenter?: () => Promise<CenterFinding>;
  readonly signal: AbortSignal;
  readonly now?: () => number;
  readonly patience?: Partial<Patience>;
};

export type Bench = Pick<SelfTestOptions, "readerName" | "inspect" | "signal"> & {
  readonly port: ReaderPort;
  readonly now: () => number;
  readonly patience: Patience;
};

export function setUp(options: SelfTestOptions, port: ReaderPort): Bench {
  return {
    ...options,
    port,
    now: options.now ?? (() => performance.now()),
    patience: { ...patience, ...options.patience },
  };
}
