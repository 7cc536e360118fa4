import { Icon } from "./icon.tsx";

type PaginationProps = {
  /** What is paged, so that two on one page can be told apart: 「申請の一覧」. */
  label: string;
  /** From 1. */
  current: number;
  total: number;
  href: (page: number) => string;
};

/** First, last, and the neighbours of the current page. Nothing when one page holds all. */
export function Pagination({ label, current, total, href }: PaginationProps) {
  if (total <= 1) return null;
  return (
    <nav className="mg-pagination" aria-label={`${label}のページ`}>
      <ul>
        {current > 1 && (
          <li>
            <a href={href(current - 1)} rel="prev">
              <Icon name="back" />
              前へ
            </a>
          </li>
        )}
        {pagesToShow(current, total).map((page, index, pages) => (
          <li key={page} data-gap={page - (pages[index - 1] ?? 0) > 1 || undefined}>
            <a href={href(page)} aria-current={page === current ? "page" : undefined}>
              <span className="mg-visually-hidden">ページ</span>
              {page}
            </a>
          </li>
        ))}
        {current < total && (
          <li>
            <a href={href(current + 1)} rel="next">
              次へ
              <Icon name="arrow" />
            </a>
          </li>
        )}
      </ul>
    </nav>
  );
}

/** Page numbers in order; gaps between them are left out. */
function pagesToShow(current: number, total: number): number[] {
  const near = [1, current - 1, current, current + 1, total];
  return [...new Set(near)].filter((page) => page >= 1 && page <= total).sort((a, b) => a - b);
}
