/** How the plan is made and reviewed again, in the folder where Terraform runs. */
export const PLAN_AGAIN =
  "plan and review again: `terraform plan -out=saved`, then `terraform show -json saved | eks-access review - --clusters clusters`";
