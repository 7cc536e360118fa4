import type { ReactNode } from "react";

type ButtonRowProps = {
  children: ReactNode;
  /** Keeps the row at the bottom of the window while its page scrolls, where the window is tall enough. */
  sticky?: boolean;
};

/** The buttons of one screen, the primary one first. */
export function ButtonRow({ children, sticky = false }: ButtonRowProps) {
  return (
    <div className="mg-button-row" data-sticky={sticky || undefined}>
      {children}
    </div>
  );
}
