import type { ReactNode } from "react";

type SiteFooterProps = {
  /** What holds on every page, such as who runs the service. */
  notes: readonly string[];
  links?: readonly { href: string; label: string }[];
  /** How to reach people: telephone, hours. */
  contact?: ReactNode;
};

/** The foot of every page: help, rules, and who stands behind it. */
export function SiteFooter({ notes, links = [], contact }: SiteFooterProps) {
  return (
    <footer className="mg-footer">
      <div className="mg-footer-inner">
        {contact !== undefined && <div className="mg-footer-contact">{contact}</div>}
        {links.length > 0 && (
          <nav aria-label="このサイトについて">
            <ul className="mg-footer-links">
              {links.map((link) => (
                <li key={link.href}>
                  <a href={link.href}>{link.label}</a>
                </li>
              ))}
            </ul>
          </nav>
        )}
        {notes.map((note) => (
          <p className="mg-footer-note" key={note}>
            {note}
          </p>
        ))}
      </div>
    </footer>
  );
}
