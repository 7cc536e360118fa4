/**
 * NIST PKITS 1.0.1, all sections, 4.1 to 4.16: 220 of the 223 end-entity certificates. The three of DSA are left out, for DSA is in
 * no table of ours. Verdicts are those of the file names; all that depends on initial policies (4.8 to 4.12) is from NIST's document,
 * and was compared with two other transcripts of it: Go's crypto/x509/testdata/nist-pkits/vectors.json (249 runs with their inputs,
 * extracted from the PDF) and the text in Bouncy Castle's NistCertPathTest2. Why a path must fail is ours to say.
 */
import { describe, expect, test } from "vitest";
import { ANY_POLICY, policiesOf } from "./path/policies.ts";
import { validatePath } from "./path/validate.ts";
import type { PathQuestion, PathVerdict } from "./path/question.ts";
import { PKITS_TIME, loadPkits, pkitsCertificate } from "./test-pkits.ts";

const { tests, unreadable, ...pkits } = loadPkits();

const isDsa = (name: string): boolean => name.includes("DSA");

function verdictOf(name: string, inputs: Partial<PathQuestion> = {}): PathVerdict {
  const certificate = pkitsCertificate(`${name}EE`);
  return validatePath({ ...pkits, certificate, at: PKITS_TIME, ...inputs });
}

/** In one word. */
function outcome(verdict: PathVerdict): string {
  return verdict.kind === "fault" ? verdict.fault : verdict.kind;
}

/** Why each `Invalid…` test must fail, by test name without that word. */
const FAULTS: Readonly<Record<string, string>> = {
  "no-path": "CASignatureTest2 EESignatureTest3 NameChainingTest1 NameChainingOrderTest2",
  "not-yet-valid": "CAnotBeforeDateTest1 EEnotBeforeDateTest2",
  expired: "CAnotAfterDateTest5 EEnotAfterDateTest6 pre2000UTCEEnotAfterDateTest7",
  revoked: `RevokedCATest2 RevokedEETest3 NegativeSerialNumberTest15 LongSerialNumberTest18
    SeparateCertificateandCRLKeysTest20 BasicSelfIssuedOldWithNewTest2 BasicSelfIssuedNewWithOldTest5
    BasicSelfIssuedCRLSigningKeyTest7 distributionPointTest2 distributionPointTest6 onlySomeReasonsTest15
    onlySomeReasonsTest16 onlySomeReasonsTest20 onlySomeReasonsTest21 IDPwithindirectCRLTest23 cRLIssuerTest31
    cRLIssuerTest32 cRLIssuerTest34 deltaCRLTest3 deltaCRLTest4 deltaCRLTest6 deltaCRLTest9`,
  "revocation-unknown": `MissingCRLTest1 BadCRLSignatureTest4 BadCRLIssuerNameTest5 WrongCRLTest6
    UnknownCRLEntryExtensionTest8 UnknownCRLExtensionTest9 UnknownCRLExtensionTest10 OldCRLnextUpdateTest11
    pre2000CRLnextUpdateTest12 SeparateCertificateandCRLKeysTest21 keyUsageCriticalcRLSignFalseTest4
    keyUsageNotCriticalcRLSignFalseTest5 distributionPointTest3 distributionPointTest8 distributionPointTest9
    onlyContainsUserCertsTest11 onlyContainsCACertsTest12 onlyContainsAttributeCertsTest14 onlySomeReasonsTest17
    IDPwithindirectCRLTest26 cRLIssuerTest27 cRLIssuerTest35 deltaCRLIndicatorNoBaseTest1 deltaCRLTest10`,
  "not-a-ca":
    "MissingbasicConstraintsTest1 cAFalseTest2 cAFalseTest3 BasicSelfIssuedCRLSigningKeyTest8",
  "path-length": `pathLenConstraintTest5 pathLenConstraintTest6 pathLenConstraintTest9 pathLenConstraintTest10
    pathLenConstraintTest11 pathLenConstraintTest12 SelfIssuedpathLenConstraintTest16`,
  "key-usage": "keyUsageCriticalkeyCertSignFalseTest1 keyUsageNotCriticalkeyCertSignFalseTest2",
  policy: `requireExplicitPolicyTest3 requireExplicitPolicyTest5 SelfIssuedrequireExplicitPolicyTest7
    SelfIssuedrequireExplicitPolicyTest8 PolicyMappingTest2 PolicyMappingTest4 PolicyMappingTest10
    inhibitPolicyMappingTest1 inhibitPolicyMappingTest3 inhibitPolicyMappingTest5 inhibitPolicyMappingTest6
    SelfIssuedinhibitPolicyMappingTest8 SelfIssuedinhibitPolicyMappingTest9 SelfIssuedinhibitPolicyMappingTest10
    SelfIssuedinhibitPolicyMappingTest11 inhibitAnyPolicyTest1 inhibitAnyPolicyTest4 inhibitAnyPolicyTest5
    inhibitAnyPolicyTest6 SelfIssuedinhibitAnyPolicyTest8 SelfIssuedinhibitAnyPolicyTest10`,
  "policy-mapping": "MappingFromanyPolicyTest7 MappingToanyPolicyTest8",
  "name-constraints": `DNnameConstraintsTest2 DNnameConstraintsTest3 DNnameConstraintsTest7 DNnameConstraintsTest8
    DNnameConstraintsTest9 DNnameConstraintsTest10 DNnameConstraintsTest12 DNnameConstraintsTest13
    DNnameConstraintsTest15 DNnameConstraintsTest16 DNnameConstraintsTest17 DNnameConstraintsTest20
    RFC822nameConstraintsTest22 RFC822nameConstraintsTest24 RFC822nameConstraintsTest26
    DNandRFC822nameConstraintsTest28 DNandRFC822nameConstraintsTest29 DNSnameConstraintsTest31
    DNSnameConstraintsTest33 DNSnameConstraintsTest38 URInameConstraintsTest35 URInameConstraintsTest37`,
  "unknown-critical-extension": "UnknownCriticalCertificateExtensionTest2",
};

const faultOf = new Map<string, string>(
  Object.entries(FAULTS).flatMap(([fault, names]) =>
    names.split(/\s+/).map((name) => [`Invalid${name}`, fault] as const),
  ),
);

test("the suite is whole, and only what must be unreadable is", () => {
  expect(tests).toHaveLength(223);
  expect(pkits.intermediates.length + tests.length).toBe(405 - 3);
  expect(pkits.crls).toHaveLength(173 - 4);
  expect(unreadable).toEqual([
    // The bit string of its signature is broken, not only the number in it.
    "certs/BadSignedCACert.crt",
    "certs/DSACACert.crt",
    "certs/DSAParametersInheritedCACert.crt",
    "crls/BadCRLSignatureCACRL.crl",
    "crls/DSACACRL.crl",
    "crls/DSAParametersInheritedCACRL.crl",
    "crls/UnknownCRLExtensionCACRL.crl",
  ]);
});

describe("false accepts: none", () => {
  const invalid = tests.filter((name) => name.startsWith("Invalid") && !isDsa(name));

  test("a reason is known for each of 114", () => {
    expect([...faultOf.keys()].toSorted()).toEqual(invalid.toSorted());
    expect(invalid).toHaveLength(114);
  });

  test.each(invalid)("%s", (name) => {
    expect(outcome(verdictOf(name))).toBe(faultOf.get(name));
  });
});

describe("false rejects: none", () => {
  const valid = tests.filter((name) => name.startsWith("Valid") && !isDsa(name));

  test("there are 86", () => {
    expect(valid).toHaveLength(86);
  });

  test.each(valid)("%s", (name) => {
    expect(outcome(verdictOf(name))).toBe("valid");
  });
});

const policy = (n: number): string => `2.16.840.1.101.3.2.1.48.${n}`;
const [P1, P2, P3, P6] = [policy(1), policy(2), policy(3), policy(6)] as const;
const anyPolicies = {
  initialPolicies: undefined,
  initialExplicitPolicy: false,
  initialInhibitPolicyMapping: false,
  initialInhibitAnyPolicy: false,
};
const explicit = { initialExplicitPolicy: true };
const only = (...initialPolicies: string[]) => ({ initialPolicies });
const both = (...initialPolicies: string[]) => ({ ...explicit, initialPolicies });
const noMapping = { initialInhibitPolicyMapping: true };
const noAny = { initialInhibitAnyPolicy: true };

type PolicyRun = [
  test: string,
  inputs: Partial<PathQuestion>,
  /** The authority-constrained and the user-constrained policies; or that the path must fail. */
  expected: readonly [authority: readonly string[], user: readonly string[]] | "policy",
];

const same = (...policies: string[]) => [policies, policies] as const;

/** Sections 4.8, 4.10 and 4.12, with NIST's numbers. Tests without a verdict in their name stand only here. */
const POLICY_RUNS: readonly PolicyRun[] = [
  // 4.8.1
  ["ValidCertificatePathTest1", explicit, same(P1)],
  ["ValidCertificatePathTest1", both(P1), same(P1)],
  ["ValidCertificatePathTest1", both(P2), "policy"],
  ["ValidCertificatePathTest1", both(P1, P2), same(P1)],
  // 4.8.2 to 4.8.5
  ["AllCertificatesNoPoliciesTest2", {}, same()],
  ["AllCertificatesNoPoliciesTest2", explicit, "policy"],
  ["DifferentPoliciesTest3", {}, same()],
  ["DifferentPoliciesTest3", explicit, "policy"],
  ["DifferentPoliciesTest3", both(P1, P2), "policy"],
  ["DifferentPoliciesTest4", {}, "policy"],
  ["DifferentPoliciesTest5", {}, "policy"],
  // 4.8.6
  ["OverlappingPoliciesTest6", {}, same(P1)],
  ["OverlappingPoliciesTest6", only(P1), same(P1)],
  ["OverlappingPoliciesTest6", only(P2), "policy"],
  // 4.8.7 to 4.8.9
  ["DifferentPoliciesTest7", {}, "policy"],
  ["DifferentPoliciesTest8", {}, "policy"],
  ["DifferentPoliciesTest9", {}, "policy"],
  // 4.8.10
  ["AllCertificatesSamePoliciesTest10", {}, same(P1, P2)],
  ["AllCertificatesSamePoliciesTest10", only(P1), [[P1, P2], [P1]]],
  ["AllCertificatesSamePoliciesTest10", only(P2), [[P1, P2], [P2]]],
  // 4.8.11
  ["AllCertificatesanyPolicyTest11", {}, same(ANY_POLICY)],
  ["AllCertificatesanyPolicyTest11", only(P1), [[ANY_POLICY], [P1]]],
  // 4.8.12
  ["DifferentPoliciesTest12", {}, "policy"],
  // 4.8.13
  ["AllCertificatesSamePoliciesTest13", only(P1), [[P1, P2, P3], [P1]]],
  ["AllCertificatesSamePoliciesTest13", only(P2), [[P1, P2, P3], [P2]]],
  ["AllCertificatesSamePoliciesTest13", only(P3), [[P1, P2, P3], [P3]]],
  // 4.8.14
  ["AnyPolicyTest14", only(P1), same(P1)],
  ["AnyPolicyTest14", only(P2), "policy"],
  // 4.8.15 to 4.8.20
  ["UserNoticeQualifierTest15", {}, same(P1)],
  ["UserNoticeQualifierTest16", {}, same(P1)],
  ["UserNoticeQualifierTest17", {}, same(P1)],
  ["UserNoticeQualifierTest18", only(P1), [[P1, P2], [P1]]],
  ["UserNoticeQualifierTest18", only(P2), [[P1, P2], [P2]]],
  ["UserNoticeQualifierTest19", {}, same(P1)],
  ["CPSPointerQualifierTest20", {}, same(P1)],
  ["CPSPointerQualifierTest20", both(P1), same(P1)],
  // 4.10.1
  ["ValidPolicyMappingTest1", only(P1), same(P1)],
  ["ValidPolicyMappingTest1", only(P2), "policy"],
  ["ValidPolicyMappingTest1", noMapping, "policy"],
  // 4.10.2
  ["InvalidPolicyMappingTest2", noMapping, "policy"],
  // 4.10.3
  ["ValidPolicyMappingTest3", only(P1), "policy"],
  ["ValidPolicyMappingTest3", only(P2), same(P2)],
  // 4.10.5 and 4.10.6
  ["ValidPolicyMappingTest5", only(P1), same(P1)],
  ["ValidPolicyMappingTest5", only(P6), "policy"],
  ["ValidPolicyMappingTest6", only(P1), same(P1)],
  ["ValidPolicyMappingTest6", only(P6), "policy"],
  // 4.10.12
  ["ValidPolicyMappingTest12", only(P1), [[P1, P2], [P1]]],
  ["ValidPolicyMappingTest12", only(P2), [[P1, P2], [P2]]],
  // 4.10.13: of what the intermediate asserts, policy 1 is mapped to 2, so 2 in the user's terms is not what the last one means by it.
  ["ValidPolicyMappingTest13", {}, same(P1)],
  ["ValidPolicyMappingTest13", only(P1, P2), same(P1)],
  ["ValidPolicyMappingTest13", only(P2), "policy"],
  // 4.12.3
  ["inhibitAnyPolicyTest3", {}, same(P1)],
  ["inhibitAnyPolicyTest3", noAny, "policy"],
];

describe("policies asked for, and policies found", () => {
  test("all of the 20 tests without a verdict in their name are here", () => {
    const named = new Set(POLICY_RUNS.map(([name]) => name));
    const unnamed = tests.filter((name) => !/^(?:Inv|V)alid/.test(name));
    expect(unnamed.filter((name) => !named.has(name))).toEqual([]);
    expect(unnamed).toHaveLength(20);
  });

  test.each(POLICY_RUNS)("%s with %j", (name, inputs, expected) => {
    const verdict = verdictOf(name, inputs);
    if (verdict.kind !== "valid") expect(outcome(verdict)).toBe(expected);
    else {
      const { authority, user } = policiesOf(verdict.path, { ...anyPolicies, ...inputs });
      expect([authority.toSorted(), user.toSorted()]).toEqual(expected);
    }
  });
});

test("in numbers", () => {
  const runs: readonly { readonly verdict: PathVerdict; readonly valid: boolean }[] = [
    ...tests
      .filter((name) => /^(?:Inv|V)alid/.test(name) && !isDsa(name))
      .map((name) => ({ verdict: verdictOf(name), valid: name.startsWith("Valid") })),
    ...POLICY_RUNS.map(([name, inputs, expected]) => ({
      verdict: verdictOf(name, inputs),
      valid: expected !== "policy",
    })),
  ];
  const accepted = (valid: boolean): number =>
    runs.filter((run) => run.valid === valid && run.verdict.kind === "valid").length;
  const total = { valid: runs.filter(({ valid }) => valid).length, runs: runs.length };
  const falseAccepts = accepted(false);
  const falseRejects = total.valid - accepted(true);
  process.stdout.write(
    `PKITS: ${total.runs} runs, ${total.runs - total.valid} must fail: ${falseAccepts} false accepts; ` +
      `${total.valid} must hold: ${falseRejects} false rejects\n`,
  );
  expect({ falseAccepts, falseRejects }).toEqual({ falseAccepts: 0, falseRejects: 0 });
});
