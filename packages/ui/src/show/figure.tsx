type FigureProps = {
  href: string;
  /** What who does not see the picture needs to know of it. */
  alt: string;
  width: number;
  height: number;
};

/** A picture in a text, as large as it was made where there is room. */
export function Figure({ href, alt, width, height }: FigureProps) {
  return (
    <figure className="mg-figure">
      <img src={href} alt={alt} width={width} height={height} loading="lazy" decoding="async" />
    </figure>
  );
}
