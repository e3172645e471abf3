import type { ClusterDefinition } from "../../../../lib/inventory/definition/cluster-definition";
import { role } from "../../../support/definitions/arns";
import { CREATOR } from "../../../support/definitions/definitions";
import { jsonOf } from "../../../support/definitions/sample-stacks";
import { isWriting } from "../../../support/eks/eks-request";
import { GuardBench, guarded, sentences } from "../../../support/guards/guard-bench";
import { fieldsOf } from "../../../support/terraform/provider-schema";
import { withMirror } from "../../../support/terraform/terraform";

const PATIENCE = 300_000;
const EVE = '[{"userarn": "arn:aws:iam::111122223333:user/eve"}]';
const AGAIN = "data.aws_iam_role.row_with_access_entry_older_than_role_at_apply";
const MADE_ANEW = `IAM role dev, for which cluster demo has an access entry, has changed since this plan was made: nothing that depends on it was applied`;

/** The JSON as it was before roles were read again: neither the reads nor the condition on them. */
function withoutRoles(json: string): string {
  const text = json.replaceAll(`"${AGAIN}",`, "").replaceAll(`,"${AGAIN}"`, "");
  const root = fieldsOf(JSON.parse(text));
  const data = fieldsOf(root.data);
  const cluster = fieldsOf(data.aws_eks_cluster);
  const again = fieldsOf(cluster.at_apply);
  const lifecycle = fieldsOf(again.lifecycle);
  const conditions = Array.isArray(lifecycle.postcondition) ? lifecycle.postcondition.map(fieldsOf) : [];
  const kept = conditions.filter(({ condition }) => !String(condition).includes("roles_changed"));
  const [, , name = ""] = AGAIN.split(".");
  const { [name]: _, ...roles } = fieldsOf(data.aws_iam_role);
  const { roles_changed: __, ...locals } = fieldsOf(root.locals);
  const at_apply = { ...again, lifecycle: { ...lifecycle, postcondition: kept } };
  return JSON.stringify({
    ...root,
    locals,
    data: { ...data, aws_iam_role: roles, aws_eks_cluster: { ...cluster, at_apply } },
  });
}

withMirror("kubernetes", "what somebody does between a plan and its apply", () => {
  let bench: GuardBench;
  let again: () => void;

  beforeAll(async () => {
    bench = await GuardBench.start(guarded("config-map"), { creator: CREATOR });
    for (const stage of ["dual", "entries"] as const) await bench.apply(guarded(stage));
  }, PATIENCE);

  afterAll(async () => bench.stop(), PATIENCE);

  async function saved(json: string): Promise<void> {
    expect((await bench.runJson(json, "plan", "-out=saved")).exitCode).toBe(0);
    again = await bench.keepState();
  }

  /** Applies what was saved: what Terraform says, and the calls of EKS that wrote. */
  async function applied(): Promise<{ readonly exitCode: number; readonly said: string; readonly writes: number }> {
    const first = bench.proxy.calls.length;
    const result = await bench.runSaved();
    const writes = bench.proxy.calls.slice(first).filter(({ request }) => isWriting(request)).length;
    return { exitCode: result.exitCode, said: sentences(result), writes };
  }

  const rows = async (): Promise<string> => ((await bench.kube.configMap("aws-auth"))?.mapRoles ?? "").trim();

  async function makeAnew(name: string): Promise<void> {
    await bench.iam("DeleteRole", { RoleName: name });
    await bench.createRole(name);
  }

  /** Makes the entry of a remade role anew, as docs/recovery.md says. */
  async function mend(name: string, definition: ClusterDefinition): Promise<void> {
    await bench.changeEntry("DELETE", role(name));
    await bench.apply(definition);
  }

  test(
    "retire, a role made anew: the JSON before took the row of a role whose entry serves it no longer",
    async () => {
      await saved(withoutRoles(jsonOf(guarded("retire"))));
      await makeAnew("dev");
      expect(await applied()).toMatchObject({ exitCode: 0 });
      expect(await rows()).toBe("[]");
      await mend("dev", guarded("entries"));
      expect(await rows()).toContain(role("dev"));
    },
    PATIENCE,
  );

  describe("retire", () => {
    beforeAll(async () => saved(jsonOf(guarded("retire"))), PATIENCE);

    const edits = {
      "a role is made anew": {
        edit: () => makeAnew("dev"),
        said: MADE_ANEW,
      },
      "a role is deleted": {
        edit: () => bench.iam("DeleteRole", { RoleName: "dev" }),
        said: `with ${AGAIN}["dev"]`,
      },
      "the user name of an entry changes": {
        edit: async () => {
          await bench.createRole("dev");
          await bench.changeEntry("POST", role("dev"), { kubernetesGroups: ["developers"], username: "other" });
        },
        said: `The access entry of role dev in cluster demo has changed since this plan was made`,
      },
      "an entry is made anew, of another type": {
        edit: async () => {
          await bench.changeEntry("DELETE", role("node"));
          await bench.eks("POST", "/clusters/demo/access-entries", { principalArn: role("node"), type: "EC2_WINDOWS" });
        },
        said: role("node"),
      },
    };

    test.each(Object.entries(edits))(
      "%s: the apply is refused, and no row goes",
      async (_, { edit, said }) => {
        const before = await rows();
        await edit();
        const result = await applied();
        expect(result).toMatchObject({ exitCode: 1, writes: 0 });
        expect(result.said).toContain(said);
        expect(await rows()).toBe(before);
        again();
      },
      PATIENCE,
    );

    test(
      "without an edit it is applied, a second time it is stale",
      async () => {
        await bench.changeEntry("DELETE", role("node"));
        await mend("dev", guarded("entries"));
        await saved(jsonOf(guarded("retire")));
        expect(await applied()).toMatchObject({ exitCode: 0 });
        expect(await rows()).toBe("[]");
        const twice = await applied();
        expect([twice.exitCode, twice.writes, twice.said]).toEqual([
          1,
          0,
          expect.stringContaining("Saved plan is stale"),
        ]);
      },
      PATIENCE,
    );
  });

  describe("api, which nobody can take back", () => {
    beforeAll(async () => saved(jsonOf(guarded("api"))), PATIENCE);

    const edits = {
      "the entry of break-glass goes": {
        edit: () => bench.changeEntry("DELETE", role("break-glass")),
        undo: () => bench.apply(guarded("retire")),
        said: 'row_without_live_access_entry_at_apply["break_glass"]',
      },
      "the role of break-glass is made anew": {
        edit: () => makeAnew("break-glass"),
        undo: () => mend("break-glass", guarded("retire")),
        said: `IAM role break-glass, for which cluster demo has an access entry, has changed`,
      },
      "somebody writes a row": {
        edit: async () => bench.writeAwsAuth({ mapRoles: "[]\n", mapUsers: EVE, mapAccounts: "[]\n" }),
        undo: async () => bench.writeAwsAuth({ mapRoles: "[]\n", mapUsers: "[]\n", mapAccounts: "[]\n" }),
        said: "aws-auth of cluster demo has changed since this plan was made",
      },
    };

    test.each(Object.entries(edits))(
      "%s: the mode stays",
      async (_, { edit, undo, said }) => {
        await edit();
        const result = await applied();
        expect(result).toMatchObject({ exitCode: 1, writes: 0 });
        expect(result.said).toContain(said);
        expect(await bench.proxy.stateOf("demo").mode()).toBe("API_AND_CONFIG_MAP");
        again();
        await undo();
        await saved(jsonOf(guarded("api")));
      },
      PATIENCE,
    );

    test(
      "without an edit the mode is switched",
      async () => {
        expect(await applied()).toMatchObject({ exitCode: 0 });
        expect(await bench.proxy.stateOf("demo").mode()).toBe("API");
      },
      PATIENCE,
    );
  });
});
