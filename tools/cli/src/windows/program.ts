/** The reception program as one file of JavaScript, for Node inside an executable and for Node beside it. */
import { join } from "node:path";

/**
 * @param outfile CommonJS: an executable's main file can be nothing else
 * @param place in an executable, which brings koffi's binding along, or below the repository's node_modules, where koffi is found
 */
export async function bundleProgram(
  root: string,
  outfile: string,
  place: "in-executable" | "in-repository",
): Promise<void> {
  const inside = place === "in-executable";
  const { build } = await import("esbuild");
  await build({
    absWorkingDir: root,
    entryPoints: [join("apps", "reception", "desktop", "app", "main.ts")],
    outfile,
    bundle: true,
    format: "cjs",
    platform: "node",
    target: "node24",
    // The one that looks for its binding where it is told, and not in a node_modules.
    ...(inside && {
      alias: { koffi: "koffi/indirect" },
      // CommonJS has no import.meta, and what koffi looks for from there lies beside the executable if anywhere.
      banner: { js: 'const here = require("node:url").pathToFileURL(process.execPath).href;' },
      define: { "import.meta.url": "here" },
    }),
    // ws goes without the first two.
    external: ["bufferutil", "utf-8-validate", ...(inside ? [] : ["koffi"])],
    logLevel: "silent",
  });
}
