import { mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { type AddressInfo, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { type Backends, type Resolution, resolveDestination } from "../../lab/cluster/backends";
import { ConnectProxy } from "../../lab/cluster/connectProxy";
import { parseAuthority } from "../../lab/cluster/connectRequest";

describe("the authority of a CONNECT request", () => {
    const accepted: ReadonlyArray<readonly [string, string, number]> = [
        ["10.96.161.59:443", "10.96.161.59", 443],
        ["[fd00::1]:15017", "fd00::1", 15_017],
        ["istiod.istio-system.svc:443", "istiod.istio-system.svc", 443],
    ];
    for (const [text, host, port] of accepted) {
        it(`reads ${text}`, () => {
            expect(parseAuthority(text)).to.deep.equal({ host, port });
        });
    }

    for (const text of [
        "",
        "10.0.0.1",
        "10.0.0.1:0",
        "10.0.0.1:65536",
        "fd00::1:443",
        "[nonsense]:443",
        ":443",
    ]) {
        it(`refuses "${text}"`, () => {
            expect(parseAuthority(text)).to.equal(undefined);
        });
    }
});

const labels = { app: "istiod", "istio.io/rev": "1-31-0", "pod-template-hash": "a" };
const istiod = {
    name: "istiod-a",
    namespace: "istio-system",
    pods: [{ ip: "10.244.128.1", labels }],
    ready: true,
    ports: new Map([[15_017, 21_017]]),
    portNames: new Map([["https-webhook", 15_017]]),
};

function backends(changes: Partial<Backends> = {}, targetPort: number | string = 15_017): Backends {
    return {
        services: [
            {
                metadata: { name: "istiod-1-31-0", namespace: "istio-system" },
                spec: {
                    clusterIP: "10.96.0.7",
                    selector: { app: "istiod", "istio.io/rev": "1-31-0" },
                    ports: [
                        { port: 443, targetPort },
                        { port: 15_099, targetPort: 15_099 },
                    ],
                },
            },
            { metadata: { name: "kubernetes", namespace: "default" }, spec: { clusterIP: "10.96.0.1" } },
        ],
        pods: [istiod],
        processes: new Map([["default/kubernetes", new Map([[443, 20_001]])]]),
        ...changes,
    };
}

describe("where a destination leads", () => {
    const to = (host: string, port: number, table = backends()) => resolveDestination({ host, port }, table);
    const reason = (resolution: Resolution) => (resolution.found ? "found" : resolution.reason);

    it("is the process behind the pods a Service selects, at the Service's target port", () => {
        expect(to("10.96.0.7", 443)).to.deep.equal({ found: true, port: 21_017, via: "istiod-a" });
    });

    it("follows a target port by its name", () => {
        expect(to("10.96.0.7", 443, backends({}, "https-webhook"))).to.include({ found: true, port: 21_017 });
    });

    it("is the process itself for a pod's own address", () => {
        expect(to("10.244.128.1", 15_017)).to.include({ found: true, port: 21_017 });
    });

    it("is the registered process for a Service without pods of this lab", () => {
        expect(to("10.96.0.1", 443)).to.deep.equal({ found: true, port: 20_001, via: "default/kubernetes" });
    });

    it("is another revision's process only when that revision's Service asks for it", () => {
        const other = {
            ...istiod,
            name: "istiod-b",
            pods: [{ ip: "10.244.128.2", labels: { app: "istiod" } }],
        };
        expect(to("10.96.0.7", 443, backends({ pods: [other, istiod] }))).to.include({ via: "istiod-a" });
    });

    it("is the ready one of two processes during a roll-out", () => {
        const old = { ...istiod, name: "istiod-old", ready: false };
        expect(to("10.96.0.7", 443, backends({ pods: [old, istiod] }))).to.include({ via: "istiod-a" });
    });

    const refusals: ReadonlyArray<readonly [string, Resolution, string]> = [
        [
            "an unknown address",
            to("10.96.9.9", 443),
            "no Service or pod of this lab has the address 10.96.9.9",
        ],
        [
            "a port the Service lacks",
            to("10.96.0.7", 80),
            "Service istio-system/istiod-1-31-0 has no port 80",
        ],
        [
            "a target port the process lacks",
            to("10.96.0.7", 15_099),
            "Service istio-system/istiod-1-31-0 leads to istiod-a, which serves 15017 only",
        ],
        [
            "an istiod that is not ready",
            to("10.96.0.7", 443, backends({ pods: [{ ...istiod, ready: false }] })),
            "Service istio-system/istiod-1-31-0 has no ready endpoint: istiod-a is not ready yet",
        ],
        [
            "a Service of another namespace's pods",
            to("10.96.0.7", 443, backends({ pods: [{ ...istiod, namespace: "elsewhere" }] })),
            "Service istio-system/istiod-1-31-0 selects no pod that is real in this lab: only istiod's are",
        ],
    ];
    for (const [what, resolution, expected] of refusals) {
        it(`refuses ${what} with its reason`, () => {
            expect(reason(resolution)).to.equal(expected);
        });
    }
});

describe("the CONNECT proxy", () => {
    let folder: string;
    let echo: Server;
    let proxy: ConnectProxy;

    beforeEach(async () => {
        folder = mkdtempSync(join(tmpdir(), "meshwright-proxy-"));
        echo = createServer((socket) => socket.pipe(socket));
        await new Promise<void>((resolve) => echo.listen(0, "127.0.0.1", () => resolve()));
        const { port } = echo.address() as AddressInfo;
        proxy = new ConnectProxy(({ host }) =>
            host === "10.96.0.7"
                ? { found: true, port, via: "echo" }
                : { found: false, reason: "nobody there" },
        );
        await proxy.listen(join(folder, "socket"));
    });

    afterEach(async () => {
        await proxy.close();
        await new Promise((resolve) => echo.close(resolve));
        rmSync(folder, { recursive: true });
    });

    function connect(authority: string, send = ""): Promise<{ status: string; received: string }> {
        return new Promise((resolve, reject) => {
            const asked = request({ socketPath: join(folder, "socket"), method: "CONNECT", path: authority });
            asked.once("error", reject);
            asked.once("connect", (response, socket) => {
                const status = `${response.statusCode} ${response.statusMessage}`;
                if (response.statusCode !== 200) {
                    socket.destroy();
                    return resolve({ status, received: "" });
                }
                socket.once("data", (data) => {
                    socket.destroy();
                    resolve({ status, received: data.toString() });
                });
                socket.write(send);
            });
            asked.end();
        });
    }

    it("joins the caller with the process, both ways", async () => {
        const answer = await connect("10.96.0.7:443", "hello");
        expect(answer).to.deep.equal({ status: "200 Connection established", received: "hello" });
    });

    it("puts the reason of a refusal where the API server shows it", async () => {
        expect((await connect("10.96.0.8:443")).status).to.equal("502 nobody there");
        expect((await connect("nonsense")).status).to.equal('502 "nonsense" is not an address and a port');
    });
});
