import { expect } from "chai";
import { callChanges } from "../../../report/calls/callChanges";
import { callStatements } from "../../../report/calls/callStatements";
import { renamedAccounts } from "../../../report/calls/renamedAccounts";
import { readStack } from "../../../report/read/stack";
import type { Side } from "../../../report/side";
import { withEdits } from "../pairs/applyEdits";
import { inCatalog, type TextEdit } from "../pairs/pair";

describe("a workload that runs as another account", () => {
    const base = sideWith([]);
    const moved = sideWith([
        inCatalog("shop", "  cart:\n    deployment:", "  cart:\n    serviceAccount: till\n    deployment:"),
    ]);

    it("hides nothing of the old account where something else still runs as it", () => {
        expect(said(withTwin(base, "cart"), withTwin(moved, "cart"))).to.deep.equal([
            "shop/cart runs as shop/till now, and may call what it might",
            "account shop/cart may no longer POST /charges on money/payments:8080, as far as its policy goes; nothing else held all of it",
        ]);
    });

    it("hides nothing of the new account where something else ran as it already", () => {
        const [renamed, first = ""] = said(withTwin(base, "till"), withTwin(moved, "till"));
        expect(renamed).to.equal("shop/cart runs as shop/till now, and may call what it might");
        expect(first).to.match(/^account shop\/till may now POST \/charges on money\/payments:8080/);
    });

    it("is told of where a policy speaks of the new account beside the old one", () => {
        const both = withPrincipals(moved, [
            "cluster.local/ns/shop/sa/cart",
            "cluster.local/ns/shop/sa/till",
        ]);
        expect(said(base, both)).to.deep.equal([
            "shop/cart runs as shop/till now, and may call what it might",
        ]);
    });

    it("is nothing of an account that no workload has", () => {
        const other = withPrincipals(base, [
            "cluster.local/ns/shop/sa/cart",
            "cluster.local/ns/shop/sa/none",
        ]);
        expect(said(base, other)).to.deep.equal([
            "account shop/none may now POST /charges on money/payments:8080, as far as its policy goes; nothing else lets it through yet",
        ]);
    });
});

/** What a policy of payments lets cart do is done by whoever has these identities. */
function withPrincipals(side: Side, principals: readonly string[]): Side {
    const cart = /"principals":\["cluster\.local\/ns\/shop\/sa\/(cart|till)"\]/;
    return {
        ...side,
        objects: side.objects.map((each) =>
            each.kind === "AuthorizationPolicy" && each.metadata.name === "payments"
                ? JSON.parse(JSON.stringify(each).replace(cart, `"principals":${JSON.stringify(principals)}`))
                : each,
        ),
    };
}

function withTwin(side: Side, serviceAccount: string): Side {
    const twin = { kind: "Deployment", name: "twin", namespace: "shop", labels: { app: "twin" } };
    return { ...side, workloads: [...side.workloads, { ...twin, serviceAccount, injected: true }] };
}

function said(before: Side, after: Side): readonly string[] {
    const { calls, statements } = renamedAccounts(callChanges(before, after), before, after);
    return [...statements, ...callStatements(calls, before, after)].map(({ sentence }) => sentence);
}

function sideWith(edits: readonly TextEdit[]): Side {
    const side = withEdits(edits, (path) => readStack(path, "2026-11-28"));
    if (!side.ok) {
        throw new Error(side.problems.map(({ path, message }) => `${path}: ${message}`).join("\n"));
    }
    return side.value;
}
