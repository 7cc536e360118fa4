/** Those who ask for pages, in a process of their own: what they cost does not keep the server from answering. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { z } from "zod";
import type { Answer, View } from "./offer.ts";

export const visitSchema = z.object({
  origin: z.string(),
  views: z.array(z.object({ page: z.string(), path: z.string(), cookie: z.string().nullable() })),
  perSecond: z.number(),
});

const heardSchema = z.union([
  z.object({
    answers: z.array(z.object({ page: z.string(), milliseconds: z.number(), bytes: z.number() })),
  }),
  z.object({ error: z.string() }),
]);

export type Visitors = Disposable & {
  /** @throws when any answer is not 200 */
  visit(origin: string, views: readonly View[], perSecond: number): Promise<readonly Answer[]>;
};

export function openVisitors(): Visitors {
  const child = fork(join(import.meta.dirname, "visitors-process.js"), {
    execArgv: ["--enable-source-maps"],
  });

  return {
    async visit(origin, views, perSecond) {
      child.send({ origin, views, perSecond });
      const [message] = await once(child, "message");
      const heard = heardSchema.parse(message);
      if ("error" in heard) throw new Error(heard.error);

      return heard.answers;
    },
    [Symbol.dispose]: () => child.disconnect(),
  };
}
