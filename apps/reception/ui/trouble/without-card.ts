/** The counter goes on without the card: the steps, and what to charge. */
import { chargeOnPapers, copayOfAnyAge, otherWays } from "@madoguchi/contract";
import type { Trouble } from "./reason.ts";

/** @param first what may still be tried before; @param after what to do beside */
export function withoutCard(
  first: readonly string[],
  after: readonly string[] = [],
): Pick<Trouble, "steps" | "charge"> {
  return {
    steps: [...first, ...otherWays, ...after],
    charge: chargeOnPapers(copayOfAnyAge),
  };
}
