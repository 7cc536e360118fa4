import { Icon } from "@madoguchi/ui";

/** 「患者さんへの言い方」: read aloud as it stands. */
export function PatientWords({ children }: { children: string }) {
  return (
    <section className="rc-words" aria-labelledby="patient-words">
      <h2 id="patient-words">
        <Icon name="person" />
        患者さんへの言い方
      </h2>
      <blockquote>「{children}」</blockquote>
    </section>
  );
}

export function NextSteps({ steps }: { steps: readonly string[] }) {
  return (
    <section className="rc-steps" aria-labelledby="next-steps">
      <h2 id="next-steps">次にすること</h2>
      <ol>
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </section>
  );
}

export function Charge({ children }: { children: string }) {
  return (
    <p className="rc-charge">
      <strong>今日の会計</strong>
      {children}
    </p>
  );
}

/** In a page of its own: this one must not be left while a patient waits. */
export function Help({ href }: { href: string }) {
  return (
    <p className="rc-help">
      <a href={href} target="_blank" rel="noopener">
        この対応の説明を読む（別の画面で開きます）
      </a>
    </p>
  );
}
