/** A resource of the Kubernetes API, as `kubectl api-resources` lists it. */
export interface ApiResource {
  /** Plural, lower case. */
  readonly name: string;
  /** `""` is the core group. */
  readonly apiGroup: string;
  readonly namespaced: boolean;
  /** What else kubectl takes for it: singular and short names. */
  readonly aliases: readonly string[];
}

/** One line a group: group, then `plural:alias,alias`; a `!` marks what has no namespace. */
const TABLE = `
- bindings configmaps:cm endpoints:ep events:ev limitranges:limits persistentvolumeclaims:pvc pods:po podtemplates
- replicationcontrollers:rc resourcequotas:quota secrets serviceaccounts:sa services:svc
- componentstatuses!cs namespaces!ns nodes!no persistentvolumes!pv users! groups!
admissionregistration.k8s.io mutatingwebhookconfigurations! validatingwebhookconfigurations! validatingadmissionpolicies!
admissionregistration.k8s.io validatingadmissionpolicybindings!
apiextensions.k8s.io customresourcedefinitions!crd,crds
apiregistration.k8s.io apiservices!
apps controllerrevisions daemonsets:ds deployments:deploy replicasets:rs statefulsets:sts
authentication.k8s.io selfsubjectreviews! tokenreviews!
authorization.k8s.io localsubjectaccessreviews selfsubjectaccessreviews! selfsubjectrulesreviews! subjectaccessreviews!
autoscaling horizontalpodautoscalers:hpa
batch cronjobs:cj jobs
certificates.k8s.io certificatesigningrequests!csr
coordination.k8s.io leases
crd.k8s.amazonaws.com eniconfigs!
discovery.k8s.io endpointslices
flowcontrol.apiserver.k8s.io flowschemas! prioritylevelconfigurations!
karpenter.sh nodepools! nodeclaims!
metrics.k8s.io pods nodes!
networking.k8s.io ingressclasses! ingresses:ing networkpolicies:netpol
node.k8s.io runtimeclasses!
policy poddisruptionbudgets:pdb
rbac.authorization.k8s.io clusterrolebindings! clusterroles! rolebindings roles
scheduling.k8s.io priorityclasses!pc
storage.k8s.io csidrivers! csinodes! csistoragecapacities storageclasses!sc volumeattachments!
vpcresources.k8s.aws cninodes! securitygrouppolicies:sgp
`;

/**
 * The resources of a plain EKS cluster; custom ones are written with their group.
 * @see https://kubernetes.io/docs/reference/kubectl/#resource-types
 */
export const API_RESOURCES: readonly ApiResource[] = TABLE.trim().split("\n").flatMap(toResources);

/** The resource that kubectl takes a word for, without a look at the cluster: plural, singular or short name. */
export function findApiResource(word: string): ApiResource | undefined {
  const asked = word.toLowerCase();
  return API_RESOURCES.find(({ name, aliases }) => name === asked || aliases.includes(asked));
}

function toResources(line: string): ApiResource[] {
  const [group = "", ...words] = line.split(" ");
  return words.map((word) => {
    const [name = "", aliases = ""] = word.split(/[:!]/);
    const given = aliases.split(",").filter((alias) => alias !== "");
    return {
      name,
      apiGroup: group === "-" ? "" : group,
      namespaced: !word.includes("!"),
      aliases: [singular(name), ...given].filter((alias) => alias !== name),
    };
  });
}

function singular(plural: string): string {
  if (plural.endsWith("ies")) return `${plural.slice(0, -3)}y`;
  if (/(sses|resses)$/.test(plural)) return plural.slice(0, -2);
  return plural.endsWith("s") && !plural.endsWith("ss") && plural !== "endpoints" ? plural.slice(0, -1) : plural;
}
