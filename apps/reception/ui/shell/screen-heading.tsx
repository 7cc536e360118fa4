import { useContext, useEffect, useRef } from "react";
import type { ReactNode } from "react";
import { PractisingContext } from "./practising.ts";

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
  const mark = useContext(PractisingContext) ? "【練習】" : "";
  useEffect(() => {
    document.title = `${mark}${title}｜${SERVICE}`;
  }, [mark, title]);
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
