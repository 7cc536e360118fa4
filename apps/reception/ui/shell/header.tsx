import type { Terminal } from "@madoguchi/contract";

type HeaderProps = { terminal: Terminal | null; demo: boolean };

/** Where this screen stands: the service, the facility, the terminal. */
export function Header({ terminal, demo }: HeaderProps) {
  return (
    <header className="rc-header">
      <p className="rc-service">マイナ資格確認 受付</p>
      {terminal !== null && (
        <p className="rc-place">
          {terminal.facilityName}
          <span>{terminal.terminalName}</span>
        </p>
      )}
      {demo && <p className="rc-demo">架空の実演</p>}
    </header>
  );
}
