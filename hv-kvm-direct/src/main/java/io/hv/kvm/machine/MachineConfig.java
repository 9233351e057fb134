package io.hv.kvm.machine;

import io.hv.kvm.WatchdogAction;
import io.hv.kvm.bus.ByteSink;
import io.hv.kvm.bus.ByteSource;
import java.util.Optional;
import java.util.Set;

/**
 * What a machine is to be.
 *
 * @param name for the names of its threads
 * @param ramSize bytes, a positive multiple of 4 KiB
 * @param vcpus 1 or more
 * @param panicDevice whether there is a pvpanic
 * @param hiddenFeatures the processor features that CPUID does not tell, by name
 * @param loader what it boots
 * @param serialInput what the guest reads from its serial port
 * @param serialOutput what the guest writes to its serial port
 * @param virtio its virtio devices
 * @param watchdog whether there is a watchdog, which wants PCI, and what it does
 */
public record MachineConfig(
        String name,
        long ramSize,
        int vcpus,
        boolean panicDevice,
        Set<String> hiddenFeatures,
        BootLoader loader,
        ByteSource serialInput,
        ByteSink serialOutput,
        VirtioConfig virtio,
        Optional<WatchdogAction> watchdog) {

    /** Without a watchdog. */
    public MachineConfig(
            String name,
            long ramSize,
            int vcpus,
            boolean panicDevice,
            Set<String> hiddenFeatures,
            BootLoader loader,
            ByteSource serialInput,
            ByteSink serialOutput,
            VirtioConfig virtio) {
        this(
                name,
                ramSize,
                vcpus,
                panicDevice,
                hiddenFeatures,
                loader,
                serialInput,
                serialOutput,
                virtio,
                Optional.empty());
    }

    /** Without virtio devices. */
    public MachineConfig(
            String name,
            long ramSize,
            int vcpus,
            boolean panicDevice,
            Set<String> hiddenFeatures,
            BootLoader loader,
            ByteSource serialInput,
            ByteSink serialOutput) {
        this(name, ramSize, vcpus, panicDevice, hiddenFeatures, loader, serialInput, serialOutput, VirtioConfig.none());
    }
}
