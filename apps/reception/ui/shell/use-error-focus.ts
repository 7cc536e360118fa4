import { useEffect } from "react";

/** Leads to the summary of what must be mended, each time the form is sent in vain: React focuses no element that appears. */
export function useErrorFocus(tries: number): void {
  useEffect(() => {
    if (tries > 0) document.querySelector<HTMLElement>("#error-summary")?.focus();
  }, [tries]);
}
