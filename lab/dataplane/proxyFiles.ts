import { chmodSync, chownSync, copyFileSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { V1Pod } from "@kubernetes/client-node";
import { modeHere, proxyUser } from "./users";

export interface ProxyFiles {
    readonly token: string;
    readonly rootCertificate: string;
    /** The template of Envoy's bootstrap. */
    readonly bootstrap: string;
}

const emptyFolders = [
    "var/run/secrets/workload-spiffe-uds",
    "var/run/secrets/credential-uds",
    "var/run/secrets/workload-spiffe-credentials",
    "var/run/secrets/kubernetes.io/serviceaccount",
    "var/lib/istio/data",
    "etc/istio/proxy",
];

/** What a kubelet would mount for the proxy; the agent's own paths are relative to where it runs. */
export function writeProxyFiles(folder: string, pod: V1Pod, files: ProxyFiles): void {
    for (const each of emptyFolders) {
        mkdirSync(join(folder, each), { recursive: true });
    }
    const write = (path: string, content: string) => {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), content);
    };
    write("var/run/secrets/tokens/istio-token", files.token);
    write("var/run/secrets/istio/root-cert.pem", files.rootCertificate);
    write("etc/istio/pod/labels", downwardApi(pod.metadata?.labels));
    write("etc/istio/pod/annotations", downwardApi(pod.metadata?.annotations));
    write("etc/istio/config/mesh", "{}");
    const template = join(folder, "var/lib/istio/envoy/envoy_bootstrap_tmpl.json");
    mkdirSync(dirname(template), { recursive: true });
    copyFileSync(files.bootstrap, template);
    chmodSync(template, 0o644);
    // Envoy opens its own standard output again for the access log, so the log is the proxy's too.
    write("proxy.log", "");
    if (modeHere() === "root") {
        giveToProxy(folder);
    }
}

function giveToProxy(folder: string): void {
    chownSync(folder, proxyUser, proxyUser);
    for (const each of readdirSync(folder, { recursive: true })) {
        chownSync(join(folder, String(each)), proxyUser, proxyUser);
    }
}

function downwardApi(values: Readonly<Record<string, string>> | undefined): string {
    return Object.entries(values ?? {})
        .map(([key, value]) => `${key}=${JSON.stringify(value)}\n`)
        .join("");
}
