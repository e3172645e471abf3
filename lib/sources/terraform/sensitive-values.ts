import type { StateResource } from "./state-resource";

/**
 * Says which of these attributes Terraform marks as sensitive: those that are read go into the cluster file. False where one is
 * left out of the output: nothing is to be made of the resource then, for it would seem to have none.
 */
export function isReadable(
  { address, sensitive, values }: StateResource,
  attributes: readonly string[],
  help: string,
): boolean {
  const marked = attributes.filter((name) => sensitive.has(name));
  const shown = marked.filter((name) => values.child(name) !== undefined);
  const hidden = marked.filter((name) => !shown.includes(name));
  const [first] = shown;
  if (first !== undefined)
    (values.child(first) ?? values).report("import-value-sensitive", {
      message: `marked as sensitive in the state, and written into the cluster file as it is, got \`${shown.join(", ")}\` of \`${address}\``,
      help: "names and ARNs are no secrets; keep the file where the state may be read, or take `sensitive` off",
    });
  if (hidden.length > 0)
    values.report("import-value-hidden", {
      message: `sensitive, and left out of this output, expected \`${hidden.join(", ")}\` of \`${address}\``,
      help,
    });
  return hidden.length === 0;
}
