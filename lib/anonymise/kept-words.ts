/** Where names stand in cluster files, dumps and ConfigMaps: texts under these keys, and the keys of these maps. */
export const NAMED_KEYS: Readonly<Record<"texts" | "maps", readonly string[]>> = {
  texts: [
    ...["cluster_name", "clusterName", "username", "userName", "user_name", "groups", "kubernetesGroups"],
    ...["kubernetes_groups", "group", "bridge_group", "namespaces", "namespace", "nodegroups", "nodegroupName"],
    ...["fargateProfileNames", "fargateProfileName", "capabilityName", "RoleName", "name", "resourceNames"],
  ],
  maps: ["access_entries", "rbac_bindings", "iam_roles", "service_accounts"],
};

/** Words that AWS, Kubernetes and the cluster file define: they say nothing of anybody. */
const KEPT = new Set(
  `access access_entries account accounts actions admin administrator all api app apps auth aws aws-auth aws-reserved
  aws-service-role bindings bootstrappers cluster cluster-admin cluster_name config-map default demo deployments dual edit
  entries entry example get groups group kube-node-lease kube-public kube-root-ca.crt kube-system list masters migration
  mode modules name namespace namespaces node nodes none note path pods policies policy principal reason read retire role
  roles rows root scope session sessions stage standard system type until update user username users view views wave waves
  watch create delete patch deletecollection impersonate proxy bind escalate approve sign use attest done
  kind event apiversion level auditid requesturi verb uid extra canonicalarn sessionname accesskeyid principalid objectref
  resource resources subresource apigroup resourceversion responsestatus responseobject requestobject metadata code message
  annotations decision reason impersonateduser sourceips useragent stagetimestamp requestreceivedtimestamp responsecomplete
  responsestarted requestreceived panic allow forbid rbac time info warn error msg arn client method post path authenticate
  granted denied sts response accountid userid events logstreamname timestamp ingestiontime eventid results field value
  batch autoscaling core extensions events secrets configmaps services serviceaccounts endpoints jobs cronjobs daemonsets
  statefulsets replicasets ingresses networkpolicies persistentvolumes persistentvolumeclaims rolebindings clusterroles
  clusterrolebindings storageclasses leases limitranges resourcequotas healthz livez readyz metrics version openapi log exec
  logs attach portforward scale status finalizers token eviction data items accessentry accessentries principalarn
  kubernetesgroups accesspolicies associatedaccesspolicies policyarn accessscope nodegroup fargateprofile caller unread
  absent collected_at eks_access_dump action true false null clusters live audit usage api_and_config_map ec2 ec2_linux ec2_windows fargate_linux hybrid_linux`.split(
    /\s+/,
  ),
);

/** Whether a word stays wherever it stands: one of those, a region, a domain of AWS, a number, a letter or two. */
export function isKeptWord(word: string): boolean {
  if (word.length < 3 || /^\d+$/.test(word) || /^[a-z]{2}(-[a-z]+)+-\d$|^name-\d+$/.test(word)) return true;
  return KEPT.has(word.toLowerCase()) || /\.amazonaws\.com$|^(?:AmazonEKS|Amazon|AWSServiceRole)\w*$/.test(word);
}
