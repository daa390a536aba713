import { expect } from "chai";
import { apiServerSpec, egressConfig } from "../../lab/cluster/apiServer";
import { certManagerSpec } from "../../lab/cluster/certManager";
import { controllerManagerSpec } from "../../lab/cluster/controllerManager";
import { etcdSpec } from "../../lab/cluster/etcd";
import { istiodArgs } from "../../lab/cluster/istiodCommand";
import { kwokSpec } from "../../lab/cluster/kwok";
import { labPaths } from "../../lab/cluster/paths";
import { labMarker } from "../../lab/cluster/processIdentity";
import { type LabTools, type ProcessSpec, requiredTools, toolPath } from "../../lab/cluster/processSpec";
import { schedulerSpec } from "../../lab/cluster/scheduler";

const paths = labPaths("/clone/.lab/dev");
const tools: LabTools = new Map(requiredTools.map((name) => [name, { path: `/tools/${name}` }]));
const specs: readonly ProcessSpec[] = [
    etcdSpec(paths, tools),
    apiServerSpec(paths, tools, 20_001),
    controllerManagerSpec(paths, tools, 20_002),
    schedulerSpec(paths, tools, 20_003),
    kwokSpec(paths, tools),
    certManagerSpec(paths, tools, 20_004),
];

/** Flags of these programs that make them listen; a program that has none of its own listens nowhere. */
const listeners: Readonly<Record<string, Readonly<Record<string, RegExp>>>> = {
    etcd: {
        "--listen-client-urls": /^unix:\/\/[a-z.-]+:1$/,
        "--listen-peer-urls": /^unix:\/\/[a-z.-]+:1$/,
        "--advertise-client-urls": /^unix:/,
        "--initial-advertise-peer-urls": /^unix:/,
    },
    "kube-apiserver": { "--bind-address": /^127\.0\.0\.1$/, "--secure-port": /^20001$/ },
    "kube-controller-manager": { "--bind-address": /^127\.0\.0\.1$/, "--secure-port": /^20002$/ },
    "kube-scheduler": { "--bind-address": /^127\.0\.0\.1$/, "--secure-port": /^20003$/ },
    kwok: {},
    "cert-manager-controller": { "--health-address": /^127\.0\.0\.1:20004$/ },
};

function flagsOf(args: readonly string[]): ReadonlyMap<string, string> {
    return new Map(
        args.map((arg) => {
            const [flag = "", ...value] = arg.split("=");
            return [flag, value.join("=")] as const;
        }),
    );
}

describe("the arguments of the lab's processes", () => {
    for (const spec of specs) {
        it(`makes ${spec.name} listen on loopback or a socket of its own only`, () => {
            const flags = flagsOf(spec.args);
            for (const [flag, expected] of Object.entries(listeners[spec.name] ?? {})) {
                expect(flags.get(flag), flag).to.match(expected);
            }
            expect(spec.args.join(" ")).not.to.match(/0\.0\.0\.0|\[::\]|=:\d/);
        });

        it(`marks ${spec.name} as a process of this lab and hides the user's environment from it`, () => {
            expect(Object.keys(spec.env).sort()).to.deep.equal(["HOME", labMarker, "PATH", "TMPDIR"].sort());
            expect(spec.env[labMarker]).to.equal("/clone/.lab/dev");
            expect(spec.env["TMPDIR"]).to.match(/^\/clone\/\.lab\/dev\//);
        });
    }

    it("gives kwok no address to serve on, because without one it opens no port", () => {
        expect(flagsOf(kwokSpec(paths, tools).args).has("--server-address")).to.equal(false);
    });

    it("hands the API server the tokens as a file, never on its command line", () => {
        const flags = flagsOf(apiServerSpec(paths, tools, 20_001).args);
        expect(flags.get("--token-auth-file")).to.equal("/clone/.lab/dev/credentials/tokens.csv");
    });

    it("sends the API server's calls to Services through the proxy's socket, by a path short in any clone", () => {
        expect(egressConfig()).to.match(/proxyProtocol: HTTPConnect[\s\S]*udsName: connect\.sock\n/);
    });

    it("says which tool is missing and which were given", () => {
        expect(() => toolPath(new Map([["etcd", { path: "/etcd" }]]), "kwok")).to.throw(
            "the lab needs kwok, but was given only: etcd",
        );
    });
});

describe("the arguments of istiod", () => {
    const ports = { http: 1, grpc: 2, secureGrpc: 3, monitoring: 4, https: 5, controlZ: 6 };
    const own = [
        "--kubeconfig=/lab/kubeconfig",
        "--httpAddr=127.0.0.1:1",
        "--grpcAddr=127.0.0.1:2",
        "--secureGRPCAddr=127.0.0.1:3",
        "--monitoringAddr=127.0.0.1:4",
        "--httpsAddr=127.0.0.1:5",
        "--ctrlz_address=127.0.0.1",
        "--ctrlz_port=6",
        "--shutdownDuration=1s",
    ];
    const args = (given?: string[]) =>
        istiodArgs({ name: "discovery", ...(given ? { args: given } : {}) }, "/lab/kubeconfig", ports);

    it("keeps what the Deployment says and replaces every listener with one on loopback", () => {
        const given = [
            "discovery",
            "--monitoringAddr=:15014",
            "--domain",
            "cluster.local",
            "--httpsAddr",
            ":15017",
        ];
        expect(args(given)).to.deep.equal(["discovery", "--domain", "cluster.local", ...own]);
    });

    it("drops a listener without a value without eating the flag behind it", () => {
        expect(args(["discovery", "--ctrlz_port", "--log_as_json"])).to.deep.equal([
            "discovery",
            "--log_as_json",
            ...own,
        ]);
    });

    it("runs discovery when the container leaves its arguments to the image", () => {
        expect(args()).to.deep.equal(["discovery", ...own]);
    });
});
