/** How the live ConfigMap is corrected, and read again. */
export const EDIT_LIVE =
  "`kubectl edit configmap -n kube-system aws-auth`, then type this command again with what `kubectl get configmap -n kube-system aws-auth -o yaml` prints";
