import { createContext, useContext } from "react";
import { useModule } from "../shell/use-module.ts";
import type { OfflineService } from "./offline.tsx";

/** How a screen comes to what works without the center: fetched with the app's start, as later it could not be. */
export const OfflineContext = createContext<() => Promise<OfflineService>>(() =>
  Promise.reject(new Error("nothing works here without the center")),
);

/** Null until it is there. */
export function useOffline(): OfflineService | null {
  return useModule(useContext(OfflineContext));
}
