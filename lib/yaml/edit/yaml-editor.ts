import { added, withFilledAnswers } from "./edit-elements";
import { keyRemoved, valueSet } from "./edit-keys";
import type { Edited, RefusedEdit, YamlEdit } from "./yaml-edit";
import { readYamlText } from "../yaml-text";

/**
 * A text with edits made one after the other, every other byte as it was; no comment is ever lost. Where one of them cannot
 * be spliced in, all of those that cannot. Read the result again before you trust it: an anchor may have gone.
 */
export function editYaml(
  text: string,
  edits: readonly YamlEdit[],
): { readonly text: string } | { readonly refused: readonly RefusedEdit[] } {
  let edited = text;
  const refused: RefusedEdit[] = [];
  for (const edit of edits) {
    const made = editOnce(edited, edit);
    if ("text" in made) edited = made.text;
    else refused.push({ edit, why: made.why });
  }
  return refused.length > 0 ? { refused } : { text: edited };
}

function editOnce(text: string, edit: YamlEdit): Edited {
  const read = readYamlText(text);
  if ("problem" in read) return { why: read.problem.message };
  const { document } = read;
  switch (edit.kind) {
    case "set":
      return valueSet({ text, document }, edit);
    case "remove":
      return keyRemoved({ text, document }, edit);
    case "add":
      return added({ text, document }, edit);
    case "fill":
      return withFilledAnswers({ text, document }, edit);
  }
}
