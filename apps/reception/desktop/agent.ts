import { createHash, timingSafeEqual } from "node:crypto";
import { once } from "node:events";
import { createServer, STATUS_CODES, type IncomingMessage, type Server } from "node:http";
import type { Duplex } from "node:stream";
import type { ReaderPort } from "@madoguchi/card";
import { WebSocketServer } from "ws";
import { joinPorts } from "../link/joined-port.ts";
import {
  AGENT_PATH,
  FILES_SUBPROTOCOL,
  MAX_REQUEST,
  SUBPROTOCOL,
  TOKEN_PREFIX,
} from "../link/protocol.ts";
import { Connection } from "./connection.ts";
import { openResultFolders } from "./result-folders.ts";
import type { CardTray } from "./tray.ts";

export const HOST = "127.0.0.1";

export type AgentOptions = {
  readonly ports: readonly ReaderPort[];
  /** Pages that may use the readers: `http://localhost:3000`. Any other page in the same browser is refused. */
  readonly allowedOrigins: readonly string[];
  /** A secret every client must know. Without one, only pages of the allowed origins are let in. */
  readonly token?: string;
  readonly tray?: CardTray;
  /** Where the choice of the billing computer's folder is kept. Without it the agent writes no files. */
  readonly settingsFile?: string;
  /** 0, the default, takes a free one. */
  readonly port?: number;
};

export type Agent = {
  /** `ws://127.0.0.1:<port>/card` */
  readonly url: string;
  /** Ends every connection; cards are let go with the power off. */
  close(): Promise<void>;
};

/** Where a server of this computer lets pages in to the readers. */
export type AgentDoor = {
  /** For the server's event of that name. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** How many pages are connected at this moment. */
  guests(): number;
  /** Ends every connection; cards are let go with the power off. */
  close(): Promise<void>;
};

export function openDoor(options: Omit<AgentOptions, "port">): AgentDoor {
  const port = joinPorts(options.ports);
  const { settingsFile, tray } = options;
  const folders = settingsFile === undefined ? undefined : openResultFolders(settingsFile);
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_REQUEST,
    handleProtocols: (offered) =>
      folders !== undefined && offered.has(FILES_SUBPROTOCOL) ? FILES_SUBPROTOCOL : SUBPROTOCOL,
  });
  return {
    upgrade(request, socket, head) {
      const refusal = refuse(request, options);
      if (refusal !== undefined) return reject(socket, refusal);
      sockets.handleUpgrade(request, socket, head, (client) => {
        new Connection(client, { port, tray, folders });
      });
    },
    guests: () => sockets.clients.size,
    async close() {
      const clients = [...sockets.clients];
      const gone = clients.map((client) => once(client, "close"));
      for (const client of clients) client.terminate();
      await Promise.all(gone);
    },
  };
}

/**
 * Serves this computer's readers to the reception page in its browser, on the loopback address only.
 * @throws Error with code EADDRINUSE when the port is taken
 */
export async function startAgent(options: AgentOptions): Promise<Agent> {
  const door = openDoor(options);
  const server = createServer((_request, response) => {
    response.writeHead(426, { "content-type": "text/plain" }).end("WebSocket only\n");
  });
  server.on("upgrade", door.upgrade);
  const port = await listenHere(server, options.port ?? 0);
  return {
    url: `ws://${HOST}:${port}${AGENT_PATH}`,
    async close() {
      await door.close();
      await closeServer(server);
    },
  };
}

/** On the loopback address only. @returns the port. @throws Error with code EADDRINUSE when it is taken */
export async function listenHere(server: Server, port: number): Promise<number> {
  server.listen(port, HOST);
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return address.port;
}

export async function closeServer(server: Server): Promise<void> {
  server.close();
  // Somebody who connected and says nothing is not waited for.
  server.closeAllConnections();
  await once(server, "close");
}

/** The HTTP status with which a request is turned away. */
function refuse(
  request: IncomingMessage,
  { allowedOrigins, token }: AgentOptions,
): 401 | 403 | 404 | undefined {
  if (request.url !== AGENT_PATH) return 404;
  // A name of somebody else's that was made to resolve to this computer.
  const { localPort } = request.socket;
  const ownNames = [`${HOST}:${localPort}`, `localhost:${localPort}`];
  if (!ownNames.includes(request.headers.host ?? "")) return 403;
  const offered = (request.headers["sec-websocket-protocol"] ?? "").split(/, */u);
  if (!offered.includes(SUBPROTOCOL)) return 404;
  if (token !== undefined && !offered.some((each) => sameSecret(each, TOKEN_PREFIX + token)))
    return 401;
  const { origin } = request.headers;
  // Browsers always name the page's origin. A program names none, and shows the token instead.
  if (origin === undefined) return token === undefined ? 403 : undefined;
  return allowedOrigins.includes(origin) ? undefined : 403;
}

export function sameSecret(a: string, b: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

function reject(socket: Duplex, status: 401 | 403 | 404): void {
  // From an upgrade on the server no longer listens for errors, and one unheard would end the process.
  socket.on("error", () => {});
  const refusal = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\n\r\n`;
  socket.end(refusal, () => socket.destroy());
}
