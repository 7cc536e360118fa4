/** How thick the reader is drawn: one shape over the other makes a body with round edges. */
const LAYERS = [32, 28, 24, 20, 16, 12, 8, 4];

/** From the plane of the table to the picture: seen from the front, a little from above. */
const PLANE = "matrix(1 0 -0.42 0.5 0 0)";

type CardPictureProps = {
  /** The card goes up instead of down. */
  leaving?: boolean;
};

/** A card and the reader it belongs on. It says nothing that the sentence under it does not. */
export function CardPicture({ leaving = false }: CardPictureProps) {
  return (
    <svg
      className="rc-picture"
      data-leaving={leaving || undefined}
      viewBox="0 0 520 300"
      aria-hidden="true"
      focusable="false"
    >
      <g transform="translate(142 134)">
        {LAYERS.map((y) => (
          <ReaderShape key={y} y={y} className="rc-picture-outline" />
        ))}
        {LAYERS.map((y) => (
          <ReaderShape key={y} y={y} className="rc-picture-side" />
        ))}
        <ReaderShape y={0} className="rc-picture-top" />
        <rect
          className="rc-picture-field"
          transform={PLANE}
          x="66"
          y="46"
          width="218"
          height="138"
          rx="12"
        />
      </g>
      <g className="rc-picture-card">
        <g transform={`translate(142 64) ${PLANE}`}>
          <rect className="rc-picture-body" x="66" y="46" width="218" height="138" rx="12" />
          <path
            className="rc-picture-band"
            d="M68 72V58a10 10 0 0 1 10-10H272a10 10 0 0 1 10 10V72Z"
          />
          <rect className="rc-picture-face" x="82" y="90" width="54" height="72" rx="4" />
          <path className="rc-picture-line" d="M154 98H262M154 122H236M154 146H262" />
        </g>
      </g>
      <path className="rc-picture-arrow" d="M260 8V44M246 31L260 45L274 31" />
    </svg>
  );
}

function ReaderShape({ y, className }: { y: number; className: string }) {
  return (
    <g transform={`translate(0 ${y})`}>
      <rect className={className} transform={PLANE} width="350" height="230" rx="22" />
    </g>
  );
}
