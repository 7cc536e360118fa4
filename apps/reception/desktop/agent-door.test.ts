/** Whom the agent lets in. */
import { once } from "node:events";
import { connect } from "node:net";
import { afterEach, expect, test } from "vitest";
import { WebSocket as HeaderSocket } from "ws";
import { SUBPROTOCOL } from "../link/protocol.ts";
import { closeAll, page, start, token } from "./agent.fixture.ts";
import type { Agent } from "./agent.ts";

afterEach(closeAll);

async function knock(url: string, headers: Record<string, string>, secret?: string) {
  const protocols = secret === undefined ? [SUBPROTOCOL] : [SUBPROTOCOL, `token.${secret}`];
  const socket = new HeaderSocket(url, protocols, { headers });
  try {
    await once(socket, "open");
    return "open";
  } catch (error) {
    return error instanceof Error ? error.message : "failed";
  } finally {
    socket.terminate();
  }
}

test("without a token opens to pages of the allowed origins only", async () => {
  const { agent } = await start({});
  expect(await knock(agent.url, { origin: page })).toBe("open");
  expect(await knock(agent.url, { origin: "https://evil.example" })).toContain("403");
  expect(await knock(agent.url, { origin: "null" })).toContain("403");
  expect(await knock(agent.url, {})).toContain("403");
  expect(await knock(agent.url.replace("/card", "/other"), { origin: page })).toContain("404");
});

test("with a token opens to nobody who lacks it", async () => {
  const { agent } = await start({ token });
  expect(await knock(agent.url, { origin: page })).toContain("401");
  expect(await knock(agent.url, { origin: page }, "wrong")).toContain("401");
  expect(await knock(agent.url, { origin: "https://evil.example" }, token)).toContain("403");
  expect(await knock(agent.url, { origin: page }, token)).toBe("open");
  expect(await knock(agent.url, {}, token)).toBe("open");
});

test("opens only under this computer's own name, whatever a rebound name resolves to", async () => {
  const { agent } = await start({});
  const { port } = new URL(agent.url);
  for (const host of ["evil.example", `evil.example:${port}`, "127.0.0.1:1"])
    expect(await knock(agent.url, { origin: page, host })).toContain("403");
  for (const host of [`localhost:${port}`, `127.0.0.1:${port}`])
    expect(await knock(agent.url, { origin: page, host })).toBe("open");
});

/** A raw connection that has sent what it has to say. */
async function rawConnection(agent: Agent, text: string) {
  const socket = connect({ port: Number(new URL(agent.url).port), host: "127.0.0.1" });
  socket.on("error", () => {});
  await once(socket, "connect");
  socket.write(text);
  return socket;
}
const refused = ["GET /card HTTP/1.1", "Host: x", "Connection: Upgrade", "Upgrade: websocket"];

test("stands after somebody turned away breaks the connection off", async () => {
  const { agent } = await start({ token });
  for (let knocks = 0; knocks < 20; knocks++) {
    const socket = await rawConnection(agent, `${refused.join("\r\n")}\r\n\r\n`);
    socket.resetAndDestroy();
  }
  expect(await knock(agent.url, {}, token)).toBe("open");
});

test("closes although somebody turned away, and somebody silent, stay on the line", async () => {
  const { agent } = await start({ token });
  const silent = await rawConnection(agent, "");
  const lingering = connect({
    port: Number(new URL(agent.url).port),
    host: "127.0.0.1",
    allowHalfOpen: true,
  });
  lingering.on("error", () => {});
  lingering.write(`${refused.join("\r\n")}\r\n\r\n`);
  await once(lingering, "data");
  expect(await agent.close().then(() => "closed")).toBe("closed");
  silent.destroy();
  lingering.destroy();
});

test.each(["", "{", "{}", '{"type":"transmit","id":1,"link":0,"apdu":"00"}', new Uint8Array(8)])(
  "closes on '%s', which is no request",
  async (message) => {
    const { agent } = await start({ token });
    const socket = new HeaderSocket(agent.url, [SUBPROTOCOL, `token.${token}`]);
    await once(socket, "open");
    socket.send(message);
    const [code] = await once(socket, "close");
    expect(code).toBe(1008);
  },
);
