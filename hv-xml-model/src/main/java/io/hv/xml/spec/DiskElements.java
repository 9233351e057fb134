package io.hv.xml.spec;

import io.hv.DiskSpec;
import io.hv.InvalidSpecException;
import io.hv.SpecFault;
import io.hv.xml.wire.domain.Devices;
import io.hv.xml.wire.domain.Disk;
import io.hv.xml.wire.domain.DiskSerial;
import io.hv.xml.wire.domain.Domain;
import io.hv.xml.wire.domain.Driver;
import io.hv.xml.wire.domain.Iotune;
import io.hv.xml.wire.domain.Readonly;
import io.hv.xml.wire.domain.Source;
import io.hv.xml.wire.domain.Target;
import io.hv.xml.wire.domain.Transient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes disks into a document. Each is found by its target; what {@link DiskReader} cannot say stays as it is. */
final class DiskElements {

    private DiskElements() {}

    static void write(Change<List<DiskSpec>> change, Domain domain) {
        Devices devices = Children.need(domain, Devices.class, Devices::new);
        Map<String, Disk> there = new LinkedHashMap<>();
        DiskReader.read(devices).forEach((element, spec) -> there.put(target(spec), element));
        Map<String, DiskSpec> before = byTarget(change.before() == null ? List.of() : change.before());
        Map<String, DiskSpec> after = byTarget(change.after());
        there.forEach((target, element) -> {
            if (!after.containsKey(target)) {
                boolean unused = devices.remove(element);
            }
        });
        after.forEach((target, spec) -> {
            Disk element = there.get(target);
            if (element == null) {
                requireFree(devices, spec);
                Disk fresh = new Disk();
                fresh.type = "file";
                fresh.device = "disk";
                write(new Change<>(null, spec), fresh);
                devices.add(fresh);
            } else {
                write(new Change<>(before.get(target), spec), element);
            }
        });
    }

    /** A disk that the spec cannot say, a CD drive for example, has its target all the same. */
    private static void requireFree(Devices devices, DiskSpec spec) {
        for (Disk each : devices.all(Disk.class)) {
            if (each.first(Target.class)
                    .filter(target -> target(spec).equals(target.dev))
                    .isPresent()) {
                throw new InvalidSpecException(
                        "the document",
                        List.of(SpecFault.of(
                                "disks." + target(spec),
                                spec.toString(),
                                "the document has a disk of that target, which the neutral spec cannot say",
                                "choose another target")));
            }
        }
    }

    private static Map<String, DiskSpec> byTarget(List<DiskSpec> disks) {
        Map<String, DiskSpec> all = new LinkedHashMap<>();
        disks.forEach(each -> all.put(target(each), each));
        return all;
    }

    private static String target(DiskSpec disk) {
        return disk.target().orElseThrow();
    }

    private static void write(Change<DiskSpec> change, Disk disk) {
        DiskSpec spec = change.after();
        if (change.of(each -> each.source().file())) {
            Children.need(disk, Source.class, Source::new).file =
                    spec.source().file().orElseThrow().path();
        }
        if (change.of(each -> each.source().format())) {
            driver(disk).type = spec.source().format().id();
        }
        Target target = Children.need(disk, Target.class, Target::new);
        if (change.of(DiskSpec::target)) {
            target.dev = target(spec);
        }
        if (change.of(DiskSpec::bus)) {
            target.bus = spec.bus().id();
        }
        if (change.of(DiskSpec::discard)) {
            driver(disk).discard = spec.discard() == DiskSpec.Discard.UNMAP ? "unmap" : null;
        }
        if (change.of(DiskSpec::queues)) {
            driver(disk).queues =
                    spec.queues().isPresent() ? Integer.toString(spec.queues().getAsInt()) : null;
        }
        if (change.of(DiskSpec::isReadOnly)) {
            Children.flag(disk, Readonly.class, Readonly::new, spec.isReadOnly());
        }
        if (change.of(DiskSpec::isThrowaway)) {
            Children.flag(disk, Transient.class, Transient::new, spec.isThrowaway());
        }
        if (change.of(DiskSpec::serial)) {
            Children.text(disk, DiskSerial.class, DiskSerial::new, spec.serial());
        }
        if (change.of(DiskSpec::limits)) {
            limits(disk, spec);
        }
    }

    private static Driver driver(Disk disk) {
        return Children.need(disk, Driver.class, Driver::new);
    }

    private static void limits(Disk disk, DiskSpec spec) {
        if (spec.limits().isNone() && disk.first(Iotune.class).isEmpty()) {
            return;
        }
        Iotune tune = Children.need(disk, Iotune.class, Iotune::new);
        Children.text(
                tune,
                Iotune.TotalBytesSec.class,
                Iotune.TotalBytesSec::new,
                spec.limits().bytesPerSecond().map(most -> Long.toString(most.bytes())));
        Children.text(
                tune,
                Iotune.TotalIopsSec.class,
                Iotune.TotalIopsSec::new,
                spec.limits().operationsPerSecond().stream()
                        .mapToObj(Long::toString)
                        .findFirst());
        Children.dropIfEmpty(disk, tune);
    }
}
