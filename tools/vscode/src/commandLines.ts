// How the program is called for the commands of the editor.

/** What the settings say of every call. */
export interface Surroundings {
  readonly stdlib: string;
}

function withStdlib(words: readonly string[], surroundings: Surroundings): string[] {
  return surroundings.stdlib === "" ? [...words] : [...words, "--stdlib", surroundings.stdlib];
}

export function serverWords(surroundings: Surroundings): string[] {
  return withStdlib(["lsp"], surroundings);
}

export function checkWords(pathway: string, surroundings: Surroundings): string[] {
  return withStdlib(["check", pathway], surroundings);
}

export function proveWords(pathway: string, surroundings: Surroundings): string[] {
  return withStdlib(["prove", pathway], surroundings);
}

/** Compares a pathway as it was in a revision with the files as they are. */
export function diffWords(pathway: string, revision: string, surroundings: Surroundings): string[] {
  return withStdlib(["diff", `git:${revision}`, pathway, "--format", "markdown"], surroundings);
}

/** Writes the pathway as one file. */
export function pageWords(pathway: string, file: string, surroundings: Surroundings): string[] {
  return withStdlib(["page", pathway, "--single", file], surroundings);
}

/** Whether text can be a revision of Git: no option, no blank, nothing that would end its name. */
export function isRevision(text: string): boolean {
  return /^[^-\s:~^?*[\\][^\s:?*[\\]*$/.test(text);
}
