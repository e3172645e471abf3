import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import type { RoleRow } from "../../../lib/access/aws-auth/aws-auth";
import type { MigrationDefinition } from "../../../lib/migration/definition";
import { render } from "../../../lib/migration/rendering/rendering";
import { type Stage, STAGES } from "../../../lib/migration/stage";
import { accepting } from "../definitions/definitions";
import { guarded } from "./guard-bench";
import type { GuardJury, Verdicts } from "./guard-jury";
import { accessOnly } from "../definitions/sample-definitions";

/** A definition, and what refuses it: codes, addresses or sentences, each of some refusal; none: it passes. */
export interface GuardCase {
  readonly definition: ClusterDefinition;
  readonly refusedBy: readonly string[];
}

/** Cases by the sentence that is their test's name. */
export type GuardCases = Readonly<Record<string, GuardCase>>;

/** A definition that every guard lets pass. */
export function passes(definition: ClusterDefinition): GuardCase {
  return { definition, refusedBy: [] };
}

/** A definition that is refused, by these and nothing else. */
export function refused(definition: ClusterDefinition, ...refusedBy: readonly string[]): GuardCase {
  return { definition, refusedBy };
}

/** All cases of one state of the live cluster, judged by one plan: one test each. */
export function judging(
  state: string,
  bench: { readonly jury: () => GuardJury; readonly prepare: () => unknown; readonly patience: number },
  cases: GuardCases,
): void {
  describe(state, () => {
    let verdicts: Verdicts;
    beforeAll(async () => {
      await bench.prepare();
      const definitions = Object.entries(cases).map(([name, { definition }]) => [name, definition] as const);
      verdicts = await bench.jury().judge(Object.fromEntries(definitions));
    }, bench.patience);

    test.each(Object.entries(cases))("%s", (name, { refusedBy }) => {
      const said = verdicts[name] ?? [];
      expect({ name, unexpected: said.filter((refusal) => !refusedBy.some((each) => refusal.includes(each))) }).toEqual(
        {
          name,
          unexpected: [],
        },
      );
      expect({ said, unsaid: refusedBy.filter((each) => !said.some((refusal) => refusal.includes(each))) }).toEqual({
        said,
        unsaid: [],
      });
    });
  });
}

/** The kinds of stack that guards are compiled into. */
const KINDS: Readonly<Record<string, (stage: Stage) => ClusterDefinition>> = {
  EksStack: (stage) => guarded(stage),
  AccessStack: (stage) => guarded(stage, { render: "access" }),
  "EksStack without Kubernetes": unreadRows,
  "AccessStack without Kubernetes": unread,
};

/** Every kind of stack at every stage; what refuses a stage, by stage, and by kind where kinds differ. */
export function everyStack(refusals: (stage: Stage, kind: string) => readonly string[]): GuardCases {
  const cases = EVERY.map(({ kind, stage, definition }) => {
    const refusedBy = refusals(stage, kind);
    return [
      `${kind} at ${stage} ${refusedBy.length === 0 ? "passes" : "is refused"}`,
      { definition, refusedBy },
    ] as const;
  });
  return Object.fromEntries(cases);
}

const EVERY = Object.entries(KINDS).flatMap(([kind, definitionAt]) =>
  STAGES.map((stage) => ({ kind, stage, definition: definitionAt(stage) })),
);

/** An AccessStack whose runner does not reach the Kubernetes API: no rows, no bridge, and its group on the entries by hand. */
export function unread(stage: Stage): ClusterDefinition {
  return accessOnly(unreadRows(stage));
}

/** The same of an EksStack. */
function unreadRows(stage: Stage): ClusterDefinition {
  const accept = [accepting("masters-by-name"), accepting("config-map-unread")];
  const accessEntries = render(guarded("entries")).entries;
  const { awsAuth: _, migration, ...rest } = guarded(stage, { accept, accessEntries });
  const { bridgeGroup: __, ...others } = migration ?? { stage };
  return { ...rest, migration: others };
}

/** A guarded definition whose migration section says more. */
export function migrating(
  migration: Partial<MigrationDefinition>,
  rest: Partial<ClusterDefinition> = {},
): ClusterDefinition {
  const whole = guarded(migration.stage ?? "entries", rest);
  return { ...whole, migration: { stage: "entries", ...whole.migration, ...migration } };
}

/** A guarded definition with other role rows. */
export function withRows(
  stage: Stage,
  awsAuthRoles: readonly RoleRow[],
  rest: Partial<ClusterDefinition> = {},
): ClusterDefinition {
  return guarded(stage, { awsAuth: { awsAuthRoles, awsAuthUsers: [], awsAuthAccounts: [] }, ...rest });
}

/** A definition without one of its entries, and without its key in the waves. */
export function lacking(key: string, whole: ClusterDefinition): ClusterDefinition {
  const accessEntries = Object.fromEntries(Object.entries(whole.accessEntries).filter(([own]) => own !== key));
  const { migration } = whole;
  if (migration === undefined) return { ...whole, accessEntries };
  const waves = (migration.waves ?? []).map((wave) => wave.filter((own) => own !== key));
  return { ...whole, accessEntries, migration: { ...migration, waves: waves.filter(({ length }) => length > 0) } };
}

/** The acceptances of {@link guarded} and one more. */
export function accepted(code: string, principal: string): Pick<ClusterDefinition, "accept"> {
  return { accept: [...(guarded("entries").accept ?? []), { ...accepting(code), principal }] };
}
