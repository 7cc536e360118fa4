import type { TrayState } from "../link/protocol.ts";

/** The demo's hand: it takes one of its cards and lays it on the virtual reader. */
export interface CardTray {
  list(): TrayState;
  /** Calls back at once and on every change. Returns the way to stop. */
  watch(callback: (state: TrayState) => void): () => void;
  /** A card that lies there goes back first. @throws LinkError `no-card` when the tray has no such card */
  put(cardId: string): Promise<void>;
  /** Also in the middle of a check, as people do. */
  remove(): Promise<void>;
  /** Every card has its tries again, and none lies on the reader. */
  reset(): Promise<void>;
}
