import type { IconName } from "./icon.tsx";

/** How good or bad the news is. Colour never says it alone: every tone has a shape and a word too. */
export type Tone = "neutral" | "info" | "success" | "warning" | "error";

export const toneIcon = {
  neutral: "circle",
  info: "info",
  success: "success",
  warning: "warning",
  error: "error",
} satisfies Record<Tone, IconName>;
