import { useEffect, useRef } from "react";
import type { PinKey } from "./protocol.ts";

type Pressed = { readonly onDigit: (digit: string) => void; readonly onKey: (key: PinKey) => void };

/** A number pad works wherever the focus is; Enter on a button is the button's own. */
export function useDigits(pressed: Pressed): void {
  const latest = useRef(pressed);
  useEffect(() => {
    latest.current = pressed;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const { onDigit, onKey } = latest.current;
      if (/^[0-9]$/u.test(event.key)) onDigit(event.key);
      else if (event.key === "Backspace") onKey("back");
      else if (event.key === "Enter" && !isControl(event.target)) onKey("confirm");
      else return;
      event.preventDefault();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
}

function isControl(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches("button, a, input, summary");
}
