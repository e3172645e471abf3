import { canonicalArn, parseArn } from "../../access/principal/arn";
import { didYouMean } from "../../finding/did-you-mean";
import { type Finding, findingsIn } from "../../finding/finding";
import { arnsOf } from "../../access/principal/arn-list";
import { principalNameOf } from "../../access/principal/principal-name";
import { principalId } from "../../access/principal/principal-id";
import { isClusterAdminEntry } from "../../access/effective/cluster-admin";
import type { AccessDefinition, MigrationDefinition } from "../definition";
import { rowsOf } from "../file-rows";
import { isForeign } from "../retirement";
import { isFrom, STAGE_FACTS } from "../stage";
import { wavesIn, wavesOf } from "../wave";

const finding = findingsIn("gate");

/** What the stage, its waves and its lists contradict. Empty without a migration, but for the lists. */
export function shapeFindings(definition: AccessDefinition): Finding[] {
  const { migration } = definition;
  const leaving = lists(definition, "leaving", definition.leaving ?? []);
  if (migration === undefined) return leaving;
  return [
    ...modeFindings(definition, migration),
    ...toggleFindings(definition, migration),
    ...waveFindings(definition, migration),
    ...leaving,
    ...lists(definition, "migration.expected", migration.expected ?? []),
    ...rolePathFindings(migration.rolePaths ?? {}),
    ...bridgeFindings(definition, migration.bridgeGroup),
  ];
}

function modeFindings({ authenticationMode }: AccessDefinition, { stage }: MigrationDefinition): Finding[] {
  const { mode } = STAGE_FACTS[stage];
  if (authenticationMode === undefined || authenticationMode === mode) return [];
  return [
    finding("stage-mode", "authentication_mode", {
      message: `contradicts stage ${stage}, expected \`${mode}\`, got \`${authenticationMode}\``,
      help: "leave `authentication_mode` out, or move the stage: `eks-access advance FILE` and `eks-access back FILE` write both",
    }),
  ];
}

function toggleFindings(definition: AccessDefinition, { stage, retire }: MigrationDefinition): Finding[] {
  const { awsAuth } = definition;
  if (awsAuth === undefined) return [];
  const foreign =
    isForeign(definition) && retire === "empty" && stage !== "done"
      ? [
          finding("retire-foreign", "migration.retire", {
            message:
              "rows that something else writes (`manage_aws_auth_configmap: false`) cannot be emptied by this file, expected `forget`, got `empty`",
            help: "write `retire: forget` under `migration`; or, if this file is to write the rows, `manage_aws_auth_configmap: true` under `aws_auth`",
          }),
        ]
      : [];
  const toggles = [
    ["create_aws_auth_configmap", awsAuth.createAwsAuthConfigmap],
    ["manage_aws_auth_configmap", awsAuth.manageAwsAuthConfigmap],
  ] as const;
  const kept = toggles.filter(([, value]) => stage === "done" && value === true);
  return [
    ...foreign,
    ...kept.map(([name]) =>
      finding("stage-toggle", `aws_auth.${name}`, {
        message: "contradicts stage done, expected `false`, got `true`",
        help: "write `false`, or leave it out: after stage `done` the file has no ConfigMap",
      }),
    ),
  ];
}

function waveFindings(definition: AccessDefinition, { stage, waves = [], wave }: MigrationDefinition): Finding[] {
  const keys = Object.keys(definition.accessEntries);
  const named = waves.flatMap((each, w) => each.map((key, k) => ({ key, path: `migration.waves[${w}][${k}]` })));
  const declared = new Set(keys);
  const unknown = named
    .filter(({ key }) => !declared.has(key))
    .map(({ key, path }) => {
      const near = didYouMean(key, keys);
      const help = near === undefined ? `the keys are ${keys.join(", ")}` : `did you mean \`${near}\`?`;
      return finding("wave-key-unknown", path, { message: `no access entry \`${key}\``, help });
    });
  const firstAt = new Map(named.map(({ key }, i) => [key, i] as const).reverse());
  const twice = named
    .filter(({ key }, i) => (firstAt.get(key) ?? i) < i)
    .map(({ key, path }) =>
      finding("wave-key-twice", path, {
        message: `\`${key}\` is already in a wave before, or earlier in this one`,
        help: "delete the key from one of its places: each entry moves in one wave",
      }),
    );
  return [...unknown, ...twice, ...waveNumber(definition, { stage, wave })];
}

function waveNumber(
  definition: AccessDefinition,
  { stage, wave }: { stage: MigrationDefinition["stage"]; wave: number | undefined },
): Finding[] {
  const count = wavesOf(definition).length;
  if (wave !== undefined && (!Number.isInteger(wave) || wave < 1 || wave > count)) {
    const message = `a wave that is not there, expected 1 to ${count}, got \`${wave}\``;
    return [
      finding("wave-range", "migration.wave", {
        message,
        help: `write under \`migration\` how many waves of \`waves\` the plan makes, from \`wave: 1\` to \`wave: ${count}\`, or delete \`wave\`: then it makes all`,
      }),
    ];
  }
  if (!isFrom(stage, "retire") || wavesIn(definition) === count) return [];
  const message = `stage ${stage} with ${wavesIn(definition)} of ${count} waves in, expected all`;
  return [
    finding("wave-unfinished", "migration.wave", {
      message,
      help: "write `stage: entries` and apply its plan; then, for each wave that is left, type `eks-access advance FILE` and apply its plan",
    }),
  ];
}

function lists(definition: AccessDefinition, path: string, arns: readonly string[]): Finding[] {
  const declared = arns.length === 0 ? new Map<string, string>() : keysByPrincipal(definition);
  return arns.flatMap((text, i) => {
    const at = `${path}[${i}]`;
    const parsed = parseArn(text);
    if ("problem" in parsed) {
      return [
        finding("principal-list-malformed", at, {
          message: parsed.problem,
          help: "write the whole ARN of a role or user, as AWS prints it: `arn:aws:iam::111122223333:role/dev`",
        }),
      ];
    }
    const key = declared.get(principalId(parsed.arn));
    if (key === undefined) return [];
    const message = `${principalNameOf(text, definition.accountId)} is declared too, as \`access_entries.${key}\``;
    if (path === "leaving") return [finding("leaving-declared", at, { message, help: LEAVING_HELP })];
    return [finding("expected-declared", at, { message, help: expectedHelp(key) })];
  });
}

const LEAVING_HELP =
  "delete the entry where the principal is meant to lose access; delete this line where it is meant to keep it";

function expectedHelp(key: string): string {
  return `where Terraform manages the entry, or is to manage it, delete the ARN from the list \`migration.expected\`; if EKS has made the entry and Terraform does not have it yet, write \`adopt: { import: true, imported: [${key}] }\` too. Where the entry stays EKS's, and Terraform does not have it, delete \`${key}\` from \`access_entries\` of this file; an entry that Terraform has would be deleted from the cluster by that`;
}

/** Of several entries of one principal the first. */
function keysByPrincipal({ accessEntries }: AccessDefinition): ReadonlyMap<string, string> {
  const pairs = Object.entries(accessEntries).flatMap(([key, { principalArn }]) =>
    arnsOf([principalArn]).map((principal) => [principalId(principal), key] as const),
  );
  return new Map(pairs.reverse());
}

function rolePathFindings(paths: Readonly<Record<string, string>>): Finding[] {
  return Object.entries(paths).flatMap(([short, full]) => {
    const [from, to] = [parseArn(short), parseArn(full)];
    const path = `migration.role_paths.${short}`;
    if ("problem" in from || "problem" in to) {
      const message = "problem" in from ? from.problem : "problem" in to ? to.problem : "";
      return [
        finding("principal-list-malformed", path, {
          message,
          help: "write the ARN of one role twice: without its path before the colon, with its path after it",
        }),
      ];
    }
    if (from.arn.path === "/" && from.arn.kind === "role" && canonicalArn(from.arn) === canonicalArn(to.arn)) return [];
    const message = `the ARN of another role, expected that of \`${short}\` with its path, got \`${full}\``;
    return [
      finding("role-path-mismatch", path, {
        message,
        help: "`aws iam list-roles` shows roles with their paths: write that ARN, or correct the ARN before the colon",
      }),
    ];
  });
}

function bridgeFindings(definition: AccessDefinition, group: string | undefined): Finding[] {
  if (group === undefined) return [];
  const rows = [...rowsOf(definition).roles, ...rowsOf(definition).users];
  const others = Object.values(definition.accessEntries).filter((entry) => !isClusterAdminEntry(entry));
  const isTaken =
    rows.some(({ row }) => row.groups?.includes(group) === true) ||
    others.some(({ kubernetesGroups = [] }) => kubernetesGroups.includes(group));
  const canCarry = group !== "" && !group.startsWith("system:") && !group.includes("{{");
  if (canCarry && !isTaken) return [];
  const message = canCarry
    ? `\`${group}\` is a group that rows or entries give already: bound to cluster-admin, all its members would be cluster admins, expected a new name`
    : `not a group that entries can carry, expected a name that does not begin with system:, got \`${group}\``;
  return [
    finding("bridge-group-invalid", "migration.bridge_group", {
      message,
      help: "write another name, for example access-bridge",
    }),
  ];
}
