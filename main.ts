import { App } from "cdktf";
import { AccessStack } from "./stacks/access-stack";

const app = new App({ skipValidation: true, stackTraces: false });
new AccessStack(app, "demo-eks-cluster");
app.synth();
