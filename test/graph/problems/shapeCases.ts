import { type Case, gone } from "./example";

export const shapeCases: readonly Case[] = [
    {
        title: "a number where text belongs",
        change: { "shop/services/web/workload": 8 },
        codes: ["wrong-type"],
        says: [
            "catalog/shop.yaml: services.web.workload: must be the name of a workload of this namespace, got the number 8; put it in quotes if it is meant as text",
        ],
    },
    {
        title: "text where a number belongs",
        change: { "shop/services/web/ports/http/port": "80" },
        codes: ["wrong-type"],
        says: [
            `catalog/shop.yaml: services.web.ports.http.port: must be a whole number from 1 to 65535, got "80"`,
        ],
    },
    {
        title: "text where a map belongs",
        change: { "shop/services/web/traffic": "fast" },
        codes: ["wrong-type"],
        says: [`catalog/shop.yaml: services.web.traffic: must be a map such as { timeout: 30s }, got "fast"`],
    },
    {
        title: "nothing where a map belongs",
        change: { "shop/workloads/web": null },
        codes: ["wrong-type"],
        says: [
            "catalog/shop.yaml: workloads.web: must be a workload, {} when every default fits, got nothing",
        ],
    },
    {
        title: "a map where a list belongs",
        change: { "shop/calls": { from: "web" } },
        codes: ["wrong-type"],
        says: ["catalog/shop.yaml: calls: must be a list such as [{ from: cart, store: redis }], got a map"],
    },
    {
        title: "a list where a map belongs",
        change: { "shop/services": ["web"] },
        codes: ["wrong-type"],
        says: ["catalog/shop.yaml: services: must be a map from names to services, got a list"],
    },
    {
        title: "a duration without its quotes and unit",
        change: { "shop/services/web/traffic/timeout": 30 },
        codes: ["wrong-type"],
        says: [
            "catalog/shop.yaml: services.web.traffic.timeout: must be a duration such as 250ms, 30s, 5m or 1h, or none, got the number 30; add the unit, such as 30s",
        ],
    },
    {
        title: "text where true or false belongs",
        change: { "shop/services/web/headless": "yes" },
        codes: ["wrong-type"],
        says: [`catalog/shop.yaml: services.web.headless: must be true or false, got "yes"`],
    },
    {
        title: "a file that is a list",
        change: { shop: ["namespace"] },
        codes: ["wrong-type"],
        says: [
            "catalog/shop.yaml: must be a map with namespace, owners, workloads, services, stores, externals, calls and routes, got a list",
        ],
    },
    {
        title: "a stack without settings",
        change: { stack: undefined },
        codes: ["not-plain-data"],
        says: ["the stack's config: this is not plain data; use maps, lists, text, numbers, true and false"],
    },
    {
        title: "a missing namespace",
        change: { "shop/namespace": gone },
        codes: ["missing-key"],
        says: ["catalog/shop.yaml: namespace: missing; write the name of the namespace this file describes"],
    },
    {
        title: "missing owners",
        change: { "shop/owners": gone },
        codes: ["missing-key"],
        says: ["catalog/shop.yaml: owners: missing; write the teams that answer for it, such as [team-core]"],
    },
    {
        title: "no owner",
        change: { "shop/owners": [] },
        codes: ["empty"],
        says: ["catalog/shop.yaml: owners: is empty; write a list of teams such as [team-core]"],
    },
    {
        title: "a missing protocol",
        change: { "shop/services/web/ports/http/protocol": gone },
        codes: ["missing-key"],
        says: [
            "catalog/shop.yaml: services.web.ports.http.protocol: missing; write one of http, http2, grpc, tcp, tls (tls also for https)",
        ],
    },
    {
        title: "a missing workload of a service",
        change: { "shop/services/web/workload": gone },
        codes: ["missing-key"],
        says: [
            "catalog/shop.yaml: services.web.workload: missing; write the name of a workload of this namespace",
        ],
    },
    {
        title: "a missing port of a store",
        change: { "shop/stores/cache/port": gone },
        codes: ["missing-key"],
        says: ["catalog/shop.yaml: stores.cache.port: missing; write a whole number from 1 to 65535"],
    },
    {
        title: "a missing reason of a store",
        change: { "shop/stores/cache/reason": gone },
        codes: ["missing-key"],
        says: [
            `catalog/shop.yaml: stores.cache.reason: missing; write why it is reached without mesh identity, such as "own AUTH"`,
        ],
    },
    {
        title: "an empty reason of a store",
        change: { "shop/stores/cache/reason": " " },
        codes: ["empty"],
        says: [
            `catalog/shop.yaml: stores.cache.reason: is empty; write why it is reached without mesh identity, such as "own AUTH"`,
        ],
    },
    {
        title: "a missing owner of a store",
        change: { "shop/stores/cache/owner": gone },
        codes: ["missing-key"],
        says: ["catalog/shop.yaml: stores.cache.owner: missing; write the team that runs it"],
    },
    {
        title: "a missing owner of an external host",
        change: { "shop/externals/api.example.com/owner": gone },
        codes: ["missing-key"],
        says: [`catalog/shop.yaml: externals["api.example.com"].owner: missing; write the team that runs it`],
    },
    {
        title: "a missing image",
        change: { "shop/workloads/web/deployment/image": gone },
        codes: ["missing-key"],
        says: [
            "catalog/shop.yaml: workloads.web.deployment.image: missing; write an image with a tag, such as registry.example.com/cart:1.4.2",
        ],
    },
    {
        title: "a missing caller",
        change: { "shop/calls/0/from": gone },
        codes: ["missing-key"],
        says: ["catalog/shop.yaml: calls[0].from: missing; write the name of a workload of this namespace"],
    },
    {
        title: "an unknown key of the file",
        change: { "shop/servics": {} },
        codes: ["unknown-key"],
        says: [
            `catalog/shop.yaml: servics: unknown key "servics" (did you mean "services"?); allowed: namespace, owners, workloads, services, stores, externals, calls, routes`,
        ],
    },
    {
        title: "an unknown key of a workload",
        change: { "shop/workloads/web/labels": {} },
        codes: ["unknown-key"],
        says: [
            `catalog/shop.yaml: workloads.web.labels: unknown key "labels"; allowed: selector, serviceAccount, deployment, spanTags`,
        ],
    },
    {
        title: "an unknown key of a service",
        change: { "shop/services/web/acepts": [] },
        codes: ["unknown-key"],
        says: [
            `catalog/shop.yaml: services.web.acepts: unknown key "acepts" (did you mean "accepts"?); allowed: workload, headless, ports, operations, accepts, profile, subsets, traffic, connectionPool, outlierDetection, rateLimits, retryBudget, slo`,
        ],
    },
    {
        title: "an unknown key of a port",
        change: { "shop/services/web/ports/http/nodePort": 30080 },
        codes: ["unknown-key"],
        says: [
            `catalog/shop.yaml: services.web.ports.http.nodePort: unknown key "nodePort"; allowed: port, targetPort, protocol`,
        ],
    },
    {
        title: "a misspelt required key, said once",
        change: {
            "shop/services/web/ports/http/protocol": gone,
            "shop/services/web/ports/http/protocoll": "http",
        },
        codes: ["unknown-key"],
        says: [
            `catalog/shop.yaml: services.web.ports.http.protocoll: unknown key "protocoll" (did you mean "protocol"?); allowed: port, targetPort, protocol`,
        ],
    },
    {
        title: "an unknown key of an operation",
        change: { "shop/services/web/operations/buy/path": "/orders" },
        codes: ["unknown-key"],
        says: [
            `catalog/shop.yaml: services.web.operations.buy.path: unknown key "path" (did you mean "paths"?); allowed: methods, paths, grpc, ports`,
        ],
    },
    {
        title: "an unknown key of traffic",
        change: { "shop/services/web/traffic/timeoutt": "3s" },
        codes: ["unknown-key"],
        says: [
            `catalog/shop.yaml: services.web.traffic.timeoutt: unknown key "timeoutt" (did you mean "timeout"?); allowed: timeout, retries, loadBalancer, locality, versions`,
        ],
    },
    {
        title: "an unknown key of retries",
        change: { "shop/services/web/traffic/retries/perTryTimout": "3s" },
        codes: ["unknown-key"],
        says: [
            `catalog/shop.yaml: services.web.traffic.retries.perTryTimout: unknown key "perTryTimout" (did you mean "perTryTimeout"?); allowed: attempts, perTryTimeout, on, backoff`,
        ],
    },
    {
        title: "an unknown key of a call",
        change: { "shop/calls/3/prt": 1 },
        codes: ["unknown-key"],
        says: [
            `catalog/shop.yaml: calls[3].prt: unknown key "prt"; allowed: from, service, store, external, operations, timeout`,
        ],
    },
    {
        title: "an unknown key of an accepted caller",
        change: { "bank/services/accounts/accepts/0/operation": ["read"] },
        codes: ["unknown-key"],
        says: [
            `catalog/bank.yaml: services.accounts.accepts[0].operation: unknown key "operation" (did you mean "operations"?); allowed: from, operations`,
        ],
    },
    {
        title: "an unknown key of a store",
        change: { "shop/stores/cache/host": "cache.example.com" },
        codes: ["unknown-key"],
        says: [
            `catalog/shop.yaml: stores.cache.host: unknown key "host"; allowed: port, protocol, owner, reason, loadBalancer, connectionPool`,
        ],
    },
    {
        title: "an unknown key of an external host",
        change: { "shop/externals/api.example.com/ports": [443] },
        codes: ["unknown-key"],
        says: [
            `catalog/shop.yaml: externals["api.example.com"].ports: unknown key "ports" (did you mean "port"?); allowed: port, protocol, owner, timeout, originate`,
        ],
    },
    {
        title: "an unknown key of a connection pool",
        change: { "shop/services/web/connectionPool": { maxConnection: 1 } },
        codes: ["unknown-key"],
        says: [
            `catalog/shop.yaml: services.web.connectionPool.maxConnection: unknown key "maxConnection" (did you mean "maxConnections"?); allowed: maxConnections, maxRequestsPerConnection, http1MaxPendingRequests, maxRequests`,
        ],
    },
    {
        title: "the retired name of an ejection limit",
        change: { "shop/services/web/outlierDetection": { consecutiveErrors: 5 } },
        codes: ["unknown-key"],
        says: [
            `catalog/shop.yaml: services.web.outlierDetection.consecutiveErrors: unknown key "consecutiveErrors" (did you mean "consecutive5xxErrors"?); allowed: consecutive5xxErrors, interval, baseEjectionTime, maxEjectionPercent, minHealthPercent`,
        ],
    },
    {
        title: "a hash without its header",
        change: { "shop/services/web/traffic/loadBalancer": { hash: {} } },
        codes: ["hash-key"],
        says: [
            "catalog/shop.yaml: services.web.traffic.loadBalancer.hash: names nothing to hash; write exactly one of header, cookie, sourceIp: true or query",
        ],
    },
    {
        title: "a word that is no load balancer",
        change: { "shop/services/web/traffic/loadBalancer": "LEAST_CONN" },
        codes: ["wrong-word"],
        says: [
            `catalog/shop.yaml: services.web.traffic.loadBalancer: must be leastRequest, roundRobin or random, or { hash: { header: x-session-id } }, got "LEAST_CONN"`,
        ],
    },
    {
        title: "a word that is no profile",
        change: { "shop/services/web/profile": "medium" },
        codes: ["wrong-word"],
        says: [
            `catalog/shop.yaml: services.web.profile: must be one of strict, moderate, lenient, store, got "medium"`,
        ],
    },
    {
        title: "a word that is no protocol",
        change: { "shop/services/web/ports/http/protocol": "HTTPS" },
        codes: ["wrong-word"],
        says: [
            `catalog/shop.yaml: services.web.ports.http.protocol: must be one of http, http2, grpc, tcp, tls (tls also for https), got "HTTPS"`,
        ],
    },
    {
        title: "a word that is no kind of workload",
        change: { "shop/workloads/web/deployment/kind": "DaemonSet" },
        codes: ["wrong-word"],
        says: [
            `catalog/shop.yaml: workloads.web.deployment.kind: must be one of Deployment, StatefulSet, Job, CronJob, got "DaemonSet"`,
        ],
    },
    {
        title: "a service key nothing derives yet",
        change: { "shop/services/web/jwt": {} },
        codes: ["nothing-derives-yet"],
        says: [`catalog/shop.yaml: services.web.jwt: nothing derives "jwt" yet; remove it`],
    },
    {
        title: "a file key of the stack",
        change: { "shop/gateways": {} },
        codes: ["belongs-to-stack"],
        says: [
            `catalog/shop.yaml: gateways: "gateways" differs from one environment to the next, so it belongs to the stack; write it there and remove it here`,
        ],
    },
    {
        title: "a key that would reach a prototype",
        change: { "shop/services/__proto__": {} },
        codes: ["forbidden-key"],
        says: [
            `catalog/shop.yaml: services.__proto__: the key "__proto__" is reserved by JavaScript; choose another name`,
        ],
    },
    {
        title: "a key that would reach a constructor",
        change: { "shop/services/constructor": { workload: "web" } },
        codes: ["forbidden-key"],
        says: [
            `catalog/shop.yaml: services.constructor: the key "constructor" is reserved by JavaScript; choose another name`,
        ],
    },
    {
        title: "a store that does not say why it is left out of the mesh's own encryption",
        change: { "shop/stores/cache/reason": gone },
        codes: ["missing-key"],
        says: [
            `catalog/shop.yaml: stores.cache.reason: missing; write why it is reached without mesh identity, such as "own AUTH"`,
        ],
    },
    {
        title: "a date object",
        change: { "shop/calls/0/timeout": new Date(0) },
        codes: ["not-plain-data"],
        says: [
            "catalog/shop.yaml: calls[0].timeout: this is not plain data; use maps, lists, text, numbers, true and false",
        ],
    },
];
