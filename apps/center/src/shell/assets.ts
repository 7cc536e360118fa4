/** The portal's stylesheet and its small scripts: bundled once at the start, named by content, kept for ever by browsers. */
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { pack, sendPacked } from "@madoguchi/platform";
import type { Packed } from "@madoguchi/platform";
import { build } from "esbuild";
import type { FastifyInstance } from "fastify";

type Asset = {
  readonly href: string;
  readonly type: string;
  readonly content: Packed;
};

/** `costs` is `enhance` with the running total of a grant. */
export type ScriptName = "enhance" | "passkey" | "costs";

let styles: Asset | null = null;
const scripts: Partial<Record<ScriptName, Asset>> = {};

export function stylesHref(): string {
  return styles?.href ?? "/assets/style.css";
}

export function scriptHref(name: ScriptName): string {
  return scripts[name]?.href ?? `/assets/${name}.js`;
}

// A counter window, in the one accent colour.
const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#0017c1"/><path d="M6 9h20v9H6zM4 20h24v4H4z" fill="#fff"/><path d="M16 9v9" stroke="#0017c1" stroke-width="2"/></svg>';

export async function registerAssets(app: FastifyInstance): Promise<void> {
  [styles, scripts.enhance, scripts.passkey, scripts.costs] = await Promise.all([
    bundle("@madoguchi/ui/styles.css", "style", "text/css; charset=utf-8", "css"),
    bundleScript("enhance"),
    bundleScript("passkey"),
    bundleScript("costs"),
  ]);
  // Browsers ask for this address of their own accord.
  app.get("/favicon.ico", (_request, reply) => reply.type("image/svg+xml").send(ICON));
  for (const asset of [styles, scripts.enhance, scripts.passkey, scripts.costs]) {
    app.get(asset.href, (_request, reply) => {
      void reply.type(asset.type).header("cache-control", "public, max-age=31536000, immutable");

      return sendPacked(reply, asset.content);
    });
  }
}

function bundleScript(name: ScriptName): Promise<Asset> {
  return bundle(`@madoguchi/center/${name}.ts`, name, "text/javascript; charset=utf-8", "js");
}

async function bundle(
  source: string,
  name: string,
  type: string,
  extension: string,
): Promise<Asset> {
  const result = await build({
    entryPoints: [fileURLToPath(import.meta.resolve(source))],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: ["chrome111", "firefox115", "safari16.4"],
    logLevel: "silent",
  });
  const bytes = result.outputFiles[0]?.contents ?? new Uint8Array();
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 12);

  return { href: `/assets/${name}-${hash}.${extension}`, type, content: pack(bytes) };
}
