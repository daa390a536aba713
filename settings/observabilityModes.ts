import type { RawObservability } from "./observabilitySchema";
import type { Say } from "./say";

const endpoint = ["host", "port", "tls"];
const disk = ["size", "storageClass"];

/** Which words speak of a part that this program installs, and which of one that exists. */
const words = {
    collector: {
        install: [
            "resources",
            "replicas",
            "memoryLimiter",
            "tailSampling",
            "serviceGraph",
            "buckets",
            "legacyReceivers",
        ],
        existing: [...endpoint, "namespace"],
    },
    jaeger: {
        install: ["resources", "replicas", "retention", "storage", "kafka"],
        existing: [...endpoint, "query"],
    },
    prometheus: {
        install: ["resources", ...disk, "retention", "scrapeInterval", "remoteWrite"],
        existing: [...endpoint, "namespace", "operatorLabels"],
    },
    alertmanager: { install: ["resources", ...disk, "receivers", "routes"], existing: endpoint },
    grafana: {
        install: ["resources", ...disk, "adminUser"],
        existing: [...endpoint, "namespace", "dashboardLabels"],
    },
    loki: { install: ["resources", ...disk, "retention"], existing: endpoint },
    kiali: { install: ["resources"], existing: endpoint },
} as const satisfies Partial<Record<keyof RawObservability, Words>>;

interface Words {
    readonly install: readonly string[];
    readonly existing: readonly string[];
}

/** What is written fits the mode, and an existing part can be found. */
export function checkModes(raw: RawObservability, error: Say): void {
    for (const part of Object.keys(words) as (keyof typeof words)[]) {
        const content: Readonly<Record<string, unknown>> = raw[part] ?? {};
        const mode = raw[part]?.mode ?? "install";
        for (const word of Object.keys(content).filter((each) => each !== "mode")) {
            const message = misplaced(word, mode, words[part]);
            if (message !== undefined) {
                error("other-mode", message, part, word);
            }
        }
        if (mode === "existing") {
            checkEndpoint(part, content, error);
        }
    }
}

function misplaced(
    word: string,
    mode: "install" | "existing" | "off",
    { install }: Words,
): string | undefined {
    const speaksOf = install.includes(word) ? "install" : "existing";
    if (mode === speaksOf) {
        return undefined;
    }
    if (mode === "off") {
        return "nothing is made of it while the mode is off; remove it, or the mode";
    }
    return mode === "existing"
        ? `this program does not run an existing one, so it cannot set "${word}"; remove it, or write mode: install`
        : `"${word}" is of one that exists already; write mode: existing, or remove it`;
}

function checkEndpoint(part: string, content: Readonly<Record<string, unknown>>, error: Say): void {
    for (const [word, example] of [
        ["host", `a host such as ${part}.monitoring.svc.cluster.local`],
        ["port", "its port"],
    ] as const) {
        if (content[word] === undefined) {
            error(
                "endpoint-missing",
                `missing; an existing one is found by host and port, so write ${example}`,
                part,
                word,
            );
        }
    }
}
