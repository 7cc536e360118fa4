/** The ways through a list that nobody counts the pages of. */
import { Neighbours } from "@madoguchi/ui";

type StepsProps = {
  /** What is walked through. */
  readonly label: string;
  readonly path: string;
  /** What the list is narrowed by. */
  readonly query?: Readonly<Record<string, string>>;
  readonly isFirst: boolean;
  /** Where the next page begins; null on the last one. */
  readonly next: string | null;
};

export function Steps({ label, path, query = {}, isFirst, next }: StepsProps) {
  const to = (more: Readonly<Record<string, string>>) => {
    const words = new URLSearchParams({ ...query, ...more }).toString();

    return words === "" ? path : `${path}?${words}`;
  };

  return (
    <Neighbours
      label={label}
      links={[
        isFirst ? null : { href: to({}), label: "最初へ" },
        next === null ? null : { href: to({ after: next }), label: "次へ", rel: "next" },
      ]}
    />
  );
}
