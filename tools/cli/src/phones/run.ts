import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { ensureDebianPackages } from "../debian.ts";
import { Refusal } from "../refusal.ts";
import { repositoryRoot, version } from "../root.ts";
import { buildAndroid } from "./android.ts";
import type { SigningKey } from "./android.ts";
import { buildIos } from "./ios.ts";
import { run, step } from "./step.ts";

export type PhonesOptions = {
  readonly android: boolean;
  readonly ios: boolean;
  /** `https://host`, or with a port. */
  readonly center: string;
};

/** @returns the exit code. @throws Refusal at the first step that fails */
export function buildPhones({ android, ios, center }: PhonesOptions): number {
  const root = repositoryRoot();
  const reception = join(root, "apps/reception");
  const varDir = resolve(root, process.env["MADOGUCHI_VAR"] || "var");
  const folder = join(varDir, "phones");
  mkdirSync(folder, { recursive: true });
  const startedAt = performance.now();
  if (android) {
    ensureDebianPackages(["default-jdk-headless", "libandroid-json-java"], "Android のアプリ");
    buildAndroid({
      source: join(reception, "android"),
      folder,
      target: join(varDir, "build/android/madoguchi.apk"),
      center,
      version: version(),
      key: signingKey(),
    });
    step("Java の橋渡しを試す（仮想カード）", () => drive(root, "android", {}));
  }
  if (ios) {
    const command = buildIos(join(reception, "ios"), folder);
    const env = { MADOGUCHI_IOS_TESTS: JSON.stringify(command) };
    step("Swift の橋渡しを試す（仮想カード）", () => drive(root, "ios", env));
  }
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  console.log(`すべて通りました（${seconds}秒）。`);
  return 0;
}

/** @throws Refusal for half of one */
function signingKey(): SigningKey | null {
  const file = process.env["MADOGUCHI_ANDROID_KEY"];
  if (!file) return null;
  const password = process.env["MADOGUCHI_ANDROID_KEY_PASSWORD"];
  if (!password) {
    throw new Refusal(
      "MADOGUCHI_ANDROID_KEY の鍵を使うには、MADOGUCHI_ANDROID_KEY_PASSWORD に、その鍵のパスワードを指定してください。",
    );
  }

  return { file, password };
}

/** The same journeys for both bridges, by the page's own code; see phone/journeys.fixture.ts. */
function drive(
  root: string,
  shell: "android" | "ios",
  env: Readonly<Record<string, string>>,
): string {
  const config = join(root, "apps/reception/phone/vitest.config.ts");
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const args = [vitest, "run", "--config", config, "--no-color", `${shell}/bridge`];
  const report = run(process.execPath, args, { cwd: root, env: { ...env, NO_COLOR: "1" } });
  return /Tests +(?<tally>.*passed)/u.exec(report)?.groups?.["tally"] ?? "";
}
