import { accessSync, constants, statSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";

/** What the search for the program came to. */
export type Found = { readonly program: string } | { readonly problem: string };

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

const names = process.platform === "win32" ? ["waymark.exe"] : ["waymark"];

/** The program that the setting names, else the first one of the PATH. */
export function findProgram(setting: string, searched: string, home = ""): Found {
  if (setting !== "") {
    const path = setting.startsWith("~/") ? join(home, setting.slice(2)) : setting;
    if (isAbsolute(path)) {
      return isProgram(path) ? { program: path } : { problem: `The setting waymark.program names ${path}, which is no program.` };
    }
    return { problem: `The setting waymark.program is ${path}, which is not the whole path of a program.` };
  }
  for (const folder of searched.split(delimiter)) {
    if (!isAbsolute(folder)) continue;
    for (const name of names) if (isProgram(join(folder, name))) return { program: join(folder, name) };
  }
  return { problem: "The program waymark is not on the PATH. Install it, or say in the setting waymark.program where it is." };
}
