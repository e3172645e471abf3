/** A `lifecycle` by which Terraform refuses every plan that destroys or replaces the resource; nothing without `protect`. */
export function prevention({ protect = false }: { readonly protect?: boolean }) {
  return protect ? { preventDestroy: true } : undefined;
}
