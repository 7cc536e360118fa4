/** What an official can press of a case now, in view beside the whole page, each with its key. */
import { Button, ButtonRow, Form, LinkButton } from "@madoguchi/ui";
import type { OfficialActor } from "../../accounts/index.ts";
import type { Desk } from "../look.ts";
import { isHeldByOther } from "../rules/claims.ts";
import type { DecisionAction } from "../rules/decide.ts";
import { DeskKeys } from "./desk-bar.tsx";

type DecisionButtonsProps = {
  readonly actor: OfficialActor;
  /** Of the case; each action lies below it. */
  readonly path: string;
  readonly desk: Pick<Desk, "claim" | "query">;
  readonly version: number;
  readonly isOpen: (action: DecisionAction) => boolean;
  /** What approving is called, in one word and on its button; null where this official cannot, for a reason of their own. */
  readonly approve: { readonly word: string; readonly label: string } | null;
};

/** Nothing where nothing can be decided, and nothing while it is a colleague's: then it is to be taken over first. */
export function DecisionButtons(props: DecisionButtonsProps) {
  const { actor, path, desk, version, isOpen } = props;
  const { claim, query } = desk;
  if (isHeldByOther(actor, claim)) return null;
  if (!isOpen("return") && !isOpen("refuse")) return null;
  const approve = isOpen("approve") ? props.approve : null;
  const keys = {
    ...(approve && { A: approve.word }),
    ...(isOpen("return") && { R: "差戻し" }),
    ...(isOpen("refuse") && { X: "却下" }),
  };

  return (
    <>
      <DeskKeys keys={keys} />
      {approve && (
        <Form id="approve" action={`${path}/approve${query}`} hidden={{ version: String(version) }}>
          {null}
        </Form>
      )}
      {/* Outside the form, so that it can stay in view. */}
      <ButtonRow sticky>
        {approve && (
          <Button form="approve" accessKey="a">
            {approve.label}
          </Button>
        )}
        {isOpen("return") && (
          <LinkButton href={`${path}/return${query}`} variant="secondary" accessKey="r">
            差戻し
          </LinkButton>
        )}
        {isOpen("refuse") && (
          <LinkButton href={`${path}/refuse${query}`} variant="secondary" accessKey="x">
            却下
          </LinkButton>
        )}
      </ButtonRow>
    </>
  );
}
