import { selfSigner } from "../components/graph/certificateNames";
import { badName } from "../components/graph/formats";
import { inStack, shown } from "../components/graph/shape";
import { type Problem, problem } from "../components/problems";
import type { RawIssuer } from "./issuerSchema";
import type { StackContent } from "./stackSchema";

type Key = Exclude<keyof RawIssuer, "kind">;

const keysOf: Readonly<
    Record<RawIssuer["kind"], { readonly needs: readonly Key[]; readonly may: readonly Key[] }>
> = {
    selfSigned: { needs: [], may: [] },
    ca: { needs: ["secret"], may: [] },
    vault: { needs: ["server", "path", "role"], may: ["mount", "serviceAccount", "caSecret"] },
    acme: { needs: ["server", "email"], may: [] },
};

/** Each issuer has exactly what its kind needs, and somebody who asks it. */
export function checkIssuers({
    issuers,
    publicHosts,
    certManager,
    namespaces,
}: StackContent): readonly Problem[] {
    const problems: Problem[] = [];
    const error = (code: string, steps: readonly string[], message: string) =>
        problems.push(problem(code, inStack(steps), message));
    const used = new Set(Object.values(publicHosts ?? {}).map(({ certificate }) => certificate?.issuer));
    // A misspelt name may have meant any of them.
    const whole = [...used].every((name) => name === undefined || issuers?.[name] !== undefined);
    for (const [name, raw] of Object.entries(issuers ?? {})) {
        const path = ["issuers", name];
        const trouble = badName(name, 50);
        if (trouble !== undefined) {
            error(trouble.code, path, trouble.message);
        } else if (name === selfSigner) {
            error(
                "reserved-name",
                path,
                `"${name}" is what signs the roots of the others; choose another name`,
            );
        }
        for (const each of checkKeys(name, raw)) {
            problems.push(each);
        }
        if (!used.has(name) && whole) {
            const message = "no public host asks it for a certificate; remove it until one does";
            problems.push({ ...problem("issuer-unused", inStack(path), message), severity: "warning" });
        }
    }
    const { install = true, namespace = "cert-manager", serviceAccount } = certManager ?? {};
    if (install && namespaces?.[namespace] !== undefined) {
        const message = `the namespace "${namespace}" is already that of meshwright:namespaces.${namespace}; write one of its own`;
        error("namespace-taken", ["certManager", "namespace"], message);
    }
    const account = serviceAccount === undefined ? undefined : badName(serviceAccount);
    if (account !== undefined) {
        error(account.code, ["certManager", "serviceAccount"], account.message);
    }
    return problems;
}

function checkKeys(name: string, raw: RawIssuer): readonly Problem[] {
    const problems: Problem[] = [];
    const error = (code: string, key: Key, message: string) =>
        problems.push(problem(code, inStack(["issuers", name, key]), message));
    const { needs, may } = keysOf[raw.kind];
    for (const key of needs) {
        if (raw[key] === undefined) {
            error("missing-key", key, `missing; an issuer of kind ${raw.kind} needs ${needs.join(", ")}`);
        }
    }
    for (const [key, value] of Object.entries(raw) as [Key | "kind", string][]) {
        if (key === "kind") {
            continue;
        }
        if (![...needs, ...may].includes(key)) {
            const allowed = [...needs, ...may].join(", ") || "nothing more";
            error("issuer-key-elsewhere", key, `an issuer of kind ${raw.kind} has ${allowed}; remove it`);
            continue;
        }
        const trouble = formats[key](value);
        if (trouble !== undefined) {
            error(trouble.code, key, trouble.message);
        }
    }
    return problems;
}

const formats: Readonly<Record<Key, (value: string) => ReturnType<typeof badName>>> = {
    secret: badName,
    caSecret: badName,
    serviceAccount: badName,
    server: (value) =>
        matching(value, /^https:\/\/[a-z0-9][a-z0-9.:-]*(\/[\w./-]*)?$/, "https://vault.example.com"),
    path: (value) => matching(value, /^[\w-]+(\/[\w.-]+)+$/, "pki/sign/mesh"),
    mount: (value) => matching(value, /^\/v1(\/[\w.-]+)+$/, "/v1/auth/kubernetes"),
    role: (value) => matching(value, /^[\w.-]+$/, "mesh"),
    email: (value) => matching(value, /^[^\s@]+@[^\s@]+$/, "platform@example.com"),
};

function matching(value: string, pattern: RegExp, example: string): ReturnType<typeof badName> {
    return pattern.test(value)
        ? undefined
        : { code: "bad-issuer", message: `${shown(value)} does not fit; write it as in "${example}"` };
}
