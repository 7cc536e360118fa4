/** One of several that answer on a port, each with its own number. */
import { once } from "node:events";
import { createServer } from "node:http";
import { asFurtherProcess } from "./processes.ts";

asFurtherProcess(async (setUp) => {
  const server = createServer((_request, response) => response.end(String(process.pid)));
  server.listen({ ...Object(setUp), host: "127.0.0.1", reusePort: true });
  await once(server, "listening");

  return async () => server.close();
});
