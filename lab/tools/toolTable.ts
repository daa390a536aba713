import { certManagerVersion } from "../../components/versions";
import { observabilityTools, observabilityUnits } from "./observabilityTable";
import type { VersionRange } from "./versionRange";

/** Folders of `modules/`: each holds the go.mod and go.sum of one thing to build. */
export type UnitName =
    | "pulumi-cli"
    | "pulumi-language-nodejs"
    | "pulumi-language-yaml"
    | "kubernetes-provider"
    | "kubernetes"
    | "istio"
    | "istio-1.30"
    | "xds-listeners"
    | "istio-data-plane"
    | "etcd"
    | "kwok"
    | "ratelimit"
    | "cert-manager"
    | "actionlint"
    | "act"
    | "kubectl"
    | "prometheus"
    | "alertmanager"
    | "jaeger"
    | "otelcol-gateway"
    | "otelcol-logs"
    | "otelcol-servicegraph"
    | "loki";

export type ToolName =
    | "pulumi"
    | "pulumi-language-nodejs"
    | "pulumi-language-yaml"
    | "pulumi-resource-kubernetes"
    | "etcd"
    | "kube-apiserver"
    | "kube-controller-manager"
    | "kube-scheduler"
    | "kwok"
    | "cert-manager-controller"
    | "pilot-discovery"
    | "pilot-discovery-1.30"
    | "istioctl"
    | "xds-listeners"
    | "pilot-agent"
    | "render-chart"
    | "ratelimit"
    | "actionlint"
    | "act"
    | "kubectl"
    | ObservabilityTool;

/** The programs that the observability stack's configurations are proved by. */
export type ObservabilityTool =
    | "prometheus"
    | "promtool"
    | "alertmanager"
    | "amtool"
    | "jaeger"
    | "otelcol-gateway"
    | "otelcol-logs"
    | "otelcol-servicegraph"
    | "loki";

/** One module folder and everything `go build` makes from it in one go. */
export interface Unit {
    readonly name: UnitName;
    readonly version: string;
    /** Binary to the package it is built from; `.` is the folder's own main.go. */
    readonly binaries: Readonly<Partial<Record<ToolName, string>>>;
    /** Values for `-X`: Go programs built as modules do not know their own version. */
    readonly stamps: Readonly<Record<string, string>>;
    /** Build tags: upstream's own way to leave out what is not needed. */
    readonly tags?: readonly string[];
    /** How long a cold build took on two cores, in words; people wait better when they know. */
    readonly cold: string;
    /** Files to copy beside main.go from a module before the build, with the schema's version set. */
    readonly embeds?: { readonly module: string; readonly folder: string; readonly files: readonly string[] };
}

/** How a tool the user already has is asked for its version, and which answers will do. */
export interface OnPath {
    readonly arguments: readonly string[];
    readonly range: VersionRange;
    /** A tool that only works together with this one, which must stand beside it or on PATH. */
    readonly companion?: ToolName;
}

export interface ToolDefinition {
    readonly name: ToolName;
    readonly unit: UnitName;
    readonly onPath?: OnPath;
    /** What it is for when `npm run up` does not need it: such a tool is built only when that asks for it. */
    readonly only?: string;
}

export const istioVersion = "1.31.0";
export const istioModule = "istio.io/istio";
export const kwokVersion = "0.8.0";
export const kwokModule = "sigs.k8s.io/kwok";
export const kubernetesProviderVersion = "4.25.0";
export const certManagerModule = "github.com/cert-manager/cert-manager";
/** The newest commit of its branch that can be had as a module comes after 1.30.3 and before 1.30.4. */
const olderIstioVersion = "1.30.3";
const kubernetesVersion = "1.36.3";
const pulumiVersion = "3.259.0";
const providerModule = "github.com/pulumi/pulumi-kubernetes/provider/v4";

export const units: Readonly<Record<UnitName, Unit>> = {
    "pulumi-cli": {
        name: "pulumi-cli",
        version: pulumiVersion,
        binaries: { pulumi: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi" },
        stamps: { "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version": `v${pulumiVersion}` },
        cold: "2 to 4 minutes",
    },
    "pulumi-language-nodejs": {
        name: "pulumi-language-nodejs",
        // The newest commit that can be had as a module; the release that carries it has no tag of its own.
        version: "2025-08",
        binaries: {
            "pulumi-language-nodejs": "github.com/pulumi/pulumi/sdk/nodejs/cmd/pulumi-language-nodejs/v3",
        },
        stamps: {},
        cold: "half a minute",
    },
    "pulumi-language-yaml": {
        name: "pulumi-language-yaml",
        // The newest that can be had as a module.
        version: "1.25.0",
        binaries: { "pulumi-language-yaml": "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml" },
        stamps: { "github.com/pulumi/pulumi-yaml/pkg/version.Version": "v1.25.0" },
        cold: "a minute or two",
    },
    "kubernetes-provider": {
        name: "kubernetes-provider",
        version: kubernetesProviderVersion,
        binaries: { "pulumi-resource-kubernetes": "." },
        stamps: { [`${providerModule}/pkg/version.Version`]: kubernetesProviderVersion },
        cold: "5 to 6 minutes",
        embeds: {
            module: providerModule,
            folder: "cmd/pulumi-resource-kubernetes",
            files: ["schema.json", "terraform-mapping.json"],
        },
    },
    kubernetes: {
        name: "kubernetes",
        version: kubernetesVersion,
        binaries: {
            "kube-apiserver": "k8s.io/kubernetes/cmd/kube-apiserver",
            "kube-controller-manager": "k8s.io/kubernetes/cmd/kube-controller-manager",
            "kube-scheduler": "k8s.io/kubernetes/cmd/kube-scheduler",
        },
        stamps: {
            "k8s.io/component-base/version.gitVersion": `v${kubernetesVersion}`,
            "k8s.io/component-base/version.gitMajor": "1",
            "k8s.io/component-base/version.gitMinor": "36",
        },
        cold: "4 to 5 minutes",
    },
    istio: {
        name: "istio",
        version: istioVersion,
        binaries: {
            "pilot-discovery": `${istioModule}/pilot/cmd/pilot-discovery`,
            istioctl: `${istioModule}/istioctl/cmd/istioctl`,
        },
        stamps: { [`${istioModule}/pkg/version.buildVersion`]: istioVersion },
        cold: "3 to 4 minutes",
    },
    "istio-1.30": {
        name: "istio-1.30",
        version: olderIstioVersion,
        binaries: { "pilot-discovery-1.30": `${istioModule}/pilot/cmd/pilot-discovery` },
        stamps: { [`${istioModule}/pkg/version.buildVersion`]: olderIstioVersion },
        cold: "3 to 4 minutes",
    },
    ratelimit: {
        name: "ratelimit",
        // Has no releases; a commit of its main branch. The same one as the image in components/versions.ts.
        version: "3fb70258",
        binaries: { ratelimit: "github.com/envoyproxy/ratelimit/src/service_cmd" },
        stamps: {},
        cold: "one to two minutes",
    },
    "xds-listeners": {
        name: "xds-listeners",
        version: istioVersion,
        binaries: { "xds-listeners": "." },
        stamps: {},
        cold: "3 to 4 minutes, or one beside a built Istio",
    },
    "istio-data-plane": {
        name: "istio-data-plane",
        version: istioVersion,
        binaries: {
            "pilot-agent": `${istioModule}/pilot/cmd/pilot-agent`,
            // Takes its name from the module: several binaries of one build keep their own names.
            "render-chart": ".",
        },
        stamps: { [`${istioModule}/pkg/version.buildVersion`]: istioVersion },
        cold: "3 to 4 minutes, or one beside a built Istio",
    },
    etcd: { name: "etcd", version: "3.6.8", binaries: { etcd: "." }, stamps: {}, cold: "20 seconds" },
    kwok: {
        name: "kwok",
        version: kwokVersion,
        binaries: { kwok: `${kwokModule}/cmd/kwok` },
        stamps: {},
        cold: "a minute",
    },
    "cert-manager": {
        name: "cert-manager",
        // What the program installs: controllers of another release might not know its CRDs.
        version: certManagerVersion,
        binaries: { "cert-manager-controller": "." },
        stamps: { "main.version": certManagerVersion },
        cold: "3 minutes",
    },
    actionlint: {
        name: "actionlint",
        version: "1.7.12",
        binaries: { actionlint: "github.com/rhysd/actionlint/cmd/actionlint" },
        stamps: {},
        cold: "ten seconds",
    },
    act: {
        name: "act",
        version: "0.2.89",
        binaries: { act: "github.com/nektos/act" },
        stamps: { "main.version": "v0.2.89" },
        cold: "1 minute",
    },
    kubectl: {
        name: "kubectl",
        version: kubernetesVersion,
        binaries: { kubectl: "k8s.io/kubernetes/cmd/kubectl" },
        stamps: { "k8s.io/component-base/version.gitVersion": `v${kubernetesVersion}` },
        cold: "1 to 2 minutes",
    },
    ...observabilityUnits,
};

const kubernetesOnPath: OnPath = { arguments: ["--version"], range: { from: "1.36.0", below: "1.37.0" } };
// Charts, analyzers and the control plane are one release: another minor would judge by other rules.
const istioRange: VersionRange = { from: "1.31.0", below: "1.32.0" };

export const tools: Readonly<Record<ToolName, ToolDefinition>> = {
    pulumi: {
        name: "pulumi",
        unit: "pulumi-cli",
        onPath: {
            arguments: ["version"],
            range: { from: "3.229.0", below: "4.0.0" },
            companion: "pulumi-language-nodejs",
        },
    },
    // Has no version to ask for: it is the user's when the CLI is the user's, else built.
    "pulumi-language-nodejs": { name: "pulumi-language-nodejs", unit: "pulumi-language-nodejs" },
    "pulumi-language-yaml": {
        name: "pulumi-language-yaml",
        unit: "pulumi-language-yaml",
        only: "the components in a program in YAML, at TEST_DEPTH=full",
    },
    "pulumi-resource-kubernetes": { name: "pulumi-resource-kubernetes", unit: "kubernetes-provider" },
    etcd: {
        name: "etcd",
        unit: "etcd",
        onPath: { arguments: ["--version"], range: { from: "3.5.0", below: "3.7.0" } },
    },
    "kube-apiserver": { name: "kube-apiserver", unit: "kubernetes", onPath: kubernetesOnPath },
    "kube-controller-manager": {
        name: "kube-controller-manager",
        unit: "kubernetes",
        onPath: kubernetesOnPath,
    },
    "kube-scheduler": { name: "kube-scheduler", unit: "kubernetes", onPath: kubernetesOnPath },
    // Upstream's program has other flags; nobody has this one on PATH.
    "cert-manager-controller": { name: "cert-manager-controller", unit: "cert-manager" },
    kwok: { name: "kwok", unit: "kwok", onPath: { arguments: ["--version"], range: { from: "0.7.0" } } },
    "pilot-discovery": {
        name: "pilot-discovery",
        unit: "istio",
        onPath: { arguments: ["version", "--short"], range: istioRange },
    },
    // The minor in its name is ours; who has one on PATH has it as `pilot-discovery`.
    "pilot-discovery-1.30": {
        name: "pilot-discovery-1.30",
        unit: "istio-1.30",
        only: "stacks with a revision of Istio 1.30",
    },
    istioctl: {
        name: "istioctl",
        unit: "istio",
        onPath: { arguments: ["version", "--remote=false", "--short"], range: istioRange },
    },
    "xds-listeners": {
        name: "xds-listeners",
        unit: "xds-listeners",
        only: "the comparison of access with what istiod sends its proxies",
    },
    ratelimit: {
        name: "ratelimit",
        unit: "ratelimit",
        only: "limits of the whole mesh in the namespace lab",
    },
    "pilot-agent": {
        name: "pilot-agent",
        unit: "istio-data-plane",
        only: "real proxies beside the pods of the namespace lab",
    },
    "render-chart": {
        name: "render-chart",
        unit: "istio-data-plane",
        only: "Istio's charts in the namespace lab, which has no engine",
    },
    actionlint: { name: "actionlint", unit: "actionlint", only: "judging the workflows in .github" },
    kubectl: {
        name: "kubectl",
        unit: "kubectl",
        // A reader has one already, and any of these years will do.
        onPath: { arguments: ["version", "--client"], range: { from: "1.30.0", below: "1.39.0" } },
        only: "the commands of the documents",
    },
    act: { name: "act", unit: "act", only: "running the workflows in .github" },
    ...observabilityTools,
};

/** The tools of `npm run up`. */
export const toolNames: readonly ToolName[] = Object.values(tools)
    .filter(({ only }) => only === undefined)
    .map(({ name }) => name);
