/** The draw of the sample: whoever has the seed and the id of what was handed in works out the same number. */
import { sha256 } from "@madoguchi/platform";

/** @returns 0 to 99 */
export function drawnFrom(seed: string, aboutId: string): number {
  const [first = 0, second = 0, third = 0, fourth = 0] = sha256(`${seed}:${aboutId}`);

  return (((first * 256 + second) * 256 + third) * 256 + fourth) % 100;
}
