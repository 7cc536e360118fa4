/** Entry of the reception agent's own process; `reception.ts` starts it and hears from it where it listens. */
import { createPcscPort, createVirtualReader, startAgent } from "@madoguchi/reception/desktop";
import { join } from "node:path";
import { z } from "zod";
import { openDeck } from "../demo/deck.ts";
import { printedOn } from "../demo/printed.ts";

const options = z
  .object({ origin: z.string(), varDir: z.string() })
  .parse(JSON.parse(process.argv[2] ?? "{}"));

const deck = await openDeck(join(options.varDir, "cards"));
const reader = createVirtualReader({
  deck: deck.cards.map(({ id, title, holderName }) => ({
    id,
    label: holderName,
    description: title,
    printed: printedOn(deck.card(id).image),
    load: () => deck.card(id),
    reset: () => deck.reset(id),
  })),
});
const agent = await startAgent({
  ports: [reader.port, createPcscPort()],
  tray: reader.tray,
  allowedOrigins: [options.origin],
});
process.once("disconnect", () => {
  void agent.close().finally(() => process.exit());
});
process.send?.({ url: agent.url });
