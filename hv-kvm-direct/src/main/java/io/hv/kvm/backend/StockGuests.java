package io.hv.kvm.backend;

import io.hv.Support;
import io.hv.kvm.KvmOptions;
import io.hv.kvm.diagnose.KvmFindings;
import io.hv.kvm.ioctl.Kvm;
import io.hv.kvm.probe.ProbeReport;
import io.hv.kvm.probe.Probes;
import io.hv.nativeaccess.NativeException;

/** Whether operating systems as they are shipped run on this KVM: what the probes say, as an answer. */
final class StockGuests {

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
        return Support.no(KvmFindings.lacks(report), KvmFindings.ELSEWHERE);
    }
}
