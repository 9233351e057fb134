package io.hv.mem.mutant;

import io.hv.ByteSize;
import io.hv.Disk;
import io.hv.DiskSpec;
import io.hv.DiskStatistics;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.InvalidSpecException;
import io.hv.InvalidStateException;
import io.hv.NotFoundException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Bugs of disks. */
final class DiskBugs {

    private DiskBugs() {}

    static Bug lastForgotten() {
        return call -> {
            if (call.is(Domain.class, "disks")) {
                List<Disk> all = call.on(Domain.class).disks();
                return all.isEmpty() ? all : all.subList(0, all.size() - 1);
            }
            return call.proceed();
        };
    }

    static Bug readOnlyForgotten() {
        return call -> {
            if (call.is(Domain.class, "spec")) {
                DomainSpec spec = call.on(Domain.class).spec();
                return spec.edit(b ->
                        b.disks(spec.disks().stream().map(DiskBugs::writable).toList()));
            }
            return call.proceed();
        };
    }

    private static DiskSpec writable(DiskSpec disk) {
        return disk.isReadOnly()
                ? DiskSpec.of(disk.source()).target(disk.target().orElseThrow())
                : disk;
    }

    static Bug unknownIsTheFirst() {
        return call -> {
            try {
                return call.proceed();
            } catch (NotFoundException e) {
                if (call.is(Domain.class, "disk")
                        && !call.on(Domain.class).disks().isEmpty()) {
                    return call.on(Domain.class).disks().get(0);
                }
                throw e;
            }
        };
    }

    static Bug missingFileIgnored() {
        return call -> {
            try {
                return call.proceed();
            } catch (InvalidSpecException e) {
                if (call.is(Domain.class, "start")) {
                    return null;
                }
                throw e;
            }
        };
    }

    static Bug resizeDoesNothing() {
        return call -> call.is(Disk.class, "resize") ? null : call.proceed();
    }

    static Bug onlyGrows() {
        return call -> {
            if (call.is(Disk.class, "resize")
                    && call.on(Disk.class).capacity().compareTo((ByteSize) call.argument(0)) > 0) {
                return null;
            }
            return call.proceed();
        };
    }

    static Bug refusedResizeIsSilent() {
        return call -> {
            try {
                return call.proceed();
            } catch (InvalidStateException e) {
                if (call.is(Disk.class, "resize") && e.getClass() == InvalidStateException.class) {
                    return null;
                }
                throw e;
            }
        };
    }

    static Bug statisticsDecrease() {
        AtomicLong left = new AtomicLong(1000);
        return call -> call.is(Disk.class, "statistics") && call.proceed() instanceof DiskStatistics
                ? DiskStatistics.of(left.decrementAndGet(), 0, 0, 0)
                : call.proceed();
    }

    static Bug statisticsOutliveTheRun() {
        return call -> {
            try {
                return call.proceed();
            } catch (InvalidStateException e) {
                if (call.is(Disk.class, "statistics") && e.getClass() == InvalidStateException.class) {
                    return DiskStatistics.of(0, 0, 0, 0).flushes(0).discards(0, 0);
                }
                throw e;
            }
        };
    }
}
