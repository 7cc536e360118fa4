type QrCodeProps = {
  /** What it holds, for those who do not see it. */
  label: string;
  /** The dark modules, one unit each, within `size` × `size`. */
  path: string;
  size: number;
};

const QUIET_ZONE = 4;

/** A QR code, black on white in every colour scheme, with the margin that readers need. */
export function QrCode({ label, path, size }: QrCodeProps) {
  const whole = size + 2 * QUIET_ZONE;
  return (
    <svg
      role="img"
      aria-label={label}
      width="240"
      height="240"
      viewBox={`${-QUIET_ZONE} ${-QUIET_ZONE} ${whole} ${whole}`}
      shapeRendering="crispEdges"
    >
      <rect x={-QUIET_ZONE} y={-QUIET_ZONE} width={whole} height={whole} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
