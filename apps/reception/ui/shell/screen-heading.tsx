import { useEffect, useRef } from "react";
import type { ReactNode } from "react";

const SERVICE = "マイナ資格確認 受付";

type ScreenHeadingProps = {
  children: ReactNode;
  /** For the window's title: never names a person. */
  title: string;
  /** Another element of the screen takes the focus. */
  keepFocus?: boolean;
};

/** The one `<h1>` of a screen. It takes the focus when the screen appears, so that nobody is left where nothing is. */
export function ScreenHeading({ children, title, keepFocus = false }: ScreenHeadingProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title}｜${SERVICE}`;
  }, [title]);
  useEffect(() => {
    if (!keepFocus) heading.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [keepFocus]);
  return (
    <h1 className="rc-heading" ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}
