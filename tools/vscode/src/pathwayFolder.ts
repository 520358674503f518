import { dirname } from "node:path";

/** Files by the folder that makes them one pathway; libraries and what lies in packages of others are left out. */
export function byFolder(files: readonly string[]): Map<string, string[]> {
  const result = new Map<string, string[]>();
  for (const file of [...files].sort()) {
    if (/[\\/](node_modules|libraries)[\\/]/.test(file)) continue;
    const folder = dirname(file);
    result.set(folder, [...(result.get(folder) ?? []), file]);
  }
  return result;
}
