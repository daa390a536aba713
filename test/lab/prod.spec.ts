import { describeAnalysis } from "./suites/describeAnalysis";
import { describeDeployment } from "./suites/describeDeployment";
import { describeDocuments } from "./suites/describeDocuments";
import { describeDrift } from "./suites/describeDrift";
import { describeGateways } from "./suites/describeGateways";
import { describeInjection } from "./suites/describeInjection";
import { describeValidation } from "./suites/describeValidation";
import { useStackLab } from "./support/stackLab";

describe("the prod stack in the lab", () => {
    const { lab, printed } = useStackLab("prod");
    describe("npm run up", () => describeDeployment(lab, printed));
    describe("sidecar injection", () => describeInjection(lab));
    describe("gateways", () => describeGateways(lab));
    describe("validation", () => describeValidation(lab));
    describe("istioctl analyze", () => describeAnalysis(lab));
    describe("pulumi preview", () => describeDrift(lab));
    describe("the documents", () => describeDocuments(lab, "prod"));
});
