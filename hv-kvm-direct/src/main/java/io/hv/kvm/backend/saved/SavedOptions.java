package io.hv.kvm.backend.saved;

import io.hv.kvm.ConsoleDevice;
import io.hv.kvm.KernelUnpacking;
import io.hv.kvm.KvmOptions;
import io.hv.kvm.VcpuAffinity;
import io.hv.kvm.VirtioTransport;
import io.hv.kvm.WatchdogAction;
import io.hv.kvm.bus.Later;
import io.hv.kvm.net.PortForward;
import java.util.List;

/**
 * Options of the direct KVM backend, but for devices of the user's own, which are code; of watchdogs at most one.
 *
 * @param vsock the context id of the socket device, where there is one
 * @param forwards ports of the host, as {@link PortForward#toString()} writes them
 * @param affinity CPUs of the host's for the vCPUs, as {@link VcpuAffinity#toString()} writes them
 * @param nice the nice value of the vCPUs' threads, where there is one
 */
record SavedOptions(
        boolean panicDevice,
        boolean hideXsave,
        KernelUnpacking kernelUnpacking,
        VirtioTransport virtioTransport,
        boolean entropy,
        ConsoleDevice console,
        List<String> ports,
        @Later boolean balloon,
        @Later List<WatchdogAction> watchdog,
        @Later List<Long> vsock,
        @Later List<String> forwards,
        @Later String affinity,
        @Later List<Long> nice) {

    SavedOptions {
        ports = List.copyOf(ports);
        watchdog = List.copyOf(watchdog);
        vsock = List.copyOf(vsock);
        forwards = List.copyOf(forwards);
        nice = List.copyOf(nice);
    }

    static SavedOptions of(KvmOptions options) {
        return new SavedOptions(
                options.panicDevice(),
                options.hideXsave(),
                options.kernelUnpacking(),
                options.virtioTransport(),
                options.entropy(),
                options.console(),
                options.ports(),
                options.balloon(),
                options.watchdog().stream().toList(),
                options.vsock().stream().boxed().toList(),
                options.forwards().stream().map(PortForward::toString).toList(),
                options.affinity().toString(),
                options.nice().stream().asLongStream().boxed().toList());
    }

    KvmOptions options() {
        KvmOptions options = KvmOptions.defaults()
                .panicDevice(panicDevice)
                .hideXsave(hideXsave)
                .kernelUnpacking(kernelUnpacking)
                .virtioTransport(virtioTransport)
                .entropy(entropy)
                .console(console)
                .balloon(balloon)
                .affinity(VcpuAffinity.parse(affinity));
        for (String port : ports) {
            options = options.port(port);
        }
        for (WatchdogAction action : watchdog) {
            options = options.watchdog(action);
        }
        for (long cid : vsock) {
            options = options.vsock(cid);
        }
        for (String forward : forwards) {
            options = options.forward(PortForward.parse(forward));
        }
        for (long value : nice) {
            options = options.nice(Math.toIntExact(value));
        }
        return options;
    }
}
