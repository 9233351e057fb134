package io.hv.kvm.backend;

import io.hv.Support;
import io.hv.kvm.diagnose.DeviceFindings;
import io.hv.kvm.diagnose.Surroundings;

/** Whether {@code /dev/kvm} is there for us, seen from outside: without native code, and without opening it. */
final class KvmAccess {

    static final String DEVICE = "/dev/kvm";

    private KvmAccess() {}

    static Support support() {
        return DeviceFindings.problem(Surroundings.ofThisProcess())
                .map(problem -> Support.no(problem.found(), problem.remedy()))
                .orElseGet(Support::yes);
    }
}
