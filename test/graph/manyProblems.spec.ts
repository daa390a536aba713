import { expect } from "chai";
import { readCatalogText } from "../../catalogFiles";
import { emptyPlatform, parseGraph } from "../../components/graph";
import { printed } from "./problems/example";

const text = `
namespace: shop
owner: [team-shop]
workloads:
  web: { deployment: { image: "web:latest", replicas: "2", probe: { path: healthz, port: 15020 } } }
  jobs: { serviceAccount: web, deployment: { kind: CronJob, image: "registry.example.com/jobs:1" } }
services:
  Web:
    workload: wbe
    ports: { http: { port: 0, protocol: htp }, admin: { port: 8081, protocol: http } }
    operations:
      browse: { methods: [get], paths: [items] }
      buy: { methods: [POST], paths: ["/orders/{id}"], ports: [amdin] }
    accepts: [{ from: jobz }]
    traffic: { timeout: 3s, retries: { attempts: 2, perTryTimeout: 2s, on: [sometimes] }, balancer: random }
    outlierDetection: { maxEjectionPercent: 100, interval: 10 }
stores:
  cache: { port: 6379, owner: platform }
calls:
  - { from: web, service: Web, operations: [sell] }
  - { from: web, store: cash }
  - { from: jobs, external: "*.example.com" }
`;

/** Each of the mistakes above, in the order of the report. */
const expected = [
    `catalog/shop.yaml: workloads.web.deployment.image: "web:latest" changes under its name; write the tag of one build, such as ":1.4.2"`,
    `catalog/shop.yaml: workloads.web.deployment.replicas: must be a whole number from 1 to 10000, got "2"`,
    "catalog/shop.yaml: services.Web.ports.http.port: must be a whole number from 1 to 65535, got 0",
    `catalog/shop.yaml: services.Web.ports.http.protocol: must be one of http, http2, grpc, tcp, tls (tls also for https), got "htp" (did you mean "http"?)`,
    `catalog/shop.yaml: services.Web.operations.browse.paths[0]: the path "items" does not start with "/"; write "/" in front`,
    `catalog/shop.yaml: services.Web.operations.buy.paths[0]: the path "/orders/{id}" has a template; write the part before it as a prefix ending in "/*"`,
    `catalog/shop.yaml: services.Web.traffic.balancer: unknown key "balancer"; allowed: timeout, retries, loadBalancer, locality, versions`,
    "catalog/shop.yaml: services.Web.outlierDetection.interval: must be a duration such as 250ms, 30s, 5m or 1h, got the number 10; add the unit, such as 10s",
    "catalog/shop.yaml: services.Web.outlierDetection.maxEjectionPercent: must be a whole number from 1 to 80, got 100; above 80 an outage ejects the capacity that is left",
    `catalog/shop.yaml: stores.cache.reason: missing; write why it is reached without mesh identity, such as "own AUTH"`,
    `catalog/shop.yaml: owner: unknown key "owner" (did you mean "owners"?); allowed: namespace, owners, workloads, services, stores, externals, calls, routes`,
    `catalog/shop.yaml: services.Web: "Web" is not a DNS-1123 name; use lower-case letters, digits and "-", starting and ending with a letter or digit`,
    `catalog/shop.yaml: workloads.web.serviceAccount: the service account "web" already belongs to the workload "jobs"; give each its own`,
    `catalog/shop.yaml: workloads.jobs.deployment.schedule: missing; a CronJob needs one, such as "0 3 * * *"`,
    "catalog/shop.yaml: workloads.web.deployment.probe.port: 15020 is among the ports the sidecar itself listens on (15000 to 15090); let the program listen on another",
    `catalog/shop.yaml: workloads.web.deployment.probe.path: the path "healthz" does not start with "/"; write "/" in front`,
    `catalog/shop.yaml: services.Web.workload: unknown workload "wbe"; known: jobs, web`,
    `catalog/shop.yaml: services.Web.operations.browse.methods[0]: "get" is not an HTTP method; write "GET", methods are compared letter by letter`,
    `catalog/shop.yaml: services.Web.operations.buy.ports[0]: unknown port "amdin"; known: admin, http`,
    "catalog/shop.yaml: services.Web.traffic.retries: 3 tries of 2s do not fit in the timeout of 3s; lower attempts or perTryTimeout, or raise the timeout to 6s",
    `catalog/shop.yaml: services.Web.traffic.retries.on[0]: "sometimes" is not a retry condition; allowed: 5xx, cancelled, connect-failure, deadline-exceeded, envoy-ratelimited, gateway-error, http3-post-connect-failure, internal, refused-stream, reset, reset-before-request, resource-exhausted, retriable-4xx, retriable-headers, unavailable`,
    `catalog/shop.yaml: calls[1].store: unknown store "cash"; known: cache`,
    `catalog/shop.yaml: calls[2].external: "*.example.com" is a pattern; name each host exactly`,
    `catalog/shop.yaml: services.Web.accepts[0].from: unknown workload "jobz" (did you mean "jobs"?); known: jobs, web`,
    `catalog/shop.yaml: calls[0].operations[0]: unknown operation "sell"; known: browse, buy`,
    `catalog/shop.yaml: calls[0].service: "shop/Web" does not accept "shop/web"; add { from: shop/web } at catalog/shop.yaml: services.Web.accepts, or remove the call`,
    `meshwright:namespaces.shop: this stack does not say where the namespace "shop" stands (catalog/shop.yaml); write { stage: off }, or a further stage`,
];

describe("a file with twenty mistakes and more", () => {
    it("is answered with every one of them at once", () => {
        const { files, problems } = readCatalogText("catalog/shop.yaml", text);
        expect(problems).to.deep.equal([]);
        const rollout = { namespaces: new Map(), stores: new Map(), platform: emptyPlatform };
        const graph = parseGraph(files, rollout, { clusterDomain: "cluster.local" });
        expect(graph.ok ? [] : graph.problems.map(printed)).to.deep.equal(expected);
    });
});
