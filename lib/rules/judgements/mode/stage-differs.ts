import { render } from "../../../migration/rendering";
import { valueOf } from "../../../plan/reading/told";
import type { Judgement, Seen } from "../judgement";
import { names, type Subject } from "../../compared/subject";

/** The plan is not what the cluster file says. */
export const stageDiffers: Judgement = {
  code: "stage-differs",
  rule: {
    severity: "blocker",
    rule: "R35, R36",
    meaning: "The plan leads somewhere else than the stage of the cluster file: another mode, other entries.",
    why: "what was reviewed in the file is not what will be applied: the plan is old, or made from something else",
    help: "synthesize and plan again from the file that is being reviewed",
  },
  judge(subject) {
    const { definition } = subject;
    return definition === undefined || !subject.cluster.access.after.exists
      ? []
      : [...stageSeen(subject, definition), ...modeSeen(subject, definition), ...entriesSeen(subject, definition)];
  },
};

type Definition = NonNullable<Subject["definition"]>;

function stageSeen({ cluster }: Subject, { migration }: Definition): Seen[] {
  const { after } = cluster.guards.stage;
  const expected = migration?.stage;
  if (after === undefined || expected === undefined || after === expected) return [];
  const message = `the plan is for another stage, expected \`${expected}\`, got \`${after}\``;
  return [{ address: "terraform_data.stage", message, before: expected, after, filePath: "migration.stage" }];
}

/** Where somebody else makes the cluster, the mode is not ours to compare. */
function modeSeen({ cluster }: Subject, definition: Definition): Seen[] {
  const { mode } = render(definition);
  const { address } = cluster;
  if (address === undefined || cluster.mode.after === "unknown" || cluster.mode.after === mode) return [];
  const message = `the plan leads to another mode than the file, expected \`${mode}\`, got \`${cluster.mode.after}\``;
  return [{ address, message, before: mode, after: cluster.mode.after, filePath: "migration.stage" }];
}

function entriesSeen({ cluster }: Subject, definition: Definition): Seen[] {
  const { entries, creatorAdmin } = render(definition);
  const declared = Object.values(entries).map(({ principalArn }) => principalArn);
  const planned = cluster.entries.flatMap(({ address, after, callerDerived }) => {
    const principal = after && valueOf(after.principal);
    return principal === undefined ? [] : [{ address, principal, callerDerived }];
  });
  const isOpen = cluster.entries.some(({ after }) => after !== undefined && after.principal.kind !== "value");
  const missing = isOpen
    ? []
    : declared.filter(
        (arn) =>
          !names(
            planned.map(({ principal }) => principal),
            arn,
          ),
      );
  const extra = planned.filter((one) => !names(declared, one.principal) && !(creatorAdmin && one.callerDerived));
  return [
    ...missing.map((principal) => ({
      address: cluster.address ?? "",
      principal,
      message: `the file's stage has an entry for \`${principal}\`, and the plan has none`,
    })),
    ...extra.map(({ address, principal }) => ({
      address,
      principal,
      message: `the plan has an entry for \`${principal}\`, and the file's stage has none`,
      filePath: "migration.stage",
    })),
  ];
}
