/** What has been found so far, in the order of the steps. Pure: events in, the next progress out. */
import type { Ask, ExchangeRecord, Finding, SelfTestEvent, StepName } from "./finding.ts";

export type Progress = {
  readonly findings: readonly Finding[];
  readonly exchanges: readonly ExchangeRecord[];
  /** Under way now. */
  readonly step: StepName | null;
  /** What the person is to do now. */
  readonly ask: Ask | null;
};

export const nothingYet: Progress = { findings: [], exchanges: [], step: null, ask: null };

export function advance(progress: Progress, event: SelfTestEvent): Progress {
  switch (event.type) {
    case "step":
      return { ...progress, step: event.step, ask: null };
    case "ask":
      return { ...progress, ask: event.ask };
    case "finding":
      return {
        findings: [...progress.findings, event.finding],
        exchanges: [...progress.exchanges, ...event.exchanges],
        step: null,
        ask: null,
      };
  }
}
