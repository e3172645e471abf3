import { encodeAwsAuth } from "../../../lib/access/aws-auth/aws-auth-encode";
import { awsAuthOf } from "../../../lib/access/aws-auth/aws-auth";
import { kubeGet } from "../../../lib/sources/kubernetes/kube-server";
import { buildAuthenticator } from "../../support/authenticator/authenticator";
import { role, user } from "../../support/definitions/arns";
import { ConnectProxy } from "../../support/live/connect-proxy";
import { EksAlike, type RealCaller } from "../../support/live/eks-alike";

jest.setTimeout(120_000);

describe("a token of eksToken", () => {
  let cluster: EksAlike;
  let ops: RealCaller;
  let ann: RealCaller;

  beforeAll(async () => {
    buildAuthenticator();
    cluster = await EksAlike.start();
    ops = await cluster.role("team/ops", "ann@example.com");
    ann = await cluster.user("ann");
    const rows = {
      ...awsAuthOf([{ rolearn: role("ops"), username: "ops:{{SessionName}}", groups: ["system:masters"] }]),
      users: [{ place: { section: "mapUsers" as const, index: 0 }, row: { userarn: user("ann"), username: "ann" } }],
    };
    await cluster.kube.writeConfigMap("aws-auth", encodeAwsAuth(rows));
    await cluster.authenticate(["EKSConfigMap"]);
  }, 600_000);

  afterAll(async () => cluster.stop());

  async function asked(token: string, path: string) {
    const { url, certificateAuthority: ca } = cluster.server;
    return (await kubeGet({ url, ca, token }, path)).status;
  }

  test("is one that the real authenticator takes, of a role's session and of a user", async () => {
    expect(await asked(await cluster.token(ops), "/api/v1/namespaces/kube-system/secrets")).toBe(200);
    expect(await asked(await cluster.token(ann), "/api/v1/namespaces/kube-system/secrets")).toBe(403);
    expect(cluster.authenticatorLog).toContain(`username="ops:ann-example.com"`);
    expect(cluster.authenticatorLog).toContain(`arn="${user("ann")}"`);
  });

  test("goes through the proxy that a kubeconfig names", async () => {
    const proxy = await ConnectProxy.start();
    const { url, certificateAuthority: ca } = cluster.server;
    const server = { url, ca, token: await cluster.token(ops), proxy: proxy.url };
    expect((await kubeGet(server, "/api/v1/namespaces/kube-system/secrets")).status).toBe(200);
    expect(proxy.asked).toEqual([new URL(url).host]);
    await proxy.stop();
  });

  test("is refused for another cluster, with another signature, and where it is too old", async () => {
    const token = await cluster.token(ops);
    const forged = Buffer.from(token.slice("k8s-aws-v1.".length), "base64url")
      .toString()
      .replace(/(X-Amz-Signature=)./, (_, key: string) => `${key}x`);
    const old = new Date(Date.now() - 16 * 60_000);
    const refused = [
      await cluster.token(ops, new Date(), "another"),
      `k8s-aws-v1.${Buffer.from(forged).toString("base64url")}`,
      await cluster.token(ops, old),
    ];
    expect(await Promise.all(refused.map(async (each) => asked(each, "/version")))).toEqual([401, 401, 401]);
  });
});
