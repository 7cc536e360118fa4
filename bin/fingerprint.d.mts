export function fingerprint(folders: readonly string[]): string;
