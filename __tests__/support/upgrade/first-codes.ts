/** Every code of the first version of this program, as its docs/rules.md had them: the list never changes. */
export const FIRST_CODES: readonly string[] = `
  accept-code-unknown accept-expired accept-refused accept-unused access-drift access-gained access-lost
  access-unattributed access-unknown account-id-malformed account-id-missing account-malformed account-mapped
  action-unknown address-shared admin-gained admin-lost admin-missing admin-unstable arn-malformed
  association-replaced aws-auth-field-dropped aws-auth-field-repeated aws-auth-field-unknown aws-auth-key-ignored
  aws-auth-key-miscased aws-auth-row-dropped aws-auth-section-invalid aws-auth-section-unreadable
  aws-auth-text-ignored binding-removed bridge-group-invalid changed-since-plan cluster-destroyed cluster-name-invalid
  cluster-name-twice cluster-replaced cluster-version-malformed config-map-absent config-map-lost config-map-unread
  create-conflict creator-admin creator-unknown date-malformed entries-too-many entry-auto-node-policy entry-conflict
  entry-duplicate entry-forgotten entry-group-empty entry-group-system entry-group-template entry-groups-on-type
  entry-in-config-map-mode entry-key-missing entry-not-live entry-outdated entry-policies-on-type
  entry-policy-duplicate entry-policy-malformed entry-policy-partition entry-policy-service-linked
  entry-policy-unknown entry-principal-account entry-principal-kind entry-principal-malformed
  entry-principal-partition entry-principal-service-linked entry-refused entry-renamed entry-replaced
  entry-scope-namespaces entry-scope-type entry-type-forbids entry-type-unknown entry-type-unsupported
  entry-unknown-key entry-username-colon entry-username-empty entry-username-on-type entry-username-reserved
  entry-username-template entry-value-type entry-weaker entry-without-rights expected-declared file-empty
  file-name-differs file-not-utf8 file-too-large folder-empty folder-ignored gap-remains guard-missing
  iam-role-missing iam-role-nobody identity-mismatch import-config-map-unknown import-contradiction
  import-declared-alone import-declared-differs import-entries-unknown import-entry-unknown import-field-wrong
  import-file-differs import-list-cut import-mode-unknown import-name-unknown import-node-groups-unknown
  import-policies-unknown import-role-missing import-source-empty import-source-unknown import-source-unreadable
  import-update-refused inline-policy-malformed key-missing key-unknown leaving-declared left-over-destroyed live-mode
  live-origin-unknown live-unknown masters-by-name mode-irreversible mode-skipped mode-with-entries name-invalid
  name-template node-access-lost node-entry-standard number-loses-text one-of plan-errored plan-incomplete plan-stale
  principal-foreign principal-list-malformed principal-replaced protection-removed rbac-binding-role reference-unknown
  region-malformed removed-instance render-unsupported resource-name-collision retire-foreign role-name-long
  role-path-assumed role-path-mismatch role-path-missing role-path-unknown role-path-wrong row-ambiguous
  row-arn-malformed row-changed row-dead row-federated row-group-empty row-group-system row-group-template
  row-identity row-left row-node-account row-node-group row-node-incomplete row-not-live row-partition row-removed
  row-root row-section-unreadable row-service-linked row-session-node row-shadowed row-uncovered row-unknown
  row-username-colon row-username-missing row-username-reserved row-username-reserved-rbac row-username-template
  row-without-rights rows-conflict rows-merged section-unreadable service-accounts-without-irsa service-linked-role
  stage-differs stage-mode stage-toggle type-wrong username-changed value-out-of-range value-unknown variable-required
  variable-unsupported variable-unused wave-first-not-alone wave-key-twice wave-key-unknown wave-mixes-nodes
  wave-range wave-unfinished yaml-aliases yaml-documents yaml-duplicate-key yaml-key yaml-nesting yaml-syntax yaml-tab
  yaml-tag yaml-version
`
  .trim()
  .split(/\s+/);
