import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import type { Observability } from "../../../components/graph/observability";
import type { ObservabilityContext } from "../../../components/observability";
import {
    dashboardFolders,
    folderConfigMaps,
    meshUids,
    serviceUid,
} from "../../../components/observability/dashboards";
import { dataSourcesFile } from "../../../components/observability/grafana/dataSources";
import { namespaceOf, serviceOf, workloadOf } from "../../support/graphs";
import { contextOf, observabilityOf } from "../support/contexts";
import { busyMesh, type DashboardJson, dashboardsOf, read } from "../support/dashboards";

const all = dashboardsOf(busyMesh()).map(read);

function titled(title: string): DashboardJson {
    const found = all.find((each) => each.title === title);
    if (found === undefined) {
        throw new Error(`no dashboard is called "${title}"`);
    }
    return found;
}

function rowsOf({ panels }: DashboardJson): readonly string[] {
    return panels.filter(({ type }) => type === "row").map(({ title = "" }) => title);
}

function namesOf({ panels }: DashboardJson): readonly string[] {
    return panels.filter(({ type }) => type !== "row").map(({ title = "" }) => title);
}

describe("the dashboards of a mesh", () => {
    it("are four of the mesh and one for each service in it, by folders of its namespaces", () => {
        const folders = dashboardFolders(busyMesh()).map(({ title, dashboards }) => [
            title,
            dashboards.map((each) => each.title),
        ]);
        expect(folders).to.deep.equal([
            [
                "Mesh",
                [
                    "Service Mesh Overview",
                    "Istio Control Plane",
                    "Data Plane Performance",
                    "Security Monitoring",
                ],
            ],
            ["shop", ["shop/cart", "shop/front"]],
            ["stock", ["stock/counts", "stock/feed"]],
        ]);
    });

    it("begin with the question whether it is us or them", () => {
        const overview = titled("Service Mesh Overview");
        expect(rowsOf(overview)).to.deep.equal([
            "Us or them",
            "Health of services",
            "Traffic",
            "Service graph",
        ]);
        expect(namesOf(overview).slice(0, 3)).to.deep.equal(["What users see", "Ours", "Theirs"]);
    });

    it("show of istiod what Pilot, Citadel and Galley were", () => {
        expect(rowsOf(titled("Istio Control Plane")).map((row) => row.split(":")[0])).to.deep.equal([
            "Now",
            "Pilot",
            "Citadel",
            "Galley",
            "istiod itself",
        ]);
    });

    it("show the data plane's proxies, breakers and pools", () => {
        expect(rowsOf(titled("Data Plane Performance"))).to.deep.equal([
            "Now",
            "Circuit breakers",
            "Pools of connections",
            "Tries and failures",
            "Proxies themselves",
        ]);
    });

    it("show who has no identity, who was refused, what nobody declared, and the log of it", () => {
        const security = titled("Security Monitoring");
        expect(rowsOf(security)).to.deep.equal([
            "Now",
            "Mutual TLS",
            "Authorization policies",
            "What nobody declared",
            "Certificates",
            "Security events",
        ]);
        expect(security.panels.filter(({ type }) => type === "logs")).to.have.length(1);
    });

    it("show of a service its promise, its callers, what it calls, each version, its pools, log and traces", () => {
        expect(rowsOf(titled("shop/cart"))).to.deep.equal([
            "Now",
            "Promise",
            "Callers",
            "What it calls",
            "Versions",
            "Callers' pools",
            "Log",
            "Traces",
        ]);
        expect(rowsOf(titled("shop/front"))).to.include("What it calls");
        expect(rowsOf(titled("stock/counts"))).to.not.include("What it calls");
        expect(rowsOf(titled("stock/feed"))).to.deep.equal([
            "Now",
            "Callers",
            "Callers' pools",
            "Log",
            "Traces",
        ]);
    });

    it("give the success of each version, the signal of a canary", () => {
        const answered = titled("shop/cart").panels.filter(({ title }) => title === "Answered");
        expect(
            answered.map(({ targets }) => targets?.[0]?.expr?.includes("sum by (destination_version)")),
        ).to.deep.equal([false, true]);
    });

    it("say of a service what is declared: owners, promise, callers, routes and what it calls", () => {
        const words = (title: string) =>
            titled(title).panels.find(({ type }) => type === "text")?.options?.content;
        expect(words("shop/cart")).to.equal(
            [
                "**Owners** team-shop, team-web",
                "**Promise** 99.95 % answered, 99 % within 250 ms",
                "**Callers** shop/front",
                "**Calls** old/thing, [stock/counts](/d/svc-stock-counts), [stock/feed](/d/svc-stock-feed), redis, pay.example.com",
                "[What to do when it burns](https://docs.example.com/runbooks/budgets.md)",
            ].join("\n\n"),
        );
        expect(words("shop/front"))
            .to.contain("**Callers** api/shop/*\n")
            .and.to.contain("none; shown against 99.9 %");
    });

    it("judge a service by its own promise", () => {
        const steps = JSON.stringify(titled("stock/counts").panels.find(({ title }) => title === "Answered"));
        expect(steps).to.contain('{"color":"orange","value":0.9},{"color":"green","value":0.99}');
        expect(JSON.stringify(titled("shop/cart")))
            .to.contain("what 99.95 % allows")
            .and.to.contain(") / 0.0005");
    });
});

describe("every dashboard", () => {
    it("has a uid that Grafana takes and no other dashboard has, and none of its own database's", () => {
        const uids = all.map(({ uid }) => uid);
        expect(new Set(uids).size).to.equal(uids.length);
        for (const { uid, id } of all) {
            expect(uid).to.match(/^[a-zA-Z0-9-]{1,40}$/);
            expect(id).to.equal(undefined);
        }
    });

    it("comes out the same, whatever order the graph was in", () => {
        const context = busyMesh();
        const reversed: ObservabilityContext = {
            ...context,
            graph: {
                ...context.graph,
                workloads: new Map([...context.graph.workloads].reverse()),
                stores: new Map([...context.graph.stores].reverse()),
            },
        };
        expect(dashboardsOf(reversed)).to.deep.equal(dashboardsOf(context));
    });

    it("explains each of its panels and gives each number a unit", () => {
        for (const { panels, title: dashboard } of all) {
            for (const { type, title, description, fieldConfig } of panels) {
                if (type !== "row" && type !== "text") {
                    expect(description ?? "", `${dashboard}: ${title}`).to.have.length.greaterThan(10);
                }
                if (["stat", "timeseries"].includes(type)) {
                    expect(fieldConfig?.defaults?.unit, `${dashboard}: ${title}`).to.be.a("string");
                }
            }
        }
    });

    it("numbers its panels and lays none over another", () => {
        for (const { panels, title: dashboard } of all) {
            const cells = new Set<string>();
            for (const { gridPos, title } of panels) {
                expect(gridPos.x + gridPos.w, title).to.be.at.most(24);
                for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++) {
                    for (let y = gridPos.y; y < gridPos.y + gridPos.h; y++) {
                        expect(cells.has(`${x},${y}`), `${dashboard}: ${title} lies over another`).to.equal(
                            false,
                        );
                        cells.add(`${x},${y}`);
                    }
                }
            }
        }
    });

    it("reads only from variables that it has, and each stands on a data source that is provisioned", () => {
        const provisioned: { datasources: { uid: string; type: string }[] } = parse(
            dataSourcesFile(busyMesh()),
        );
        const kinds = new Map(provisioned.datasources.map(({ uid, type }) => [uid, type]));
        for (const { panels, templating } of all) {
            const sources = templating.list.filter(({ type }) => type === "datasource");
            for (const { query, current } of sources) {
                expect(kinds.get(current?.value ?? "")).to.equal(query);
            }
            const known = new Map(sources.map(({ name, query }) => [`\${${name}}`, query]));
            const named = [...panels, ...templating.list].flatMap(({ datasource }) =>
                datasource === undefined ? [] : [datasource],
            );
            expect(named.length).to.be.greaterThan(5);
            for (const { uid } of named) {
                expect([...known.keys()]).to.include(uid);
            }
            for (const { datasource } of panels) {
                expect(datasource?.type).to.equal(
                    datasource === undefined ? undefined : known.get(datasource.uid),
                );
            }
            // None is left that nothing reads from.
            expect(new Set(named.map(({ uid }) => uid))).to.deep.equal(new Set(known.keys()));
        }
    });

    it("leaves out what it would have nowhere to read from", () => {
        const without = (more: Partial<Observability>) =>
            dashboardsOf({ ...busyMesh(), observability: observabilityOf(more) }).map(read);
        const typesOf = (dashboards: readonly DashboardJson[]) =>
            new Set(dashboards.flatMap(({ panels }) => panels.map(({ datasource }) => datasource?.type)));
        const rows = (dashboards: readonly DashboardJson[], names: readonly string[]) =>
            dashboards.flatMap(rowsOf).filter((row) => names.includes(row));
        expect(typesOf(without({ loki: { mode: "off" } }))).to.not.include("loki");
        expect(rows(without({ loki: { mode: "off" } }), ["Log", "Security events"])).to.deep.equal([]);
        expect(typesOf(without({ jaeger: { mode: "off" } }))).to.not.include("jaeger");
        expect(rows(without({ jaeger: { mode: "off" } }), ["Traces", "Service graph"])).to.deep.equal([]);
        const sending = { mode: "existing", host: "jaeger.example.com", port: 4317, tls: true } as const;
        expect(typesOf(without({ jaeger: sending }))).to.not.include("jaeger");
        const others = {
            mode: "existing",
            host: "g.example.com",
            port: 443,
            tls: true,
            dashboardLabels: {},
        } as const;
        expect(typesOf(without({ jaeger: sending, grafana: others }))).to.include("jaeger");
    });

    it("uses only variables that it has, or that Grafana has", () => {
        for (const { panels, templating, title } of all) {
            const names = new Set(templating.list.map(({ name }) => name));
            const used = [...JSON.stringify(panels).matchAll(/\$\{?(\w+)/g)].map(([, name = ""]) => name);
            expect(
                used.filter((name) => !names.has(name) && !name.startsWith("__")),
                title,
            ).to.deep.equal([]);
            for (const name of names) {
                expect(used, title).to.include(name);
            }
        }
    });

    it("links only to dashboards that exist, by uid or by a tag that one of them has", () => {
        const uids = new Set(all.map(({ uid }) => uid));
        const tags = new Set(all.flatMap((each) => each.tags));
        for (const each of all) {
            const text = JSON.stringify(each);
            for (const [, uid = ""] of text.matchAll(/\/d\/([\w-]+)/g)) {
                expect(uids.has(uid), uid).to.equal(true);
            }
            const linked = [...text.matchAll(/\/dashboards\?tag=([\w-]+)/g)].map(([, tag = ""]) => tag);
            for (const tag of [
                ...linked,
                ...each.links.flatMap((link) => (link.type === "dashboards" ? (link.tags ?? []) : [])),
            ]) {
                expect(tags.has(tag), tag).to.equal(true);
            }
        }
    });

    it("leads to the page of the runbooks that is about what it shows", () => {
        const pages = all.flatMap(({ title, links }) =>
            links
                .filter((link) => link.title === "Runbooks")
                .map(({ url = "" }) => [title, url.split("/runbooks")[1]]),
        );
        expect(pages.slice(0, 5)).to.deep.equal([
            ["Service Mesh Overview", ""],
            ["Istio Control Plane", "/control-plane.md"],
            ["Data Plane Performance", "/pools.md"],
            ["Security Monitoring", "/security.md"],
            ["shop/cart", "/budgets.md"],
        ]);
        expect(pages).to.have.length(all.length);
        for (const [, page] of pages) {
            expect(existsSync(join(__dirname, "../../../docs/runbooks", page ?? "no page"))).to.equal(true);
        }
    });

    it("leads to other user interfaces where browsers reach them", () => {
        const links = (more: Partial<Observability>) =>
            dashboardsOf({ ...busyMesh(), observability: observabilityOf(more) })
                .map(read)
                .map((each) =>
                    each.links
                        .filter(({ type, title }) => type === "link" && title !== "Runbooks")
                        .map(({ url }) => url),
                );
        expect(links({}).flat()).to.deep.equal([]);
        const linked = { jaeger: "https://jaeger.example.com", prometheus: "https://prometheus.example.com" };
        for (const found of links({ links: linked })) {
            expect(found).to.deep.equal([
                "https://jaeger.example.com",
                "https://prometheus.example.com/alerts",
            ]);
        }
    });

    it("names the folder of the runbooks where no browser finds it, and links to nothing", () => {
        const observability = { ...busyMesh().observability, runbooks: "docs/runbooks" };
        for (const each of dashboardsOf({ ...busyMesh(), observability }).map(read)) {
            expect(each.links.filter(({ type }) => type === "link")).to.deep.equal([]);
            expect(JSON.stringify(each)).to.not.contain("](docs");
        }
        const text = JSON.stringify(dashboardsOf({ ...busyMesh(), observability }).map(read));
        expect(text).to.contain("What to do when it burns: `docs/runbooks/budgets.md` of this repository");
    });
});

describe("uids of dashboards", () => {
    it("can be read where they fit, and are told apart where the names read alike or are cut", () => {
        expect(serviceUid("shop/cart")).to.equal("svc-shop-cart");
        const long = "a".repeat(60);
        const uids = [
            serviceUid("a-b/c"),
            serviceUid("a/b-c"),
            serviceUid(`${long}/x`),
            serviceUid(`${long}/y`),
        ];
        expect(new Set(uids).size).to.equal(4);
        for (const uid of [...uids, ...Object.values(meshUids)]) {
            expect(uid).to.match(/^[a-z0-9-]{1,40}$/);
        }
    });
});

describe("ConfigMaps of dashboards", () => {
    const names = Array.from({ length: 500 }, (_, at) => `shop/service-${String(at).padStart(3, "0")}`);
    const large = contextOf({
        namespaces: [namespaceOf("shop"), namespaceOf("a"), namespaceOf("a-2")],
        workloads: [...names, "a/x", "a-2/x"].map((name) => workloadOf(name)),
        services: [...names, "a/x", "a-2/x"].map((name) => serviceOf(name)),
    });
    const objects = dashboardFolders(large).map((folder) => ({
        folder,
        made: folderConfigMaps(folder, "observability"),
    }));

    it("are as many as a namespace of 500 services needs, each with room below what Kubernetes takes", () => {
        const shop = objects.find(({ folder }) => folder.title === "shop");
        expect(shop?.made.length).to.be.greaterThan(5).and.to.be.lessThan(20);
        for (const { made } of objects) {
            for (const object of made) {
                expect(Buffer.byteLength(JSON.stringify(object))).to.be.lessThan(960 * 1024);
            }
        }
        const files = shop?.made.flatMap(({ data }) => Object.keys(data ?? {})) ?? [];
        expect(new Set(files).size).to.equal(500);
    });

    it("have names that no other folder's have", () => {
        const found = objects.flatMap(({ made }) => made.map(({ metadata }) => metadata.name));
        expect(new Set(found).size).to.equal(found.length);
        expect(found.slice(0, 4)).to.deep.equal([
            "mesh-dashboards",
            "dashboards-a",
            "dashboards-a-2",
            "dashboards-shop",
        ]);
        expect(found[4]).to.equal("dashboards-shop.2");
    });
});
