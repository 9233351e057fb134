package io.hv.xml.spec;

import io.hv.Boot;
import io.hv.ByteSize;
import io.hv.DomainSpec;
import io.hv.HostPath;
import io.hv.InvalidSpecException;
import io.hv.LinuxBoot;
import io.hv.SpecFault;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads of a document what the neutral spec can say. For one document. */
public final class DomainReader {

    private static final long PAGE = 4096;

    private final Domain domain;
    private final List<SpecFault> faults = new ArrayList<>();

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
        part("/domain/memory", memoryText(), () -> spec.memory(memory()));
        part("/domain/vcpu", Children.textOf(domain, Vcpu.class).orElse(""), () -> spec.vcpus(vcpus()));
        part(
                "/domain/uuid",
                Children.textOf(domain, Uuid.class).orElse(""),
                () -> Children.textOf(domain, Uuid.class)
                        .map(text -> Uuids.parse(text.strip()))
                        .map(spec::uuid)
                        .orElse(spec));
        part("/domain/cpu", "", () -> CpuElements.read(domain).map(spec::cpu).orElse(spec));
        part("/domain/os", "", () -> boot().map(spec::boot).orElse(spec));
        part("/domain/metadata", "", () -> spec.clock(OwnMetadata.clock(domain)));
        domain.first(Devices.class)
                .ifPresent(devices ->
                        spec.disks(List.copyOf(DiskReader.read(devices).values())));
        try {
            DomainSpec read = spec.build();
            if (!faults.isEmpty()) {
                throw new InvalidSpecException("domain '" + name + "'", faults);
            }
            return read;
        } catch (InvalidSpecException e) {
            if (faults.isEmpty() || e.faults().equals(faults)) {
                throw e;
            }
            List<SpecFault> all = new ArrayList<>(faults);
            all.addAll(e.faults());
            throw new InvalidSpecException("domain '" + name + "'", all, e);
        }
    }

    private void part(String path, String value, Supplier<DomainSpec.Builder> read) {
        try {
            DomainSpec.Builder unused = read.get();
        } catch (IllegalArgumentException | ArithmeticException e) {
            faults.add(SpecFault.of(path, value, String.valueOf(e.getMessage()), "mend the document"));
        }
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
