import { DECLARATION } from "@madoguchi/contract";
import { Button, Icon } from "@madoguchi/ui";
import { useEffect, useState } from "react";

type Declaration = typeof import("./declaration.ts");

/**
 * Fetched as soon as a screen may offer the paper, so that it is there also when the line breaks afterwards. Null until then, and
 * where it cannot be fetched.
 */
export function useDeclaration(): Declaration | null {
  const [declaration, setDeclaration] = useState<Declaration | null>(null);
  useEffect(() => {
    let isHere = true;
    import("./declaration.ts").then(
      (loaded) => isHere && setDeclaration(loaded),
      () => {},
    );
    return () => {
      isHere = false;
    };
  }, []);
  return declaration;
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
