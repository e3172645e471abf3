import { type Mutation, switchedOff } from "./mutation-table";
import { TRANSLATION_MUTATIONS } from "./mutations-translation";

/** Every rule of lib/migration, disabled one at a time: of the translation, then of stages, gates and guards. */
export const MIGRATION_MUTATIONS: readonly Mutation[] = [
  ...TRANSLATION_MUTATIONS,
  ...switchedOff("lib/migration/acceptance.ts", "migration/acceptance", [
    ["accept", "opens(one, found) && !isExpired(one, judging.today)", "opens(one, found)"],
    ["accept", "openedBy = acceptable ? code : undefined", "openedBy = code"],
    ["accept", "until < today", "until <= today"],
    ["accept", `"arn" in one && "arn" in other && samePrincipal(one.arn, other.arn)`, "true"],
  ]),
  ...switchedOff("lib/migration/gate/gate-admin.ts", "migration/gate/gate-admin", [
    ["R37", "!rows.includes(principalId(arn))", "true"],
    ["R39", `"access_entries", { ...text, severity: blocksFrom(definition, "retire") }`, `"access_entries", text`],
  ]),
  ...switchedOff("lib/migration/stable-admins.ts", "migration/gate/gate-admin", [
    ["R39", ".filter((arn) => !isSsoRole(arn))", ""],
  ]),
  ...switchedOff("lib/migration/gate/gate-coverage.ts", "migration/gate/gate-coverage", [
    ["R38", `state.kind === "effective" && !named.has(principalIdOf(printArn(state.principal)))`, "false"],
    ["R38", "weaker.length > 0", "false"],
    ["R38", `rendered.has(key) ? "blocker" : "warning"`, `"warning"`],
    ["R38", `isFrom(stage, first) ? "blocker" : "warning"`, `false ? "blocker" : "warning"`],
    ["R15", `right.kind === "group" && right.group === NODES_GROUP`, "false"],
    ["R17", "if (weaker.length === rights.length ||", "if (true ||"],
    ["R21", "...changed.filter(hadUsername)", "...changed.filter(() => false)"],
    ["R24", ` && before.username !== ""`, ""],
    ["R26", "if (!lacksSsoPath(parsed.arn)) return [];", "if (true) return [];"],
    ["R26", "if (full !== principalArn)", "if (false)"],
  ]),
  ...switchedOff("lib/migration/gate/gate-gap.ts", "migration/gate/gate-gap", [
    ["R38", "losesWithoutPolicies(before, entry))", "false)"],
  ]),
  ...switchedOff("lib/migration/gate/gate-shape.ts", "migration/gate/gate-shape", [
    ["R35", "authenticationMode === undefined || authenticationMode === mode", "true"],
    ["R37", "if (key === undefined) return [];", "return [];"],
    ["R38", `isForeign(definition) && retire === "empty" && stage !== "done"`, "false"],
    ["R38", `!isFrom(stage, "retire") || wavesIn(definition) === count`, "true"],
    ["R38", `stage === "done" && value === true`, "false"],
    ["R26", " && canonicalArn(from.arn) === canonicalArn(to.arn)", ""],
    ["R32", "if (canCarry && !isTaken) return [];", "if (canCarry) return [];"],
  ]),
  ...switchedOff("lib/migration/gate/gate.ts", "migration/gate/gate.test", [
    [
      "R37",
      `    ...told.filter(({ path }) => isAbout(path, expected)).map(blocking(definition, "dual")),
`,
      "",
    ],
    ["R39", "CATALOGUE[code].acceptable !== true", "true"],
  ]),
  ...switchedOff("lib/migration/guard/aws-auth/config-map-absent.ts", "migration/guard/guards", [
    ["R38", `configMap !== "absent" ||`, "true ||"],
  ]),
  ...switchedOff("lib/migration/guard/aws-auth/config-map-unread.ts", "migration/guard/guards", [
    ["R38", `configMap === "unread" ?`, "false ?"],
  ]),
  ...switchedOff("lib/migration/guard/entries/entry-conflict.ts", "migration/guard/entries/entry-conflict", [
    ["R37", "roles.some((role) => isOf(principalArn, role))", "false"],
    ["R37", "definition.imported?.includes(key) !== true", "true"],
  ]),
  ...switchedOff("lib/migration/guard/entries/entry-not-live.ts", "migration/guard/entries/entry-not-live", [
    ["R37", "...expectedEntries(staged)", ""],
    [
      "R37",
      `outcome.kind === "expected" && expected.some((arn) => isOf(arn, outcome.principal))`,
      `outcome.kind === "expected"`,
    ],
    ["R39", "entry === undefined || !isAsDeclared(staged, principal, entry)", "entry === undefined"],
    ["R39", "entry === undefined || !isAsDeclared", "entry !== undefined && !isAsDeclared"],
  ]),
  ...switchedOff("lib/migration/guard/entries/entry-outdated.ts", "migration/guard/entries/entry-outdated", [
    ["R39", "?.isOlderThanRole === true", "?.isOlderThanRole === undefined && false"],
  ]),
  ...switchedOff("lib/migration/guard/identity-mismatch.ts", "migration/guard/guards", [
    ["-", "live.isTheFilesCluster ? []", "true ? []"],
  ]),
  ...switchedOff("lib/migration/guard/live-mode.ts", "migration/guard/guards", [
    ["R35", "acceptedModes(staged).includes(mode) ? []", "true ? []"],
    ["R35", "withoutMigration: true,", ""],
  ]),
  ...switchedOff("lib/migration/guard/principal-not-found.ts", "migration/guard/principal-not-found", [
    ["R26", "?.includes(arn) === false", "?.includes(arn) === undefined"],
    ["R26", `(kind === "role" ? roles : users)`, "roles"],
    ["R26", `isMade(definition, parsed.arn) || `, ""],
    ["R26", ` && (role.path ?? "/") === path`, ""],
    ["R26", `optsIn(definition, "principal-unread", principalArn)`, "false"],
    ["R26", "accountId === undefined || own === accountId", "true"],
  ]),
  ...switchedOff("lib/migration/guard/entries/served-by-row.ts", "migration/guard/last-switch", [
    ["R39", "!asksEverybody(staged.definition) || !readsConfigMap(live.mode)", "true"],
    ["R39", "!asksEverybody(staged.definition) || !readsConfigMap(live.mode)", "!asksEverybody(staged.definition)"],
  ]),
  ...switchedOff("lib/migration/guard/aws-auth/row-changed.ts", "migration/guard/aws-auth/row-changed", [
    ["R38", "givenText(other.row) !== givenText(row)", "false"],
    ["R38", `.filter((arn) => !optsIn(definition, "row-changed", arn))`, ""],
  ]),
  ...switchedOff("lib/migration/guard/aws-auth/row-left.ts", "migration/guard/aws-auth/row-left", [
    ["R39", "forgets(definition) ? [] : left", "true ? [] : left"],
    ["R39", "[...principals, ...servedAccounts(definition, rows)]", "[...principals]"],
  ]),
  ...switchedOff("lib/migration/guard/aws-auth/row-not-live.ts", "migration/guard/aws-auth/row-not-live", [
    ["R38", ".filter((principal) => !has(rows, principal))", ".filter(() => false)"],
    ["R38", "...(isEmptied || isForeign(staged.definition) ? undeclared : [])", ""],
    ["R38", "isEmptied || isForeign(staged.definition)", "isEmptied"],
    ["R38", "...alone, ...expected.filter(", "...alone, ...[].filter("],
    ["R37", "!has(nodeGroupRoles, principal)", "true"],
    ["R37", " && !has(fargateRoles(staged), principal)", ""],
  ]),
  ...switchedOff("lib/migration/guard/aws-auth/row-not-live.ts", "migration/guard/guards", [
    ["R38", `stages: ["dual", "entries"]`, "stages: []"],
  ]),
  ...switchedOff("lib/migration/guard/aws-auth/row-unknown.ts", "migration/guard/aws-auth/row-unknown", [
    [
      "R38",
      ".filter(({ principal }) => !known.some((row) => samePrincipal(row.principal, principal)));",
      ".filter(() => false);",
    ],
    ["R38", "!servedAccounts(definition, ours).includes(one)", "false"],
  ]),
  ...switchedOff("lib/migration/guard/aws-auth/section-unreadable.ts", "migration/guard/guards", [
    ["R4", "configMap.unreadable", "[]"],
  ]),
  ...switchedOff("lib/migration/rendering/rendering.ts", "migration/rendering", [
    ["R36", "readsAccessEntries(mode) && facts", "facts"],
    ["R36", ` && facts?.entries !== "none"`, ""],
  ]),
  ...switchedOff("lib/migration/rendering/rendered-aws-auth.ts", "migration/rendering", [
    ["R38", `v1_data.aws_auth": manage }`, `v1_data.aws_auth": true }`],
    ["R38", `config_map.aws_auth": create,`, `config_map.aws_auth": true,`],
    ["R38", "if (forgets(definition)) return", "if (false) return"],
  ]),
  ...switchedOff("lib/migration/translation-context.ts", "migration/rendering", [
    ["R16", "choices: Object.fromEntries(choices),", "choices: {},"],
  ]),
  ...switchedOff("lib/migration/retirement.ts", "migration/retirement", [
    ["R38", `definition.migration?.retire === "forget" || `, ""],
    ["R38", "(isForeign(definition) && definition.migration !== undefined)", "false"],
  ]),
  ...switchedOff("lib/access/effective/cluster-admin.ts", "access/effective/cluster-admin", [
    ["R39", `accessScope.type === "cluster" && `, ""],
  ]),
  ...switchedOff("lib/migration/staged-definition.ts", "migration/gate/gate.test", [
    ["R36", "{ mode: this.rendering.mode }", "{}"],
  ]),
  ...switchedOff("lib/migration/stage.ts", "migration/rendering", [
    [
      "R36",
      `    mode: "API_AND_CONFIG_MAP",
    entries: "none",`,
      `    mode: "API_AND_CONFIG_MAP",
    entries: "waves",`,
    ],
  ]),
  ...switchedOff("lib/migration/stage.ts", "migration/stage", [
    ["R35", `accepts: ["CONFIG_MAP", "API_AND_CONFIG_MAP"]`, `accepts: ["CONFIG_MAP", "API_AND_CONFIG_MAP", "API"]`],
  ]),
  ...switchedOff("lib/migration/wave.ts", "migration/wave", [["R38", ".slice(0, wavesIn(definition))", ""]]),
];
