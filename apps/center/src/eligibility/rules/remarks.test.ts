import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { remarksFor } from "./remarks.ts";

test("an answer that stands tells what is about to change", () => {
  const lastDay = Temporal.PlainDate.from("2026-09-03");
  const usableUntil = Temporal.PlainDate.from("2026-12-03");
  const [grace, name] = remarksFor(
    { standing: "expired-grace", lastDay, usableUntil },
    "渡●　一郎",
  );
  expect(grace?.text).toBe(
    "電子証明書の有効期限（令和8年9月3日（木））が過ぎています。資格の確認は令和8年12月3日（木）までできます。患者さんには、市区町村の窓口での更新をご案内ください。",
  );
  expect(name?.kind).toBe("unmappable-name");
  expect(remarksFor({ standing: "valid", lastDay, usableUntil }, "渡邉　一郎")).toEqual([]);
});
