package io.hv.kvm.trace;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A vCPU has left the guest; it lasts until the vCPU can go back. Its thread tells the domain. Off unless asked for. */
@Name("io.hv.VcpuExit")
@Label("vCPU Exit")
@Category("hv")
@Description("What a vCPU has left its guest for, and how long it was dealt with. There can be 100000 in a second.")
@Enabled(false)
@StackTrace(false)
public final class VcpuExit extends Event {

    private static final VcpuExit PROBE = new VcpuExit();

    @Label("vCPU")
    int vcpu;

    @Label("Reason")
    @Description("KVM_EXIT_... of linux/kvm.h")
    String reason = "";

    @Label("Address")
    @Description("The port of IO, the guest physical address of MMIO; else 0")
    long address;

    private VcpuExit() {}

    static boolean isRecorded() {
        return PROBE.isEnabled();
    }

    /** It begins now. */
    public static VcpuExit now(int vcpu, String reason, long address) {
        VcpuExit event = new VcpuExit();
        event.vcpu = vcpu;
        event.reason = reason;
        event.address = address;
        event.begin();
        return event;
    }

    /** It is over. */
    public void over() {
        commit();
    }
}
