type Crumb = { label: string; href?: string };

/** The way from the top to this page. The last item is the page itself and has no `href`. */
export function Breadcrumbs({ items }: { items: readonly Crumb[] }) {
  return (
    <nav className="mg-breadcrumbs" aria-label="現在位置">
      <ol>
        {items.map((item) => (
          <li key={item.label}>
            {item.href === undefined ? (
              <span aria-current="page">{item.label}</span>
            ) : (
              <a href={item.href}>{item.label}</a>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
