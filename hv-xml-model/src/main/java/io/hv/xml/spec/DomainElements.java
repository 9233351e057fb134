package io.hv.xml.spec;

import io.hv.ByteSize;
import io.hv.Content;
import io.hv.DomainSpec;
import io.hv.LinuxBoot;
import io.hv.xml.wire.domain.Cmdline;
import io.hv.xml.wire.domain.CurrentMemory;
import io.hv.xml.wire.domain.Devices;
import io.hv.xml.wire.domain.Domain;
import io.hv.xml.wire.domain.Features;
import io.hv.xml.wire.domain.Initrd;
import io.hv.xml.wire.domain.Kernel;
import io.hv.xml.wire.domain.Memory;
import io.hv.xml.wire.domain.Name;
import io.hv.xml.wire.domain.OnCrash;
import io.hv.xml.wire.domain.Os;
import io.hv.xml.wire.domain.Panic;
import io.hv.xml.wire.domain.Serial;
import io.hv.xml.wire.domain.Type;
import io.hv.xml.wire.domain.Uuid;
import io.hv.xml.wire.domain.Vcpu;
import java.util.Map;
import java.util.Optional;

/** Writes specs into documents. */
public final class DomainElements {

    private static final long KIB = 1024;

    private DomainElements() {}

    /**
     * A document of a spec: what the spec says, and what the API's promises need beside it. That is ACPI, without which a
     * guest cannot be asked to shut down; a serial line for the console; and the device by which a kernel reports that it
     * panicked, whereupon the machine is destroyed.
     *
     * @param type for example {@code kvm}
     */
    public static Domain of(DomainSpec spec, String type, Map<String, String> options) {
        Domain domain = new Domain();
        domain.type = type;
        Type hvm = new Type();
        hvm.text("hvm");
        Children.need(domain, Os.class, Os::new).add(hvm);
        Children.need(domain, Features.class, Features::new).add(new Features.Acpi());
        Children.text(domain, OnCrash.class, OnCrash::new, Optional.of("destroy"));
        write(new Change<>(null, spec), domain);
        OwnMetadata.options(domain, options);
        Devices devices = Children.need(domain, Devices.class, Devices::new);
        Serial serial = new Serial();
        serial.type = "pty";
        devices.add(serial);
        Panic panic = new Panic();
        panic.model = "isa";
        devices.add(panic);
        return domain;
    }

    /** Writes what is different, and leaves all else as it is. */
    public static void edit(Domain domain, DomainSpec before, DomainSpec after, Map<String, String> options) {
        write(new Change<>(before, after), domain);
        OwnMetadata.options(domain, options);
    }

    /** Writes all that its spec says in the words in which {@link #of} says it. */
    public static void normalize(Domain domain, DomainSpec spec) {
        write(new Change<>(null, spec), domain);
    }

    private static void write(Change<DomainSpec> change, Domain domain) {
        DomainSpec spec = change.after();
        if (change.of(DomainSpec::name)) {
            Children.text(domain, Name.class, Name::new, Optional.of(spec.name()));
        }
        if (change.of(DomainSpec::uuid)) {
            Children.text(domain, Uuid.class, Uuid::new, spec.uuid().map(Object::toString));
        }
        if (change.of(DomainSpec::memory)) {
            memory(domain, spec.memory());
        }
        if (change.of(DomainSpec::vcpus)) {
            vcpus(domain, spec.vcpus());
        }
        CpuElements.write(change.part(DomainSpec::cpu), domain);
        if (change.of(DomainSpec::boot)) {
            boot(domain, spec);
        }
        if (change.of(DomainSpec::clock)) {
            OwnMetadata.clock(domain, spec.clock());
        }
        if (change.of(DomainSpec::disks)) {
            DiskElements.write(change.part(DomainSpec::disks), domain);
        }
        if (change.of(DomainSpec::nics)) {
            NicElements.write(change.part(DomainSpec::nics), domain);
        }
        if (change.of(DomainSpec::display)) {
            DisplayElements.write(spec.display(), domain);
        }
        if (change.of(DomainSpec::hasAgent)) {
            AgentElements.write(spec.hasAgent(), domain);
        }
    }

    /** What the guest is given at first moves with it, where it was all. */
    private static void memory(Domain domain, ByteSize size) {
        Optional<ByteSize> was = domain.first(Memory.class).flatMap(DomainElements::sizeOf);
        Memory memory = Children.need(domain, Memory.class, Memory::new);
        domain.first(CurrentMemory.class).ifPresent(current -> {
            Optional<ByteSize> now = Sizes.find(current.text(), current.unit);
            if (now.equals(was) || now.filter(each -> each.compareTo(size) <= 0).isEmpty()) {
                current.unit = "KiB";
                current.text(kib(size));
            }
        });
        memory.unit = "KiB";
        memory.text(kib(size));
    }

    private static Optional<ByteSize> sizeOf(Memory memory) {
        return Sizes.find(memory.text(), memory.unit);
    }

    private static String kib(ByteSize size) {
        return Long.toString(size.bytes() / KIB);
    }

    private static void vcpus(Domain domain, int count) {
        Vcpu vcpu = Children.need(domain, Vcpu.class, Vcpu::new);
        vcpu.text(Integer.toString(count));
        if (vcpu.current != null && Sizes.number(vcpu.current) >= count) {
            vcpu.current = null;
        }
    }

    /** In libvirt's words where it has them, else in words of our own. */
    private static void boot(Domain domain, DomainSpec spec) {
        Os os = Children.need(domain, Os.class, Os::new);
        LinuxBoot linux = spec.boot()
                .filter(LinuxBoot.class::isInstance)
                .map(LinuxBoot.class::cast)
                .filter(each -> each.contents().values().stream()
                        .allMatch(content -> content.file().isPresent()))
                .orElse(null);
        OwnMetadata.boot(domain, linux == null ? spec.boot() : Optional.empty());
        Optional<LinuxBoot> said = Optional.ofNullable(linux);
        Children.text(os, Kernel.class, Kernel::new, said.flatMap(each -> path(each.kernel())));
        Children.text(
                os, Initrd.class, Initrd::new, said.flatMap(LinuxBoot::initrd).flatMap(DomainElements::path));
        Children.text(
                os,
                Cmdline.class,
                Cmdline::new,
                said.map(LinuxBoot::commandLine).filter(line -> !line.isEmpty()));
    }

    private static Optional<String> path(Content content) {
        return content.file().map(Object::toString);
    }
}
