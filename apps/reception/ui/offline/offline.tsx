/** What the counter has for times without the center, in one file of its own, fetched while the center is there. */
import type { Answer, ContractClient, Terminal } from "@madoguchi/contract";
import type { ComponentType } from "react";
import { identityOf } from "../check/check.ts";
import type { Registration } from "../check/check.ts";
import { loadSettings } from "../settings/settings.ts";
import { fetchAnchors } from "./anchors.ts";
import { checkOffline } from "./check-offline.ts";
import { startCourier } from "./courier.ts";
import type { Courier } from "./courier.ts";
import { keepLastAnswer } from "./last-answers.ts";
import { OfflineMark } from "./mark.tsx";
import { OfflineScreen } from "./offline-screen.tsx";
import { openQueue } from "./queue.ts";
import type { ReachWatch } from "./reach.ts";

type Client = Pick<ContractClient, "self" | "sendOfflineChecks" | "trustAnchors">;

export type OfflineService = {
  readonly check: typeof checkOffline;
  /** Keeps the answer for this card, where the facility wants it. */
  remember(terminal: Terminal, certificate: Uint8Array, answer: Answer): Promise<void>;
  /** These registrations' entries are sent from now on, also while the app is locked. */
  serve(registrations: readonly Registration[]): void;
  courierOf(terminalId: string): Courier | null;
  /** Entries of this terminal have changed, or more can be sent. */
  wake(terminalId: string): void;
  readonly Mark: ComponentType<{ terminalId: string | null }>;
  readonly Screen: typeof OfflineScreen;
};

const PROBE_MS = 15_000;

export function openOffline(parts: { client: Client; reach: ReachWatch }): OfflineService {
  const { client, reach } = parts;
  const couriers = new Map<string, { courier: Courier; registration: Registration }>();
  let probing: ReturnType<typeof setInterval> | undefined;
  // Declarations and results are fetched with it: they are what is needed then.
  void import("../declaration/declaration.ts").catch(() => {});
  void import("../today/today-page.tsx").catch(() => {});

  function probe(): void {
    const [any] = couriers.values();
    // That it answers is all there is to know; the client tells the watch.
    if (any) void client.self(identityOf(any.registration));
  }
  function attend(): void {
    clearInterval(probing);
    if (reach.state().kind === "down") probing = setInterval(probe, PROBE_MS);
    else for (const { courier } of couriers.values()) courier.wake();
  }
  reach.subscribe(attend);
  addEventListener("online", probe);
  attend();

  const service: OfflineService = {
    async check(check) {
      const end = await checkOffline(check);
      service.wake(check.registration.terminal.terminalId);
      return end;
    },
    async remember({ terminalId, facilityCode }, certificate, answer) {
      if (loadSettings(facilityCode).keepLast === "none") return;
      await keepLastAnswer(terminalId, certificate, answer);
    },
    serve(registrations) {
      const ids = new Set(registrations.map(({ terminal }) => terminal.terminalId));
      for (const [id, { courier }] of couriers) {
        if (ids.has(id)) continue;
        couriers.delete(id);
        void courier.stop();
      }
      for (const registration of registrations) {
        const { terminalId } = registration.terminal;
        if (couriers.has(terminalId)) continue;
        const identity = identityOf(registration);
        const courier = startCourier({ queue: openQueue(terminalId), client, identity });
        couriers.set(terminalId, { courier, registration });
        void fetchAnchors(client, identity).catch(() => {});
      }
    },
    courierOf: (terminalId) => couriers.get(terminalId)?.courier ?? null,
    wake: (terminalId) => couriers.get(terminalId)?.courier.wake(),
    Mark: ({ terminalId }) => (
      <OfflineMark
        reach={reach}
        courier={terminalId === null ? null : service.courierOf(terminalId)}
      />
    ),
    Screen: OfflineScreen,
  };

  return service;
}
