/**
 * Says in a form when its draft was saved last: 「令和8年11月22日（日） 10:32に保存しました」. The server fills it in for who reloads;
 * where the form saves itself, the script does, and it is read aloud.
 */
export function SaveState({ children }: { children: string | null }) {
  return (
    <p className="mg-save-state" role="status" data-save-state>
      {children}
    </p>
  );
}
