import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { type AwsAnswer, AwsClient } from "./aws-client";
import { completed } from "./eks-defaults";
import { makeEntries } from "./eks-made-entries";
import { describeRequest, type EksRequest, isWriting, parseEksRequest } from "./eks-request";
import type { EksRefusal } from "./eks-rule";
import { eksRefusal } from "./eks-rules";
import { EksState } from "./eks-state";
import type { CallFault, CallHit } from "../kill/call-fault";
import { fieldsOf } from "../terraform/provider-schema";

/** One call of the EKS API and its answer. */
export interface EksCall {
  /** From 1, in the order of the answers. */
  readonly number: number;
  /** When it was answered. */
  readonly at: Date;
  readonly request: EksRequest;
  readonly status: number;
  /** AWS's exception, where it was refused. */
  readonly exception?: string;
}

/** Something that goes wrong with calls, for tests. */
export interface EksFault {
  /** Which calls. */
  readonly on: (request: EksRequest) => boolean;
  /**
   * How many such calls go well first.
   * @default 0
   */
  readonly after?: number;
  /**
   * How many calls are hit.
   * @default 1
   */
  readonly times?: number;
  /**
   * What they are answered, and nothing is done.
   * @default they are done
   */
  readonly refusal?: EksRefusal;
  /**
   * Milliseconds before they are done.
   * @default 0
   */
  readonly delay?: number;
}

/** Where the proxy stands, and what it plays. */
export interface EksProxyOptions {
  /** The emulator behind it. */
  readonly url: string;
  readonly accountId: string;
  readonly region: string;
  /**
   * Who created the clusters: gets an entry where the mode has them.
   * @default EKS makes no entry of a creator
   */
  readonly creator?: string;
  /**
   * The Kubernetes API of the clusters, as DescribeCluster shows it.
   * @default the emulator's, which leads nowhere
   */
  readonly kubernetes?: KubernetesPlace;
}

/** A Kubernetes API, as DescribeCluster shows it. */
interface KubernetesPlace {
  readonly endpoint: string;
  readonly certificateAuthority: string;
}

/** EKS as its clients meet it: an emulator behind the rules of {@link eksRefusal}, with a log of calls and a seam for faults. */
export class EksProxy {
  /** Starts it on a free port of the loopback. */
  static async start(options: EksProxyOptions): Promise<EksProxy> {
    const proxy = new EksProxy(options);
    await new Promise<void>((resolve) => proxy.server.listen(0, "127.0.0.1", resolve));
    return proxy;
  }

  /** Every call so far. */
  readonly calls: EksCall[] = [];

  private readonly server: Server;
  private readonly aws: AwsClient;
  private readonly faults: { left: number; passing: number; readonly fault: EksFault }[] = [];
  private readonly places = new Map<string, KubernetesPlace>();
  private readonly listeners: ((call: EksCall) => Promise<void>)[] = [];
  private writing: Promise<unknown> = Promise.resolve();
  private broken: CallFault | undefined;

  private constructor(private readonly options: EksProxyOptions) {
    this.aws = new AwsClient(options.url, options.region);
    this.server = createServer((incoming, outgoing) => void this.serve(incoming, outgoing));
  }

  /** What clients need in their environment to call it. */
  get environment(): Readonly<Record<string, string>> {
    return { AWS_ENDPOINT_URL_EKS: this.url };
  }

  get url(): string {
    const address = this.server.address();
    if (address === null || typeof address === "string") throw new Error("expected a port of the loopback");
    return `http://127.0.0.1:${address.port}`;
  }

  /** Lets calls go wrong, from now on. */
  inject(fault: EksFault): void {
    this.faults.push({ left: fault.times ?? 1, passing: fault.after ?? 0, fault });
  }

  /** Shows another Kubernetes API of one cluster, from now on. */
  shows(clusterName: string, place: KubernetesPlace): void {
    this.places.set(clusterName, place);
  }

  /** Lets one call go wrong, by its name, from now on; undefined lets all go well. */
  breaks(fault: CallFault | undefined): void {
    this.broken = fault;
  }

  /** Waits until no writing call is under way. */
  async idle(): Promise<void> {
    await this.writing;
  }

  /** Runs after every call, before it is answered; nothing else changes the cluster meanwhile. */
  afterEach(listener: (call: EksCall) => Promise<void>): void {
    this.listeners.push(listener);
  }

  /** What the emulator knows of a cluster, past the rules. */
  stateOf(clusterName: string): EksState {
    return new EksState(this.aws, clusterName, this.options.accountId);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    try {
      const request = parseEksRequest(incoming.method ?? "", incoming.url ?? "", await text(incoming));
      const answer = await this.answered(request);
      if (answer === "cut off") outgoing.destroy();
      else answerWith(outgoing, answer);
    } catch (error) {
      answerWith(outgoing, refusalAnswer({ exception: "ServerException", status: 500, text: String(error) }));
    }
  }

  /** Calls that change something come one after the other, so that each can be judged by itself. */
  private async answered(request: EksRequest): Promise<AwsAnswer | "cut off"> {
    const fault = this.faultOf(request);
    if (fault?.delay !== undefined) await new Promise((resolve) => setTimeout(resolve, fault.delay));
    if (!isWriting(request)) return this.judged(request, fault?.refusal);
    const turn = this.writing.then(() => this.written(request, fault?.refusal));
    this.writing = turn.catch(() => undefined);
    return turn;
  }

  private async written(request: EksRequest, injected: EksRefusal | undefined): Promise<AwsAnswer | "cut off"> {
    const isBroken = this.broken?.call === describeRequest(request);
    const hit: CallHit = (isBroken ? this.broken?.hit() : undefined) ?? {};
    const answer = hit.cut === "undone" ? undefined : await this.judged(request, hit.refusal ?? injected);
    if (answer !== undefined && hit.cut === undefined) return answer;
    await hit.meanwhile?.();
    return "cut off";
  }

  private async judged(request: EksRequest, injected: EksRefusal | undefined): Promise<AwsAnswer> {
    const state = this.stateOf(request.clusterName);
    const refusal = injected ?? (await eksRefusal(request, state));
    const answer = refusal === undefined ? await this.forwarded(request, state) : refusalAnswer(refusal);
    const call: EksCall = {
      number: this.calls.length + 1,
      at: new Date(),
      request,
      status: answer.status,
      ...(answer.status < 400 ? {} : { exception: String(fieldsOf(JSON.parse(answer.text)).__type) }),
    };
    this.calls.push(call);
    for (const listener of this.listeners) await listener(call);
    return answer;
  }

  private async forwarded(request: EksRequest, state: EksState): Promise<AwsAnswer> {
    const { creator } = this.options;
    const modeBefore = isWriting(request) ? await state.mode() : undefined;
    const answer = await this.aws.eks(request.method, request.path, sentOn(request));
    if (answer.status >= 400) return answer;
    if (isWriting(request)) {
      await makeEntries(this.aws, { request, modeBefore, ...(creator === undefined ? {} : { creator }) }, state);
    }
    return request.operation === "DescribeCluster" ? this.withKubernetes(answer) : answer;
  }

  private withKubernetes(answer: AwsAnswer): AwsAnswer {
    const cluster = fieldsOf(fieldsOf(JSON.parse(answer.text)).cluster);
    const kubernetes = this.places.get(String(cluster.name)) ?? this.options.kubernetes;
    if (kubernetes === undefined) return answer;
    const data = Buffer.from(kubernetes.certificateAuthority).toString("base64");
    const told = { ...cluster, endpoint: kubernetes.endpoint, certificateAuthority: { data } };
    return { ...answer, text: JSON.stringify({ cluster: told }) };
  }

  private faultOf(request: EksRequest): EksFault | undefined {
    const hit = this.faults.find(({ left, fault }) => left > 0 && fault.on(request));
    if (hit === undefined) return undefined;
    if (hit.passing > 0) {
      hit.passing -= 1;
      return undefined;
    }
    hit.left -= 1;
    return hit.fault;
  }
}

/** `#12 CreateAccessEntry arn:aws:iam::111122223333:role/dev -> 409 ResourceInUseException` */
export function describeCall({ number, request, status, exception }: EksCall): string {
  return `#${number} ${describeRequest(request)} -> ${status}${exception === undefined ? "" : ` ${exception}`}`;
}

function sentOn({ operation, body, text: sent }: EksRequest): string | undefined {
  if (operation === "CreateAccessEntry") return JSON.stringify(completed(body));
  return sent === "" ? undefined : sent;
}

function refusalAnswer({ exception, status, text: message }: EksRefusal): AwsAnswer {
  return { status, text: JSON.stringify({ __type: exception, message }) };
}

function answerWith(outgoing: ServerResponse, { status, text: body }: AwsAnswer): void {
  const exception = status < 400 ? undefined : String(fieldsOf(JSON.parse(body)).__type);
  outgoing.writeHead(status, {
    "content-type": "application/json",
    ...(exception === undefined ? {} : { "x-amzn-errortype": exception }),
  });
  outgoing.end(body);
}
