type ThumbnailProps = {
  href: string;
  /** Empty where the words beside it say what it is. */
  alt: string;
};

/** A small picture of something, to know it by. */
export function Thumbnail({ href, alt }: ThumbnailProps) {
  return <img className="mg-thumbnail" src={href} alt={alt} loading="lazy" decoding="async" />;
}
