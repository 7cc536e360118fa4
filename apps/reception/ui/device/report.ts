/** What the portal's list of terminals says of this device: its program, its system, its self-test. */
import type { ContractClient, DeviceReport } from "@madoguchi/contract";
import { APP_VERSION } from "../../link/version.ts";
import type { Registration } from "../check/check.ts";
import { describeBrowser } from "../self-test/browser-words.ts";

export function deviceFacts(): Pick<DeviceReport, "appVersion" | "platform"> {
  return { appVersion: APP_VERSION, platform: describeBrowser(navigator.userAgent) };
}

/** Nobody waits for it, and nothing here depends on it: what does not arrive comes with the next report. */
export async function reportDevice(
  client: Pick<ContractClient, "report">,
  { terminal, privateKey }: Registration,
  selfTest?: DeviceReport["selfTest"],
): Promise<void> {
  await client.report(
    { terminalId: terminal.terminalId, privateKey },
    { ...deviceFacts(), ...(selfTest && { selfTest }) },
  );
}
