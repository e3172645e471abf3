import type { CodeOf } from "../../finding/catalogue";

/** What is wrong with a text that has its own code. */
export interface TextProblem {
  readonly code: CodeOf<"file">;
  /** As {@link Finding.message}. */
  readonly message: string;
  readonly help?: string;
}

/** What EKS takes for the name of a cluster. */
export const CLUSTER_NAME = /^[0-9A-Za-z][A-Za-z0-9_-]{0,99}$/;

/** @see https://learn.microsoft.com/windows/win32/fileio/naming-a-file */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;

/** Whether EKS takes a name for a cluster. */
export function isClusterName(text: string): boolean {
  return CLUSTER_NAME.test(text);
}

/** What keeps a text from being the name of a cluster, and of its folder in the output. */
export function clusterNameProblem(value: string): TextProblem | undefined {
  if (isClusterName(value)) {
    if (DEVICE.test(value)) return deviceName(value);
    return value in Object.prototype ? takenName(value) : undefined;
  }
  const template = nameProblem(value);
  if (template?.code === "name-template") return template;
  const leaves = /[/\\]|^\.+$/.test(value);
  return {
    code: "cluster-name-invalid",
    message: `not a valid cluster name, expected 1 to 100 of letters, digits, \`_-\`, a letter or digit first, got \`${value}\``,
    ...(leaves
      ? {
          help: "write the name as `aws eks list-clusters` shows it: it names a folder of the output, and this one leads out of that",
        }
      : {}),
  };
}

/** A folder or file of this name, whatever its extension, is a device on Windows. */
function deviceName(value: string): TextProblem {
  return {
    code: "cluster-name-invalid",
    message: `the name of a device on Windows, expected another name, got \`${value}\``,
    help: "choose another name: files and folders of this one cannot be made on Windows, where a clone would fail",
  };
}

/** Stacks are looked up by name in an object of cdktf, which has these names already. */
function takenName(value: string): TextProblem {
  return {
    code: "cluster-name-invalid",
    message: `a name that the output cannot have, expected none that every JavaScript object has, got \`${value}\``,
    help: "choose another name: no stack of this name can be written",
  };
}

/** What keeps a text from being a name, or whatever else it is called. */
export function nameProblem(value: string, what = "name"): TextProblem | undefined {
  if (value.trim() === "")
    return {
      code: "name-invalid",
      message: `empty ${what}, expected text, got \`${value}\``,
      help: what === "reason" ? "write why it is accepted, such as a ticket" : `write the ${what}`,
    };
  const start = ["${", "%{"].find((template) => value.includes(template));
  if (start === undefined) return undefined;
  return {
    code: "name-template",
    message: `a ${what} that Terraform would evaluate, expected plain text without \`${start}\`, got \`${value}\``,
    help: `write the ${what} out: nothing in a cluster file is evaluated`,
  };
}
