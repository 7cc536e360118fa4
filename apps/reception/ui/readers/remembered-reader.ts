/** Which Bluetooth reader this counter uses: the place's own, not a person's, so it may be kept. */
import { z } from "zod";

const KEY = "madoguchi.bluetooth-reader";

const rememberedSchema = z.object({ id: z.string(), name: z.string() });
export type RememberedReader = Readonly<z.infer<typeof rememberedSchema>>;

export function loadRememberedReader(): RememberedReader | null {
  try {
    return rememberedSchema.parse(JSON.parse(localStorage.getItem(KEY) ?? ""));
  } catch {
    return null;
  }
}

export function rememberReader({ id, name }: RememberedReader): void {
  localStorage.setItem(KEY, JSON.stringify({ id, name }));
}

export function forgetReader(): void {
  localStorage.removeItem(KEY);
}
