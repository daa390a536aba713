import { expect } from "chai";
import type { Manifest } from "../../../components/istio/types";
import { saidOf, smallStack, withOther } from "../editedStack";

describe("what a report says of rules that other proxies are told of", () => {
    const toldTo = (exportTo: readonly string[] | undefined) => (object: Manifest) => ({
        ...object,
        spec: { ...(object.spec as object), exportTo },
    });
    const routes = (...exportTo: string[]) =>
        withOther("VirtualService money/payments", toldTo(exportTo.length === 0 ? undefined : exportTo));
    const rule = (...exportTo: string[]) =>
        withOther("DestinationRule money/payments", toldTo(exportTo.length === 0 ? undefined : exportTo));

    it("is that callers who stay go by Istio's defaults, or by the rules again", () => {
        expect(saidOf(smallStack, routes("."))).to.deep.equal([
            "traffic: the rules of money/payments are gone for calls of reports and shop: retries, shares and timeout are Istio's defaults now",
        ]);
        expect(saidOf(routes("."), smallStack)).to.deep.equal([
            "traffic: money/payments has rules now for calls of reports and shop: retries, shares and timeout are no longer Istio's defaults",
        ]);
    });

    it("is that requests to a version fail where only the routes are still told of", () => {
        expect(saidOf(smallStack, rule("."))).to.deep.equal([
            "traffic: requests of reports and shop still go to version v1 of money/payments, which no DestinationRule names for them now: they fail",
            "traffic: requests of reports and shop still go to version v2 of money/payments, which no DestinationRule names for them now: they fail",
            "traffic: calls of reports and shop to money/payments go by no rule now: connectionPool, loadBalancer, outlierDetection and retryBudget are Istio's defaults",
        ]);
    });

    it("is nothing where everybody is told who calls nothing there, or the same are told in other words", () => {
        expect(saidOf(smallStack, routes("*"))).to.deep.equal([]);
        expect(saidOf(routes("*"), routes())).to.deep.equal([]);
        expect(saidOf(smallStack, rule("reports", "money", "shop"))).to.deep.equal([]);
    });

    it("is told of a gateway by the hosts that it sends requests to", () => {
        const unseen = withOther("DestinationRule shop/front", toldTo(["."]));
        expect(saidOf(smallStack, unseen)).to.deep.equal([
            "traffic: calls of istio-ingress to shop/front go by no rule now: connectionPool, loadBalancer, outlierDetection and retryBudget are Istio's defaults",
        ]);
    });
});
