package io.hv.xml.spec;

import io.hv.ByteSize;
import io.hv.DiskBus;
import io.hv.DiskFormat;
import io.hv.DiskLimits;
import io.hv.DiskSource;
import io.hv.DiskSpec;
import io.hv.DomainSpec;
import io.hv.HostPath;
import io.hv.InvalidSpecException;
import io.hv.xml.wire.WireElement;
import io.hv.xml.wire.domain.Devices;
import io.hv.xml.wire.domain.Disk;
import io.hv.xml.wire.domain.DiskSerial;
import io.hv.xml.wire.domain.Driver;
import io.hv.xml.wire.domain.Iotune;
import io.hv.xml.wire.domain.Readonly;
import io.hv.xml.wire.domain.Source;
import io.hv.xml.wire.domain.Target;
import io.hv.xml.wire.domain.Transient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads of a document the disks that the neutral spec can say: whole files that are neither CD nor floppy, whose names,
 * serial numbers and formats are of its form.
 */
final class DiskReader {

    private DiskReader() {}

    /** Each with its element, in the order of the document. */
    static Map<Disk, DiskSpec> read(Devices devices) {
        Map<Disk, DiskSpec> disks = new LinkedHashMap<>();
        for (Disk each : devices.all(Disk.class)) {
            say(each).ifPresent(spec -> {
                if (canStandBeside(disks, spec)) {
                    disks.put(each, spec);
                }
            });
        }
        return disks;
    }

    private static boolean canStandBeside(Map<Disk, DiskSpec> disks, DiskSpec fresh) {
        List<DiskSpec> all = new ArrayList<>(disks.values());
        all.add(fresh);
        try {
            DomainSpec unused = DomainSpec.named("disks").disks(all).build();
            return true;
        } catch (InvalidSpecException e) {
            return false;
        }
    }

    private static Optional<DiskSpec> say(Disk disk) {
        if (!"file".equals(disk.type) || !(disk.device == null || disk.device.equals("disk"))) {
            return Optional.empty();
        }
        @Nullable String file = disk.first(Source.class).map(each -> each.file).orElse(null);
        @Nullable Target target = disk.first(Target.class).orElse(null);
        if (file == null || target == null || target.dev == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(say(disk, file, target.dev, target.bus));
        } catch (IllegalArgumentException beyondTheSpec) {
            // A format, a bus or a number in words that the neutral spec has not: it is left out, as a CD drive is.
            return Optional.empty();
        }
    }

    private static DiskSpec say(Disk disk, String file, String target, @Nullable String bus) {
        Optional<Driver> driver = disk.first(Driver.class);
        DiskSource source = DiskSource.file(HostPath.of(file))
                .format(driver.map(each -> each.type).map(DiskFormat::new).orElse(DiskFormat.RAW));
        DiskSpec spec = DiskSpec.of(source)
                .target(target)
                .bus(bus == null ? usualBus(target) : new DiskBus(bus))
                .limits(limits(disk));
        if (driver.filter(each -> "unmap".equals(each.discard)).isPresent()) {
            spec = spec.discard(DiskSpec.Discard.UNMAP);
        }
        Optional<String> queues = driver.map(each -> each.queues);
        if (queues.isPresent()) {
            spec = spec.queues(Integer.parseInt(queues.get()));
        }
        if (disk.first(Readonly.class).isPresent()) {
            spec = spec.readOnly();
        }
        if (disk.first(Transient.class).isPresent()) {
            spec = spec.throwaway();
        }
        Optional<String> serial = Children.textOf(disk, DiskSerial.class);
        return serial.isPresent() ? spec.serial(serial.get()) : spec;
    }

    /** Which libvirt takes where none is said. */
    private static DiskBus usualBus(String target) {
        if (target.startsWith("vd")) {
            return DiskBus.VIRTIO;
        }
        return new DiskBus(
                target.startsWith("hd")
                        ? "ide"
                        : target.startsWith("fd") ? "fdc" : target.startsWith("xvd") ? "xen" : "scsi");
    }

    /** Without those that libvirt writes as 0, which means none. */
    private static DiskLimits limits(Disk disk) {
        Optional<Iotune> tune = disk.first(Iotune.class);
        long bytes = tune.map(each -> number(each, Iotune.TotalBytesSec.class)).orElse(0L);
        long operations =
                tune.map(each -> number(each, Iotune.TotalIopsSec.class)).orElse(0L);
        DiskLimits limits = DiskLimits.none();
        if (bytes > 0) {
            limits = limits.bytesPerSecond(ByteSize.bytes(bytes));
        }
        return operations > 0 ? limits.operationsPerSecond(operations) : limits;
    }

    private static <T extends WireElement> long number(Iotune tune, Class<T> type) {
        return Children.textOf(tune, type)
                .map(text -> Long.parseLong(text.strip()))
                .orElse(0L);
    }
}
