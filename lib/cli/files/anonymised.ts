import { Anonymiser } from "../../anonymise/anonymiser";
import type { ClusterFileSource } from "../../inventory/inventory";
import { clusterFileWords } from "../../inventory/schema/json/cluster-file-words";
import type { SourceText } from "../../sources/source-documents";
import { textOf } from "./source-files";
import { Failure } from "../failure";

/** What puts made-up names in the place of those that are printed or written; undefined where that is not asked for. */
export function anonymiserIf(isAsked: boolean | undefined): Anonymiser | undefined {
  return isAsked === true ? new Anonymiser(clusterFileWords()) : undefined;
}

/** What a terminal shows while a cluster is asked: no name. */
export function shownIf(anonymiser: Anonymiser | undefined): { readonly shownAs?: string } {
  return anonymiser === undefined ? {} : { shownAs: "cluster" };
}

/** Texts with made-up names; as they are without an anonymiser. */
export function anonymisedTexts(
  texts: readonly SourceText[],
  anonymiser: Anonymiser | undefined,
): readonly SourceText[] {
  if (anonymiser === undefined) return texts;
  for (const { text } of texts) anonymiser.learn(text);
  return texts.map(({ name, text }) => ({ name: anonymiser.text(name), text: anonymiser.text(text) }));
}

/** A cluster file with made-up names, its own name too; as it is without an anonymiser. Throws where it is no text. */
export function anonymisedFile(source: ClusterFileSource, anonymiser: Anonymiser | undefined): ClusterFileSource {
  if (anonymiser === undefined) return source;
  const text = textOf(source.file, source.bytes);
  anonymiser.learn(text);
  return { file: anonymiser.path(source.file), bytes: new TextEncoder().encode(anonymiser.text(text)) };
}

/** What `work` does; a {@link Failure} of it says its sentence with made-up names where there are some, also for what was `typed`. */
export async function failingAnonymised<Made>(
  anonymiser: Anonymiser | undefined,
  work: () => Promise<Made>,
  typed: readonly (string | undefined)[] = [],
): Promise<Made> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Failure) || anonymiser === undefined) throw error;
    for (const path of typed) if (path !== undefined) anonymiser.learnPath(path);
    const { message, exitCode, help } = error;
    throw new Failure(anonymiser.sentence(message), {
      exitCode,
      ...(help === undefined ? {} : { help: anonymiser.sentence(help) }),
    });
  }
}

/** A text about findings in files, with made-up names where there are some. */
export function findingsAnonymised(text: string, files: readonly string[], anonymiser: Anonymiser | undefined): string {
  if (anonymiser === undefined) return text;
  for (const file of files) anonymiser.learnPath(file);
  return anonymiser.sentence(text);
}
