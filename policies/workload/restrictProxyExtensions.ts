import { any, matches, not, textAt } from "../engine/admission/cel";
import type { Claim } from "../engine/admission/claim";
import type { Field } from "../engine/field";
import { type Finding, type ObjectRule, unproven, violation } from "../engine/rule";

export const restrictProxyExtensions: ObjectRule = {
    scope: "object",
    id: "E-11",
    name: "meshwright-workload-restrict-proxy-extensions",
    displayName: "Restrict code that is loaded into proxies",
    description:
        "A WasmPlugin or TrafficExtension must be fetched over TLS, be named by a digest, and fail closed: it runs inside the " +
        "proxy, before or instead of policy.",
    severity: "high",
    remediationSteps:
        "Use an oci:// or https:// URL, name the module by sha256 or an image digest, and leave failStrategy at FAIL_CLOSE.",
    settings: [],
    kinds: ["extensions.istio.io/WasmPlugin", "extensions.istio.io/TrafficExtension"],

    *check({ kind, root }) {
        const spec = root.at("spec");
        yield* judgeStrategy(spec.at("failStrategy"));
        // Lua stands in the object itself.
        const module = kind === "WasmPlugin" ? spec : spec.at("wasm");
        if (kind !== "WasmPlugin") {
            yield* judgeStrategy(module.at("failStrategy"));
        }
        yield* module.isAbsent ? [] : judgeModule(module);
    },

    admission: [
        { kinds: ["extensions.istio.io/WasmPlugin"], claims: () => moduleClaims("spec") },
        {
            kinds: ["extensions.istio.io/TrafficExtension"],
            claims: () => moduleClaims("spec", "wasm"),
        },
    ],
};

function moduleClaims(...place: readonly string[]): readonly Claim[] {
    const text = (key: string) => textAt("object", ...place, key);
    const at = (key: string) => [...place, key].join(".");
    return [
        {
            at: at("failStrategy"),
            holds: `${text("failStrategy")} != 'FAIL_OPEN'`,
            message: "so requests pass unjudged when the module cannot be fetched or crashes",
            fix: "remove it: FAIL_CLOSE is the default",
        },
        {
            at: at("url"),
            holds: not(matches(text("url"), /^http:/i)),
            message: "so whoever is on the way decides what runs in the proxies",
            fix: "use https:// or oci://",
        },
        {
            at: at("url"),
            holds: any(
                `${text("sha256")} != ''`,
                matches(text("url"), /^$|@sha256:|^file:|^[hH][tT][tT][pP]:/),
            ),
            message: "which names no digest, so what runs in the proxies changes with whatever is there",
            fix: "set sha256, or name the image by its digest",
        },
    ];
}

function* judgeStrategy(strategy: Field): Iterable<Finding> {
    if (strategy.isUnknown) {
        yield unproven(strategy);
    } else if (strategy.text === "FAIL_OPEN") {
        yield violation(
            strategy,
            "so requests pass unjudged when the module cannot be fetched or crashes",
            "remove it: FAIL_CLOSE is the default",
        );
    }
}

function* judgeModule(module: Field): Iterable<Finding> {
    const url = module.at("url");
    const digest = module.at("sha256");
    if (url.isUnknown || digest.isUnknown) {
        yield unproven(url.isUnknown ? url : digest);
        return;
    }
    const text = url.text ?? "";
    if (/^http:/i.test(text)) {
        yield violation(
            url,
            "so whoever is on the way decides what runs in the proxies",
            "use https:// or oci://",
        );
        return;
    }
    // A file is in the proxy's own image.
    const isPinned = (digest.text ?? "") !== "" || text.includes("@sha256:") || /^file:/.test(text);
    if (text !== "" && !isPinned) {
        yield violation(
            url,
            "which names no digest, so what runs in the proxies changes with whatever is there",
            "set sha256, or name the image by its digest",
        );
    }
}
