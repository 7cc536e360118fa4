type PhonePictureProps = {
  /** An iPhone reads at its upper edge, other phones about the middle of the back. */
  isIphone: boolean;
};

/** A card against the phone's antenna. It says nothing that the sentence beside it does not. */
export function PhonePicture({ isIphone }: PhonePictureProps) {
  return (
    <svg
      className="rc-picture rc-phone-picture"
      data-antenna={isIphone ? "top" : "middle"}
      viewBox="0 0 420 300"
      aria-hidden="true"
      focusable="false"
    >
      <rect className="rc-phone-body" x="150" y="44" width="140" height="248" rx="24" />
      <rect className="rc-phone-lens" x="164" y="58" width="44" height="44" rx="12" />
      <circle className="rc-phone-lens" cx="178" cy="72" r="6" />
      <circle className="rc-phone-lens" cx="194" cy="88" r="6" />
      <g className="rc-phone-card">
        <rect className="rc-picture-body" x="128" y="-57" width="184" height="114" rx="10" />
        <path className="rc-picture-band" d="M130 -37V-47a8 8 0 0 1 8-8H302a8 8 0 0 1 8 8V-37Z" />
        <rect className="rc-picture-face" x="142" y="-24" width="46" height="62" rx="4" />
        <path className="rc-picture-line" d="M204 -16H296M204 6H270M204 28H296" />
      </g>
      <rect className="rc-phone-under" x="150" y="44" width="140" height="248" rx="24" />
      <g className="rc-phone-waves">
        <path d="M340 -30a48 48 0 0 1 0 60" />
        <path d="M358 -46a72 72 0 0 1 0 92" />
      </g>
    </svg>
  );
}
