import type { AttachedPolicy } from "../../access/access-policy/access-policy";
import { placeName } from "../../access/aws-auth/aws-auth";
import { madeByEksFor } from "../../migration/explanation/access-step";
import type { StagedAccess } from "../../migration/explanation/staged-access";
import { shown } from "../text/shown";
import type { Cell, CellLine } from "../text/text-table";

/** What a principal has, as a cell of a table: through what, under which name, with which groups and policies. */
export function accessCell(access: StagedAccess): Cell {
  switch (access.kind) {
    case "none":
      return [{ text: "nothing", colour: "red" }];
    case "unknown":
      return [{ text: "unknown", colour: "yellow" }];
    case "access": {
      const { through, username, groups, policies } = access;
      const by: CellLine =
        through.by === "row"
          ? { text: `row ${placeName(through.place)}`, colour: "yellow" }
          : {
              text: madeByEksFor(through.key) !== undefined ? "EKS's entry" : `entry ${shown(through.key)}`,
              colour: "green",
            };
      return [
        by,
        username === "" ? { text: "no username", colour: "red" } : { text: shown(shortTemplate(username)) },
        ...groups.map((group): CellLine => ({ text: `group ${shown(shortTemplate(group))}` })),
        ...policies.map((policy): CellLine => ({ text: shown(shortPolicy(policy)) })),
        ...(groups.length + policies.length === 0 ? [{ text: "no groups", colour: "dim" } as const] : []),
      ];
    }
  }
}

/** `ClusterAdmin`, `Edit in checkout, ledger`: {@link shortened} tells what the short names stand for. */
function shortPolicy({ name, scope }: AttachedPolicy): string {
  return scope.type === "cluster" ? policyName(name) : `${policyName(name)} in ${scope.namespaces.join(", ")}`;
}

/** The legend of what {@link accessCell} shortens. */
export function shortened(cells: readonly StagedAccess[]): string[] {
  const known = cells.filter((cell) => cell.kind === "access");
  const policies = [...new Set(known.flatMap((cell) => cell.policies.map(({ name }) => name)))].sort();
  const templates = known.flatMap(({ username, groups }) => [username, ...groups]);
  return [
    ...policies.filter((name) => policyName(name) !== name).map((name) => `${policyName(name)}: ${name}`),
    ...SHORT.filter(([long]) => templates.some((text) => text.includes(long))).map(
      ([long, name]) => `${name}: ${long}`,
    ),
  ];
}

function policyName(name: string): string {
  return /^AmazonEKS(\w+)Policy$/.exec(name)?.[1] ?? name;
}

function shortTemplate(text: string): string {
  return SHORT.reduce((short, [long, name]) => short.replaceAll(long, name), text);
}

const SHORT = [
  ["{{SessionName}}", "{session}"],
  ["{{EC2PrivateDNSName}}", "{host}"],
] as const;
