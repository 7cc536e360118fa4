import { APP_VERSION, deviceReportSchema } from "@madoguchi/contract";
import { expect, test } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { deviceFacts } from "./report.ts";

test("the version that is told is the package's, and the center takes it", () => {
  expect(APP_VERSION).toBe(manifest.version);
  expect(deviceReportSchema.safeParse(deviceFacts())).toMatchObject({ success: true });
});
