/** 担当者: who is at each terminal of this window, since the app was opened. The names to choose from are kept elsewhere. */
const names = new Map<string, string>();

export function operatorOf(terminalId: string): string | undefined {
  return names.get(terminalId);
}

export function setOperator(terminalId: string, name: string | null): void {
  if (name === null) names.delete(terminalId);
  else names.set(terminalId, name);
}
