import { Icon } from "@madoguchi/ui";
import { stepWords, type Verdict, whoWords } from "../../self-test/index.ts";
import { gradeLook } from "./words.ts";

/** Cause, what to do, who: the gravest first. */
export function Reasons({ reasons }: Pick<Verdict, "reasons">) {
  return reasons.map(({ step, grade, cause, todo, who }) => (
    <section key={step} className="rc-test-reason" data-grade={grade}>
      <h2>
        <Icon name={gradeLook[grade].icon} />
        {stepWords[step]}
      </h2>
      <p>{cause}</p>
      <ol>
        {todo.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ol>
      <p className="rc-test-who">対応する人：{whoWords[who]}</p>
    </section>
  ));
}
