import type { Catalogue, DeclaredNamespace } from "../catalogue";
import { badHost, badName, badPortName, badServiceName } from "../formats";
import type { Report } from "../report";
import type { Trouble } from "../shape/leaves";
import type { Steps } from "../shape/location";

/** Istio's and Kubernetes' own label keys; a workload selected by one of them would be selected by what others set. */
const foreignLabel = /^(?!app\.kubernetes\.io\/)([^/]*\.)?(istio\.io|kubernetes\.io|k8s\.io)\//;
const labelKey = /^([a-z0-9]([a-z0-9.-]*[a-z0-9])?\/)?[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/;
const variable = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** By the end of the name: `DB_PASSWORD` holds a credential, `PASSWORD_FILE` and `TOKEN_URL` say where one is (GOV-18). */
const credential =
    /(password|passwd|passphrase|secret|token|api_?key|private_?key|access_?key|credentials?)$/i;

/** Everything that becomes a name of a Kubernetes or Istio object, a principal or a host is DNS-1123. */
export function checkNames({ namespaces }: Catalogue, report: Report): void {
    for (const namespace of namespaces.values()) {
        const check = (trouble: Trouble, ...steps: Steps) => {
            if (trouble !== undefined) {
                report.error(trouble.code, namespace.at(...steps), trouble.message);
            }
        };
        check(badName(namespace.name), "namespace");
        for (const section of ["workloads", "stores"] as const) {
            for (const name of namespace.names(section)) {
                check(badName(name), section, name);
            }
        }
        for (const host of namespace.names("externals")) {
            check(badHost(host), "externals", host);
        }
        checkWorkloads(namespace, check);
        checkServices(namespace, check);
    }
}

type Check = (trouble: Trouble, ...steps: Steps) => void;

function checkWorkloads(namespace: DeclaredNamespace, check: Check): void {
    for (const [name, workload] of Object.entries(namespace.content.workloads ?? {})) {
        const selector = workload.selector ?? {};
        if (workload.selector !== undefined && Object.keys(selector).length === 0) {
            const message = `is empty and would select every pod of the namespace; write { app: ${name} }`;
            check({ code: "empty", message }, "workloads", name, "selector");
        }
        for (const key of Object.keys(selector)) {
            check(badLabelKey(key), "workloads", name, "selector", key);
        }
        for (const key of Object.keys(workload.deployment?.env ?? {})) {
            check(badVariable(key), "workloads", name, "deployment", "env", key);
        }
    }
}

function checkServices(namespace: DeclaredNamespace, check: Check): void {
    for (const name of namespace.names("services")) {
        check(badServiceName(name), "services", name);
        for (const port of namespace.namesIn(name, "ports")) {
            check(badPortName(port), "services", name, "ports", port);
        }
        for (const operation of namespace.namesIn(name, "operations")) {
            check(badName(operation), "services", name, "operations", operation);
        }
        for (const subset of Object.keys(namespace.content.services?.[name]?.subsets ?? {})) {
            check(badName(subset), "services", name, "subsets", subset);
        }
    }
}

function badVariable(key: string): Trouble {
    if (!variable.test(key)) {
        const message = `"${key}" is not a variable name; use letters, digits and "_", not starting with a digit`;
        return { code: "bad-variable", message };
    }
    return credential.test(key)
        ? {
              code: "plain-credential",
              message: `"${key}" is named like a credential, and a value here stands in git and in the stack's state; deploy this workload by your own means with a Secret, and leave "deployment" out`,
          }
        : undefined;
}

function badLabelKey(key: string): Trouble {
    if (!labelKey.test(key)) {
        return {
            code: "bad-label",
            message: `"${key}" is not a label key; use letters, digits, "-", "_" and "."`,
        };
    }
    return foreignLabel.test(key)
        ? {
              code: "bad-label",
              message: `the label "${key}" belongs to Kubernetes or Istio; select by a label of your own, such as "app"`,
          }
        : undefined;
}
