package io.hv.kvm.machine;

import io.hv.kvm.vcpu.VcpuThread;
import io.hv.nativeaccess.NativeException;

/** A vCPU's registers as text. */
final class RegisterDump {

    private RegisterDump() {}

    /** Of a paused vCPU. One whose thread or kernel side is gone has none, which must not hide why it crashed. */
    static String of(VcpuThread vcpu) {
        try {
            return vcpu.call(each -> each.regs().dump() + "\n" + each.sregs().dump());
        } catch (NativeException | IllegalStateException e) {
            return "not to be had: " + e.getMessage();
        }
    }
}
