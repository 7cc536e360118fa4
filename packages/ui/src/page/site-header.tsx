import type { ReactNode } from "react";
import { Icon } from "../show/icon.tsx";

export type NavLink = {
  href: string;
  label: string;
  current?: boolean;
  /** How many things wait behind this link; shown when above zero. */
  waiting?: number | undefined;
};

type SiteHeaderProps = {
  serviceName: string;
  homeHref: string;
  slogan?: string;
  /** Stands above everything else on every page: what nobody may overlook about this service. */
  notice?: string;
  links?: readonly NavLink[];
  /** Who is signed in, and for whom they act. */
  person?: { name: string; organization?: string | undefined } | undefined;
  /** The sign-out form (a POST, so a slot and not a link), or a sign-in link. */
  account?: ReactNode;
};

/** The head of every page: where I am, where I can go, who I am. */
export function SiteHeader(props: SiteHeaderProps) {
  const { serviceName, homeHref, slogan, notice, links = [], person, account } = props;
  return (
    <header className="mg-header">
      {notice !== undefined && (
        <div className="mg-header-notice">
          <p>{notice}</p>
        </div>
      )}
      <div className="mg-header-bar">
        <div className="mg-header-name">
          <a href={homeHref}>{serviceName}</a>
          {slogan !== undefined && <p>{slogan}</p>}
        </div>
        {(person !== undefined || account !== undefined) && (
          <div className="mg-header-account">
            {person !== undefined && (
              <p className="mg-header-person">
                <Icon name="person" />
                <span>
                  {person.organization !== undefined && <span>{person.organization} </span>}
                  <strong>{person.name}</strong> さん
                </span>
              </p>
            )}
            {account}
          </div>
        )}
      </div>
      {links.length > 0 && (
        <nav className="mg-header-nav" aria-label="サービス内">
          <ul>
            {links.map((link) => (
              <li key={link.href}>
                <HeaderLink {...link} />
              </li>
            ))}
          </ul>
        </nav>
      )}
    </header>
  );
}

function HeaderLink({ href, label, current = false, waiting = 0 }: NavLink) {
  return (
    <a href={href} aria-current={current ? "page" : undefined}>
      {label}
      {waiting > 0 && <span className="mg-count">{waiting}件</span>}
    </a>
  );
}
