import { request, type RequestOptions } from "node:https";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import type { IncomingMessage } from "node:http";
import type { KubeApiserver } from "./kube-apiserver";
import { type Fields, fieldsOf } from "../terraform/provider-schema";

const CONFIG_MAPS = "/api/v1/namespaces/kube-system/configmaps";

const BINDINGS = "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings";

/** The data of a ConfigMap. */
export type ConfigMapData = Readonly<Record<string, string>>;

/** Calls a Kubernetes API server as its administrator. */
export class KubeClient {
  constructor(private readonly server: KubeApiserver) {}

  /** The data of a ConfigMap of kube-system, undefined where there is none. */
  async configMap(name: string): Promise<ConfigMapData | undefined> {
    const { status, json } = await this.call("GET", `${CONFIG_MAPS}/${name}`);
    return status === 404 ? undefined : dataOf(json);
  }

  /** Writes a ConfigMap of kube-system, whatever stood there; it is never gone meanwhile. */
  async writeConfigMap(name: string, data: ConfigMapData): Promise<void> {
    const object = { apiVersion: "v1", kind: "ConfigMap", metadata: { name, namespace: "kube-system" }, data };
    const replaced = await this.call("PUT", `${CONFIG_MAPS}/${name}`, object);
    if (replaced.status === 404) this.must("create", await this.call("POST", CONFIG_MAPS, object));
    else this.must("replace", replaced);
  }

  async deleteConfigMap(name: string): Promise<void> {
    this.must("delete", await this.call("DELETE", `${CONFIG_MAPS}/${name}`));
  }

  /** A ClusterRoleBinding of a group to a ClusterRole, made; without a role taken away. */
  async bind(name: string, group: string, clusterRole?: string): Promise<void> {
    if (clusterRole === undefined) {
      this.must("unbind", await this.call("DELETE", `${BINDINGS}/${name}`));
      return;
    }
    const [apiGroup, kind] = ["rbac.authorization.k8s.io", "ClusterRoleBinding"];
    const roleRef = { apiGroup, kind: "ClusterRole", name: clusterRole };
    const subjects = [{ apiGroup, kind: "Group", name: group }];
    this.must(
      "bind",
      await this.call("POST", BINDINGS, { apiVersion: `${apiGroup}/v1`, kind, metadata: { name }, roleRef, subjects }),
    );
  }

  /** Groups that a ClusterRoleBinding binds to cluster-admin. */
  async adminGroups(): Promise<readonly string[]> {
    const { json } = await this.call("GET", BINDINGS);
    return itemsOf(json.items).flatMap(({ roleRef, subjects }) => {
      if (fieldsOf(roleRef).name !== "cluster-admin") return [];
      return itemsOf(subjects).flatMap(({ kind, name }) => (kind === "Group" ? [String(name)] : []));
    });
  }

  /** Calls back after each change of a ConfigMap of kube-system with what it then holds; answers how to stop. */
  async watchConfigMap(name: string, onChange: (data: ConfigMapData | undefined) => void): Promise<() => void> {
    return this.watch(`${CONFIG_MAPS}?fieldSelector=metadata.name%3D${name}`, (type, object) => {
      onChange(type === "DELETED" ? undefined : dataOf(object));
    });
  }

  /** Calls back after each change of a ClusterRoleBinding; answers how to stop. */
  async watchBindings(onChange: () => void): Promise<() => void> {
    return this.watch(BINDINGS, onChange);
  }

  /** From what stands now on: a watch without a version may begin with what stood some time ago. */
  private async watch(path: string, onEvent: (type: string, object: Fields) => void): Promise<() => void> {
    const list = await this.call("GET", path);
    this.must(path, list);
    const version = String(fieldsOf(list.json.metadata).resourceVersion);
    const query = `watch=1&resourceVersion=${version}`;
    const response = await this.open("GET", `${path}${path.includes("?") ? "&" : "?"}${query}`);
    const lines = createInterface({ input: response });
    lines.on("line", (line) => {
      const { type, object } = fieldsOf(JSON.parse(line));
      onEvent(String(type), fieldsOf(object));
    });
    return () => {
      lines.on("error", () => undefined);
      lines.close();
      response.destroy();
    };
  }

  private must(what: string, { status, json }: { status: number; json: Fields }): void {
    if (status > 299) throw new Error(`${what}: ${status} ${JSON.stringify(json)}`);
  }

  /** A call of the API as its administrator, whatever it answers. */
  async call(method: string, path: string, body?: Fields): Promise<{ status: number; json: Fields }> {
    const response = await this.open(method, path, body);
    return { status: response.statusCode ?? 0, json: fieldsOf(JSON.parse(await text(response))) };
  }

  private open(method: string, path: string, body?: Fields): Promise<IncomingMessage> {
    const options: RequestOptions = {
      method,
      ca: this.server.certificateAuthority,
      headers: { authorization: `Bearer ${this.server.token}`, "content-type": "application/json" },
    };
    return new Promise((resolve, reject) => {
      const call = request(this.server.url + path, options, resolve);
      call.once("error", reject);
      call.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }
}

function dataOf(object: Fields): ConfigMapData {
  return Object.fromEntries(Object.entries(fieldsOf(object.data)).map(([key, value]) => [key, String(value)]));
}

function itemsOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.map((item: unknown) => fieldsOf(item)) : [];
}
