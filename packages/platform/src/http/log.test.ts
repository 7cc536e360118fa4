import Fastify from "fastify";
import { expect, test } from "vitest";
import { describeRequest } from "./log.ts";

test("of a request, the log has method and path, and not what a mailed link or a search brought along", async () => {
  const app = Fastify();
  app.get("/reset-password", (request, reply) => reply.send(describeRequest(request)));
  const answer = await app.inject("/reset-password?token=secret&mail=hanako%40example.jp");
  expect(answer.json()).toEqual({ method: "GET", path: "/reset-password" });
  await app.close();
});
