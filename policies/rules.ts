import type { Rule } from "./engine/rule";
import { disallowSensitiveTelemetry } from "./observability/disallowSensitiveTelemetry";
import { disallowAllowAll } from "./security/disallowAllowAll";
import { disallowPermissiveMtls } from "./security/disallowPermissiveMtls";
import { disallowWideningEmptyLists } from "./security/disallowWideningEmptyLists";
import { requireAllowedCallers } from "./security/requireAllowedCallers";
import { requireDefaultDeny } from "./stack/requireDefaultDeny";
import { requireStrictMtls } from "./stack/requireStrictMtls";
import { disallowAllowAnyEgress } from "./traffic/disallowAllowAnyEgress";
import { disallowPlaintextDestinations } from "./traffic/disallowPlaintextDestinations";
import { disallowUnverifiedTls } from "./traffic/disallowUnverifiedTls";
import { disallowHostNetwork } from "./workload/disallowHostNetwork";
import { disallowInjectionOptOut } from "./workload/disallowInjectionOptOut";

/** Every rule of the pack, in the order of the catalogue; pure, so they judge plain manifests as well. */
export const rules: readonly Rule[] = [
    disallowPermissiveMtls,
    requireStrictMtls,
    disallowAllowAll,
    disallowWideningEmptyLists,
    requireAllowedCallers,
    requireDefaultDeny,
    disallowAllowAnyEgress,
    disallowPlaintextDestinations,
    disallowUnverifiedTls,
    disallowInjectionOptOut,
    disallowHostNetwork,
    disallowSensitiveTelemetry,
];
