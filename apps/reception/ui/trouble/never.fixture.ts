/** Screens of trouble that one of the links cannot bring about, and why. */
import { bluetoothTroubles, linkTroubles } from "./link-troubles.ts";
import type { TroublePlace } from "./trouble.ts";

export const places = ["reader", "bluetooth", "phone"] as const satisfies readonly TroublePlace[];

export const never: Record<TroublePlace, readonly string[]> = {
  // A card that is gone before it is opened is one that left: the counter says so and waits.
  reader: [linkTroubles["no-card"].title],
  // The reader's own states stand in their place (`bluetooth.browser.test.ts`); nobody else uses it, and its wait cannot be given up.
  bluetooth: (["no-card", "no-reader", "service-down", "busy", "cancelled"] as const).map(
    (code) => bluetoothTroubles[code].title,
  ),
  phone: [],
};
