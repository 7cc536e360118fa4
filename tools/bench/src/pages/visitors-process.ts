/** Entry of the process in which the visitors live; `visitors.ts` starts it. */
import { offer } from "./offer.ts";
import { visitSchema } from "./visitors.ts";

process.on("message", (message) => {
  const { origin, views, perSecond } = visitSchema.parse(message);
  offer(origin, views, perSecond).then(
    (answers) => process.send?.({ answers }),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
process.once("disconnect", () => process.exit());
