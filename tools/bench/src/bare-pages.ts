/** What stands beside the center: a bare `node:http` server that sends the same bytes from memory and asks nobody for anything. */
import { once } from "node:events";
import { createServer } from "node:http";

export type BareServer = AsyncDisposable & { readonly origin: string };

/** @param pages what the center answered, by path */
export async function openBarePages(pages: ReadonlyMap<string, Buffer>): Promise<BareServer> {
  const server = createServer((request, response) => {
    const html = pages.get(request.url ?? "");
    response.writeHead(html ? 200 : 404, {
      "content-type": "text/html; charset=utf-8",
      "content-length": html?.length ?? 0,
    });
    response.end(html);
  });
  // A connection that waited for its turn is not hung up on.
  server.keepAliveTimeout = 0;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();

  return {
    origin: `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
