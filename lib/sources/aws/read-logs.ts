import type * as Logs from "@aws-sdk/client-cloudwatch-logs";
import { loaded } from "./aws-packages";
import { type AwsOptions, clientConfig } from "./aws-session";

/** A cluster's log group, and the span that is read of it. */
export interface LogSpan {
  readonly clusterName: string;
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
}

/** What reading a span will go through. */
export interface LogSize {
  /** `/aws/eks/demo/cluster` */
  readonly group: string;
  /** Of the whole group, packed. */
  readonly storedBytes: number;
  /** Streams of the authenticator with a line in the span. */
  readonly streams: number;
  /**
   * Days after which lines are deleted.
   * @default never
   */
  readonly retentionDays?: number;
}

/** CloudWatch Logs, as one caller reaches one region of it. */
export interface LogSession {
  readonly sdk: typeof Logs;
  readonly client: Logs.CloudWatchLogsClient;
}

/** Streams with lines of logins; those of the audit log are a hundred times as large. */
const STREAMS = "authenticator-";
/** Logins, refusals, and who a caller is: nothing else is asked for. */
const LINES = '?"access granted" ?"access denied" ?"STS response"';

/** Opens CloudWatch Logs. Throws `PackageMissing` without its packages. */
export async function openLogs(options: AwsOptions): Promise<LogSession> {
  const sdk = await loaded("@aws-sdk/client-cloudwatch-logs", () => import("@aws-sdk/client-cloudwatch-logs"));
  return { sdk, client: new sdk.CloudWatchLogsClient(await clientConfig(options)) };
}

/** How much there is. Throws what the SDK throws, and an error where the cluster writes no log. */
export async function logSize({ sdk, client }: LogSession, { clusterName, from, to }: LogSpan): Promise<LogSize> {
  const group = groupOf(clusterName);
  const { logGroups = [] } = await client.send(new sdk.DescribeLogGroupsCommand({ logGroupNamePrefix: group }));
  const found = logGroups.find(({ logGroupName }) => logGroupName === group);
  if (found === undefined) throw new Error(`there is no log group ${group}: the cluster writes no control plane log`);
  const pages = sdk.paginateDescribeLogStreams({ client }, { logGroupName: group, logStreamNamePrefix: STREAMS });
  let streams = 0;
  for await (const page of pages) {
    streams += (page.logStreams ?? []).filter(
      ({ firstEventTimestamp = 0, lastEventTimestamp = to }) => firstEventTimestamp <= to && lastEventTimestamp >= from,
    ).length;
  }
  const { storedBytes = 0, retentionInDays } = found;
  return { group, storedBytes, streams, ...(retentionInDays === undefined ? {} : { retentionDays: retentionInDays }) };
}

/**
 * The lines of logins in a span, as `time message`. Throws what the SDK throws.
 * @yields {string} the lines of a page
 */
export async function* logLines(
  { sdk, client }: LogSession,
  { clusterName, from, to }: LogSpan,
): AsyncGenerator<string> {
  const pages = sdk.paginateFilterLogEvents(
    { client },
    {
      logGroupName: groupOf(clusterName),
      logStreamNamePrefix: STREAMS,
      filterPattern: LINES,
      startTime: from,
      endTime: to,
    },
  );
  for await (const { events = [] } of pages)
    yield events
      .map(({ timestamp = from, message = "" }) => `${new Date(timestamp).toISOString()} ${message.trimEnd()}\n`)
      .join("");
}

function groupOf(clusterName: string): string {
  return `/aws/eks/${clusterName}/cluster`;
}
