import type { AgentLink } from "../../link/client.ts";
import type { TrayState } from "../../link/protocol.ts";
import type { Tray } from "./tray.tsx";

/** The agent's tray in the shape that React subscribes to. */
export function trayOf(link: AgentLink): Tray {
  let state: TrayState | undefined;
  const listeners = new Set<() => void>();
  link.watchTray((next) => {
    state = next;
    for (const listener of listeners) listener();
  });
  // An agent that is gone shows on the screen by itself: its tray disappears.
  const quietly = (done: Promise<void>) => void done.catch(() => {});

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    put: (card) => quietly(link.putCard(card)),
    remove: () => quietly(link.removeCard()),
    reset: () => quietly(link.resetCards()),
  };
}
