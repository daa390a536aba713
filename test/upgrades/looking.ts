import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { styleFor } from "../../accessReport/style";
import type { ClusterView } from "../../components/revisions/clusterView";
import type { RevisionsIo } from "../../upgrades/io";
import { runRevisions } from "../../upgrades/run";
import {
    istiodView,
    labelled,
    podView,
    tagServiceView,
    tagWebhookView,
    validatorView,
    viewOf,
} from "../revisions/views";

/** A stack file in the middle of an upgrade. */
export const declaration = (more = "") => `config:
  meshwright:environment: test
  meshwright:revisions: { 1-30-5: { version: 1.30.5 }, 1-31-1: { version: 1.31.1 } }
  meshwright:tags: { default: 1-30-5, stable: 1-30-5, canary: 1-31-1 }
  meshwright:namespaces: { shop: { stage: enforced }, core: { stage: enforced, tag: canary }, old: { stage: off } }
${more}`;

/** In the middle of an upgrade: the canary namespace has followed but for one pod. */
export function halfway(): ClusterView {
    return viewOf({
        kubernetes: "1.34",
        namespaces: [
            labelled("Namespace", "shop", { "istio.io/rev": "stable" }),
            labelled("Namespace", "core", { "istio.io/rev": "canary" }),
        ],
        workloads: [
            istiodView("1-30-5", "1.30.5", { wanted: 2, available: 2 }),
            istiodView("1-31-1", "1.31.1", { wanted: 2, available: 2 }),
        ],
        webhooks: [
            tagWebhookView("default", "1-30-5"),
            tagWebhookView("stable", "1-30-5"),
            tagWebhookView("canary", "1-31-1"),
            validatorView("istiod-1-30-5", { "istio.io/rev": "1-30-5" }),
        ],
        services: [
            tagServiceView("default", "1-30-5"),
            tagServiceView("stable", "1-30-5"),
            tagServiceView("canary", "1-31-1"),
        ],
        pods: [
            podView("shop/web", { revision: "1-30-5", version: "1.30.5" }),
            podView("core/api", { revision: "1-31-1", version: "1.31.1" }),
            podView("core/late", { revision: "1-30-5", version: "1.30.5" }),
        ],
        customResourceDefinitions: [
            labelled("CustomResourceDefinition", "sidecars.networking.istio.io", {
                "app.kubernetes.io/version": "1.31.1",
            }),
        ],
    });
}

/** A stack file of its own for each test, and `npm run revisions` on it with a cluster that is given. */
export function useLook() {
    let folder: string;
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "meshwright-revisions-"));
        writeFileSync(join(folder, "Pulumi.test.yaml"), declaration());
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    async function run(view: ClusterView, args: readonly string[], more: Partial<RevisionsIo> = {}) {
        let [out, err] = ["", ""];
        const nothing = () => Promise.reject(new Error("not asked for"));
        const code = await runRevisions([...args, "--stack", join(folder, "Pulumi.test.yaml")], {
            out: (text) => {
                out += text;
            },
            err: (text) => {
                err += text;
            },
            style: styleFor(false, undefined),
            today: "2026-11-20",
            lab: nothing,
            read: () => Promise.resolve(view),
            connect: nothing,
            now: Date.now,
            pause: nothing,
            signal: new AbortController().signal,
            ...more,
        });
        return { code, err: err.replaceAll(folder, ""), out: out.replaceAll(`${folder}/`, "") };
    }

    /** Replaces the stack file. */
    const declare = (text: string) => writeFileSync(join(folder, "Pulumi.test.yaml"), text);
    const forget = () => rmSync(join(folder, "Pulumi.test.yaml"));
    return { run, declare, forget };
}
