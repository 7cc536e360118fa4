/** What the center that serves this page tells it about the place where it stands. */
import { z } from "zod";

const configSchema = z.object({
  /** The agent that reaches this computer's card readers, e.g. `ws://127.0.0.1:41234/card`. */
  agentUrl: z.url({ protocol: /^wss?$/ }).nullable(),
  /** Everybody and everything here is made up, and the screen says so. */
  demo: z.boolean(),
  /** Shown to the agent, where the program that serves this page asks for it. */
  agentToken: z.string().optional(),
  /** Whether the browser keeps the app, so that it starts without a line; left out where a program serves it. */
  startsOffline: z.boolean().optional(),
  /** Of the program around this page on a PC. */
  app: z
    .object({
      version: z.string(),
      startsWithSystem: z.boolean(),
      /** Origin of the center, whose pages this program does not serve. */
      center: z.string(),
    })
    .optional(),
});
export type ReceptionConfig = z.infer<typeof configSchema>;

const KEPT = "madoguchi-config";

/** What the center says, or said last where the browser keeps the app. `null` when neither is there. */
export async function loadConfig(): Promise<ReceptionConfig | null> {
  try {
    const response = await fetch("config.json", { cache: "no-store" });
    const config = configSchema.parse(await response.json());
    if (config.startsOffline) localStorage.setItem(KEPT, JSON.stringify(config));
    else localStorage.removeItem(KEPT);
    return config;
  } catch {
    return keptConfig();
  }
}

function keptConfig(): ReceptionConfig | null {
  try {
    return configSchema.parse(JSON.parse(localStorage.getItem(KEPT) ?? ""));
  } catch {
    return null;
  }
}
