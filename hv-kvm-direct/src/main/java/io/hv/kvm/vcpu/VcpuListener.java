package io.hv.kvm.vcpu;

/** Hears when a vCPU stops by itself. */
@FunctionalInterface
public interface VcpuListener {

    /**
     * The vCPU is paused, and its thread is here: this must not wait for that vCPU, and should hand over what takes long.
     *
     * @param vcpu who stopped
     * @param stop why
     */
    void stopped(VcpuThread vcpu, VcpuStop stop);
}
