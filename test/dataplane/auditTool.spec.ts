import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { runAudit } from "../../audit/runAudit";
import type { AuditVerdict } from "../../audit/verdict";
import { root } from "../../lab/dataplane/network";
import { lab } from "./support/runningLab";
import { today, writeStackFile } from "./support/testMesh";

const ledger = "http://ledger.audited.svc.cluster.local";

/** `npm run access -- audit` on what the ledger's proxy has written since `skip` lines. */
async function audit(skip: number) {
    const folder = join(root, "audit");
    mkdirSync(folder, { recursive: true });
    let out = "";
    const lines = ownLog().slice(skip);
    const code = await runAudit(["--stack", writeStackFile(folder), "--from-logs", "-", "--json"], {
        out: (text) => {
            out += text;
        },
        err: (text) => {
            out += text;
        },
        today,
        open: async function* () {
            yield `${lines.join("\n")}\n`;
        },
    });
    return { code, out, verdict: (code === 2 ? undefined : JSON.parse(out)) as AuditVerdict | undefined };
}

const ownLog = () =>
    lab()
        .pods("audited/ledger")
        .flatMap((pod) => pod.log().split("\n"));

describe("The audit of what real proxies wrote", () => {
    it("finds a namespace ready when its declared callers, and only they, were seen", async () => {
        const skip = ownLog().length - 1;
        await lab().eventually(async () => {
            expect((await lab().call("shop/web", `${ledger}/entries/ready`)).status).to.equal(200);
        });
        await lab().eventually(async () => {
            const { code, out } = await audit(skip);
            expect(code, out).to.equal(0);
        });
    });

    it("finds it not ready once somebody else was, and names who, what and where", async () => {
        const skip = ownLog().length - 1;
        expect((await lab().call("shop/web", `${ledger}/entries/declared`)).status).to.equal(200);
        expect((await lab().call("guest/stranger", `${ledger}/entries/not-ready`)).status).to.equal(200);
        await lab().eventually(async () => {
            const { code, out, verdict } = await audit(skip);
            expect(code, out).to.equal(1);
            const denied = JSON.stringify(verdict?.workloads.map((each) => each.denied));
            expect(denied).to.include("guest/stranger");
            expect(denied).to.include("/entries/not-ready");
            expect(denied).not.to.include("shop/web");
        });
    });
});
