package io.hv.kvm.ioctl;

import io.hv.nativeaccess.Fd;
import java.util.List;

/**
 * A vCPU over a file that is none, for a thread whose KVM requests are answered by a filter. In this package because only
 * KVM's own objects make vCPUs, and that is to stay so for everybody but this benchmark.
 */
public final class StandIn {

    private StandIn() {}

    /**
     * A vCPU whose shared page is a file.
     *
     * @param vm stands for the machine; stays the caller's
     * @param run holds the page; the vCPU closes it
     * @param runSize the page's size in bytes
     */
    public static KvmVcpu vcpu(Fd vm, Fd run, int runSize) {
        return new KvmVcpu(new KvmVm(vm, runSize, List.of()), run, 0, runSize, List.of());
    }
}
