import type { Answer } from "@madoguchi/contract";
import { useContext, useState } from "react";
import { useCounterPlace } from "../settings/counter-place.ts";
import type { HandoverWay } from "../settings/settings.ts";
import { PractisingContext } from "../shell/practising.ts";
import { useModule } from "../shell/use-module.ts";
import type { FileForm, HandoverEnd } from "./hand-over.ts";

export const HAND_OVER = "レセコンへ渡す";

const load = () => import("./handover.ts");

/** The way of one answer to the billing computer; null while its program cannot be had, and in practice. */
export function useHandover(answer: Answer) {
  const place = useCounterPlace();
  const module = useModule(load);
  const [end, setEnd] = useState<HandoverEnd | null>(null);
  const isPractice = useContext(PractisingContext);
  if (module === null || isPractice) return null;

  return {
    ...module,
    end,
    give: (way?: HandoverWay, form?: FileForm) =>
      void module.handOver(answer, place, way, form).then(setEnd),
  };
}
