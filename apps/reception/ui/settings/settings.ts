/** How this counter works for one facility: habits of the place, nothing about a person. */
import { z } from "zod";

export const handoverWays = ["clipboard", "agent-folder", "folder", "download"] as const;
export type HandoverWay = (typeof handoverWays)[number];

const settingsSchema = z.object({
  /** How 「レセコンへ渡す」 hands an answer over. The clipboard needs nothing to be set up. */
  handoverWay: z.enum(handoverWays).catch("clipboard"),
  handoverFormat: z.enum(["xml", "csv"]).catch("xml"),
  handoverEncoding: z.enum(["shift_jis", "utf-8"]).catch("shift_jis"),
  /** How long the answers of the day can be looked at again on this device. */
  keepList: z.enum(["none", "day", "week"]).catch("none"),
  /** How long a card's last answer is kept for when the center cannot be reached. */
  keepLast: z.enum(["none", "month", "quarter"]).catch("none"),
  /** Whether it is asked who is at the counter, and sent with what they do. */
  askOperator: z.enum(["no", "yes"]).catch("no"),
  /** What of a result is spoken aloud. */
  speech: z.enum(["off", "result", "family-name", "full-name"]).catch("off"),
  type: z.enum(["normal", "large"]).catch("normal"),
  paper: z.enum(["a4", "80mm"]).catch("a4"),
});
export type Settings = z.infer<typeof settingsSchema>;

const keyOf = (facilityCode: string) => `madoguchi-settings-${facilityCode}`;

/** What is not kept, or no longer known, is as at the beginning. */
export function loadSettings(facilityCode: string): Settings {
  return settingsSchema.parse(read(localStorage.getItem(keyOf(facilityCode))));
}

/** For the style sheets, which know nothing of this page but its element: the printer's paper, the size of the letters. */
export function applyLooks({ paper, type }: Settings): void {
  const { dataset } = document.documentElement;
  dataset["paper"] = paper;
  dataset["type"] = type;
}

export function keepSettings(facilityCode: string, settings: Settings): void {
  localStorage.setItem(keyOf(facilityCode), JSON.stringify(settings));
}

/** From a form whose fields bear the names of the settings. */
export function readTyped(data: FormData): Settings {
  return settingsSchema.parse(Object.fromEntries(data));
}

function read(text: string | null): unknown {
  try {
    return Object(JSON.parse(text ?? "{}"));
  } catch {
    return {};
  }
}
