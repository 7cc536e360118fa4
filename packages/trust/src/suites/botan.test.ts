/** Four suites that neither we nor NIST's PKITS authors wrote, judged by the same code without a change. */
import { beforeAll, expect, test } from "vitest";
import { bsiCases, extendedCases, nistCases, x509testCases } from "./test-botan.ts";
import { debianSource } from "./test-debian-source.ts";
import { runSuite } from "./test-suite.ts";

let folder: string;

beforeAll(() => {
  folder = debianSource("botan", "src/tests/data/x509");
});

test.each([
  ["BSI", bsiCases, { cases: 53, valid: 8 }, []],
  ["NIST's first suite", nistCases, { cases: 71, valid: 36 }, []],
  [
    "x509test",
    x509testCases,
    { cases: 24, valid: 6 },
    // It permits ".test", and RFC 5280 §4.2.1.10 knows no leading dot for DNS names; readers differ over its meaning, so we refuse it.
    ["ValidNameConstraint.pem: no-path"],
  ],
  ["Botan's path lengths and names", extendedCases, { cases: 3, valid: 3 }, []],
])("%s: no false accept, and no false reject but those explained", (_, cases, size, explained) => {
  expect(runSuite(cases(folder))).toEqual({
    ...size,
    falseAccepts: [],
    falseRejects: explained,
  });
});
