export type FlowChartStep = {
  /** Which of the two acts. */
  lane: 0 | 1;
  /** In the picture: up to 18 full-width characters. */
  short: string;
  /** Under the picture: the whole sentence. */
  text: string;
  /** Stands out, as `markedWord` says in words. */
  marked?: boolean;
};

type FlowChartProps = {
  /** What the picture shows. */
  label: string;
  /** The two who act: 「患者さん」「受付」. */
  lanes: readonly [string, string];
  steps: readonly FlowChartStep[];
  /** What being marked means: 「変わるところ」. */
  markedWord: string;
};

const LEFT = [0, 176] as const;
const BOX_WIDTH = 164;
const BOX_HEIGHT = 56;
const GAP = 28;
const TOP = 40;
const WIDTH = 340;
const LINE = 10;

/** Who of two does what, in order: as a picture, and under it every step in words for those who do not see it. */
export function FlowChart({ label, lanes, steps, markedWord }: FlowChartProps) {
  const height = TOP + steps.length * (BOX_HEIGHT + GAP) - GAP + 4;

  return (
    <figure className="mg-flow-chart">
      <svg
        role="img"
        aria-label={`${label}の図。手順は、図の下の一覧と同じです。`}
        viewBox={`-2 0 ${WIDTH + 4} ${height}`}
      >
        {([0, 1] as const).map((lane) => (
          <text key={lane} x={middleOf(lane)} y={20} data-part="lane-name">
            {lanes[lane]}
          </text>
        ))}
        <line x1={170} y1={4} x2={170} y2={height - 4} data-part="lane" />
        {steps.slice(1).map(({ lane, text }, index) => (
          <Arrow key={text} index={index} from={steps[index]?.lane ?? lane} to={lane} />
        ))}
        {steps.map((step, index) => (
          <Box key={step.text} step={step} index={index} />
        ))}
      </svg>
      <figcaption>
        <ol>
          {steps.map(({ lane, text, marked }) => (
            <li key={text}>
              {marked && <strong>{markedWord}　</strong>}
              {lanes[lane]}：{text}
            </li>
          ))}
        </ol>
      </figcaption>
    </figure>
  );
}

const topOf = (index: number) => TOP + index * (BOX_HEIGHT + GAP);
const middleOf = (lane: 0 | 1) => LEFT[lane] + BOX_WIDTH / 2;

function Box({ step, index }: { step: FlowChartStep; index: number }) {
  const lines = linesOf(`${index + 1} ${step.short}`);
  const top = topOf(index);

  return (
    <g data-marked={step.marked || undefined}>
      <rect
        x={LEFT[step.lane]}
        y={top}
        width={BOX_WIDTH}
        height={BOX_HEIGHT}
        rx={4}
        data-part="box"
      />
      {lines.map((line, place) => (
        <text
          key={line}
          x={middleOf(step.lane)}
          y={top + BOX_HEIGHT / 2 + 5 + (place - (lines.length - 1) / 2) * 19}
          data-part="step"
        >
          {line}
        </text>
      ))}
    </g>
  );
}

/** Two at most, of nearly the same length: a box holds no more. */
function linesOf(text: string): readonly string[] {
  const characters = [...text];
  const half = Math.ceil(characters.length / 2);

  return characters.length <= LINE
    ? [text]
    : [characters.slice(0, half).join(""), characters.slice(half).join("")];
}

function Arrow({ index, from, to }: { index: number; from: 0 | 1; to: 0 | 1 }) {
  const [x1, y1] = [middleOf(from), topOf(index) + BOX_HEIGHT];
  const [x2, y2] = [middleOf(to), topOf(index + 1)];
  const bend = (y1 + y2) / 2 - 4;

  return (
    <g data-part="arrow">
      <polyline points={`${x1},${y1} ${x1},${bend} ${x2},${bend} ${x2},${y2 - 6}`} />
      <polygon points={`${x2},${y2 - 1} ${x2 - 6},${y2 - 10} ${x2 + 6},${y2 - 10}`} />
    </g>
  );
}
