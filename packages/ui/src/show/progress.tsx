type ProgressProps = {
  /** What is going on: 「準備」「読み込み」. */
  label: string;
  done: number;
  total: number;
  /** The same in words, with units and, for long work, the time left: 「9つのうち5つ済みました」. */
  text: string;
};

/** How far something has come, as a bar and in words. */
export function Progress({ label, done, total, text }: ProgressProps) {
  return (
    <label className="mg-progress">
      <span>
        {label}：<strong>{text}</strong>
      </span>
      <progress value={done} max={total} />
    </label>
  );
}
