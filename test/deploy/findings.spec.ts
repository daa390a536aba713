import { expect } from "chai";
import { type AnalysisMessage, findingsOf } from "../../lab/deploy/findings";

function message(code: string, level = "Warning", origin = "Deployment shop/cart"): AnalysisMessage {
    return { code, level, origin, message: "is odd" };
}

describe("the findings of istioctl analyze", () => {
    it("are errors and warnings, as one line each, and no remarks", () => {
        const { origin: _, ...nowhere } = message("IST0139", "Error");
        expect(findingsOf([[message("IST0102", "Info"), message("IST0109"), nowhere]])).to.deep.equal([
            "Warning IST0109 Deployment shop/cart: is odd",
            "Error IST0139 : is odd",
        ]);
    });

    it("are told once, whichever and however many revisions tell them", () => {
        const [first, second] = [message("IST0101", "Error"), message("IST0139", "Error")];
        expect(findingsOf([[first], [first, second]])).to.deep.equal([
            "Error IST0101 Deployment shop/cart: is odd",
            "Error IST0139 Deployment shop/cart: is odd",
        ]);
    });

    it("call a gateway without an injector only when no revision has one for it", () => {
        const [ingress, egress] = [
            message("IST0146", "Warning", "Deployment edge/ingress"),
            message("IST0146", "Warning", "Deployment edge/egress"),
        ];
        expect(findingsOf([[ingress, egress], [egress]])).to.deep.equal([
            "Warning IST0146 Deployment edge/egress: is odd",
        ]);
        expect(findingsOf([[ingress]])).to.deep.equal(["Warning IST0146 Deployment edge/ingress: is odd"]);
    });

    it("are none where nothing was analysed", () => {
        expect(findingsOf([])).to.deep.equal([]);
    });
});
