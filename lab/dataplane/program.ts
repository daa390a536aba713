import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, openSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { V1Pod } from "@kubernetes/client-node";
import type { ApiClient } from "./apiClient";
import { inNetwork } from "./network";
import { applicationUser } from "./users";

/** How soon a program that ended is started again, as a kubelet would. */
const backOff = 300;

/** Programs the lab has itself, by the image a pod asks for without its tag. */
export type Programs = ReadonlyMap<string, string>;

/** The program a pod's first container of its own asks for, when the lab has it. */
export function programOf(pod: V1Pod, programs: Programs): string | undefined {
    const image = ownContainer(pod)?.image ?? "";
    return programs.get(image.replace(/:[^:/]*$/, ""));
}

/**
 * A pod's application that is the real program: with the container's own arguments and environment, and the files of
 * its ConfigMap. They lie in the pod's folder, for there are no containers here, so that variables which name a folder
 * above them are moved there too. It runs until it is told to end.
 */
export class Program {
    #child: ChildProcess | undefined;
    #ended = false;

    constructor(
        readonly pod: V1Pod,
        readonly path: string,
        readonly parts: { readonly network: string; readonly folder: string; readonly api: ApiClient },
    ) {}

    async start(): Promise<void> {
        const mounts = await this.#writeFiles();
        const { args = [], env = [] } = ownContainer(this.pod) ?? {};
        const moved = (value: string) =>
            value.startsWith("/") && mounts.some((mount) => `${mount}/`.startsWith(`${value}/`))
                ? join(this.parts.folder, value)
                : value;
        const environment = Object.fromEntries(env.map(({ name, value = "" }) => [name, moved(value)]));
        this.#launch(args, { ...environment, PATH: process.env["PATH"] ?? "" });
    }

    get pid(): number | undefined {
        return this.#child?.pid;
    }

    end(): void {
        this.#ended = true;
        this.#child?.kill("SIGKILL");
    }

    #launch(args: readonly string[], environment: Readonly<Record<string, string>>): void {
        const { network, folder } = this.parts;
        const [command = "", ...rest] = inNetwork(network, applicationUser, [this.path, ...args]);
        const log = openSync(join(folder, "application.log"), "a");
        this.#child = spawn(command, rest, { cwd: "/", env: environment, stdio: ["ignore", log, log] });
        this.#child.once("exit", () => {
            if (!this.#ended) {
                setTimeout(() => this.#ended || this.#launch(args, environment), backOff);
            }
        });
    }

    /** Folders that ConfigMaps are mounted at, once their files are there. */
    async #writeFiles(): Promise<readonly string[]> {
        const mounts: string[] = [];
        for (const { name, mountPath } of ownContainer(this.pod)?.volumeMounts ?? []) {
            const configMap = this.pod.spec?.volumes?.find((each) => each.name === name)?.configMap?.name;
            if (configMap === undefined) {
                continue;
            }
            const path = `/api/v1/namespaces/${this.pod.metadata?.namespace}/configmaps/${configMap}`;
            const { data } = await this.parts.api.get<{ data?: Readonly<Record<string, string>> }>(path);
            for (const [file, text] of Object.entries(data ?? {})) {
                const place = join(this.parts.folder, mountPath, file);
                mkdirSync(dirname(place), { recursive: true });
                writeFileSync(place, text);
            }
            mounts.push(mountPath);
        }
        return mounts;
    }
}

function ownContainer(pod: V1Pod) {
    return pod.spec?.containers.find(({ name }) => name !== "istio-proxy");
}
