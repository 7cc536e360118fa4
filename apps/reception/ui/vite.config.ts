import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import type { Plugin } from "vite";

/** A counter reads by schemas and writes none: what zod writes JSON Schema with keeps its names and does nothing. */
const withoutJsonSchema: Plugin = {
  name: "without-json-schema",
  transform(code, id) {
    if (!/\/zod\/v4\/core\/(json-schema-processors|to-json-schema)\.js$/.test(id)) return null;
    const own = [...code.matchAll(/^export (?:const|function) (\w+)/gm)].map(
      ([, name]) => `export const ${name} = () => {};`,
    );
    const renamed = [...code.matchAll(/^export \{ \w+ as (\w+) \};$/gm)].map(
      ([, name]) => `const of_${name} = () => {};\nexport { of_${name} as ${name} };`,
    );

    return { code: [...own, ...renamed].join("\n"), map: null };
  },
};

/** Files that a browser must find under the same name in every build. */
const workers = new Set(["worker", "worker-off"]);

/** Tells the worker which files the build has, and the sum of each as it lies there; another file, and it is another worker. */
const withFilesInWorker: Plugin = {
  name: "with-files-in-worker",
  async writeBundle({ dir = "" }, bundle) {
    const names = Object.keys(bundle).filter((name) => /\.(?:css|html|js|wasm)$/.test(name));
    const kept = names.filter((name) => !workers.has(name.replace(/\.js$/, "")));
    const files = await Promise.all(
      kept.map(async (name) => [name, `sha256-${await sumOf(join(dir, name))}`]),
    );
    const worker = join(dir, "worker.js");
    const list = JSON.stringify(JSON.stringify(Object.fromEntries(files)));
    const code = await readFile(worker, "utf8");
    await writeFile(
      worker,
      code.replace(/(["'`])__FILES__\1/, () => list),
    );
  },
};

async function sumOf(file: string): Promise<string> {
  return createHash("sha256")
    .update(await readFile(file))
    .digest("base64");
}

export default defineConfig({
  root: import.meta.dirname,
  base: "/reception/",
  plugins: [react(), withoutJsonSchema, withFilesInWorker],
  resolve: {
    alias: [{ find: /^temporal-polyfill$/, replacement: join(import.meta.dirname, "temporal.ts") }],
  },
  // The page's policy allows no data: scripts or styles, so everything is a file of its own.
  build: {
    assetsInlineLimit: 0,
    sourcemap: true,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // Small files of which every counter loads all: together they pack better.
      output: {
        entryFileNames: ({ name }) => (workers.has(name) ? "[name].js" : "assets/[name]-[hash].js"),
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            { name: "react", test: /node_modules\/(?:react|react-dom|scheduler)\// },
            { name: "contract", test: /packages\/contract\/src\// },
            {
              name: "parts",
              test: /packages\/ui\/src\/(?:action\/|form\/form-address\.|show\/(?:icon|notice|details|tone)\.)/,
            },
            {
              name: "card",
              test: /packages\/card\/src\/(?:hex|transport|serial|jpki|apdu|decorate|exchange|profile|guard|outcome|application|signature|tlv|session)\.|reception\/link\/(?:protocol|remote-transport)\./,
            },
            {
              name: "counter",
              test: /reception\/(?:phone\/card-place|ui\/(?:shell\/(?:header|screen-heading|use-module|use-idle)|pin\/(?:pin-buffer|tries-left|keypad)|state\/screen|waiting\/card-picture|patient\/languages|trouble\/|declaration\/declaration-button|lock\/lock-state|settings\/(?:settings|counter-place)\.|today\/keeping|kept\/open-store))/,
            },
          ],
        },
      },
      input: {
        index: join(import.meta.dirname, "index.html"),
        patient: join(import.meta.dirname, "patient.html"),
        worker: join(import.meta.dirname, "service-worker/worker.ts"),
        "worker-off": join(import.meta.dirname, "service-worker/worker-off.ts"),
      },
    },
  },
});
