type TermProps = {
  /** As it stands in the sentence. */
  word: string;
  /** Where the word comes first on the page; later ones show the same explanation. */
  meaning?: string;
};

/**
 * A word that can be pressed for its meaning. The browser opens and closes the explanation without a script; one that cannot
 * shows it in brackets.
 */
export function Term({ word, meaning }: TermProps) {
  const id = `term-${word.replaceAll(/\s+/g, "-")}`;
  return (
    <>
      <button type="button" className="mg-term" popoverTarget={id}>
        {word}
        <span className="mg-visually-hidden">（用語の説明）</span>
      </button>
      {meaning !== undefined && (
        <span className="mg-term-meaning" id={id} popover="auto">
          <strong>{word}</strong> {meaning}
        </span>
      )}
    </>
  );
}
