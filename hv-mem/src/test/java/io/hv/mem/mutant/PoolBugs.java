package io.hv.mem.mutant;

import io.hv.AlreadyExistsException;
import io.hv.ByteSize;
import io.hv.DiskFormat;
import io.hv.Host;
import io.hv.HostFailureException;
import io.hv.HostPath;
import io.hv.InvalidSpecException;
import io.hv.InvalidStateException;
import io.hv.NotFoundException;
import io.hv.Pool;
import io.hv.PoolSpec;
import io.hv.Volume;
import io.hv.VolumeSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Bugs of pools and their volumes. */
final class PoolBugs {

    private PoolBugs() {}

    /** Who defines what is there gets that. */
    static Bug takenNameAccepted() {
        return call -> {
            if (call.is(Host.class, "define") && call.argument(0) instanceof PoolSpec spec) {
                Optional<Pool> there = call.on(Host.class).findPool(spec.name());
                if (there.isPresent()) {
                    return there.get();
                }
            }
            return call.proceed();
        };
    }

    static Bug specWithoutUuid() {
        return call -> call.is(Pool.class, "spec") ? call.on(Pool.class).spec().anyUuid() : call.proceed();
    }

    static Bug notFoundByUuid() {
        return call ->
                call.is(Host.class, "findPool") && call.argument(0) instanceof UUID ? Optional.empty() : call.proceed();
    }

    /** The list that a method gives is the wrong way round. */
    static Bug reversed(Class<?> type, String method) {
        return call -> {
            Object result = call.proceed();
            if (!call.is(type, method)) {
                return result;
            }
            List<?> list = new ArrayList<>((List<?>) result);
            Collections.reverse(list);
            return list;
        };
    }

    static Bug stopLosesVolumes() {
        return call -> {
            if (call.is(Pool.class, "stop") && call.on(Pool.class).isActive()) {
                call.on(Pool.class).volumes().forEach(Volume::delete);
            }
            return call.proceed();
        };
    }

    static Bug undefineLosesVolumes() {
        return call -> {
            if (call.is(Pool.class, "undefine") && !call.on(Pool.class).isActive()) {
                Pool pool = call.on(Pool.class);
                pool.start();
                pool.volumes().forEach(Volume::delete);
                pool.stop();
            }
            return call.proceed();
        };
    }

    static Bug stoppedListsNothing() {
        return call -> {
            try {
                return call.proceed();
            } catch (InvalidStateException e) {
                if (call.is(Pool.class, "volumes")) {
                    return List.of();
                }
                throw e;
            }
        };
    }

    /** Volumes are made by another spec than was asked for. */
    static Bug made(UnaryOperator<VolumeSpec> otherwise) {
        return call -> call.is(Pool.class, "create")
                ? call.proceed(otherwise.apply((VolumeSpec) call.argument(0)))
                : call.proceed();
    }

    static VolumeSpec raw(VolumeSpec spec) {
        return spec.backing().isPresent() ? spec : spec.edit(b -> b.format(DiskFormat.RAW));
    }

    static VolumeSpec unreserved(VolumeSpec spec) {
        return spec.edit(b -> b.reserved(ByteSize.bytes(0)));
    }

    static Bug takenNameReplaces() {
        return call -> {
            try {
                return call.proceed();
            } catch (AlreadyExistsException e) {
                if (call.is(Pool.class, "create") && call.argument(0) instanceof VolumeSpec spec) {
                    call.on(Pool.class).volume(spec.name()).delete();
                    return call.on(Pool.class).create(spec);
                }
                throw e;
            }
        };
    }

    static Bug failedCreateLeavesRemains() {
        return call -> {
            try {
                return call.proceed();
            } catch (HostFailureException e) {
                if (call.is(Pool.class, "create") && call.argument(0) instanceof VolumeSpec spec) {
                    call.proceed(unreserved(spec));
                }
                throw e;
            }
        };
    }

    static Bug backingForgotten() {
        return call -> call.is(Volume.class, "spec")
                ? call.on(Volume.class).spec().edit(VolumeSpec.Builder::noBacking)
                : call.proceed();
    }

    static Bug pathOutside() {
        return call -> call.is(Volume.class, "path")
                ? HostPath.of("/" + call.on(Volume.class).name())
                : call.proceed();
    }

    static Bug resizeShrinks() {
        return call -> {
            try {
                return call.proceed();
            } catch (InvalidSpecException e) {
                if (call.is(Volume.class, "resize")
                        && call.argument(0) instanceof ByteSize size
                        && size.bytes() == 512) {
                    Volume volume = call.on(Volume.class);
                    VolumeSpec smaller = unreserved(volume.spec()).edit(b -> b.capacity(size));
                    volume.delete();
                    volume.pool().create(smaller);
                    return null;
                }
                throw e;
            }
        };
    }

    /** A method of a volume's does nothing. */
    static Bug ignored(String method) {
        return call -> call.is(Volume.class, method) ? null : call.proceed();
    }

    static Bug deletedIsEmpty() {
        return call -> {
            try {
                return call.proceed();
            } catch (NotFoundException e) {
                if (call.is(Volume.class, "capacity")) {
                    return ByteSize.bytes(0);
                }
                throw e;
            }
        };
    }

    static Bug equalityByHandle() {
        return call -> call.is(Volume.class, "equals") ? call.target() == call.argument(0) : call.proceed();
    }
}
