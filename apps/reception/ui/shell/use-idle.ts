import { useEffect } from "react";

/** Names must not stand on a screen that everybody has left. */
export function useIdle(seconds: number, onIdle: () => void): void {
  useEffect(() => {
    let timer = setTimeout(onIdle, seconds * 1000);
    const stir = () => {
      clearTimeout(timer);
      timer = setTimeout(onIdle, seconds * 1000);
    };
    const kinds = ["pointerdown", "keydown", "scroll"] as const;
    for (const kind of kinds) document.addEventListener(kind, stir, { passive: true });
    return () => {
      clearTimeout(timer);
      for (const kind of kinds) document.removeEventListener(kind, stir);
    };
  }, [seconds, onIdle]);
}
