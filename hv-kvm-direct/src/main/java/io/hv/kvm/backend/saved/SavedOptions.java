package io.hv.kvm.backend.saved;

import io.hv.kvm.ConsoleDevice;
import io.hv.kvm.KernelUnpacking;
import io.hv.kvm.KvmOptions;
import io.hv.kvm.VirtioTransport;
import java.util.List;

/** Options of the direct KVM backend, but for devices of the user's own, which are code. */
record SavedOptions(
        boolean panicDevice,
        boolean hideXsave,
        KernelUnpacking kernelUnpacking,
        VirtioTransport virtioTransport,
        boolean entropy,
        ConsoleDevice console,
        List<String> ports) {

    SavedOptions {
        ports = List.copyOf(ports);
    }

    static SavedOptions of(KvmOptions options) {
        return new SavedOptions(
                options.panicDevice(),
                options.hideXsave(),
                options.kernelUnpacking(),
                options.virtioTransport(),
                options.entropy(),
                options.console(),
                options.ports());
    }

    KvmOptions options() {
        KvmOptions options = KvmOptions.defaults()
                .panicDevice(panicDevice)
                .hideXsave(hideXsave)
                .kernelUnpacking(kernelUnpacking)
                .virtioTransport(virtioTransport)
                .entropy(entropy)
                .console(console);
        for (String port : ports) {
            options = options.port(port);
        }
        return options;
    }
}
