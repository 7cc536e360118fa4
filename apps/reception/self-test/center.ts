import type { CenterFinding } from "./finding.ts";

const PATIENCE_MS = 5_000;

/**
 * Whether anything answers at the address, and what time it has there: the Date header, which counts whole seconds.
 * @param address of something small that needs no right to be read
 */
export async function askCenterAt(address: string): Promise<CenterFinding> {
  const step = "center";
  const sent = Date.now();
  try {
    const response = await fetch(address, {
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    await response.arrayBuffer();
    const there = Date.parse(response.headers.get("date") ?? "") + 500;
    if (Number.isNaN(there)) return { step, kind: "unreachable" };
    const here = (sent + Date.now()) / 2;
    return { step, kind: "answers", aheadSeconds: Math.round((here - there) / 1000) };
  } catch {
    return { step, kind: "unreachable" };
  }
}
