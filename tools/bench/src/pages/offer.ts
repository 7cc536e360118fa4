/**
 * An open loop of page views: each is asked for when its time has come, whether or not those before have been answered. How long a
 * page takes is counted from that time, so a server that stands still is charged for everybody who would have come meanwhile.
 */
import { Agent, get } from "node:http";
import { setTimeout } from "node:timers/promises";

export type View = {
  /** What the figures call the page. */
  readonly page: string;
  readonly path: string;
  readonly cookie: string | null;
};

export type Answer = {
  readonly page: string;
  readonly milliseconds: number;
  readonly bytes: number;
};

/** @throws when any answer is not 200 */
export async function offer(
  origin: string,
  views: readonly View[],
  perSecond: number,
): Promise<Answer[]> {
  using agent = openAgent();
  const start = performance.now();
  const answers: Promise<Answer>[] = [];
  for (const [index, view] of views.entries()) {
    const due = start + (index * 1000) / perSecond;
    const early = due - performance.now();
    if (early > 0) await setTimeout(early);
    const answer = fetchPage(agent.agent, origin, view).then((html) => ({
      page: view.page,
      milliseconds: performance.now() - due,
      bytes: html.length,
    }));
    // Whoever waits for all of them hears of the first failure.
    answer.catch(() => {});
    answers.push(answer);
  }

  // Awaited here: the connections are closed when this function ends.
  return await Promise.all(answers);
}

/** One after the other, as fast as they come. */
export async function fetchInTurn(
  origin: string,
  views: readonly View[],
): Promise<Map<string, Buffer>> {
  using agent = openAgent();
  const pages = new Map<string, Buffer>();
  for (const view of views) pages.set(view.path, await fetchPage(agent.agent, origin, view));

  return pages;
}

function openAgent() {
  const agent = new Agent({ keepAlive: true });

  return { agent, [Symbol.dispose]: () => agent.destroy() };
}

function fetchPage(agent: Agent, origin: string, { path, cookie }: View): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // As browsers ask.
    const headers = { "accept-encoding": "gzip", ...(cookie !== null && { cookie }) };
    const request = get(origin + path, { agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        if (response.statusCode === 200) resolve(Buffer.concat(chunks));
        else reject(new Error(`${path} was answered with ${response.statusCode ?? "nothing"}`));
      });
    });
    request.on("error", reject);
  });
}
