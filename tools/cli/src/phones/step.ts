import { spawnSync } from "node:child_process";
import { Refusal } from "../refusal.ts";

/** Does one piece of work and writes what it was, how long it took and what came of it, when it says so. @throws Refusal */
export function step(title: string, work: () => string | void): void {
  const startedAt = performance.now();
  try {
    const note = work();
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    console.log(`✓ ${title} ${seconds}秒${note === undefined ? "" : `：${note}`}`);
  } catch (error) {
    console.log(`✗ ${title}`);
    throw error;
  }
}

/** The same for work that waits for others. */
export async function stepAsync<T>(title: string, work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  try {
    const result = await work();
    console.log(`✓ ${title} ${((performance.now() - startedAt) / 1000).toFixed(1)}秒`);
    return result;
  } catch (error) {
    console.log(`✗ ${title}`);
    throw error;
  }
}

export type RunOptions = {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
};

/** What the program printed on standard output. @throws Refusal with all it printed, when it fails */
export function run(
  program: string,
  args: readonly string[],
  { cwd, env = {} }: RunOptions = {},
): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    env: { ...process.env, ...env },
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status === 0) return stdout;
  throw new Refusal(
    `${program} が失敗しました。\n${error?.message ?? ""}${stdout ?? ""}${stderr ?? ""}`,
  );
}

/** @throws Refusal with `text`, when it lacks one of the words */
export function expectWords(text: string, words: readonly string[]): void {
  const missing = words.filter((word) => !text.includes(word));
  if (missing.length > 0) throw new Refusal(`「${missing.join("、")}」がありません。\n${text}`);
}
