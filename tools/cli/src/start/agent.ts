/** Entry of the reception agent's own process; `reception.ts` starts it and hears from it where it listens. */
import { createPcscPort, createVirtualReader, startAgent } from "@madoguchi/reception/desktop";
import { join } from "node:path";
import { tokyoDate } from "@madoguchi/notation";
import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { openDeck } from "../demo/deck.ts";
import { paperOf, printedOn } from "../demo/printed.ts";

const options = z
  .object({ origin: z.string(), varDir: z.string() })
  .parse(JSON.parse(process.argv[2] ?? "{}"));

const deck = await openDeck(join(options.varDir, "cards"));
const today = tokyoDate(Temporal.Now.instant());
const reader = createVirtualReader({
  deck: deck.people.map((person) => ({
    id: person.id,
    label: person.name,
    description: person.title,
    printed: [printedOn(deck.card(person.id).image), paperOf(person, today)]
      .filter((text) => text !== null)
      .join("。"),
    load: () => deck.card(person.id),
    reset: () => deck.reset(person.id),
  })),
});
const agent = await startAgent({
  ports: [reader.port, createPcscPort()],
  tray: reader.tray,
  allowedOrigins: [options.origin],
  settingsFile: join(options.varDir, "agent.json"),
});
process.once("disconnect", () => {
  void agent.close().finally(() => process.exit());
});
process.send?.({ url: agent.url });
