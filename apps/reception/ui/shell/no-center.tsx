import { offlineElsewhere } from "../trouble/trouble.ts";
import { TroubleScreen } from "../trouble/trouble-screen.tsx";
import { Header } from "./header.tsx";

/** The page came from the browser's memory, or the center went away in between. */
export function NoCenter() {
  const trouble = { ...offlineElsewhere, action: "reload" } as const;
  return (
    <div className="rc-page">
      <Header terminal={null} demo={false} />
      <TroubleScreen trouble={trouble} onAct={() => location.reload()} />
    </div>
  );
}
