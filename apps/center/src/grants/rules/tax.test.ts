import fc from "fast-check";
import { expect, test } from "vitest";
import { isTax, priceWith, taxes } from "./tax.ts";
import type { Tax } from "./tax.ts";

test.each([
  [null, 5000, true, 5000],
  ["included-10", 5500, true, 5500],
  ["included-10", 5500, false, 5000],
  ["excluded-10", 5000, true, 5500],
  ["excluded-10", 4999, true, 5498],
  ["included-10", 4999, false, 4545],
  ["included-8", 1080, false, 1000],
  ["excluded-8", 1000, true, 1080],
  ["excluded-8", 999, true, 1078],
  ["none", 1000, true, 1000],
  ["none", 1000, false, 1000],
] as const)("%s %i yen, counted with tax %s: %i yen", (tax, yen, included, counted) => {
  expect(priceWith(tax, yen, included)).toBe(counted);
});

const kinds = Object.keys(taxes).filter(isTax);

test("exact by big integers, with the tax cut to whole yen", () => {
  const rates: Record<Tax, bigint> = {
    "included-10": 10n,
    "excluded-10": 10n,
    "included-8": 8n,
    "excluded-8": 8n,
    none: 0n,
  };
  fc.assert(
    fc.property(
      fc.constantFrom(...kinds),
      fc.nat(999_999_999_999),
      fc.boolean(),
      (tax, yen, included) => {
        const price = BigInt(priceWith(tax, yen, included));
        const rate = rates[tax];
        const isAsCounted = tax.startsWith(included ? "included" : "excluded");
        const added = (BigInt(yen) * rate) / 100n;
        const within = (BigInt(yen) * rate) / (100n + rate);
        expect(price).toBe(BigInt(yen) + (isAsCounted ? 0n : included ? added : -within));
      },
    ),
  );
});

test("a higher price is never counted lower, and there and back loses one yen at most", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...kinds),
      fc.nat(999_999_999),
      fc.boolean(),
      (tax, yen, included) => {
        expect(priceWith(tax, yen + 1, included)).toBeGreaterThanOrEqual(
          priceWith(tax, yen, included),
        );
        const net = priceWith("included-10", yen, false);
        expect(Math.abs(priceWith("excluded-10", net, true) - yen)).toBeLessThanOrEqual(1);
      },
    ),
  );
});
