import { didYouMean } from "../../finding/did-you-mean";
import { moduleOutputs } from "../../module/module-outputs";
import type { ModulePart } from "../../module/module-table";
import type { RootText } from "../root/root-module";
import type { Edit } from "./upgrade-edits";

/** What replaces outputs that are gone; of Karpenter's call `role_*` are the nodes', and `irsa_*` the controller's. */
const NOW: Readonly<Partial<Record<ModulePart, Readonly<Record<string, string>>>>> = {
  karpenter: {
    irsa_arn: "iam_role_arn",
    irsa_name: "iam_role_name",
    irsa_unique_id: "iam_role_unique_id",
    role_arn: "node_iam_role_arn",
    role_name: "node_iam_role_name",
    role_unique_id: "node_iam_role_unique_id",
  },
};

/** Whatever writes the ConfigMap from it would be destroyed with everybody's rows where somebody just deletes it. */
const ROWS_TEXT =
  "write the text in its place that it has now (`terraform console`): the module has no such output any more, and what writes aws-auth from it must stay";

/** A call whose version changes. */
interface Call {
  readonly name: string;
  readonly part: ModulePart;
  readonly from: string;
  readonly to: string;
}

/**
 * Outputs of a call that the later version does not have, where the root takes them: Terraform refuses the plan there.
 * @see https://github.com/terraform-aws-modules/terraform-aws-eks/blob/v20.37.2/outputs.tf
 */
export function goneOutputs(texts: readonly RootText[], { name, part, from, to }: Call): Edit[] {
  const [before, after] = [from, to].map((version) => moduleOutputs(part, version));
  if (before === undefined || after === undefined) return [];
  return texts.flatMap(({ file, text }) =>
    linesOf(text).flatMap((line, i) =>
      takenIn(line, name)
        .filter((output) => !after.includes(output) && (before.includes(output) || isTaken(line, name, output)))
        .map((output) => {
          const does = before.includes(output) ? doesOf(part, output, to) : unknownOutput(output, after, { from, to });
          return { file, line: i + 1, argument: `module.${name}.${output}`, does };
        }),
    ),
  );
}

/** Outputs of a call in a line, each once. */
function takenIn(line: string, name: string): string[] {
  const taken = new RegExp(`(?<![\\w.-])module\\.${name}(?:\\[[^\\]]*\\])?\\.([A-Za-z_]\\w*)`, "g");
  return [...new Set([...line.matchAll(taken)].map(([, output = ""]) => output))];
}

/** Whether an expression takes it: not an address of the state (`from` of a block `moved`), nor a text that just names it. */
function isTaken(line: string, name: string, output: string): boolean {
  if (/^\s*(?:from|to)\s*=/.test(line) || output === "module" || output === "data") return false;
  const code = line.replace(/"(?:[^"\\$]|\\.|\$(?!\{))*"/g, '""');
  return takenIn(code, name).includes(output);
}

/** Lines without what a comment says. */
function linesOf(text: string): string[] {
  const emptied = text.replace(/^[ \t]*\/\*[^]*?\*\//gm, (comment) => comment.replace(/[^\n]/g, ""));
  return emptied.split("\n").map((line) => line.replace(/^\s*(?:#|\/\/).*$/, "").replace(/\s#[^"]*$/, ""));
}

/** Of an output that no version has: Terraform refuses it already, but where `try` takes it. */
function unknownOutput(
  output: string,
  after: readonly string[],
  { from, to }: { readonly from: string; readonly to: string },
): string {
  const meant = didYouMean(output, after);
  const instead = meant === undefined ? "take it out" : `write ${meant}, or take it out`;
  return `${instead}: neither ${from} nor ${to} has such an output`;
}

function doesOf(part: ModulePart, output: string, to: string): string {
  const now = NOW[part]?.[output];
  if (now !== undefined) return `write ${now}: ${to} calls it so`;
  return output === "aws_auth_configmap_yaml" ? ROWS_TEXT : `take it out: ${to} has no such output`;
}
