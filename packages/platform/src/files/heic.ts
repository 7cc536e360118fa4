/**
 * HEIC photos, as iPhones take them, drawn to pixels. The library is C++ in WebAssembly: it reaches no memory but its own, and
 * each photo has a thread that ends with it, or is ended where it takes too long.
 */
import { once } from "node:events";
import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import { z } from "zod";

/** What the largest of iPhones' cameras takes; each pixel costs some twelve bytes while it is drawn. */
const MOST_HEIC_PIXELS = 50_000_000;
const MOST_MS = 60_000;

const pixelsSchema = z
  .object({ data: z.instanceof(Uint8ClampedArray), width: z.int(), height: z.int() })
  .nullable();
export type Pixels = NonNullable<z.infer<typeof pixelsSchema>>;

let before: Promise<unknown> = Promise.resolve();

/** One after the other, so that many photos at once take no more memory than one. @returns null for what cannot be drawn */
export function heicPixels(bytes: Uint8Array): Promise<Pixels | null> {
  const drawn = before.then(() => draw(bytes));
  before = drawn;

  return drawn;
}

/** Never rejects: whatever happens in the thread, there is no picture. */
async function draw(bytes: Uint8Array): Promise<Pixels | null> {
  // Beside this file, as source and in the bundle.
  const file = new URL(`./heic-worker${extname(import.meta.filename)}`, import.meta.url);
  const worker = new Worker(file, {
    workerData: { bytes, mostPixels: MOST_HEIC_PIXELS },
    // What the library says of a broken file is nobody's business.
    stdout: true,
    stderr: true,
  });
  try {
    const [drawn] = await once(worker, "message", { signal: AbortSignal.timeout(MOST_MS) });

    return pixelsSchema.parse(drawn);
  } catch {
    return null;
  } finally {
    await worker.terminate();
  }
}
