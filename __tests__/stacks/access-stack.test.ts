import { App } from "cdktf";
import { CLUSTER_ADDRESSES, MODULE_CALLS } from "../../lib/inventory/definition/cluster-addresses";
import type { ClusterDefinition } from "../../lib/inventory/definition/cluster-definition";
import { STAGES } from "../../lib/migration/stage";
import { AccessStack } from "../../stacks/access-stack";
import { role } from "../support/definitions/arns";
import { accepting } from "../support/definitions/definitions";
import { fieldsOf, schemaProblems } from "../support/terraform/provider-schema";
import { cluster, newCluster } from "../support/definitions/sample-definitions";
import { jsonOf } from "../support/definitions/sample-stacks";
import { jsonDiff } from "./samples/json-diff";
import { changedLines } from "./samples/line-diff";
import { addresses, refusalOf, resource, stackJson, withoutGuards } from "./stack-json";

const render = "access";

// Texts as they are, without quotes around them and escapes in them.
expect.addSnapshotSerializer({ test: (value) => typeof value === "string", print: String });

/** What a snapshot shows of a stage: how it differs from the one before. */
const changes = (before: string, after: string): string => jsonDiff(before, after).join("\n");

describe("AccessStack", () => {
  test.each(STAGES)("renders the access at stage %s", (stage) => {
    const json = jsonOf(cluster({ stage }, { render }));
    expect(schemaProblems(json)).toEqual([]);
    const before = STAGES[STAGES.indexOf(stage) - 1];
    expect(
      before === undefined ? json : changes(jsonOf(cluster({ stage: before }, { render })), json),
    ).toMatchSnapshot();
  });

  test("renders the access of a cluster without a ConfigMap", () => {
    const json = jsonOf(newCluster({ render }));
    expect(schemaProblems(json)).toEqual([]);
    expect(changes(jsonOf(cluster({ stage: "done" }, { render })), json)).toMatchSnapshot();
  });

  test.each(STAGES)("has at %s what EksStack has, but for the cluster", (stage) => {
    const access = addresses(stackJson(cluster({ stage }, { render })));
    const whole = addresses(stackJson(cluster({ stage })));
    expect(access).toEqual(whole.filter((address) => address !== "aws_eks_cluster.this"));
  });

  test("names the cluster as text, for there is no resource to refer to", () => {
    const json = stackJson(cluster({ stage: "entries" }, { render }));
    expect(resource(json, "aws_eks_access_entry.dev").cluster_name).toBe("demo");
    expect(resource(json, "aws_eks_access_policy_association.admin_admin").cluster_name).toBe("demo");
    expect(JSON.stringify(json)).not.toContain("${aws_eks_cluster.this");
  });

  test("changes nothing but guards where the mode is all that a stage changes: somebody else switches it", () => {
    const json = STAGES.map((stage) => withoutGuards(jsonOf(cluster({ stage }, { render }))));
    expect(changedLines(json[3] ?? "", json[4] ?? "")).toEqual([]);
  });

  test.each([{ module: "module.eks" }, { awsAuthModule: "module.aws_auth" }])(
    "refuses to take over the state of %j, whoever accepts it",
    (adopt) => {
      const accept = [accepting("masters-by-name"), accepting("adopt-whole-state")];
      const { code } = refusalOf(() => stackJson(cluster({ stage: "dual" }, { render, adopt, accept })));
      expect(code).toBe("adopt-access");
    },
  );

  test("refuses it of a definition in TypeScript that does not say `render`, too", () => {
    const { render: _, ...props } = newCluster({ render: "access", adopt: { module: "module.eks" } });
    const app = new App({ skipValidation: true, stackTraces: false });
    expect(refusalOf(() => new AccessStack(app, "demo", props)).code).toBe("adopt-access");
  });

  test("imports the live entries, which is the way that works", () => {
    const json = stackJson(cluster({ stage: "entries", wave: 1 }, { render, adopt: { import: true } }));
    expect(json.import).toContainEqual({
      to: "aws_eks_access_entry.break_glass",
      id: `demo:${role("break-glass")}`,
    });
    expect(json).not.toHaveProperty("moved");
  });

  test.each([...STAGES, undefined])(
    "leaves a cluster alive that the state has from `render: resources` or `module`, at %s",
    (stage) => {
      const { removed } = stackJson(stage === undefined ? newCluster({ render }) : cluster({ stage }, { render }));
      const forgotten = [...CLUSTER_ADDRESSES, ...MODULE_CALLS].map((from) => ({
        from,
        lifecycle: { destroy: false },
      }));
      expect(removed).toEqual(expect.arrayContaining(forgotten));
    },
  );

  test("asks for no Kubernetes provider where nothing is in Kubernetes", () => {
    expect(Object.keys(fieldsOf(stackJson(newCluster({ render })).provider))).toEqual(["aws"]);
  });

  test.each<[string, Partial<ClusterDefinition>]>([
    ["iam_roles", { iamRoles: { admin: { name: "admin", assumedBy: { services: ["ec2.amazonaws.com"] } } } }],
  ])("refuses %s, which it would not render, and says how its resources stay alive", (path, section) => {
    const { code, message, help } = refusalOf(() => jsonOf(newCluster({ render, ...section })));
    expect(code).toBe("variable-unused");
    expect(message).toBe(`${path}: has no effect with \`render: access\`, expected it left out`);
    expect(help).toMatch(/^delete it; where this state was applied .* `terraform state rm aws_iam_role\.[a-z_ .1]+`/);
  });

  test("gives service accounts roles that trust the provider of the live cluster's issuer", () => {
    const agent = { namespace: "amazon-cloudwatch", name: "cloudwatch-agent" };
    const json = stackJson(newCluster({ render, serviceAccounts: { agent } }));
    expect(fieldsOf(json.data).aws_iam_openid_connect_provider).toEqual({
      oidc_provider: { url: "${data.aws_eks_cluster.this.identity[0].oidc[0].issuer}" },
    });
    expect(fieldsOf(json.resource).aws_iam_openid_connect_provider).toBeUndefined();
    const issuer = '${replace(data.aws_iam_openid_connect_provider.oidc_provider.url, "https://", "")}';
    expect(fieldsOf(fieldsOf(json.data).aws_iam_policy_document).service_account_agent).toMatchObject({
      statement: [
        {
          actions: ["sts:AssumeRoleWithWebIdentity"],
          condition: [
            { variable: `${issuer}:sub`, values: ["system:serviceaccount:amazon-cloudwatch:cloudwatch-agent"] },
            { variable: `${issuer}:aud`, values: ["sts.amazonaws.com"] },
          ],
          principals: [{ identifiers: ["${data.aws_iam_openid_connect_provider.oidc_provider.arn}"] }],
        },
      ],
    });
    expect(Object.keys(fieldsOf(fieldsOf(json.resource).kubernetes_service_account_v1))).toEqual(["agent"]);
  });

  test("refuses service accounts of a local cluster on an Outpost, which has no provider", () => {
    const outpostConfig = { controlPlaneInstanceType: "m5.large", outpostArns: [] };
    const serviceAccounts = { agent: { namespace: "a", name: "agent" } };
    const { code } = refusalOf(() =>
      jsonOf(cluster({ stage: "config-map" }, { render, outpostConfig, serviceAccounts })),
    );
    expect(code).toBe("service-accounts-without-irsa");
  });
});
