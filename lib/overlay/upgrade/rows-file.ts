import type { ModuleRows, ModuleState } from "./state-rows";

/** The file that has the rows once the module writes them no more: the team's own, whose `data` an overlay overrides. */
export const ROWS_FILE = "eks_access_aws_auth.tf";

/** The resource in it: what `overlay.config_map` names. */
export const ROWS_RESOURCE = "kubernetes_config_map_v1_data.eks_access_aws_auth";

/**
 * HCL with the rows as they are live, byte for byte, and the blocks that move them out of the module. Where the module made
 * the ConfigMap that moves too: left behind, it would be destroyed, with everybody's rows. Undefined where the state has neither.
 */
export function rowsFile({ rows, configMap }: ModuleState, provider: string | undefined): string | undefined {
  if (rows === undefined && configMap === undefined) return undefined;
  const meta = provider === undefined ? [] : [`  provider = ${provider}`];
  const what = rows === undefined ? "the ConfigMap aws-auth as the module made it" : ROWS_WORDS;
  return [
    `# Written by \`eks-access upgrade-module\`: ${what}.`,
    ...(rows === undefined ? [] : rowsBlock(rows, meta, configMap !== undefined)),
    ...(rows === undefined || configMap === undefined ? [] : [""]),
    ...(configMap === undefined ? [] : configMapBlock(configMap, meta)),
    "",
  ].join("\n");
}

const ROWS_WORDS = "the rows of aws-auth as the module wrote them";

const METADATA = ["  metadata {", '    name      = "aws-auth"', '    namespace = "kube-system"', "  }"];

function rowsBlock({ data, address }: ModuleRows, meta: readonly string[], isMade: boolean): string[] {
  return [
    `resource "kubernetes_config_map_v1_data" "eks_access_aws_auth" {`,
    ...meta,
    "  force = true",
    ...METADATA,
    "  data = {",
    ...Object.entries(data).map(([section, text]) => `    ${keyText(section)} = ${hclText(text)}`),
    "  }",
    ...(isMade ? ["  depends_on = [kubernetes_config_map.eks_access_aws_auth]"] : []),
    "}",
    "",
    ...moved(address, ROWS_RESOURCE),
  ];
}

function configMapBlock(address: string, meta: readonly string[]): string[] {
  return [
    `resource "kubernetes_config_map" "eks_access_aws_auth" {`,
    ...meta,
    ...METADATA,
    "  lifecycle {",
    "    ignore_changes = [data, metadata[0].labels, metadata[0].annotations]",
    "  }",
    "}",
    "",
    ...moved(address, "kubernetes_config_map.eks_access_aws_auth"),
  ];
}

function moved(from: string, to: string): string[] {
  return ["moved {", `  from = ${from}`, `  to   = ${to}`, "}"];
}

/** A key of an object: in quotes where it is no name. */
function keyText(key: string): string {
  return /^[A-Za-z_][\w-]*$/.test(key) ? key : quoted(escapedTemplate(key));
}

/** A heredoc where it keeps every byte, else a text in quotes. */
function hclText(text: string): string {
  const escaped = escapedTemplate(text);
  const isLines = text.endsWith("\n") && !/^\s*EOT\s*$/m.test(text) && !/[^\n\x20-\x7e]/.test(text);
  return isLines ? `<<EOT\n${escaped}EOT` : quoted(escaped);
}

/** As it stands: Terraform evaluates nothing in it. */
function escapedTemplate(text: string): string {
  return text.replaceAll("${", () => "$${").replaceAll("%{", "%%{");
}

/** JSON's escapes are HCL's, but for two that HCL does not have. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(/\\(.)/g, (escape, one: string) => OTHERS[one] ?? escape);
}

const OTHERS: Readonly<Record<string, string>> = { b: "\\u0008", f: "\\u000c" };
