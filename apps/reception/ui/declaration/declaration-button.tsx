import { DECLARATION } from "@madoguchi/contract";
import { Button, Icon } from "@madoguchi/ui";
import { useModule } from "../shell/use-module.ts";

const load = () => import("./declaration.ts");

/** Null where it cannot be fetched. */
export function useDeclaration(): typeof import("./declaration.ts") | null {
  return useModule(load);
}

/** The way to the paper, beside the steps that name it. */
export function DeclarationButton({ onOpen }: { onOpen: () => void }) {
  return (
    <div className="rc-declare">
      <Button type="button" variant="secondary" onClick={onOpen}>
        <Icon name="print" />
        {DECLARATION}を印刷する
      </Button>
    </div>
  );
}
