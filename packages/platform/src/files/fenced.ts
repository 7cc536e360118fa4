/**
 * A program of its own for what strangers send, at low priority, with an end to its time and memory: a file may ask for any
 * amount of both. It is given the bytes, and gives bytes back; it is told no name and no place.
 */
import { spawn } from "node:child_process";
import { buffer } from "node:stream/consumers";

const MOST_MS = 60_000;
/** In KB of address space; a page of A4 takes a fifth of it. */
const MOST_MEMORY = 1_500_000;

/** @param command for a shell, and no part of it anybody else's @returns null where it failed, or took too long */
export async function fenced(command: string, input: Uint8Array): Promise<Buffer | null> {
  const limits = `ulimit -v ${MOST_MEMORY}; ulimit -t ${MOST_MS / 1000}`;
  const program = spawn("sh", ["-c", `${limits}; exec nice -n 15 ${command}`], {
    stdio: ["pipe", "pipe", "ignore"],
    env: { PATH: process.env["PATH"] ?? "", OMP_THREAD_LIMIT: "1" },
    timeout: MOST_MS,
    killSignal: "SIGKILL",
  });
  // It may end before it has taken everything in.
  program.stdin.on("error", () => program.stdin.destroy());
  program.stdin.end(input);
  const ended = new Promise<number | null>((resolve) => {
    program.once("close", resolve);
    program.once("error", () => resolve(null));
  });
  const [output, code] = await Promise.all([buffer(program.stdout), ended]);

  return code === 0 ? output : null;
}
