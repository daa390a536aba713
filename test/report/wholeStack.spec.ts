import { expect } from "chai";
import { absent } from "../../report/commandLine";
import { compare } from "../../report/compare";
import { readChange } from "../../report/read/change";
import { withEdits } from "./pairs/applyEdits";
import { inStack } from "./pairs/pair";

const today = "2026-11-28";
/** What watches the mesh comes and goes with a stack as well, and would be most of what is said here. */
const unwatched = [inStack("  meshwright:observability: { cluster: test, sampling: 100 }\n", "")];

describe("a report of a whole stack", () => {
    it("says of one that goes who called whom, and nothing of what is gone with it object by object", () => {
        expect(said((stack) => ({ base: stack, head: absent }))).to.deep.equal({
            verdict: "everything is gone: 4 workloads and 69 objects",
            sentences: [
                "access: 5 namespaces (istio-egress, istio-ingress, money, reports and shop) are gone",
                "access: money/payments is gone: reports/nightly and shop/cart called it",
                "access: reports/nightly is gone: it called 1 other",
                "access: shop/cart is gone: shop/front called it and it called 2 others",
                "access: shop/front is gone: anyone outside called it and it called 1 other",
                "revisions: revision 1-31-1 (Istio 1.31.1) is taken away",
                "revisions: tag default is taken away",
                "revisions: tag gateways is taken away",
                "revisions: tag stable is taken away",
            ],
        });
    });

    it("says of one that is new everything that it makes possible", () => {
        expect(said((stack) => ({ base: absent, head: stack }))).to.deep.equal({
            verdict:
                "everything is new, 3 pairs may call more, 1 newly exposed route, 1 new way out, 4 changes of access, 1 change of what is exposed, 2 changes of encryption, 4 revision moves, 2 changes of workloads",
            sentences: [
                "access: 2 namespaces (istio-egress and istio-ingress) are new",
                "access: 3 namespaces (money, reports and shop) are new, at stage enforced",
                "access: reports/nightly (new) may now GET /charges on money/payments:8080 (new)",
                "access: shop/cart (new) may now POST /charges on money/payments:8080 (new)",
                "access: shop/front (new) may now GET /carts/* on shop/cart:8080 (new)",
                "access: shop/front (new) may now POST /carts on shop/cart:8080 (new)",
                "access: RequestAuthentication istio-ingress/istio-ingressgateway is new: pods with istio=ingressgateway of istio-ingress take tokens of users.example.com by the keys at https://users.example.com/keys",
                "access: RequestAuthentication shop/front is new: pods with app=front of shop take tokens of users.example.com by the keys at https://users.example.com/keys",
                "exposure: anyone outside with a token of users.example.com may now GET /pages/* on shop.example.com (shop/front) (new)",
                "exposure: Gateway istio-ingress/istio-ingressgateway is new",
                "egress: shop/cart (new) may now connect to cards.example.com:443",
                "encryption: 2 Certificates are new: istio-ingress/internal-ca and istio-ingress/shop",
                "encryption: 2 Issuers are new: istio-ingress/internal and istio-ingress/self-signed",
                "revisions: revision 1-31-1 (Istio 1.31.1) is installed",
                "revisions: tag default is new, for revision 1-31-1",
                "revisions: tag gateways is new, for revision 1-31-1",
                "revisions: tag stable is new, for revision 1-31-1",
                "workloads: 4 Deployments are new: money/payments, money/payments-v2, shop/cart and shop/front",
                "workloads: CronJob reports/nightly is new",
            ],
        });
    });

    it("says what is wrong with the side that there is, once", () => {
        const change = readChange({ base: absent, head: "nowhere/Pulumi.dev.yaml" }, today);
        expect("refusals" in change ? change.refusals.map(({ path }) => path) : []).to.deep.equal([
            "nowhere/Pulumi.dev.yaml",
        ]);
    });
});

function said(inputOf: (stack: string) => { readonly base: string; readonly head: string }): object {
    return withEdits(unwatched, (stack) => {
        const change = readChange(inputOf(stack), today);
        if ("refusals" in change) {
            throw new Error(JSON.stringify(change.refusals));
        }
        const { verdict, statements } = compare(change.before, change.after);
        return { verdict, sentences: statements.map(({ section, sentence }) => `${section}: ${sentence}`) };
    });
}
