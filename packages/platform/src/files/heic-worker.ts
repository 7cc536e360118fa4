/** A thread that draws the pixels of one HEIC photo, hands them over, and ends with all the memory that it took. */
import { parentPort, workerData } from "node:worker_threads";
import libheif from "libheif-js/wasm-bundle.js";
import { z } from "zod";

const asked = z.object({ bytes: z.instanceof(Uint8Array), mostPixels: z.int() }).parse(workerData);

// A file may hold several pictures, such as those of one moment: the one that a viewer shows is meant.
const images = new libheif.HeifDecoder().decode(asked.bytes);
const image = images.find((each) => each.is_primary()) ?? images[0];
const width = image?.get_width() ?? 0;
const height = image?.get_height() ?? 0;
if (image && width > 0 && height > 0 && width * height <= asked.mostPixels) {
  const data = new Uint8ClampedArray(width * height * 4);
  image.display({ data, width, height }, (drawn) => {
    parentPort?.postMessage(drawn ? { data, width, height } : null, drawn ? [data.buffer] : []);
  });
} else {
  parentPort?.postMessage(null);
}
