package io.hv.kvm.backend.saved;

import io.hv.ByteSize;
import io.hv.DiskBus;
import io.hv.DiskFormat;
import io.hv.DiskLimits;
import io.hv.DiskSource;
import io.hv.DiskSpec;
import io.hv.HostPath;
import io.hv.image.ImageFormat;
import io.hv.kvm.snapshot.StateFormatException;

/**
 * A disk of a spec. Numbers that are not given are 0, words empty.
 *
 * @param file its source
 * @param format the source's
 * @param target its name in the domain
 * @param bus its bus
 * @param readOnly whether it is
 * @param throwaway whether it is
 * @param serial its serial number
 * @param discard what becomes of discards
 * @param bytesPerSecond a limit
 * @param operationsPerSecond a limit
 * @param queues how many
 */
record SavedDisk(
        String file,
        String format,
        String target,
        String bus,
        boolean readOnly,
        boolean throwaway,
        String serial,
        String discard,
        long bytesPerSecond,
        long operationsPerSecond,
        int queues) {

    static SavedDisk of(DiskSpec disk) {
        return new SavedDisk(
                disk.source().file().orElseThrow().path(),
                disk.source().format().id(),
                disk.target().orElseThrow(),
                disk.bus().id(),
                disk.isReadOnly(),
                disk.isThrowaway(),
                disk.serial().orElse(""),
                disk.discard().name(),
                disk.limits().bytesPerSecond().map(ByteSize::bytes).orElse(0L),
                disk.limits().operationsPerSecond().orElse(0),
                disk.queues().orElse(0));
    }

    DiskSpec disk() {
        if (ImageFormat.of(format).isEmpty()) {
            throw new StateFormatException(
                    "the disk " + target + " is of format " + format + ", which this hv does not read");
        }
        DiskSpec disk = DiskSpec.of(DiskSource.file(HostPath.of(file)).format(new DiskFormat(format)))
                .target(target)
                .bus(new DiskBus(bus))
                .discard(answer());
        disk = readOnly ? disk.readOnly() : disk;
        disk = throwaway ? disk.throwaway() : disk;
        disk = serial.isEmpty() ? disk : disk.serial(serial);
        disk = queues == 0 ? disk : disk.queues(queues);
        return disk.limits(limits());
    }

    private DiskSpec.Discard answer() {
        for (DiskSpec.Discard known : DiskSpec.Discard.values()) {
            if (known.name().equals(discard)) {
                return known;
            }
        }
        throw new StateFormatException("the disk " + target + " answers discards by '" + discard + "'");
    }

    private DiskLimits limits() {
        DiskLimits limits = DiskLimits.none();
        limits = bytesPerSecond == 0 ? limits : limits.bytesPerSecond(ByteSize.bytes(bytesPerSecond));
        return operationsPerSecond == 0 ? limits : limits.operationsPerSecond(operationsPerSecond);
    }
}
