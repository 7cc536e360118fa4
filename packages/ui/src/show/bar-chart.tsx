type BarChartProps = {
  /** What is drawn: 「日ごとの確認」. Names the picture for those who do not see it. */
  title: string;
  /** What there is to see in one sentence, with the numbers that matter. */
  description: string;
  /** One or two kinds of things, the second stacked on the first. */
  series: readonly [string] | readonly [string, string];
  unit: string;
  bars: readonly { readonly label: string; readonly values: readonly number[] }[];
};

const HEIGHT = 100;
const BAR = 8;
const STEP = 10;
/** So many bars have each its name under it. */
const MOST_NAMED = 6;

/**
 * Amounts over time as bars. The numbers themselves stand in a table beside it. The picture is stretched to its place, so
 * all words stand around it and keep their size; the two kinds differ by fill and outline, not by colour alone.
 */
export function BarChart({ title, description, series, unit, bars }: BarChartProps) {
  const top = niceTop(Math.max(0, ...bars.map(({ values }) => sumOf(values))));
  const width = Math.max(1, bars.length) * STEP;
  const [first] = bars;
  const middle = bars[Math.floor(bars.length / 2)];
  const last = bars.at(-1);
  // A few things rather than moments: nobody could guess the names between.
  const isEach = bars.length > 2 && bars.length <= MOST_NAMED;
  return (
    <figure className="mg-chart">
      <figcaption>
        <strong>{title}</strong>
        <ul className="mg-chart-legend">
          {series.map((name, index) => (
            <li key={name}>
              <svg
                className="mg-chart-key"
                viewBox="0 0 16 16"
                aria-hidden="true"
                focusable="false"
              >
                <rect className={`mg-chart-bar-${index + 1}`} x="1" y="1" width="14" height="14" />
              </svg>
              {name}
            </li>
          ))}
        </ul>
      </figcaption>
      <div className="mg-chart-frame">
        <div className="mg-chart-scale" aria-hidden="true">
          <span>
            {top.toLocaleString("ja")}
            {unit}
          </span>
          <span>0</span>
        </div>
        <svg
          className="mg-chart-picture"
          viewBox={`0 0 ${width} ${HEIGHT}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={`${title}。${description}`}
        >
          <path
            className="mg-chart-line"
            d={`M0 0.5H${width}M0 ${HEIGHT / 2}H${width}M0 ${HEIGHT - 0.5}H${width}`}
          />
          {bars.map(({ label, values }, index) =>
            stacked(values, top).map(({ y, height }, kind) => (
              <rect
                key={`${label}:${series[kind]}`}
                className={`mg-chart-bar-${kind + 1}`}
                x={index * STEP + (STEP - BAR) / 2}
                y={y}
                width={BAR}
                height={height}
              />
            )),
          )}
        </svg>
      </div>
      <div className="mg-chart-labels" data-each={isEach || undefined} aria-hidden="true">
        {bars.length > 2 && !isEach
          ? [first, middle, last].map((bar) => <span key={bar?.label}>{bar?.label}</span>)
          : bars.map(({ label }) => <span key={label}>{label}</span>)}
      </div>
    </figure>
  );
}

function stacked(values: readonly number[], top: number) {
  let below = 0;
  return values.map((value) => {
    const height = (value / top) * HEIGHT;
    below += height;
    return { y: HEIGHT - below, height };
  });
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** The next of 1, 2, 5, 10, 20, … at or above it, so that the scale ends with a number that can be halved in one's head. */
function niceTop(highest: number): number {
  if (highest <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(highest));
  return [1, 2, 5, 10].map((step) => step * power).find((step) => step >= highest) ?? highest;
}
