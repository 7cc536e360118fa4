/** Run by the tests as a process of its own: starts a server, says so, and waits to be killed. */
import { startPostgres } from "./cluster.ts";

const [dataDir = ""] = process.argv.slice(2);
const server = await startPostgres({ dataDir, log: () => {} });
process.stdout.write(`${server.url}\n`);
