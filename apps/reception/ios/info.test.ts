import { currentCard, toHex } from "@madoguchi/card";
import { expect, test } from "vitest";
import { selectIdentifiers } from "./info.fixture.ts";

test("iOS may select the two applications that a check uses, JPKI first, and no other", () => {
  const { jpki, surface } = currentCard;
  expect(selectIdentifiers()).toEqual([toHex(jpki.aid), toHex(surface.aid)]);
});
