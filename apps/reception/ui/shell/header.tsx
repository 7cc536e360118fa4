import type { Terminal } from "@madoguchi/contract";
import type { ReactNode } from "react";
import { useOffline } from "../offline/context.ts";

type HeaderProps = {
  terminal: Terminal | null;
  demo: boolean;
  /** This device belongs to several facilities: which one acts must not be overlooked. */
  isOneOfSeveral?: boolean;
  /** Of the counter, beside where it stands. */
  children?: ReactNode;
};

/** Where this screen stands: the service, the facility, the terminal. */
export function Header({ terminal, demo, isOneOfSeveral = false, children }: HeaderProps) {
  const offline = useOffline();
  return (
    <header className="rc-header">
      <p className="rc-service">マイナ資格確認 受付</p>
      {terminal !== null && (
        <p className="rc-place" data-several={isOneOfSeveral || undefined}>
          {isOneOfSeveral && <small>受付している施設</small>}
          <b>{terminal.facilityName}</b>（{terminal.facilityCode}）
          <span>{terminal.terminalName}</span>
        </p>
      )}
      {children}
      {offline && <offline.Mark terminalId={terminal?.terminalId ?? null} />}
      {demo && <p className="rc-demo">架空の実演</p>}
    </header>
  );
}
