package io.hv.kvm.machine;

import io.hv.kvm.ioctl.KvmVcpu;
import io.hv.nativeaccess.NativeException;

/** A vCPU's registers as text. */
final class RegisterDump {

    private RegisterDump() {}

    /** Of a paused vCPU, on its thread. */
    static String of(KvmVcpu vcpu) {
        try {
            return vcpu.regs().dump() + "\n" + vcpu.sregs().dump();
        } catch (NativeException e) {
            return "not to be had: " + e.getMessage();
        }
    }
}
