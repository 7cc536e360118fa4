import { createContext, useContext } from "react";
import type { AgentFolder } from "../../link/agent-folder.ts";
import type { Settings } from "./settings.ts";

/** Where an answer is shown: for which facility, with what settings, and what this computer can do with it. */
export type CounterPlace = {
  readonly facilityCode: string;
  readonly terminalId: string;
  readonly settings: Settings;
  /** Null where no agent runs: on a phone, or with a Bluetooth reader alone. */
  readonly agentFolder: AgentFolder | null;
};

export const CounterPlaceContext = createContext<CounterPlace | null>(null);

export function useCounterPlace(): CounterPlace {
  const place = useContext(CounterPlaceContext);
  if (place === null) throw new Error("no counter around this screen");
  return place;
}
