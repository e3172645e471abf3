import { encodeAwsAuth } from "../../../lib/access/aws-auth/aws-auth-encode";
import type { Stage } from "../../../lib/migration/stage";
import { rowsOf } from "../../../lib/migration/file-rows";
import { ACCOUNT, role } from "../../support/definitions/arns";
import { CREATOR } from "../../support/definitions/definitions";
import { jsonOf } from "../../support/definitions/sample-stacks";
import { isWriting } from "../../support/eks/eks-request";
import { GuardBench, guarded, sentences } from "../../support/guards/guard-bench";
import { withMirror } from "../../support/terraform/terraform";

const PATIENCE = 900_000;
const ROWS = encodeAwsAuth(rowsOf(guarded("entries")));
const EMPTY = { mapRoles: "[]\n", mapUsers: "[]\n", mapAccounts: "[]\n" };
const EVE = `[{"userarn": "arn:aws:iam::${ACCOUNT}:user/eve"}]`;
const CLUSTER = "aws_eks_cluster.this";
const MARKER = "terraform_data.stage";
/** Options of `terraform plan` under which everything that is written still asks the guards. */
const OPTIONS: readonly (readonly string[])[] = [
  [],
  ["-refresh=false"],
  [`-target=${CLUSTER}`],
  [`-replace=${MARKER}`],
  ["-refresh=false", `-target=${CLUSTER}`, `-replace=${MARKER}`],
];
/** Those of which a plan is saved, and applied after somebody has done something. */
const LATE = [[], ["-refresh=false", `-target=${CLUSTER}`], [`-replace=${MARKER}`]] as const;

withMirror("kubernetes", "options of terraform at the switches that nobody can take back", () => {
  let bench: GuardBench;

  beforeAll(async () => {
    bench = await GuardBench.start(guarded("config-map"), { creator: CREATOR });
  }, PATIENCE);

  afterAll(async () => bench.stop(), PATIENCE);

  const mode = async (): Promise<string | undefined> => bench.proxy.stateOf("demo").mode();

  /** Runs something, and answers with the operations of EKS that wrote. */
  async function written<Result>(run: () => Promise<Result>): Promise<readonly [Result, readonly string[]]> {
    const at = bench.proxy.calls.length;
    const result = await run();
    const calls = bench.proxy.calls.slice(at).filter(({ request }) => isWriting(request));
    return [result, calls.map(({ request }) => request.operation)];
  }

  interface Switch {
    readonly stage: Stage;
    readonly before: string;
    readonly attack: () => Promise<unknown>;
    readonly undo: () => Promise<unknown>;
    readonly said: string;
    readonly late: string;
  }

  /** What holds at a switch: with a fault that is live while Terraform plans, and with one that comes after. */
  function holds({ stage, before, attack, undo, said, late }: Switch): void {
    test.each(OPTIONS.map((options) => [options.join(" ") || "no option", options] as const))(
      `${stage}, %s: a plan is refused by its sentence`,
      async (_, options) => {
        await attack();
        const [text, writes] = await written(async () => bench.refused(guarded(stage), ...options));
        await undo();
        expect(text).toContain(said);
        expect(writes).toEqual([]);
      },
      PATIENCE,
    );

    test.each(LATE.map((options) => [options.join(" ") || "no option", options] as const))(
      `${stage}, %s: a saved plan is refused while it is applied`,
      async (_, options) => {
        for (const speed of options.length === 0 ? [[], ["-parallelism=1"]] : [[]]) {
          await bench.passes(guarded(stage), "-out=saved", ...options);
          const again = await bench.keepState();
          await attack();
          const [result, writes] = await written(async () => bench.runSaved(...speed));
          again();
          await undo();
          expect([result.exitCode, writes]).toEqual([1, []]);
          expect(sentences(result)).toContain(late);
          expect(await mode()).toBe(before);
        }
      },
      PATIENCE,
    );

    test(
      `${stage}: the cluster is not replaced, and -refresh-only writes nothing`,
      async () => {
        expect(await bench.refused(guarded(stage), `-replace=${CLUSTER}`)).toContain("Instance cannot be destroyed");
        await attack();
        const json = jsonOf(guarded(stage));
        const [, writes] = await written(async () => bench.runJson(json, "apply", "-refresh-only", "-auto-approve"));
        await undo();
        expect(writes).toEqual([]);
        expect(await mode()).toBe(before);
      },
      PATIENCE,
    );

    test(
      `${stage}: -target on the marker asks nobody, and writes the marker alone: the switch is refused after it as before`,
      async () => {
        const again = await bench.keepState();
        await attack();
        expect(await bench.passes(guarded(stage), "-out=saved", `-target=${MARKER}`)).toContain("1 to change");
        const [result, writes] = await written(async () => bench.runSaved());
        expect([result.exitCode, writes]).toEqual([0, []]);
        expect(await bench.refused(guarded(stage))).toContain(said);
        await undo();
        await bench.passes(guarded(stage), "-out=saved");
        await attack();
        const late_ = await bench.runSaved();
        await undo();
        again();
        expect([late_.exitCode, sentences(late_)]).toEqual([1, expect.stringContaining(late)]);
        expect(await mode()).toBe(before);
      },
      PATIENCE,
    );

    test(
      `${stage}: without a fault it is applied, one call at a time`,
      async () => {
        await bench.passes(guarded(stage), "-out=saved");
        expect((await bench.runSaved("-parallelism=1")).exitCode).toBe(0);
        expect(await mode()).not.toBe(before);
        expect(await bench.passes(guarded(stage))).toContain("No changes.");
      },
      PATIENCE,
    );
  }

  const CHANGED = "aws-auth of cluster demo has changed since this plan was made";

  holds({
    stage: "dual",
    before: "CONFIG_MAP",
    attack: async () => bench.writeAwsAuth({ ...ROWS, mapUsers: EVE }),
    undo: async () => bench.writeAwsAuth(ROWS),
    said: "[row-unknown]",
    late: CHANGED,
  });

  test(
    "the stages between the switches are applied one call at a time",
    async () => {
      for (const stage of ["entries", "retire"] as const) {
        await bench.passes(guarded(stage), "-out=saved");
        expect((await bench.runSaved("-parallelism=1")).exitCode).toBe(0);
      }
      expect((await bench.kube.configMap("aws-auth"))?.mapRoles?.trim()).toBe("[]");
      expect(await bench.proxy.stateOf("demo").principals()).toContain(role("dev"));
    },
    PATIENCE,
  );

  holds({
    stage: "api",
    before: "API_AND_CONFIG_MAP",
    attack: async () => bench.writeAwsAuth({ ...EMPTY, mapUsers: EVE }),
    undo: async () => bench.writeAwsAuth(EMPTY),
    said: "[row-left]",
    late: CHANGED,
  });
});
