import { type Mutation, switchedOff } from "./mutation-table";

/** Every rule of the translation, disabled one at a time. */
export const TRANSLATION_MUTATIONS: readonly Mutation[] = [
  ...switchedOff("lib/migration/translation/entry-key.ts", "migration/translation/(entry-key|translation)", [
    ["pain 14", `"cluster_creator"] as const`, "] as const"],
  ]),
  ...switchedOff("lib/migration/translation/translation-conflict.ts", "migration/translation/(entry-key|translation)", [
    ["R27", "if (elsewhere.length > 0) return [conflict(source, elsewhere)];", ""],
    ["R27", "leader === source ? [] :", "true ? [] :"],
  ]),
  ...switchedOff("lib/migration/translation/translation-group.ts", "migration/translation/(entry-key|translation)", [
    ["R18", `group.startsWith("system:") && group !== MASTERS_GROUP`, "false"],
    ["R19", `if (group === "") return [emptyGroup(at)];`, ""],
    ["R23", "if (TEMPLATE.test(group)) return [templateGroup(at, group)];", ""],
  ]),
  ...switchedOff(
    "lib/access/effective/node.ts",
    "(access/effective/node|migration/translation/(entry-key|translation))",
    [
      ["R15", "NODE_USERNAMES.has(username)", `username === "system:node:{{SessionName}}"`],
      ["R16", "NODE_USERNAMES.has(username)", `username === "system:node:{{EC2PrivateDNSName}}"`],
    ],
  ),
  ...switchedOff("lib/migration/translation/translation-node.ts", "migration/translation/(entry-key|translation)", [
    ["R15", `groups.includes(WINDOWS) ? "EC2_WINDOWS" : "EC2_LINUX"`, `"EC2_LINUX"`],
    ["R15", "carried.includes(group)", "true"],
    ["R15", "if (groups.includes(NODES_GROUP)) return [];", "return [];"],
    ["R16", "groups.includes(PROXIER) || ", ""],
    ["R16", "if (choice !== undefined) return choice;", ""],
    ["R16", "type === undefined ? [unknownType(source)] :", "type === undefined ? [] :"],
    ["R16", `listed || type === "FARGATE_LINUX"`, "listed"],
    ["R28", "(accountId ?? principal.accountId) === principal.accountId", "true"],
    ["R28", `principal.kind === "role" && `, ""],
  ]),
  ...switchedOff("lib/migration/translation/translation-outcome.ts", "migration/translation/(entry-key|translation)", [
    ["R13", "return /^\\d{12}$/.test(row)", "return false"],
    ["R13", "last !== undefined && last.place.index !== place.index", "false"],
    ["R21", "CATALOGUE[code].acceptable === true", "true"],
  ]),
  ...switchedOff(
    "lib/migration/translation/translation-principal.ts",
    "migration/translation/(entry-key|translation)",
    [
      [
        "R14",
        `case "root":`,
        `case "root":
      return [];`,
      ],
      [
        "R14",
        `case "federated-user":`,
        `case "federated-user":
      return [];`,
      ],
      [
        "R25",
        `case "service-linked-role":`,
        `case "service-linked-role":
      return [];`,
      ],
      ["R26", "knownArn(principal, knowledge) ?? principal", "principal"],
      ["R26", "lacksSsoPath(principal) ?", "false ?"],
      ["R26", "&& samePrincipal(parsed.arn, principal)", ""],
      ["R26", "known === undefined ? [assumedPath(source)] : []", "[]"],
      ["R29", "if (partition === undefined || partition === source.principal.partition) return [];", "return [];"],
    ],
  ),
  ...switchedOff("lib/migration/translation/translation-row.ts", "migration/translation/(entry-key|translation)", [
    [
      "R12",
      `: { kind: "dead", place };`,
      `: { kind: "source", place, source: { row, place, path, principal: state.principal ?? { partition: "aws", accountId: "111122223333", kind: "role", path: "/", name: "x" } } };`,
    ],
    ["R25", `state.principal?.kind === "service-linked-role"`, `state.principal?.kind === "root"`],
    ["R4", "if (isHidden(source.place, awsAuth)) return", "if (false) return"],
  ]),
  ...switchedOff("lib/migration/translation/translation-standard.ts", "migration/translation/(entry-key|translation)", [
    ["R17", "isAdmin(source) ? { policyAssociations", "false ? { policyAssociations"],
    ["R17", ".filter((group) => group !== MASTERS_GROUP)", ""],
    ["R19", "groups.length > 0 ? { kubernetesGroups: groups }", "false ? { kubernetesGroups: groups }"],
    ["R20", "if ((row.groups ?? []).length > 0) return [];", "return [];"],
    ["R29", "accessPolicyArn(principal.partition, CLUSTER_ADMIN)", `accessPolicyArn("aws", CLUSTER_ADMIN)`],
    ["R37", "expected: knowledge.expected.has(principalId(source.principal))", "expected: false"],
  ]),
  ...switchedOff("lib/migration/translation/translation-username.ts", "migration/translation/(entry-key|translation)", [
    ["R21", "if (prefix === undefined) return [];", "return [];"],
    ["R21", "if (!isAdmin) {", "if (false) {"],
    ["R21", "|| reservedPrefix(userName) !== undefined", ""],
    ["R22", "if (!lacksColon(userName)) return [];", "return [];"],
    ["R23", "...undocumentedPlaceholders(userName).map", "...[].map"],
    ["R23", `principal.kind === "role" ?`, "false ?"],
    ["R24", `userName === "" ||`, ""],
  ]),
  ...switchedOff("lib/migration/translation/translation.ts", "migration/translation/(entry-key|translation)", [
    ["R27", "leader === source ? own : draftRow(leader, knowledge, awsAuth)", "own"],
  ]),
];
