type ContentsProps = {
  label?: string;
  items: readonly { href: string; label: string; level: number }[];
};

/** What a long page holds, each line a link into it. */
export function Contents({ label = "この記事の内容", items }: ContentsProps) {
  return (
    <nav className="mg-contents" aria-label={label}>
      <p className="mg-contents-label">{label}</p>
      <ul>
        {items.map(({ href, label: text, level }) => (
          <li key={href} data-level={level}>
            <a href={href}>{text}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
