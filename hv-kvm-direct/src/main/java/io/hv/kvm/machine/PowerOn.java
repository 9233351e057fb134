package io.hv.kvm.machine;

import io.hv.kvm.boot.BootPlan;
import io.hv.kvm.boot.GuestLayout;
import io.hv.kvm.boot.acpi.AcpiMachine;
import io.hv.kvm.boot.acpi.AcpiTables;
import org.jspecify.annotations.Nullable;

/**
 * What a machine is after power-on, and how it gets there: at first, and at each reset. Under the machine's monitor, while it stands
 * still.
 */
final class PowerOn {

    private final MachineConfig config;
    private final MachineParts parts;
    private final Vcpus vcpus;
    private final BootTrace trace;
    private final KernelState kernel;

    /**
     * Of a machine that has not run yet.
     *
     * @param known what the kernel has of it then; null if that is what it has of this one now
     */
    PowerOn(MachineConfig config, MachineParts parts, Vcpus vcpus, BootTrace trace, @Nullable KernelState known) {
        this.config = config;
        this.parts = parts;
        this.vcpus = vcpus;
        this.trace = trace;
        this.kernel = known == null ? KernelState.save(parts.vm(), vcpus.threads()) : known;
    }

    /** What the kernel has of the machine then. */
    KernelState kernel() {
        return kernel;
    }

    /** Loads what it boots into RAM, and sets the first vCPU to its entry. */
    void boot() {
        trace.load(this::load);
    }

    private void load() {
        GuestLayout layout = new GuestLayout(parts.memory());
        AcpiTables.place(
                layout,
                parts.virtio()
                        .describe(
                                AcpiMachine.of(config.vcpus()).withPanicDevice(config.panicDevice()),
                                parts.kernel().map()));
        BootPlan plan = config.loader().load(layout);
        vcpus.threads().get(0).run(vcpu -> EntryRegisters.apply(plan.entry(), vcpu));
    }

    /** Everything but RAM as it was, save what a battery keeps, and what it boots once more. */
    void again() {
        parts.virtio().hotPlug().ifPresent(HotPlug::letGo);
        parts.board().reset();
        kernel.restore(parts.vm(), vcpus.threads());
        boot();
    }
}
