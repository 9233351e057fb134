package io.hv.kvm.backend;

import io.hv.Support;
import io.hv.kvm.KvmOptions;
import io.hv.kvm.ioctl.Kvm;
import io.hv.kvm.probe.ProbeReport;
import io.hv.kvm.probe.ProbeResult;
import io.hv.kvm.probe.Probes;
import io.hv.nativeaccess.NativeException;
import java.util.stream.Collectors;

/** Whether operating systems as they are shipped run on this KVM: what the probes say, as an answer. */
final class StockGuests {

    private static final String REMEDY = "run them where the processor's virtualization (VT-x, SVM) is to be had, on "
            + "hardware or in the nested lab, or on qemu:///system, which can do without";

    private StockGuests() {}

    /** What probing finds, which takes a moment the first time. */
    static Support support(Kvm kvm) {
        try {
            return of(Probes.of(kvm, KvmOptions.defaults().hideXsave()));
        } catch (NativeException e) {
            return Support.no("no machine can be made to try it: " + e.getMessage(), "see the kernel's log");
        }
    }

    static Support of(ProbeReport report) {
        if (report.stockGuests()) {
            return Support.yes();
        }
        return Support.no(
                "this KVM does not run "
                        + report.missing().stream()
                                .map(ProbeResult::probe)
                                .map(probe -> probe.meaning())
                                .collect(Collectors.joining(", ")),
                REMEDY);
    }
}
