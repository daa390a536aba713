import { type Field, isEmpty } from "../engine/field";
import { routesOf, virtualService } from "../engine/routes";
import { type Finding, type ObjectRule, unseen, violation } from "../engine/rule";

/** What answers a request in place of its destinations, and what may not stand beside it. */
const answers = ["redirect", "directResponse"] as const;
const besides = ["route", "fault", "rewrite"];

const label = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

export const requireValidRoutes: ObjectRule = {
    scope: "object",
    id: "G-28",
    ids: ["IST0106"],
    name: "meshwright-traffic-require-valid-routes",
    displayName: "Require VirtualServices that istiod takes",
    description:
        "A VirtualService must have routes, each of them must lead somewhere, and what it says must go together.",
    severity: "high",
    framework: {
        name: "Istio Reference",
        version: "1.31",
        reference: "https://istio.io/latest/docs/reference/config/networking/virtual-service/",
        specification: "VirtualService",
    },
    remediationSteps: "Change what the message names; istiod's webhook refuses it.",
    settings: [],
    kinds: [virtualService],

    *check(object) {
        const spec = object.root.at("spec");
        if (object.partial) {
            return;
        }
        const lists = ["http", "tls", "tcp"].map((key) => spec.at(key));
        if (lists.every((each) => isEmpty(each))) {
            yield violation(spec.at("http"), "nor tls nor tcp, so it routes nothing", "give it a route");
        }
        for (const gateway of spec.at("gateways").items()) {
            yield* judgeGateway(gateway);
        }
        for (const { field, protocol } of routesOf(object)) {
            yield* protocol === "http" ? judge(field) : judgeTcp(field);
        }
        if (isEmpty(spec.at("hosts"))) {
            yield* judgeDelegate(spec);
        }
    },
};

/** Names of Gateways are DNS labels; those that istiod makes of the Gateway API are no names to write. */
function* judgeGateway(gateway: Field): Iterable<Finding> {
    const [namespace = "", name] = gateway.text?.split("/", 2) ?? [];
    if (gateway.isUnknown) {
        yield unseen(gateway);
    } else if (name !== undefined && !(label.test(namespace) && label.test(name))) {
        yield violation(gateway, "which is no name of a Gateway", "write namespace/name");
    }
}

function* judge(route: Field): Iterable<Finding> {
    const parts = [...answers, ...besides, "delegate"].map((key) => route.at(key));
    const hazy = [route, ...parts].find((each) => each.isUnknown);
    if (hazy !== undefined) {
        yield unseen(hazy);
        return;
    }
    if (!route.at("delegate").isAbsent) {
        const own = ["route", "redirect"].find((key) => !isEmpty(route.at(key)));
        yield* own === undefined
            ? []
            : [violation(route.at(own), "beside a delegate, which has the routes", "remove one of them")];
        return;
    }
    const [answer, other] = answers.filter((key) => !route.at(key).isAbsent);
    if (answer === undefined) {
        if (isEmpty(route.at("route"))) {
            yield violation(
                route.at("route"),
                "nor a redirect nor a directResponse, so it leads nowhere",
                "give it a destination",
            );
        }
    } else {
        const beside = other ?? besides.find((key) => !isAbsent(route.at(key)));
        if (beside !== undefined) {
            yield violation(
                route.at(beside),
                `beside ${answer}, which goes nowhere else`,
                "remove one of them",
            );
        }
    }
    yield* judgeMirrors(route);
    yield* judgeFault(route.at("fault"));
    yield* judgeRewrite(route.at("rewrite"));
}

function* judgeMirrors(route: Field): Iterable<Finding> {
    const mirrors = route.at("mirrors");
    if (mirrors.isUnknown) {
        yield unseen(mirrors);
    } else if (!isEmpty(mirrors) && !route.at("mirror").isAbsent) {
        yield violation(mirrors, "beside mirror, which says the same", "remove one of them");
    }
}

function* judgeFault(fault: Field): Iterable<Finding> {
    if (!fault.isAbsent && ["abort", "delay"].every((key) => fault.at(key).isAbsent)) {
        yield violation(fault, "without abort or delay", "remove it");
    }
}

function* judgeRewrite(rewrite: Field): Iterable<Finding> {
    const uri = rewrite.at("uri");
    const isWithout = ["uri", "authority", "uriRegexRewrite"].every((key) => isAbsent(rewrite.at(key)));
    if (!rewrite.isAbsent && isWithout) {
        yield violation(rewrite, "without anything to rewrite", "remove it");
    } else if (!isAbsent(uri) && !rewrite.at("uriRegexRewrite").isAbsent) {
        yield uri.isUnknown ? unseen(uri) : violation(uri, "beside uriRegexRewrite", "remove one of them");
    }
}

function* judgeTcp(route: Field): Iterable<Finding> {
    const destinations = route.at("route");
    if (route.isUnknown || destinations.isUnknown) {
        yield unseen(destinations);
    } else if (isEmpty(destinations)) {
        yield violation(destinations, "so it leads nowhere", "give it a destination");
    }
}

/** Without hosts it is a part of another VirtualService, which has the rest. */
function* judgeDelegate(spec: Field): Iterable<Finding> {
    const beside = ["gateways", "tls", "tcp"].map((key) => spec.at(key)).find((each) => !isEmpty(each));
    if (beside !== undefined && !beside.isUnknown) {
        yield violation(beside, "without hosts, and what another delegates to has neither", "name the hosts");
    }
}

function isAbsent(field: Field): boolean {
    return field.isAbsent || field.text === "" || (field.isList && isEmpty(field));
}
