import { makeReport } from "@madoguchi/reception/self-test";
import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { reportPage } from "./report-page.ts";

test("a reader's name is text, whatever a driver writes in it", () => {
  const name = '<img src=x onerror="alert(1)"> & Söhne';
  const reader = { name, link: "pcsc", contactless: undefined, historical: "" } as const;
  const page = reportPage(
    makeReport(
      { findings: [{ step: "card", kind: "detected", reader }], exchanges: [] },
      { program: "doctor", system: "Linux" },
      Temporal.Instant.from("2026-11-22T00:04:00Z"),
    ),
  );
  expect(page).not.toContain("<img");
  expect(page).toContain("&lt;img src=x onerror=&quot;alert(1)&quot;&gt; &amp; Söhne");
  expect(page).toContain("<p>令和8年11月22日（日） 9:04</p>");
});
