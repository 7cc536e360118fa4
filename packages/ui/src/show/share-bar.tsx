type ShareBarProps = {
  /** From 0 to 1. */
  share: number;
  /** The number as it is read: 「97.5%」. */
  children: string;
};

/** A share as a number with a bar behind it: a table that is its own chart. */
export function ShareBar({ share, children }: ShareBarProps) {
  return (
    <span className="mg-share">
      <svg
        className="mg-share-bar"
        viewBox="0 0 100 10"
        preserveAspectRatio="none"
        aria-hidden="true"
        focusable="false"
      >
        <rect className="mg-share-whole" width="100" height="10" />
        <rect
          className="mg-chart-bar-1"
          width={100 * Math.min(1, Math.max(0, share))}
          height="10"
        />
      </svg>
      <span>{children}</span>
    </span>
  );
}
