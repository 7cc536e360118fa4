import type { ReactNode } from "react";

/** Drawings on a 24 × 24 grid, stroked in the colour of the text around them. */
const drawings = {
  check: <path d="M4.5 12.5l5 5L19.5 7" />,
  cross: <path d="M6 6l12 12M18 6L6 18" />,
  success: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="M7.8 12.3l3 3 5.4-6" />
    </>
  ),
  warning: (
    <>
      <path d="M12 3.5L22 20.5H2z" />
      <path d="M12 9.5v5.2M12 17.2v.6" />
    </>
  ),
  error: (
    <>
      <path d="M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3z" />
      <path d="M12 7.3v6M12 16v.6" />
    </>
  ),
  info: (
    <>
      <rect x="3" y="3" width="18" height="18" rx="3" />
      <path d="M12 10.8v6M12 7.2v.6" />
    </>
  ),
  question: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="M9.3 9.6a2.8 2.8 0 1 1 4.3 2.4c-1 .6-1.6 1.2-1.6 2.2M12 16.8v.6" />
    </>
  ),
  clock: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="M12 7v5.4l3.4 2" />
    </>
  ),
  circle: <circle cx="12" cy="12" r="8" />,
  arrow: <path d="M4 12h15M13 6l6 6-6 6" />,
  back: <path d="M20 12H5M11 6l-6 6 6 6" />,
  chevron: <path d="M9 5l7 7-7 7" />,
  external: <path d="M10 5H5v14h14v-5M14 4h6v6M20 4l-9 9" />,
  card: (
    <>
      <rect x="2.5" y="5" width="19" height="14" rx="2" />
      <path d="M6 10h4.5v4H6zM14 10.5h4.5M14 13.5h3" />
    </>
  ),
  document: <path d="M6 3h8l4.5 4.5V21H6zM13.5 3v5h5M9 12.5h6.5M9 16.5h6.5" />,
  person: (
    <>
      <circle cx="12" cy="8" r="4.2" />
      <path d="M4 20.5c.6-4 3.6-6 8-6s7.4 2 8 6" />
    </>
  ),
  copy: <path d="M8.5 8.500H20V20H8.500zM5.5 15.500H4V4h11.500v1.5" />,
  print: <path d="M7 8V3.500h10V8M7 17H3.500V8.500h17V17H17M7 14h10v6.500H7z" />,
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof drawings;

/** A drawing hidden from screen readers: the words beside it always carry the meaning. */
export function Icon({ name, size = "text" }: { name: IconName; size?: "text" | "large" }) {
  return (
    <svg
      className="mg-icon"
      data-size={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {drawings[name]}
    </svg>
  );
}
