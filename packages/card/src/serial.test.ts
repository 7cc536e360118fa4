import { expect, test } from "vitest";
import { serialise, within } from "./serial.ts";

test("runs one task at a time, in order, also after a failure", async () => {
  const inOrder = serialise();
  const events: string[] = [];
  const gate = Promise.withResolvers<void>();
  const task = (name: string, wait?: Promise<void>) => async () => {
    events.push(`${name} begins`);
    await wait;
    events.push(`${name} ends`);
    if (name === "a") throw new Error("a failed");
  };
  const first = inOrder(task("a", gate.promise));
  const second = inOrder(task("b"));
  gate.resolve();
  await expect(first).rejects.toThrow("a failed");
  await second;
  expect(events).toEqual(["a begins", "a ends", "b begins", "b ends"]);
});

test("a task given up is waited for before the next begins", async () => {
  const inOrder = serialise();
  const gate = Promise.withResolvers<void>();
  const stop = new AbortController();
  const running = Promise.withResolvers<void>();
  const task = () => {
    running.resolve();
    return gate.promise;
  };
  const given = inOrder(task, { signal: stop.signal });
  await running.promise;
  let began = false;
  const next = inOrder(async () => {
    began = true;
  });
  stop.abort();
  await expect(given).rejects.toMatchObject({ code: "cancelled" });
  expect(began).toBe(false);
  gate.resolve();
  await next;
  expect(began).toBe(true);
});

test("a task that takes too long is given up", async () => {
  const never = new Promise<void>(() => {});
  await expect(serialise()(() => never, { timeoutMs: 1 })).rejects.toMatchObject({
    code: "timeout",
  });
});

test("a task cancelled before its turn never begins", async () => {
  const inOrder = serialise();
  const gate = Promise.withResolvers<void>();
  const stop = new AbortController();
  const first = inOrder(() => gate.promise);
  let began = false;
  const second = inOrder(
    async () => {
      began = true;
    },
    { signal: stop.signal },
  );
  stop.abort();
  await expect(second).rejects.toMatchObject({ code: "cancelled" });
  gate.resolve();
  await first;
  await inOrder(async () => {});
  expect(began).toBe(false);
});

test("what was cancelled before it began is not waited for", async () => {
  const never = new Promise<void>(() => {});
  await expect(within(never, { signal: AbortSignal.abort() })).rejects.toMatchObject({
    code: "cancelled",
  });
});
