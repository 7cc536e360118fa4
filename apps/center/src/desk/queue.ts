/** What a noun says of its queue; everything else is the same for all. */
import type { Tx } from "@madoguchi/platform";
import type { ReactNode } from "react";
import type { OfficeRight, OfficialActor } from "../accounts/index.ts";
import type { Center } from "../center.ts";
import type { ReturnPoint } from "./rules/returns.ts";
import type { Held } from "./store/held.ts";
import type { ItemSource } from "./store/matching.ts";
import type { QueueRow } from "./store/queue.ts";

export type QueueView = {
  readonly name: string;
  readonly label: string;
  /** What the column of the time is called. */
  readonly since: string;
  /** Whose turn it is: only what waits for the office is taken, given, or decided several at a time. */
  readonly turn: "office" | "facility" | "nobody";
};

/** What a facility is told of a case that came back to it. */
export type Correction = {
  /** 「利用申請」. */
  readonly title: string;
  /** 「申請」. */
  readonly noun: string;
  /** Of what a return can point at. */
  readonly fieldLabels: Readonly<Record<string, string>>;
  /** Where the facility mends it. */
  readonly pathOf: (id: string) => string;
  /** What happens after the deadline, said before it. */
  readonly after: readonly string[];
};

export type Queue = ItemSource & {
  /** Of the list. */
  readonly path: string;
  readonly recordPath: (id: string) => string;
  readonly title: string;
  /** Who sees it. */
  readonly see: OfficeRight;
  /** What one of them is called: 「申請」. */
  readonly noun: string;
  readonly lead: string;
  /** The first is what the list begins with. */
  readonly views: readonly [QueueView, ...QueueView[]];
  /** A column of its own. */
  readonly about: { readonly header: string; readonly words: (about: string) => string } | null;
  readonly badge: (row: QueueRow) => ReactNode;
  /** What to say after a decision, by its name. */
  readonly done: Readonly<Record<string, string>>;
  readonly correction: Correction;
  /** Other lists of the same desk. */
  readonly beside?: ReactNode;
  /**
   * Inside the transaction in which a decision that was held takes effect.
   * @returns false where the case is no longer as it was decided on; absent where nothing is held
   */
  readonly carryOut?: (
    tx: Tx,
    center: Pick<Center, "config" | "clock">,
    held: Held,
  ) => Promise<boolean>;
  /**
   * Where several can be returned for one reason.
   * @returns why this one was not, in words; null when it was
   */
  readonly returnOne?: (
    center: Center,
    actor: OfficialActor,
    seen: { readonly id: string; readonly version: number },
    point: ReturnPoint,
  ) => Promise<string | null>;
};
