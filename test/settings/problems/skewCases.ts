import type { Case } from "../../graph/problems/example";

/** A stack with revisions of these versions, named by them; the tags follow the last. */
function versions(...all: readonly string[]): Case["change"] {
    const named = all.map((version) => [version.replaceAll(".", "-"), { version }] as const);
    const last = named.at(-1)?.[0];
    return {
        "stack/revisions": Object.fromEntries(named),
        "stack/tags": { default: last, stable: last },
    };
}

const endOfLife = {
    rule: "istio-end-of-life",
    reason: "the move away from it takes until Christmas",
    until: "2026-12-24",
};
const excepted = `(excepted until 2026-12-24: the move away from it takes until Christmas)`;

export const skewCases: readonly Case[] = [
    {
        title: "nothing about two revisions a minor apart",
        change: versions("1.30.5", "1.31.1"),
        codes: [],
        says: [],
    },
    {
        title: "a third revision",
        change: versions("1.30.5", "1.30.6", "1.31.1"),
        codes: ["revision-count"],
        says: [
            "meshwright:revisions: 3 revisions are live (1-30-5, 1-30-6, 1-31-1), and 2 are enough: the one proxies run and the one they move to (INS-26); retire one first",
        ],
    },
    {
        title: "a third revision that has a reason",
        change: {
            ...versions("1.30.5", "1.30.6", "1.31.1"),
            "stack/exceptions": [
                { rule: "revision-count", reason: "two clusters are merged", until: "2026-12-24" },
            ],
        },
        codes: ["revision-count-excepted"],
        says: [
            "meshwright:revisions: warning: 3 revisions are live (1-30-5, 1-30-6, 1-31-1), and 2 are enough: the one proxies run and the one they move to (INS-26); retire one first (excepted until 2026-12-24: two clusters are merged)",
        ],
    },
    {
        title: "nothing but the end of life about two minors in one step",
        change: { ...versions("1.29.9", "1.31.1"), "stack/exceptions": [endOfLife] },
        codes: ["istio-end-of-life-excepted"],
        says: [
            `meshwright:revisions.1-29-9.version: warning: Istio 1.29 gets no fixes since 2026-10-15; move to 1.31.1 ${excepted}`,
        ],
    },
    {
        title: "two minors in one step beside istio-cni",
        change: {
            ...versions("1.29.9", "1.31.1"),
            "stack/exceptions": [endOfLife],
            "stack/cni": { version: "1.30.5" },
        },
        codes: ["istio-end-of-life-excepted", "revision-skew"],
        says: [
            `meshwright:revisions.1-29-9.version: warning: Istio 1.29 gets no fixes since 2026-10-15; move to 1.31.1 ${excepted}`,
            "meshwright:revisions.1-31-1.version: 1-31-1 is 2 minors ahead of 1-29-9, and with istio-cni, which has no canary, live revisions may be one minor apart; move by way of a minor between them",
        ],
    },
    {
        title: "the same with an exception",
        change: {
            ...versions("1.29.9", "1.31.1"),
            "stack/exceptions": [
                endOfLife,
                { rule: "revision-skew", reason: "the step was tried in staging", until: "2026-12-24" },
            ],
            "stack/cni": { version: "1.30.5" },
        },
        codes: ["istio-end-of-life-excepted", "revision-skew-excepted"],
        says: [
            `meshwright:revisions.1-29-9.version: warning: Istio 1.29 gets no fixes since 2026-10-15; move to 1.31.1 ${excepted}`,
            "meshwright:revisions.1-31-1.version: warning: 1-31-1 is 2 minors ahead of 1-29-9, and with istio-cni, which has no canary, live revisions may be one minor apart; move by way of a minor between them (excepted until 2026-12-24: the step was tried in staging)",
        ],
    },
    {
        title: "three minors in one step",
        change: versions("1.28.3", "1.31.1"),
        codes: ["istio-unknown-minor", "revision-skew"],
        says: [
            "meshwright:revisions.1-28-3.version: Istio 1.28.3 is not supported here; supported: 1.29 (from 1.29.9), 1.30 (from 1.30.5), 1.31 (from 1.31.1)",
            "meshwright:revisions.1-31-1.version: 1-31-1 is 3 minors ahead of 1-28-3, and live revisions may be two minors apart; move by way of a minor between them",
        ],
    },
    {
        title: "a Kubernetes that Istio is not tested with",
        change: { "stack/cluster": { kubernetes: "1.31" } },
        codes: ["istio-kubernetes"],
        says: [
            "meshwright:revisions.1-31-1.version: Istio 1.31 runs on Kubernetes 1.32 to 1.36, and this cluster has 1.31; choose another Istio or move the cluster first",
        ],
    },
    {
        title: "a Kubernetes that is too new, with an exception",
        change: {
            "stack/cluster": { kubernetes: "1.37" },
            "stack/exceptions": [
                { rule: "istio-kubernetes", reason: "the cloud upgraded it", until: "2026-12-24" },
            ],
        },
        codes: ["istio-kubernetes-excepted"],
        says: [
            "meshwright:revisions.1-31-1.version: warning: Istio 1.31 runs on Kubernetes 1.32 to 1.36, and this cluster has 1.37; choose another Istio or move the cluster first (excepted until 2026-12-24: the cloud upgraded it)",
        ],
    },
    {
        title: "nothing about a Kubernetes that Istio is tested with",
        change: { "stack/cluster": { kubernetes: "1.36" } },
        codes: [],
        says: [],
    },
    {
        title: "a patch of Kubernetes",
        change: { "stack/cluster": { kubernetes: "v1.34.2" } },
        codes: ["bad-kubernetes"],
        says: [
            `meshwright:cluster.kubernetes: "v1.34.2" is no minor of Kubernetes; write major.minor in quotes, such as "1.34"`,
        ],
    },
    {
        title: "a Kubernetes without quotes",
        change: { "stack/cluster": { kubernetes: 1.3 } },
        codes: ["wrong-type"],
        says: [
            `meshwright:cluster.kubernetes: must be a minor of Kubernetes such as "1.34", got the number 1.3; put it in quotes if it is meant as text`,
        ],
    },
];
