/** The clinic's side of the demo: the screen app, built, and the agent that talks to card readers. */
import { fork } from "node:child_process";
import { existsSync } from "node:fs";
import { glob, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { z } from "zod";
import { fingerprint } from "../../../../bin/fingerprint.mjs";
import { repositoryRoot } from "../root.ts";

/** Builds the screen app unless this very source was built before. @returns the folder to serve below /reception/ */
export async function buildReception(): Promise<string> {
  const root = repositoryRoot();
  const reception = join(root, "apps", "reception");
  const ui = join(reception, "ui");
  // Whatever the page is made of besides itself.
  const parts = ["bluetooth", "link", "phone", "self-test"].map((name) => join(reception, name));
  const packages = ["card", "contract", "exchange", "notation", "ui"].map((name) =>
    join(root, "packages", name),
  );
  const target = join(root, "var", "build", "reception", fingerprint([ui, ...parts, ...packages]));
  if (existsSync(target)) return target;
  const { build } = await import("vite");
  const draft = `${target}.${process.pid}`;
  await build({
    root: ui,
    configFile: join(ui, "vite.config.ts"),
    logLevel: "error",
    build: { outDir: draft, emptyOutDir: true },
  });
  await packBeside(draft);
  try {
    await rename(draft, target);
  } catch (error) {
    // Another start built the same a moment ago.
    await rm(draft, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
  return target;
}

/** A third of the bytes, for the first start on a slow line. */
async function packBeside(folder: string): Promise<void> {
  for await (const file of glob("assets/*.{js,css}", { cwd: folder })) {
    const path = join(folder, file);
    await writeFile(`${path}.gz`, await promisify(gzip)(await readFile(path), { level: 9 }));
  }
}

export type AgentOptions = {
  /** Pages of this origin may talk to the agent; no other. */
  readonly origin: string;
  /** Where the demo's virtual cards are kept. */
  readonly varDir: string;
};

export type Agent = { readonly url: string; stop(): Promise<void> };

const ready = z.object({ url: z.string() });

/** A process of its own, so that the bytes of a PIN never enter the center's. It ends with the channel to us. */
export async function startReceptionAgent(options: AgentOptions): Promise<Agent> {
  const child = fork(join(import.meta.dirname, "agent.js"), [JSON.stringify(options)], {
    execArgv: ["--enable-source-maps"],
    // Its own group: Ctrl-C reaches us first, and we end it in order.
    detached: process.platform !== "win32",
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    child.once("message", (message) => resolve(ready.parse(message).url));
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`the reception agent ended with code ${code}`)));
  });
  return {
    url,
    stop: async () => {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}
