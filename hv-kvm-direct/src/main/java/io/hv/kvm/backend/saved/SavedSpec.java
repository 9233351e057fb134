package io.hv.kvm.backend.saved;

import io.hv.ByteSize;
import io.hv.ClockPolicy;
import io.hv.CpuSpec;
import io.hv.DomainSpec;
import io.hv.InvalidSpecException;
import io.hv.kvm.KvmOptions;
import io.hv.kvm.bus.Later;
import io.hv.kvm.snapshot.StateFormatException;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;

/**
 * What a machine is.
 *
 * @param name its name
 * @param uuid its UUID
 * @param memory bytes of RAM
 * @param vcpus how many
 * @param cpu the processor that was asked for, at most one: its model, then the features without which
 * @param boot how it boots
 * @param disks its disks
 * @param nics its network cards
 * @param clock what its clocks do about time that has passed
 * @param options of this backend, at most one
 * @param agent whether it has the channel of an agent
 */
public record SavedSpec(
        String name,
        String uuid,
        long memory,
        int vcpus,
        List<SavedCpu> cpu,
        SavedBoot boot,
        List<SavedDisk> disks,
        @Later List<SavedNic> nics,
        ClockPolicy clock,
        List<SavedOptions> options,
        @Later boolean agent) {

    /**
     * A processor.
     *
     * @param model empty for the host's
     * @param without features that are hidden
     */
    record SavedCpu(String model, List<String> without) {

        SavedCpu {
            without = List.copyOf(without);
        }

        CpuSpec cpu() {
            CpuSpec cpu = model.isEmpty() ? CpuSpec.host() : CpuSpec.model(model);
            return cpu.without(without.toArray(new String[0]));
        }
    }

    /** Copies the lists. */
    public SavedSpec {
        cpu = List.copyOf(cpu);
        disks = List.copyOf(disks);
        nics = List.copyOf(nics);
        options = List.copyOf(options);
    }

    /** A spec with a UUID and a way to boot, whose devices are all of hv's own. */
    public static SavedSpec of(DomainSpec spec) {
        return new SavedSpec(
                spec.name(),
                spec.uuid().orElseThrow().toString(),
                spec.memory().bytes(),
                spec.vcpus(),
                spec.cpu().stream()
                        .map(cpu -> new SavedCpu(cpu.model().orElse(""), List.copyOf(new TreeSet<>(cpu.without()))))
                        .toList(),
                SavedBoot.of(spec.boot().orElseThrow()),
                spec.disks().stream().map(SavedDisk::of).toList(),
                spec.nics().stream().map(SavedNic::of).toList(),
                spec.clock(),
                spec.options(KvmOptions.class).stream().map(SavedOptions::of).toList(),
                spec.hasAgent());
    }

    /**
     * The spec.
     *
     * @throws StateFormatException if it is none that could have been saved
     */
    public DomainSpec spec() {
        try {
            DomainSpec.Builder builder = DomainSpec.named(name)
                    .uuid(UUID.fromString(uuid))
                    .memory(ByteSize.bytes(memory))
                    .vcpus(vcpus)
                    .boot(boot.boot())
                    .disks(disks.stream().map(SavedDisk::disk).toList())
                    .nics(nics.stream().map(SavedNic::nic).toList())
                    .clock(clock)
                    .agent(agent);
            cpu.forEach(each -> builder.cpu(each.cpu()));
            options.forEach(each -> builder.with(each.options()));
            return builder.build();
        } catch (InvalidSpecException | IllegalArgumentException e) {
            throw new StateFormatException("its spec cannot be: " + e.getMessage(), e);
        }
    }
}
