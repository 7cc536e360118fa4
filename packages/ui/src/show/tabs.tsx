type TabsProps = {
  /** What the tabs divide: 「申請の状態」. */
  label: string;
  tabs: readonly { href: string; label: string; count?: number; current?: boolean }[];
};

/** Views of one list, each with its own address. Links, because they load a page. */
export function Tabs({ label, tabs }: TabsProps) {
  return (
    <nav className="mg-tabs" aria-label={label}>
      <ul>
        {tabs.map((tab) => (
          <li key={tab.href}>
            <a href={tab.href} aria-current={tab.current === true ? "page" : undefined}>
              {tab.label}
              {tab.count !== undefined && <span className="mg-count">{tab.count}件</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
