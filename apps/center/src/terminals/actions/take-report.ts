import type { DeviceReport } from "@madoguchi/contract";
import { transaction } from "@madoguchi/platform";
import { Temporal } from "temporal-polyfill";
import type { Center } from "../../center.ts";
import { changeReport } from "../store/terminals.ts";
import type { Terminal } from "../store/terminals.ts";

type Reported = Partial<Pick<Terminal, "appVersion" | "platform" | "selfTest" | "selfTestAt">>;

/** What a device says of itself takes the place of what it said before; what it leaves out stays. */
export function reportedValues(report: DeviceReport, now: Temporal.Instant): Reported {
  const { appVersion, platform, selfTest } = report;
  const at = selfTest && Temporal.Instant.from(selfTest.at);

  return {
    ...(appVersion === undefined ? {} : { appVersion }),
    ...(platform === undefined ? {} : { platform }),
    // The device's clock may be ahead of ours.
    ...(selfTest && at
      ? { selfTest: selfTest.verdict, selfTestAt: Temporal.Instant.compare(at, now) > 0 ? now : at }
      : {}),
  };
}

export async function takeReport(
  center: Center,
  terminalId: string,
  report: DeviceReport,
): Promise<void> {
  const values = reportedValues(report, center.clock.now());
  if (Object.keys(values).length > 0) {
    await transaction(center.db, (tx) => changeReport(tx, terminalId, values));
  }
}
