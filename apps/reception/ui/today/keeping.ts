/** When the list is written and when it is cleared: without anybody having to think of it. */
import type { Answer } from "@madoguchi/contract";
import { tokyoDate } from "@madoguchi/notation";
import { useContext, useEffect } from "react";
import { Temporal } from "temporal-polyfill";
import type { Registration } from "../check/check.ts";
import { useCounterPlace } from "../settings/counter-place.ts";
import { loadSettings } from "../settings/settings.ts";
import { PractisingContext } from "../shell/practising.ts";

const load = () => import("./vault.ts");
const MINUTE = 60_000;

/** A list that cannot be written is a list less, and no reason to keep a patient waiting. */
export function useKeeping(answer: Answer): void {
  const { terminalId, settings } = useCounterPlace();
  const isPractice = useContext(PractisingContext);
  const isKept = settings.keepList !== "none" && !isPractice;
  useEffect(() => {
    if (isKept)
      void load()
        .then(({ keepAnswer }) => keepAnswer(terminalId, answer))
        .catch(report);
  }, [isKept, terminalId, answer]);
}

/** At once and then every minute, for a page that is left open over night. */
export function useForgetting(registrations: readonly Registration[]): void {
  useEffect(() => {
    const forget = () => void forgetOldOf(registrations).catch(report);
    forget();
    const timer = setInterval(forget, MINUTE);
    return () => clearInterval(timer);
  }, [registrations]);
}

/** A facility that keeps nothing has had everything forgotten when it said so. */
async function forgetOldOf(registrations: readonly Registration[]): Promise<void> {
  const today = tokyoDate(Temporal.Now.instant());
  for (const { terminal } of registrations) {
    const { keepList, keepLast } = loadSettings(terminal.facilityCode);
    if (keepList !== "none") await (await load()).forgetOld(terminal.terminalId, keepList, today);
    const offline = await import("../offline/forget.ts");
    await offline.forgetOldOffline(terminal.terminalId, keepLast, today);
  }
}

/** Its name alone: a message could hold what was to be kept. */
function report(error: unknown): void {
  console.error("the list", error instanceof Error ? error.name : "failed");
}
