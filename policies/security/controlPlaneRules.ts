import type { Rule } from "../engine/rule";
import { disallowDisabledSafeguards } from "./disallowDisabledSafeguards";
import { limitCertificateLifetimes } from "./limitCertificateLifetimes";
import { requireConfigurationValidation } from "./requireConfigurationValidation";
import { restrictDebugEndpoints } from "./restrictDebugEndpoints";
import { restrictMeshWriters } from "./restrictMeshWriters";
import { restrictProxyPrivileges } from "./restrictProxyPrivileges";

/** How istiod and its proxies themselves are guarded. */
export const controlPlaneRules: readonly Rule[] = [
    disallowDisabledSafeguards,
    limitCertificateLifetimes,
    requireConfigurationValidation,
    restrictDebugEndpoints,
    restrictMeshWriters,
    restrictProxyPrivileges,
];
