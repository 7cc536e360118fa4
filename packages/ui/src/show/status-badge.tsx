import type { ReactNode } from "react";
import { Icon } from "./icon.tsx";
import type { IconName } from "./icon.tsx";
import { toneIcon } from "./tone.ts";
import type { Tone } from "./tone.ts";

type StatusBadgeProps = {
  tone?: Tone;
  /** Where the usual shape of the tone does not fit: a clock for waiting. */
  icon?: IconName;
  size?: "small" | "large";
  /** The state in a word or two. */
  children: ReactNode;
};

/** A state: colour, shape and word together. `large` is readable from two metres. */
export function StatusBadge({
  tone = "neutral",
  icon,
  size = "small",
  children,
}: StatusBadgeProps) {
  return (
    <span className="mg-badge" data-tone={tone} data-size={size}>
      <Icon name={icon ?? toneIcon[tone]} />
      <span>{children}</span>
    </span>
  );
}
