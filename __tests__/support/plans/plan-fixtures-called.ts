import { STAGES } from "../../../lib/migration/stage";
import { called, ModuleBench } from "../terraform/module-bench";
import { fieldsOf } from "../terraform/provider-schema";
import type { SavePlan } from "./plan-fixtures";

const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "ec2.amazonaws.com" } }],
});

/** A role of a team in the root of the stack. */
const PAYMENTS = { resource: { aws_iam_role: { payments: { name: "payments", assume_role_policy: TRUST } } } };

/** A stack that calls the module, through the stages, with what goes wrong on the way, on real providers. */
export async function calledPlans(save: SavePlan): Promise<void> {
  const bench = await ModuleBench.start();
  try {
    for (const stage of STAGES) {
      save(`called-${stage}`, await bench.planJson(called(stage)));
      await bench.applySaved();
      if (stage === "entries") await atEntries(bench, save);
      if (stage === "retire") save("called-back-to-entries", await bench.planJson(called("entries")));
    }
    save("called-destroy", await bench.planJson(called("done"), { args: ["-destroy"] }));
  } finally {
    await bench.stop();
  }
}

async function atEntries(bench: ModuleBench, save: SavePlan): Promise<void> {
  save("called-again-entries", await bench.planJson(called("entries")));
  save("called-without-guards", await bench.planJson(called("retire"), { edit: withoutGuards }));
  bench.beside(PAYMENTS);
  const said = await bench.apply(called("entries"));
  if (!said.includes("Apply complete!")) throw new Error(said);
  bench.beside({});
  save("called-destroys-beside", await bench.planJson(called("entries")));
  await bench.applySaved();
}

/** The JSON of a stack out of which somebody took the guards, because they refused. */
function withoutGuards(json: string): string {
  const { data: _, locals, ...rest } = fieldsOf(JSON.parse(json));
  const { access_entries: entries } = fieldsOf(locals);
  const own = JSON.stringify({ ...rest, locals: { access_entries: entries, guards_passed: true } });
  return own.replaceAll(/"data\.aws_partition\.guards",?/g, "");
}
