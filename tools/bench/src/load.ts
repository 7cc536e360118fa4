/** A closed loop of HTTP calls: so many at a time, each sent when another has been answered. */
import { Agent, request } from "node:http";

export type Call = {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
};

export type Caller = {
  /** @throws when any answer is not 200 */
  run(calls: readonly Call[]): Promise<{ readonly seconds: number; readonly answers: string[] }>;
  close(): void;
};

export function openCaller(origin: string, concurrency: number): Caller {
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency });

  return {
    async run(calls) {
      const answers: string[] = Array.from({ length: calls.length });
      const entries = calls.entries();
      const start = performance.now();
      await Promise.all(
        Array.from({ length: concurrency }, async () => {
          for (const [index, call] of entries) {
            answers[index] = await post(agent, origin, call);
          }
        }),
      );

      return { seconds: (performance.now() - start) / 1000, answers };
    },
    close: () => agent.destroy(),
  };
}

function post(agent: Agent, origin: string, { path, headers, body }: Call): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request(
      origin + path,
      {
        agent,
        method: "POST",
        headers: { ...headers, "content-type": "application/json", "content-length": body.length },
      },
      (response) => {
        const chunks: Uint8Array[] = [];
        response.on("data", (chunk: Uint8Array) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          const text = Buffer.concat(chunks).toString();
          if (response.statusCode === 200) resolve(text);
          else reject(new Error(`${path} answered ${response.statusCode}: ${text}`));
        });
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}
