/**
 * The agent as a program of its own, for a clinic's computer: this machine's PC/SC readers for the reception page.
 *   MADOGUCHI_AGENT_PORT     port on 127.0.0.1 (default 3210)
 *   MADOGUCHI_AGENT_ORIGINS  pages that may use it, separated by commas (default http://localhost:3000)
 *   MADOGUCHI_AGENT_SETTINGS where it keeps the billing computer's folder (default ~/.madoguchi/agent.json)
 *   MADOGUCHI_AGENT_TOKEN    a secret every client must know (default none)
 */
import { homedir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { startAgent } from "./agent.ts";
import { createPcscPort } from "./pcsc/port.ts";

const environment = z.object({
  MADOGUCHI_AGENT_PORT: z.coerce.number().int().min(0).max(65535).default(3210),
  MADOGUCHI_AGENT_ORIGINS: z
    .string()
    .default("http://localhost:3000")
    .transform((text) => text.split(",").map((origin) => origin.trim())),
  MADOGUCHI_AGENT_SETTINGS: z.string().default(join(homedir(), ".madoguchi", "agent.json")),
  MADOGUCHI_AGENT_TOKEN: z.string().min(16).optional(),
});

const settings = environment.parse(process.env);
const token = settings.MADOGUCHI_AGENT_TOKEN;
const agent = await startAgent({
  ports: [createPcscPort()],
  allowedOrigins: settings.MADOGUCHI_AGENT_ORIGINS,
  port: settings.MADOGUCHI_AGENT_PORT,
  settingsFile: settings.MADOGUCHI_AGENT_SETTINGS,
  ...(token === undefined ? {} : { token }),
});
process.stdout.write(`カードリーダーの中継を始めました: ${agent.url}\n`);
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => void agent.close().then(() => process.exit(0)));
