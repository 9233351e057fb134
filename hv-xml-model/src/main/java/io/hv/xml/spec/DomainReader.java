package io.hv.xml.spec;

import io.hv.Boot;
import io.hv.ByteSize;
import io.hv.DomainSpec;
import io.hv.HostPath;
import io.hv.InvalidSpecException;
import io.hv.LinuxBoot;
import io.hv.xml.wire.domain.Cmdline;
import io.hv.xml.wire.domain.Devices;
import io.hv.xml.wire.domain.Domain;
import io.hv.xml.wire.domain.Initrd;
import io.hv.xml.wire.domain.Kernel;
import io.hv.xml.wire.domain.Memory;
import io.hv.xml.wire.domain.Name;
import io.hv.xml.wire.domain.Os;
import io.hv.xml.wire.domain.Uuid;
import io.hv.xml.wire.domain.Vcpu;
import java.util.List;
import java.util.Optional;

/** Reads of a document what the neutral spec can say. For one document. */
public final class DomainReader {

    private static final long PAGE = 4096;

    private final Domain domain;
    private final Parts parts = new Parts();

    private DomainReader(Domain domain) {
        this.domain = domain;
    }

    /**
     * The spec of a domain.
     *
     * @throws InvalidSpecException if it is none; with every fault
     */
    public static DomainSpec read(Domain domain) {
        return new DomainReader(domain).read();
    }

    private DomainSpec read() {
        String name = Children.textOf(domain, Name.class).orElse("");
        DomainSpec.Builder spec = DomainSpec.named(name);
        parts.part("/domain/memory", memoryText(), () -> spec.memory(memory()));
        parts.part("/domain/vcpu", Children.textOf(domain, Vcpu.class).orElse(""), () -> spec.vcpus(vcpus()));
        parts.part(
                "/domain/uuid",
                Children.textOf(domain, Uuid.class).orElse(""),
                () -> Children.textOf(domain, Uuid.class)
                        .map(text -> Uuids.parse(text.strip()))
                        .ifPresent(spec::uuid));
        parts.part("/domain/cpu", "", () -> CpuElements.read(domain).ifPresent(spec::cpu));
        parts.part("/domain/os", "", () -> boot().ifPresent(spec::boot));
        parts.part("/domain/metadata", "", () -> spec.clock(OwnMetadata.clock(domain)));
        domain.first(Devices.class).ifPresent(devices -> {
            spec.disks(List.copyOf(DiskReader.read(devices).values()));
            spec.nics(List.copyOf(NicReader.read(devices).values()));
            DisplayElements.read(devices).ifPresent(spec::display);
            spec.agent(AgentElements.isIn(devices));
        });
        return parts.whole("domain '" + name + "'", spec::build);
    }

    private String memoryText() {
        return Children.textOf(domain, Memory.class).map(String::strip).orElse("");
    }

    /** In whole pages, as the spec counts; libvirt counts in KiB. */
    private ByteSize memory() {
        Memory memory = domain.first(Memory.class)
                .orElseThrow(() -> new IllegalArgumentException("a machine needs memory, and none is said"));
        long bytes = Sizes.size(memory.text(), memory.unit).bytes();
        return ByteSize.bytes(Math.multiplyExact((bytes + PAGE - 1) / PAGE, PAGE));
    }

    private int vcpus() {
        return Children.textOf(domain, Vcpu.class)
                .map(text -> Integer.parseInt(text.strip()))
                .orElse(1);
    }

    private Optional<Boot> boot() {
        Optional<Boot> own = OwnMetadata.boot(domain);
        return own.isPresent() ? own : domain.first(Os.class).flatMap(DomainReader::linux);
    }

    private static Optional<Boot> linux(Os os) {
        return Children.textOf(os, Kernel.class).map(kernel -> {
            LinuxBoot boot = LinuxBoot.kernel(HostPath.of(kernel));
            Optional<String> initrd = Children.textOf(os, Initrd.class);
            boot = initrd.isPresent() ? boot.initrd(HostPath.of(initrd.get())) : boot;
            Optional<String> line = Children.textOf(os, Cmdline.class);
            return line.isPresent() ? boot.append(line.get()) : boot;
        });
    }
}
