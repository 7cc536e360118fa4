/** What the portal's list of terminals says of this device: its program, its system, its self-test. */
import { APP_VERSION } from "@madoguchi/contract";
import type { ContractClient, DeviceReport, UpdateNotice } from "@madoguchi/contract";
import type { Registration } from "../check/check.ts";
import { describeBrowser } from "../self-test/browser-words.ts";

export function deviceFacts(): Pick<DeviceReport, "appVersion" | "platform"> {
  return { appVersion: APP_VERSION, platform: describeBrowser(navigator.userAgent) };
}

/**
 * Nobody waits for it, and no check depends on it: what does not arrive comes with the next report.
 * @returns whether this version is to be replaced; null where it need not be, undefined where nobody said
 */
export async function reportDevice(
  client: Pick<ContractClient, "report">,
  { terminal, privateKey }: Registration,
  selfTest?: DeviceReport["selfTest"],
): Promise<UpdateNotice | null | undefined> {
  const reported = await client.report(
    { terminalId: terminal.terminalId, privateKey },
    { ...deviceFacts(), ...(selfTest && { selfTest }) },
  );

  return reported.ok ? (reported.value.update ?? null) : undefined;
}
