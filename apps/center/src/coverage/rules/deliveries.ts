/** A file on its way into the registry: its states, and who may decide. */
import type { FeedProgress } from "../feeds/take-in.ts";

export const deliveryStates = [
  "waiting",
  "running",
  "accepted",
  /** The same file was taken in before. */
  "already",
  "refused",
  /** It ends so many coverages that a second person must agree. */
  "unconfirmed",
  "declined",
  /** Nobody decided in time. */
  "expired",
  /** The center could not work on it. */
  "failed",
] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** Every event that a state knows; what is not here cannot happen. */
export const deliveryTransitions = {
  waiting: { begin: "running" },
  running: {
    accept: "accepted",
    recognise: "already",
    refuse: "refused",
    ask: "unconfirmed",
    fail: "failed",
    giveBack: "waiting",
  },
  unconfirmed: { confirm: "waiting", decline: "declined", expire: "expired" },
  accepted: {},
  already: {},
  refused: {},
  declined: {},
  expired: {},
  failed: {},
} as const satisfies Readonly<Record<DeliveryState, Readonly<Record<string, DeliveryState>>>>;

export type DeliveryStep = FeedProgress["step"];

export type Sender =
  | { readonly kind: "official"; readonly id: string }
  /** An insurer's own system, by the id of its key. */
  | { readonly kind: "insurer"; readonly id: string };

export function isOpen(state: DeliveryState): boolean {
  return state === "waiting" || state === "running";
}

export const can = {
  /** 四つの目: anybody of the office but whoever brought the file. */
  decideEndings(
    actor: { readonly id: string },
    delivery: {
      readonly state: DeliveryState;
      readonly senderId: string;
      readonly isDryRun: boolean;
    },
  ): true | "not-unconfirmed" | "same-person" {
    if (delivery.state !== "unconfirmed" || delivery.isDryRun) return "not-unconfirmed";
    return delivery.senderId !== actor.id || "same-person";
  },
};

/** How long a file waits for a second person. */
export const UNCONFIRMED_DAYS = 30;

/** How long it is told where a file went wrong. */
export const PROBLEM_DAYS = 90;

/** Without a sign of life for so long, whoever worked on a file is gone. */
export const SILENT_SECONDS = 120;

/** A file that could not be worked on so often is given up. */
export const MAXIMUM_ATTEMPTS = 5;
