import type { ModuleRows, ModuleState } from "./call/module-state";

/** Names of what has the rows once the module writes them no more: the team's own, whose `data` an overlay overrides. */
export interface RowsNames {
  /** `eks_access_aws_auth.tf` */
  readonly file: string;
  /** `kubernetes_config_map_v1_data.eks_access_aws_auth`: what `overlay.config_map` names. */
  readonly rows: string;
  /** `kubernetes_config_map.eks_access_aws_auth` */
  readonly configMap: string;
}

/** The names for a cluster: where a folder may have several, they carry that of its call, or the key of the instance. */
export function rowsNames(words: readonly string[] = []): RowsNames {
  const name = ["eks_access_aws_auth", ...words.map((word) => word.replace(/[^A-Za-z0-9_-]/g, "_"))].join("_");
  return {
    file: `${name}.tf`,
    rows: `kubernetes_config_map_v1_data.${name}`,
    configMap: `kubernetes_config_map.${name}`,
  };
}

/** How the file names its resources, and which provider has them. */
interface Written {
  readonly names: RowsNames;
  /** @default the one without an alias */
  readonly provider?: string;
}

/**
 * HCL with the rows as they are live, byte for byte, and the blocks that move them out of the module. Where the module made
 * the ConfigMap that moves too: left behind, it would be destroyed, with everybody's rows. Undefined where there is neither.
 */
export function rowsFile(
  { rows, configMap }: Pick<ModuleState, "configMap" | "rows">,
  { names, provider }: Written,
): string | undefined {
  if (rows === undefined && configMap === undefined) return undefined;
  const meta = provider === undefined ? [] : [`  provider = ${provider}`];
  const what = rows === undefined ? "the ConfigMap aws-auth as the module made it" : ROWS_WORDS;
  return [
    `# Written by \`eks-access upgrade-module\`: ${what}.`,
    ...(rows === undefined ? [] : rowsBlock(rows, names, { meta, isMade: configMap !== undefined })),
    ...(rows === undefined || configMap === undefined ? [] : [""]),
    ...(configMap === undefined ? [] : configMapBlock(configMap, names, meta)),
    "",
  ].join("\n");
}

const ROWS_WORDS = "the rows of aws-auth as the module wrote them";

const METADATA = ["  metadata {", '    name      = "aws-auth"', '    namespace = "kube-system"', "  }"];

function rowsBlock(
  { data, address }: ModuleRows,
  { rows, configMap }: RowsNames,
  { meta, isMade }: { readonly meta: readonly string[]; readonly isMade: boolean },
): string[] {
  return [
    header(rows),
    ...meta,
    "  force = true",
    ...METADATA,
    "  data = {",
    ...Object.entries(data).map(([section, text]) => `    ${keyText(section)} = ${hclText(text)}`),
    "  }",
    ...(isMade ? [`  depends_on = [${configMap}]`] : []),
    "}",
    "",
    ...moved(address, rows),
  ];
}

function configMapBlock(address: string, { configMap }: RowsNames, meta: readonly string[]): string[] {
  return [
    header(configMap),
    ...meta,
    ...METADATA,
    "  lifecycle {",
    "    ignore_changes = [data, metadata[0].labels, metadata[0].annotations]",
    "  }",
    "}",
    "",
    ...moved(address, configMap),
  ];
}

function header(address: string): string {
  const [type = "", name = ""] = address.split(".");
  return `resource "${type}" "${name}" {`;
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
