import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import { ACCOUNT, role, user } from "../../support/definitions/arns";
import { before, judged } from "../../support/terraform/before";
import { accepting, CREATOR } from "../../support/definitions/definitions";
import { describeCall } from "../../support/eks/eks-proxy";
import { isWriting } from "../../support/eks/eks-request";
import { GuardBench, sentences } from "../../support/guards/guard-bench";
import { cluster, withEntry } from "../../support/definitions/sample-definitions";
import { jsonOf } from "../../support/definitions/sample-stacks";
import { withMirror } from "../../support/terraform/terraform";

const PATIENCE = 300_000;
const LISTS = "data.aws_iam_roles.principal_unread_grant_list_roles_or_accept";
const SSO = "aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Ops_0123456789abcdef";

withMirror("kubernetes", "a principal that is not in IAM as it is written", () => {
  const then = before("protected-access", "demo");
  const { definition } = judged(then);
  let bench: GuardBench;

  beforeAll(async () => {
    bench = await GuardBench.live({ ...cluster({ stage: "entries" }), ...definition }, { creator: CREATOR });
    await bench.switchMode("API_AND_CONFIG_MAP");
    await bench.init(definition);
    for (let i = 0; i < 120; i += 1) await bench.createRole(`filler-${String(i).padStart(3, "0")}`);
    await bench.createRole(SSO);
    await bench.iam("CreateServiceLinkedRole", { AWSServiceName: "eks.amazonaws.com" });
    await bench.iam("CreateUser", { UserName: "Bob", Path: "/team/" });
    expect((await bench.runJson(then.json, "apply", "-auto-approve")).exitCode).toBe(0);
  }, PATIENCE);

  afterAll(async () => bench.stop(), PATIENCE);

  async function planned(json: string): Promise<{ readonly exitCode: number; readonly said: string }> {
    const first = bench.proxy.calls.length;
    const result = await bench.runJson(json, "plan", "-out=saved");
    expect(bench.proxy.calls.slice(first).filter(({ request }) => isWriting(request))).toEqual([]);
    return { exitCode: result.exitCode, said: sentences(result) };
  }

  const { break_glass: breakGlass, ...others } = definition.accessEntries;
  /** Break-glass under a new key: the old entry goes, and the new one comes. */
  const moved = (principalArn: string, rest: Partial<ClusterDefinition> = {}): ClusterDefinition => ({
    ...definition,
    accessEntries: { ...others, emergency: { ...breakGlass, principalArn } },
    ...rest,
  });
  const adding = (principalArn: string, rest: Partial<ClusterDefinition> = {}): ClusterDefinition => ({
    ...definition,
    accessEntries: { ...definition.accessEntries, extra: { principalArn, kubernetesGroups: ["viewers"] } },
    ...rest,
  });

  const missing = (arn: string, near = ""): string =>
    `IAM has no ${arn}, and access_entries of the cluster file of demo declares an entry for it${near}: write each ARN as aws iam get-role or aws iam get-user prints it, with its path and in the same upper and lower case, or delete the entry from the file [principal-not-found].`;

  test.each([
    ["a typo", role("braek-glass"), ""],
    ["a wrong path", role("ops/break-glass"), ` (IAM has ${role("break-glass")} by that name)`],
    ["another case", role("Break-Glass"), ` (IAM has ${role("break-glass")} by that name)`],
  ])(
    "%s: today's JSON is refused, by its sentence",
    async (_, arn, near) => {
      const { exitCode, said } = await planned(jsonOf(moved(arn)));
      expect(exitCode).toBe(1);
      expect(said).toContain(missing(arn, near));
    },
    PATIENCE,
  );

  test.each([
    ["an SSO role without its region", role(SSO.replace("eu-west-1/", "")), ` (IAM has ${role(SSO)} by that name)`],
    ["a user without its path", user("Bob"), ` (IAM has ${user("team/Bob")} by that name)`],
    ["a user in another case", user("team/bob"), ` (IAM has ${user("team/Bob")} by that name)`],
  ])(
    "%s is refused",
    async (_, arn, near) => {
      const { exitCode, said } = await planned(jsonOf(adding(arn)));
      expect(exitCode).toBe(1);
      expect(said).toContain(missing(arn, near));
    },
    PATIENCE,
  );

  test.each([
    ["an SSO role with path and region", adding(role(SSO))],
    ["a user with its path", adding(user("team/Bob"))],
    ["a role on the second page of the list", adding(role("filler-119"))],
    ["a role of another account", adding("arn:aws:iam::444455556666:role/partner")],
    [
      "a typo that is accepted by name",
      adding(role("soon"), {
        accept: [...(definition.accept ?? []), { ...accepting("principal-unread"), principal: role("soon") }],
      }),
    ],
  ])(
    "%s passes",
    async (_, one) => {
      expect(await planned(jsonOf(one))).toMatchObject({ exitCode: 0 });
    },
    PATIENCE,
  );

  test(
    "without a migration it is refused too, and roles that the stack makes are aside",
    async () => {
      const { migration: _, awsAuth: __, render: ___, ...bare } = cluster();
      const end = { ...bare, ...{ terraform: definition.terraform, render: "resources" as const } };
      const whole: ClusterDefinition = {
        ...end,
        authenticationMode: "API_AND_CONFIG_MAP",
        accept: [],
        accessEntries: { ops: { principalArn: role("team/ops"), kubernetesGroups: ["ops"] } },
      };
      const refused = await planned(jsonOf(whole));
      expect(refused.said).toContain(missing(role("team/ops")));
      const { accountId: ____, ...terraform } = whole.terraform;
      const { accountId: _____, ...nowhere } = whole;
      expect((await planned(jsonOf({ ...nowhere, terraform }))).said).toContain(missing(role("team/ops")));
      const iamRoles = {
        ops: { name: "ops", path: "/team/", assumedBy: { principals: [`arn:aws:iam::${ACCOUNT}:root`] } },
      };
      expect((await planned(jsonOf({ ...whole, iamRoles }))).said).not.toContain("[principal-not-found]");
    },
    PATIENCE,
  );

  test(
    "a runner that may not list IAM is refused by the address, and passes where that is accepted",
    async () => {
      const nowhere = { AWS_ENDPOINT_URL_IAM: "http://127.0.0.1:9", AWS_MAX_ATTEMPTS: "1" };
      const workspace = bench.workspace(nowhere);
      const run = async (one: ClusterDefinition) => {
        workspace.write("cdk.tf.json", jsonOf(one));
        await workspace.must("init", "-input=false", "-no-color");
        return sentences(await workspace.run("plan", "-input=false", "-no-color", "-refresh=false"));
      };
      expect(await run(definition)).toContain(`with ${LISTS}`);
      const accept = [...(definition.accept ?? []), accepting("principal-unread")];
      expect(await run({ ...definition, accept })).not.toContain(LISTS);
      workspace.remove();
    },
    PATIENCE,
  );

  test(
    "the JSON of that time deletes the old entry, and EKS refuses the new one: break-glass is locked out",
    async () => {
      const typo = then.json
        .replaceAll("break_glass", "emergency")
        .replaceAll(role("break-glass"), role("braek-glass"));
      expect(await planned(typo)).toMatchObject({ exitCode: 0 });
      bench.proxy.inject({
        on: ({ operation, principalArn }) => operation === "CreateAccessEntry" && principalArn === role("braek-glass"),
        refusal: {
          exception: "InvalidParameterException",
          status: 400,
          text: "The specified principalArn is invalid: no such principal",
        },
      });
      const first = bench.proxy.calls.length;
      expect((await bench.runSaved()).exitCode).toBe(1);
      const writes = bench.proxy.calls
        .slice(first)
        .filter(({ request }) => isWriting(request))
        .map((call) => describeCall(call).replace(/^#\d+ /, ""));
      expect(writes).toContain(`DeleteAccessEntry ${role("break-glass")} -> 200`);
      expect(writes).toContain(`CreateAccessEntry ${role("braek-glass")} -> 400 InvalidParameterException`);
      expect(await bench.proxy.stateOf("demo").principals()).not.toContain(role("break-glass"));
    },
    PATIENCE,
  );

  test(
    "an honest change passes: the entry under its new key is made",
    async () => {
      const honest = jsonOf(withEntry(moved(role("break-glass")), "emergency", {}));
      expect(await planned(honest)).toMatchObject({ exitCode: 0 });
      await bench.applySaved();
      expect(await bench.proxy.stateOf("demo").principals()).toContain(role("break-glass"));
    },
    PATIENCE,
  );
});
