/** A form to be printed and filled in by hand, with what is known already written in. Nothing here can be typed into. */

type Field = {
  readonly label: string;
  readonly value: string | null;
  readonly choices?: readonly { readonly word: string; readonly chosen: boolean }[];
  readonly lines?: 1 | 2;
};

type PaperFormProps = {
  paper: {
    readonly title: string;
    readonly lead: string;
    readonly sections: readonly { readonly heading: string; readonly fields: readonly Field[] }[];
    readonly statements: readonly string[];
    readonly closing: readonly Field[];
    readonly foot: string;
  };
  /** Of the title; the page's own heading may be it. */
  showTitle?: boolean;
};

export function PaperForm({ paper, showTitle = true }: PaperFormProps) {
  const { title, lead, sections, statements, closing, foot } = paper;
  return (
    <article className="mg-paper" aria-label={title}>
      {showTitle && <p className="mg-paper-title">{title}</p>}
      <p>{lead}</p>
      {sections.map(({ heading, fields }) => (
        <section key={heading}>
          <h2>{heading}</h2>
          <Fields fields={fields} />
        </section>
      ))}
      <section>
        <h2>確認すること</h2>
        <ul>
          {statements.map((statement) => (
            <li key={statement}>{statement}</li>
          ))}
        </ul>
      </section>
      <Fields fields={closing} />
      <p className="mg-paper-foot">{foot}</p>
    </article>
  );
}

function Fields({ fields }: { fields: readonly Field[] }) {
  return (
    <dl>
      {fields.map(({ label, value, choices, lines = 1 }) => (
        <div key={label} data-lines={lines}>
          <dt>{label}</dt>
          <dd>
            {choices?.map(({ word, chosen }) => (
              <span className="mg-paper-choice" key={word}>
                <span aria-hidden="true">{chosen ? "☑" : "☐"}</span>
                {word}
                {chosen && <span className="mg-visually-hidden">（選択済み）</span>}
              </span>
            ))}
            {!choices && (value ?? <span className="mg-visually-hidden">（記入欄）</span>)}
          </dd>
        </div>
      ))}
    </dl>
  );
}
