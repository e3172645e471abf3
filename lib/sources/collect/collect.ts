import { type AwsOptions, type AwsSession, openAws } from "../aws/aws-session";
import { askedCallerArn } from "../aws/caller";
import { eksToken } from "../aws/eks-token";
import { describeCluster, describedCluster, listClusters, readEks } from "../aws/read-eks";
import { readIam } from "../aws/read-iam";
import { helpOfCall } from "../call-help";
import { type AskedCall, Collector, reasonOfCall } from "../collector";
import type { Dump } from "../dump";
import type { KubeServer } from "../kubernetes/kube-server";
import { serverOfContext } from "../kubernetes/kubeconfig";
import { KUBERNETES_CALLS, readKubernetes } from "../kubernetes/read-kubernetes";

/** Which cluster is read, and as whom. */
export interface CollectRequest extends AwsOptions {
  readonly clusterName: string;
  /**
   * A context of the kubeconfig, by which the Kubernetes API is reached.
   * @default the endpoint that EKS tells, with a token of the AWS credentials
   */
  readonly context?: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Hears of each call. */
  readonly told?: (call: AskedCall) => void;
}

/** Nothing was read: no credentials, no region, no such cluster, no packages. */
export interface NotCollected {
  readonly problem: string;
  readonly help: string;
}

/** All that decides who reaches one cluster, by calls that describe, list and get. What may not be read is named in the dump. */
export async function collect(request: CollectRequest): Promise<Dump | NotCollected> {
  const { clusterName } = request;
  try {
    const session = await openAws(request);
    const [caller, cluster] = await Promise.all([askedCallerArn(session), describeCluster(session.eks, clusterName)]);
    const collector = new Collector(request.told);
    const target = { eks: session.eks, clusterName, collector };
    collector.read.push(describedCluster(cluster));
    const server = { url: cluster.endpoint ?? "", ca: decoded(cluster.certificateAuthority?.data) };
    await Promise.all([readEks(target, cluster), readApi(request, { session, server }, collector)]);
    const accountId = cluster.arn?.split(":")[4] ?? "";
    await readIam({ session, accountId, named: namedPrincipals(collector.read) }, collector);
    const { read, absent, unread } = collector;
    const now = Date.now();
    return { clusterName, region: session.region, collectedAt: now, caller, read, absent, unread };
  } catch (error) {
    return notCollected(`cluster ${clusterName}`, error, request.profile);
  }
}

/** The names of all clusters of a region. */
export async function clustersOf(options: AwsOptions): Promise<readonly string[] | NotCollected> {
  try {
    return await listClusters(await openAws(options));
  } catch (error) {
    return notCollected("list of clusters", error, options.profile);
  }
}

interface Reached {
  readonly session: AwsSession;
  readonly server: Pick<KubeServer, "url"> & { readonly ca: string };
}

/** Where the API cannot be reached, each of its calls is one that was not answered. */
async function readApi(
  { context, env, clusterName }: CollectRequest,
  { session, server }: Reached,
  collector: Collector,
): Promise<void> {
  try {
    const reached: KubeServer =
      context === undefined
        ? { ...server, token: await eksToken(session, clusterName) }
        : await serverOfContext(context, env);
    await readKubernetes(reached, collector);
  } catch (error) {
    collector.unread.push(...KUBERNETES_CALLS.map((action) => ({ action, reason: reasonOfCall(error) })));
  }
}

/** Roles and users of rows and entries, by any text of what was read that looks like one. */
function namedPrincipals(read: readonly object[]): string[] {
  return JSON.stringify(read).match(/arn:[a-z-]+:iam::\d{12}:(?:role|user)\/[\w+=,.@/-]+/g) ?? [];
}

function decoded(base64 = ""): string {
  return Buffer.from(base64, "base64").toString();
}

function notCollected(what: string, error: unknown, profile: string | undefined): NotCollected {
  const help = helpOfCall(error, profile) ?? "eks-access collect --help shows what is read";
  return { problem: `${what}: nothing was read: ${reasonOfCall(error)}`, help };
}
