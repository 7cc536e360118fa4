/** Where on a card the three numbers stand. What it shows is also said in words beside each field. */
export function PrintedPicture() {
  return (
    <svg className="rc-printed" viewBox="0 0 430 272" aria-hidden="true" focusable="false">
      <rect className="rc-printed-card" x="2" y="2" width="426" height="268" rx="18" />
      <path className="rc-printed-line" d="M30 30H300M30 54H360M200 78H330" />
      <rect className="rc-printed-photo" x="28" y="82" width="112" height="140" rx="4" />
      <circle className="rc-printed-face" cx="84" cy="134" r="28" />
      <path className="rc-printed-face" d="M42 222c0-34 18-50 42-50s42 16 42 50Z" />
      <path className="rc-printed-line" d="M160 178H400M160 202H340" />
      <Place mark="1" x={158} y={94} width={254}>
        昭和55年 2月17日生
      </Place>
      <Place mark="2" x={158} y={134} width={254}>
        2035年 2月17日まで有効
      </Place>
      <path className="rc-printed-line" d="M30 246H118" />
      <Place mark="3" x={128} y={230} width={86}>
        1234
      </Place>
    </svg>
  );
}

type PlaceProps = { mark: string; x: number; y: number; width: number; children: string };

function Place({ mark, x, y, width, children }: PlaceProps) {
  return (
    <g transform={`translate(${x} ${y})`}>
      <rect className="rc-printed-place" width={width} height="32" rx="6" />
      <text className="rc-printed-text" x="12" y="22">
        {children}
      </text>
      <circle className="rc-printed-mark" cx={width} cy="0" r="13" />
      <text className="rc-printed-number" x={width} y="5">
        {mark}
      </text>
    </g>
  );
}
