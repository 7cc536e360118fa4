/** A card coming down on a reader. It says nothing that the sentence under it does not. */
export function CardPicture() {
  return (
    <svg className="rc-picture" viewBox="0 0 480 280" aria-hidden="true" focusable="false">
      <ellipse className="rc-picture-shade" cx="240" cy="248" rx="190" ry="20" />
      {/* The reader: a low slab, its front edge, the field where the card belongs. */}
      <path className="rc-picture-slab" d="M112 150H368L436 226H44Z" />
      <path
        className="rc-picture-edge"
        d="M44 226H436V240a10 10 0 0 1-10 10H54a10 10 0 0 1-10-10Z"
      />
      <path className="rc-picture-field" d="M157 166H323L362 212H118Z" />
      <circle className="rc-picture-lamp" cx="400" cy="238" r="5" />
      <g className="rc-picture-card">
        <path
          className="rc-picture-body"
          d="M164 62H316a10 10 0 0 1 8 4L362 118a8 8 0 0 1-6 13H124a8 8 0 0 1-6-13L156 66a10 10 0 0 1 8-4Z"
        />
        <path
          className="rc-picture-band"
          d="M153 70L159 64A9 9 0 0 1 165 62H316a10 10 0 0 1 8 4L330 74H150Z"
        />
        <path className="rc-picture-face" d="M159 86H198L192 116H146Z" />
        <path className="rc-picture-line" d="M216 90H312M214 102H296M211 114H320" />
      </g>
      <path className="rc-picture-arrow" d="M240 14V44M228 34L240 46L252 34" />
    </svg>
  );
}
