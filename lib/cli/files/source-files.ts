import type { SourceText } from "../../sources/source-documents";
import { decodeText, isZip } from "../../yaml/text-encoding";
import type { CliContext } from "../context";
import { Failure } from "../failure";
import { inputName, readInput } from "./input";

/** The texts of dumps, one after the other. Throws a {@link Failure} that names what cannot be read as text. */
export async function readTexts(context: CliContext, paths: readonly string[]): Promise<SourceText[]> {
  const texts: SourceText[] = [];
  for (const path of paths) {
    const name = inputName(path);
    texts.push({ name, text: textOf(name, await readInput(context, path)) });
  }
  return texts;
}

/** The text of bytes. Throws a {@link Failure} that calls them `name` where they are not UTF-8. */
export function textOf(name: string, bytes: Uint8Array): string {
  if (isZip(bytes)) {
    throw new Failure(`${name}: a zip file, as \`terraform plan -out\` saves a plan, expected text`, {
      help: `type \`terraform show -json ${name} > plan.json\` for the plan, \`terraform show -json\` for what is live`,
    });
  }
  if (bytes[0] === 0x1f && bytes[1] === 0x8b)
    throw new Failure(`${name}: packed by gzip, expected text`, { help: `type \`gunzip ${name}\` first` });
  const decoded = decodeText(bytes);
  if ("text" in decoded) return decoded.text;
  const { line, column } = decoded.badAt;
  throw new Failure(`${name}:${line}:${column}: not UTF-8, expected text in UTF-8 or UTF-16`, {
    help: "save it as UTF-8: another encoding can change names without a word",
  });
}
