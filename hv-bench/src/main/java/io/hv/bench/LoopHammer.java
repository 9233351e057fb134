package io.hv.bench;

import io.hv.kvm.ioctl.KvmVcpu;
import io.hv.kvm.ioctl.StandIn;
import io.hv.kvm.vcpu.VcpuThread;
import io.hv.nativeaccess.Fd;
import io.hv.nativeaccess.Mapping;
import io.hv.nativeaccess.Memfd;
import java.nio.ByteBuffer;

/**
 * The same without KVM: hv's thread, run loop and bus as they are, and a kernel that answers every KVM_RUN with 0 at once.
 * The page kvm_run is a file in memory that holds the same exit for ever. What is left is the price of a system call and
 * of all that hv does around it.
 */
final class LoopHammer extends Hammer {

    private final byte[] exit;
    private final Fd vmFile = Memfd.create("hv-bench-vm", Access.RUN_SIZE);
    private final Fd runFile = Memfd.create("hv-bench-run", Access.RUN_SIZE);
    private final Mapping mapping = Mapping.shared(runFile, Access.RUN_SIZE);
    private final ByteBuffer page = mapping.view(0, Access.RUN_SIZE);
    private final KvmVcpu kernel;
    private final VcpuThread vcpu;

    /** On a thread under {@link RequestFilter}, which the vCPU's thread inherits. */
    LoopHammer(Access access) {
        super(access);
        exit = access.runPage();
        kernel = StandIn.vcpu(vmFile, runFile, Access.RUN_SIZE);
        vcpu = thread(kernel);
        // A vCPU's thread starts when it first runs, and has to start from this one to be under the filter.
        Access.endAccess(page);
        vcpu.resume();
        vcpu.pause();
    }

    @Override
    VcpuThread vcpu() {
        return vcpu;
    }

    @Override
    void begin() {
        page.put(0, exit);
    }

    @Override
    void enough() {
        // Nothing would ever finish the access, and the thread does not rest before it is finished.
        Access.endAccess(page);
    }

    @Override
    public void close() {
        vcpu.close();
        kernel.close();
        mapping.close();
        vmFile.close();
    }
}
