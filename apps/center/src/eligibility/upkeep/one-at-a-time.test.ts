import { expect, test } from "vitest";
import { oneAtATime } from "./one-at-a-time.ts";

function rounds() {
  const begun: string[] = [];
  const ends: { readonly resolve: () => void; readonly reject: (error: Error) => void }[] = [];
  const ask = oneAtATime((which) => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    begun.push(which);
    ends.push({ resolve, reject });

    return promise;
  });

  return { begun, ends, ask };
}

test("what is asked while a round goes on begins no other beside it", async () => {
  const { begun, ends, ask } = rounds();
  const first = ask("due");
  await Promise.all([ask("due"), ask("due")]);
  expect(begun).toEqual(["due"]);
  ends[0]?.resolve();
  await first;
  expect(begun).toEqual(["due"]);
});

test("all that was asked meanwhile is done once after it", async () => {
  const { begun, ends, ask } = rounds();
  const first = ask("due");
  await Promise.all([ask("all"), ask("due"), ask("all")]);
  ends[0]?.resolve();
  await expect.poll(() => begun).toEqual(["due", "all"]);
  ends[1]?.resolve();
  await first;
  const next = ask("due");
  ends[2]?.resolve();
  await next;
  expect(begun).toEqual(["due", "all", "due"]);
});

test("a round that fails stands in nobody's way", async () => {
  const { begun, ends, ask } = rounds();
  const first = ask("due");
  ends[0]?.reject(new Error("the database is away"));
  await expect(first).rejects.toThrow("away");
  const next = ask("all");
  ends[1]?.resolve();
  await next;
  expect(begun).toEqual(["due", "all"]);
});
