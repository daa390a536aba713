import { describeAcceptance } from "./suites/describeAcceptance";
import { describeAnalysis } from "./suites/describeAnalysis";
import { describeDeployment } from "./suites/describeDeployment";
import { describeDown } from "./suites/describeDown";
import { describeDrift } from "./suites/describeDrift";
import { describeForeignWeights } from "./suites/describeForeignWeights";
import { describeGateways } from "./suites/describeGateways";
import { describeInjection } from "./suites/describeInjection";
import { describePrivacy } from "./suites/describePrivacy";
import { describeRecovery } from "./suites/describeRecovery";
import { describeRefusals } from "./suites/describeRefusals";
import { describeValidation } from "./suites/describeValidation";
import { useStackLab } from "./support/stackLab";

describe("the dev stack in the lab", () => {
    const { lab, printed } = useStackLab("dev");
    describe("npm run up", () => describeDeployment(lab, printed));
    describe("sidecar injection", () => describeInjection(lab));
    describe("gateways", () => describeGateways(lab));
    describe("validation", () => describeValidation(lab));
    describe("istioctl analyze", () => describeAnalysis(lab));
    describe("pulumi preview", () => describeDrift(lab));
    describe("weights that a controller writes", () => describeForeignWeights(lab));
    describe("the policy pack", () => describeRefusals(lab));
    describe("any graph", () => describeAcceptance(lab));
    describe("a lab", () => describePrivacy(lab));
    describe("a running lab", () => describeRecovery(lab));
    describe("npm run down", () => describeDown(lab));
});
