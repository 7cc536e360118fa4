/** The command as users run it, on what openssl made. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { freshDatabase } from "@madoguchi/test";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { cert } from "../commands/cert.ts";
import { hearing } from "../hearing.fixture.ts";
import { repositoryRoot } from "../root.ts";
import { OpensslFolder } from "./openssl.fixture.ts";

const made = new OpensslFolder();
let serials: readonly [good: string, lost: string];
const heard = hearing(() => ({}));

beforeAll(() => {
  made.root("root");
  made.root("stranger");
  serials = [made.issue("good", "root", "user"), made.issue("lost", "root", "user")];
  made.issue("signing", "root", "signing");
  made.issue("between", "root", "limited");
  made.issue("below", "between", "limited");
  made.issue("leaf", "between", "user");
  made.issue("deep", "below", "user");
  made.register([serials[1]], [serials[0]]);
  made.list("root", "root");
  for (const name of ["good", "lost"]) made.ocsp(name, "root", name);
  made.register([], []);
  for (const name of ["between", "stranger"]) made.list(name, name);
});
afterAll(() => made[Symbol.dispose]());

/** Runs it in this process. Words without a slash that name a file are looked up among what openssl made. */
async function verify(
  ...args: readonly string[]
): Promise<{ readonly code: number; readonly text: string }> {
  const code = await cert.run(["verify", ...args.map(lookedUp)]);

  return { code, text: heard.all.join("\n") };
}

const lookedUp = (arg: string): string =>
  /\.(pem|crl|response|der)$/.test(arg) ? made.path(arg) : arg;

describe("as a 利用者証明用 certificate", () => {
  const trusting = ["--root", "root.pem"] as const;

  test("a good one passes every check, with the rule that each follows", async () => {
    const { code, text } = await verify("good.pem", ...trusting, "--crl", "root.crl");
    expect(code).toBe(0);
    expect(text).toContain("主体者: C=JP, CN=good");
    expect(text.match(/✓ .*\[(RFC 5280|RFC)/g)).toHaveLength(9);
    expect(text).not.toMatch(/✗|·/);
    expect(text).toContain("有効です");
    expect(text).toContain("(trusted: valid)");
  });

  test("a revoked one fails at the last check, by list and by OCSP, in either language", async () => {
    const byList = await verify("lost.pem", ...trusting, "--crl", "root.crl");
    expect(byList.code).toBe(1);
    expect(byList.text).toContain("✗ 失効の確認");
    expect(byList.text).toContain("(revoked: keyCompromise)");
    expect(byList.text).toContain("鍵が他人に知られたおそれがあるため、失効しています。");
    const byOcsp = await verify("lost.pem", ...trusting, "--ocsp", "lost.response", "--lang", "en");
    expect(byOcsp.code).toBe(1);
    expect(byOcsp.text).toContain("✗ Revocation");
    expect(byOcsp.text).toContain("OCSP: revoked (keyCompromise).");
  });

  test("without a list, with another's or with another's answer, nothing is known", async () => {
    expect((await verify("good.pem", ...trusting)).code).toBe(1);
    const other = await verify(
      "good.pem",
      ...trusting,
      "--crl",
      "stranger.crl",
      "--ocsp",
      "lost.response",
    );
    expect(other.code).toBe(1);
    expect(other.text).toContain("失効確認ができません。");
    expect(other.text).toMatch(/--crl の「.*stranger.crl」は使えません（crl-issuer）。/);
    expect(other.text).toContain(
      "OCSP の答えは信頼できないため、使いません（other-certificate）。",
    );
    expect((await verify("good.pem", ...trusting, "--ocsp", "good.response")).code).toBe(0);
  });

  test("a responder is asked at its address", async () => {
    made.register([serials[1]], [serials[0]]);
    const server = createServer((request, response) => {
      void buffer(request).then((asked) => {
        writeFileSync(made.path("asked"), asked);
        made.answer("asked", "answered", "root");
        response.end(readFileSync(made.path("answered")));
      });
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const port = address !== null && typeof address === "object" ? address.port : 0;
    try {
      const url = `http://127.0.0.1:${port}/`;
      expect((await verify("good.pem", ...trusting, "--ocsp", url)).code).toBe(0);
      expect((await verify("lost.pem", ...trusting, "--ocsp", url)).code).toBe(1);
    } finally {
      server.close();
    }
    const gone = await verify("good.pem", ...trusting, "--ocsp", `http://127.0.0.1:${port}/`);
    expect(gone.code).toBe(1);
    expect(gone.text).toContain("OCSP の問い合わせ先から返事がありません（unreachable）。");
  });

  test.each([
    ["signing.pem", "✗ 鍵の使いみち", "wrong-purpose: key-usage"],
    ["stranger.pem", "✗", "malformed: |unknown-issuer"],
    ["root.crl", "✗ 証明書の形式", "malformed: "],
  ])("%s is refused at the check that it fails", async (file, step, word) => {
    const { code, text } = await verify(file, ...trusting, "--crl", "root.crl");
    expect(code).toBe(1);
    expect(text).toContain(step);
    expect(text).toMatch(new RegExp(word));
    expect(text).toContain("（ここまで進まず）");
  });

  test("time and policy are the caller's to set", async () => {
    const early = await verify("good.pem", ...trusting, "--crl", "root.crl", "--at", "2020-01-01");
    expect(early.text).toContain("(unknown-issuer)");
    const late = await verify(
      "good.pem",
      ...trusting,
      "--crl",
      "root.crl",
      "--at",
      "2040-01-01T09:00",
    );
    expect(late.code).toBe(1);
    const policy = ["--policy", "1.2.392.200149.8.5.1.1.20"];
    const other = await verify("good.pem", ...trusting, "--crl", "root.crl", ...policy);
    expect(other.text).toContain("(wrong-purpose: policy)");
  });
});

describe("as a path in general", () => {
  const general = ["--purpose", "general", "--root", "root.pem"] as const;
  const lists = ["--crl", "root.crl", "--crl", "between.crl"] as const;

  test("an authority in between, with the lists of both", async () => {
    const between = ["--intermediate", "between.pem"];
    const { code, text } = await verify("leaf.pem", ...general, ...between, ...lists);
    expect([code, text.match(/✓/g)?.length]).toEqual([0, 4]);
    expect(text).toContain("3枚の証明書が、すべての決まりを満たしています。");
  });

  test("an authority that is missing, one too many, a list that is missing", async () => {
    const missing = await verify("leaf.pem", ...general, ...lists);
    expect([missing.code, missing.text]).toEqual([1, expect.stringContaining("(no-path)")]);
    const chain = ["--intermediate", "between.pem", "--intermediate", "below.pem"];
    const long = await verify("deep.pem", ...general, ...chain, ...lists);
    expect([long.code, long.text]).toEqual([1, expect.stringContaining("(fault: path-length)")]);
    expect(long.text).toContain("RFC 5280 §6.1.4 (l), (m)");
    const [, , ...ownList] = lists;
    const between = ["--intermediate", "between.pem"];
    const unlisted = await verify("leaf.pem", ...general, ...between, ...ownList);
    expect(unlisted.text).toContain(
      "失効確認ができません。1つ上の認証局の証明書の、今の失効情報がありません。",
    );
  });

  test("an OCSP answer for the certificate itself, and none for the authorities above", async () => {
    const good = await verify("good.pem", ...general, "--ocsp", "good.response", "--lang", "en");
    expect([good.code, good.text]).toEqual([0, expect.stringContaining("OCSP: good.")]);
    const lost = await verify("lost.pem", ...general, ...lists, "--ocsp", "lost.response");
    expect(lost.text).toContain("(revoked: keyCompromise)");
    const policy = ["--policy", "1.2.3.4"];
    const unmet = await verify("good.pem", ...general, ...lists, ...policy);
    expect(unmet.text).toContain("(fault: policy)");
  });
});

describe("usage", () => {
  test.each([
    [[], "1つ指定してください"],
    [["good.pem"], "--root で指定してください"],
    [["good.pem", "leaf.pem", "--root", "root.pem"], "1つ指定してください"],
    [["good.pem", "--root", "missing.pem"], "読み取れません"],
    [["good.pem", "--root", "leaf.pem"], "信頼する認証局として使えません（anchor-not-a-ca）"],
    [["good.pem", "--root", "root.pem", "--at", "yesterday"], "--at には"],
    [["good.pem", "--root", "root.pem", "--purpose", "fun"], "jpki-auth、general"],
    [["good.pem", "--root", "root.pem", "--policy", "x"], "OID"],
    [["good.pem", "--loud"], "読み取れません"],
  ])("%j is refused with one sentence", async (args, sentence) => {
    expect(await verify(...args)).toEqual({ code: 2, text: expect.stringContaining(sentence) });
  });
});

/** In a process of its own, from the launcher on. */
function launched(...args: readonly string[]): Promise<number | null> {
  const bin = join(repositoryRoot(), "bin/madoguchi.mjs");
  const child = spawn(process.execPath, [bin, "cert", ...args.map(lookedUp)], { stdio: "ignore" });

  return new Promise((resolve, reject) => {
    child.once("error", reject).once("close", resolve);
  });
}

test("its exit code is 0 for a valid certificate, 1 for another, 2 for wrong usage", async () => {
  const outcomes = await Promise.all([
    launched("verify", "good.pem", "--root", "root.pem", "--crl", "root.crl"),
    launched("verify", "lost.pem", "--root", "root.pem", "--crl", "root.crl"),
    launched("verify", "good.pem"),
  ]);
  expect(outcomes).toEqual([0, 1, 2]);
});

test("import-crl puts newer lists in force, and crls shows how fresh they are", async () => {
  const database = await freshDatabase();
  vi.stubEnv("DATABASE_URL", database.url);
  const said = async (...args: readonly string[]) => {
    heard.all = [];
    const code = await cert.run(args.map(lookedUp));

    return `${code} ${heard.all.join(" ")}`;
  };
  try {
    expect(await said("crls")).toContain("1 失効リストがありません。");
    expect(await said("import-crl", "root.crl")).toMatch(/^2 .*何も変えていません（crl-issuer）/);
    const first = await said("import-crl", "root.crl", "--root", "root.pem");
    expect(first).toContain("0 入れ替えました　番号 1　1件");
    expect(await said("import-crl", "root.crl")).toContain("0 同じリストが、すでに入っています");
    expect(await said("crls")).toContain("0 ✓ 期限内");
    expect(await said("import-crl")).toMatch(/^2 失効リストのファイルを指定してください/);
  } finally {
    await database.drop();
  }
});
