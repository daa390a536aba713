import { join, resolve } from "node:path";

/** Where everything of one lab lies. The home is a folder only its owner can enter. */
export interface LabPaths {
    readonly home: string;
    readonly kubeconfig: string;
    readonly state: string;
    /** Lies beside the home, so that removing the home does not remove the lock under the feet of its holder. */
    readonly lock: string;
    readonly logs: string;
    readonly certs: string;
    readonly credentials: string;
    readonly etcd: string;
    /** Working folder of etcd and the API server: Unix sockets are named relative to it. */
    readonly run: string;
    readonly temporary: string;
    readonly istiod: string;
}

/** Socket names are relative, because the kernel allows 107 bytes for a socket path and a clone may lie deep. */
export const sockets = {
    /** etcd insists on `host:port` in its URLs; for `unix://name:1` the file is called `name:1`. */
    etcdClient: "etcd.sock:1",
    etcdPeer: "etcd-peer.sock:1",
    connectProxy: "connect.sock",
} as const;

export function labPaths(home: string): LabPaths {
    const root = resolve(home);
    return {
        home: root,
        kubeconfig: join(root, "kubeconfig"),
        state: join(root, "state.json"),
        lock: `${root}.lock`,
        logs: join(root, "logs"),
        certs: join(root, "certs"),
        credentials: join(root, "credentials"),
        etcd: join(root, "etcd"),
        run: join(root, "run"),
        temporary: join(root, "run", "tmp"),
        istiod: join(root, "istiod"),
    };
}

export function logFile(paths: LabPaths, process: string): string {
    return join(paths.logs, `${process}.log`);
}
