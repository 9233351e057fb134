package io.hv.kvm.dump;

import io.hv.kvm.ioctl.Regs;
import io.hv.kvm.ioctl.Sregs;

/** A vCPU in a dump. */
public record CpuDump(int id, Regs general, Sregs system) {}
